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

  /// The text of a small file.
  ///
  /// - Throws: ``RecordingError``, also for more than 1 MiB.
  static func text(of path: String) throws(RecordingError) -> String {
    let file = try InputFile(path: path)
    let limit = 1 << 20
    var bytes = [UInt8](repeating: 0, count: limit + 1)
    var length = 0
    while length <= limit {
      let count = try file.read(into: &bytes, at: length, upTo: bytes.count - length, file: path)
      if count == 0 { return String(decoding: bytes[..<length], as: UTF8.self) }
      length += count
    }
    throw RecordingError(file: path, problem: .brokenCalibration("it is larger than 1 MiB"))
  }
}
