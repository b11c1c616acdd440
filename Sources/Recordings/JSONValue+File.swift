extension JSONValue {
  /// Writes the value into a file of its own, indented for people.
  ///
  /// - Parameter overwrite: Whether a file that is already there may be lost. If not, it is an error.
  public func write(to path: String, overwrite: Bool = false) throws(RecordingError) {
    var file = try OutputFile(path: path, overwrite: overwrite)
    let bytes = Array((text(indented: true) + "\n").utf8)
    try file.write(bytes.span)
    try file.synchronize(now: true)
  }
}
