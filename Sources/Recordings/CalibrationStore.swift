import Glibc
public import Samples

/// Calibrations on disk: a folder with one JSON file for each device.
public struct CalibrationStore: Hashable, Sendable {
  /// The folder; it needn't exist before something is stored.
  public let folder: String

  /// A store in a folder.
  public init(folder: String) { self.folder = folder }

  /// Where the XDG Base Directory Specification has it: `$XDG_CONFIG_HOME/soleus/calibrations`, by
  /// default under `~/.config`. Nil where neither folder is set; a relative one counts as not set.
  public init?(configurationHome: String?, home: String?) {
    func absolute(_ path: String?) -> String? {
      path.flatMap { $0.hasPrefix("/") ? $0 : nil }
    }
    guard let base = absolute(configurationHome) ?? absolute(home).map({ $0 + "/.config" }) else {
      return nil
    }
    folder = base + "/soleus/calibrations"
  }

  /// The file of a device. Other identities have other names: letters, digits, `.`, `-` and `:` stay, a
  /// space is `_`, any other byte `%` and two digits.
  public func path(of identity: String) -> String {
    var name = ""
    for byte in identity.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: ":"):
        name.unicodeScalars.append(Unicode.Scalar(byte))
      case UInt8(ascii: ".") where !name.isEmpty: name += "."
      case UInt8(ascii: " "): name += "_"
      default: name += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
      }
    }
    return "\(folder)/\(name).json"
  }

  /// The calibration of a device; nil where none is stored.
  ///
  /// - Throws: ``RecordingError`` where the file can't be read, or is another device's.
  public func calibration(of identity: String) throws(RecordingError) -> SensorCalibration? {
    let path = path(of: identity)
    guard unsafe access(path, F_OK) == 0 || !Self.saysAbsent(errno) else { return nil }
    let calibration = try SensorCalibration(path: path)
    guard calibration.identity == identity else {
      throw RecordingError(
        file: path,
        problem: .calibrationOfAnother(identity: calibration.identity, device: identity))
    }
    return calibration
  }

  /// Stores a calibration in the place of an older one. Whoever reads sees the old or the new one.
  ///
  /// - Returns: the path of its file.
  @discardableResult
  public func store(_ calibration: SensorCalibration) throws(RecordingError) -> String {
    let path = path(of: calibration.identity)
    try makeFolder()
    let draft = "\(path).\(getpid()).draft"
    do throws(RecordingError) {
      try calibration.json.write(to: draft, overwrite: true)
      guard unsafe rename(draft, path) == 0 else {
        throw RecordingError(file: path, problem: .system(operation: "create", code: errno))
      }
    } catch {
      unsafe unlink(draft)
      throw error
    }
    return path
  }

  /// Forgets the calibration of a device; false where there was none.
  public func forget(_ identity: String) throws(RecordingError) -> Bool {
    let path = path(of: identity)
    guard unsafe unlink(path) != 0 else { return true }
    guard Self.saysAbsent(errno) else {
      throw RecordingError(file: path, problem: .system(operation: "remove", code: errno))
    }
    return false
  }

  /// Every stored file, in order of its name; empty where there is no folder.
  public func paths() throws(RecordingError) -> [String] {
    guard let listing = unsafe opendir(folder) else {
      if Self.saysAbsent(errno) { return [] }
      throw RecordingError(file: folder, problem: .system(operation: "read", code: errno))
    }
    defer { unsafe closedir(listing) }
    var names: [String] = []
    while let entry = unsafe readdir(listing) {
      let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { bytes in
        unsafe bytes.withMemoryRebound(to: CChar.self, capacity: 256) { text in
          unsafe String(cString: text)
        }
      }
      if name.hasSuffix(".json") { names.append(name) }
    }
    return names.sorted().map { "\(folder)/\($0)" }
  }

  /// Looks whether a calibration of a device could be stored, and stores nothing: it spares a person the
  /// measuring. The answer can be out of date a moment later.
  ///
  /// - Throws: ``RecordingError`` as ``store(_:)`` would.
  public func checkPlace(of identity: String) throws(RecordingError) {
    // What isn't there yet will be made in the innermost folder that is.
    var path = folder
    while unsafe access(path, F_OK) != 0, errno == ENOENT, let slash = path.lastIndex(of: "/") {
      path = slash == path.startIndex ? "/" : String(path[..<slash])
    }
    guard unsafe access(path, W_OK | X_OK) == 0 else {
      throw RecordingError(
        file: self.path(of: identity), problem: .system(operation: "create", code: errno))
    }
  }

  /// Whether an error number says that nothing is there: a home that is no folder holds nothing either.
  private static func saysAbsent(_ code: Int32) -> Bool { code == ENOENT || code == ENOTDIR }

  /// Makes the folder and what it lies in; nobody else needs to read what is in it.
  private func makeFolder() throws(RecordingError) {
    var path = ""
    for part in folder.split(separator: "/") {
      path += "/\(part)"
      guard unsafe mkdir(path, 0o700) != 0, errno != EEXIST else { continue }
      // A folder further up may not be writable, and needn't be.
      let code = errno
      guard unsafe access(path, F_OK) == 0 else {
        throw RecordingError(file: path, problem: .system(operation: "create", code: code))
      }
    }
  }
}

extension SensorCalibration {
  /// Reads a calibration's file.
  public init(path: String) throws(RecordingError) {
    let text = try JSONValue.text(of: path)
    let json: JSONValue
    do { json = try JSONValue(parsing: text) } catch {
      throw RecordingError(file: path, problem: .brokenCalibration("\(error)"))
    }
    do { try self.init(json: json) } catch {
      throw RecordingError(file: path, problem: .brokenCalibration(error.reason))
    }
  }
}
