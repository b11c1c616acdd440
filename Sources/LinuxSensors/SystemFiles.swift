import Glibc
package import Sensors

/// The system's files as seen from one root: `/` on a machine, a folder made up in a test.
///
/// They are looked at and, where that is what a function is there for, attributes of a device are set.
public struct SystemFiles: Sendable {
  private let root: String

  /// The files of the machine itself.
  public static let machine = SystemFiles(root: "")

  /// The files under `root`, which takes the place of `/`.
  public init(root: String) {
    self.root = root
  }

  /// What stands in a folder, sorted; empty where there is no such folder.
  package func names(in folder: String) -> [String] {
    guard let stream = unsafe opendir(root + folder) else { return [] }
    defer { unsafe closedir(stream) }
    var names: [String] = []
    while let entry = unsafe readdir(stream) {
      let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        unsafe pointer.withMemoryRebound(to: CChar.self, capacity: 256) { text in
          unsafe String(cString: text)
        }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names.sorted()
  }

  /// Whether something stands at `path`, followed through links.
  package func exists(_ path: String) -> Bool {
    unsafe access(root + path, F_OK) == 0
  }

  /// Whether this user may read the file, and write it where asked.
  func isOpen(_ path: String, forWriting: Bool) -> Bool {
    unsafe access(root + path, forWriting ? R_OK | W_OK : R_OK) == 0
  }

  /// A small text file, an attribute of sysfs for instance: its first `limit` bytes, without the line's
  /// end.
  package func text(of path: String, limit: Int = 4096) throws(SensorError) -> String {
    var bytes = try bytes(of: path, limit: limit)
    // Device-tree texts end in a zero byte, those of sysfs in a line feed.
    while bytes.last == 0 || bytes.last == UInt8(ascii: "\n") { bytes.removeLast() }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// A file's first `limit` bytes.
  func bytes(of path: String, limit: Int) throws(SensorError) -> [UInt8] {
    let descriptor = try open(path, flags: O_RDONLY)
    var bytes = [UInt8](repeating: 0, count: limit)
    var filled = 0
    while filled < bytes.count {
      let count = unsafe bytes.withUnsafeMutableBytes { buffer in
        let rest = unsafe UnsafeMutableRawBufferPointer(rebasing: buffer[filled...])
        guard let start = rest.baseAddress else { return 0 }
        return unsafe read(descriptor.number, start, rest.count)
      }
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw .system(path: path, operation: "read", code: errno) }
      if count == 0 { break }
      filled += count
    }
    return Array(bytes[..<filled])
  }

  /// Sets an attribute of sysfs: writes `text` with a line's end into the file at `path`, which must
  /// be there.
  func write(_ text: String, to path: String) throws(SensorError) {
    let descriptor = try open(path, flags: O_WRONLY | O_TRUNC)
    // An attribute takes what one call brings.
    let bytes = Array((text + "\n").utf8)
    var count: Int
    repeat {
      count = unsafe bytes.withUnsafeBytes { buffer in
        unsafe Glibc.write(descriptor.number, buffer.baseAddress, buffer.count)
      }
    } while count < 0 && errno == EINTR
    guard count >= 0 else { throw .system(path: path, operation: "write", code: errno) }
  }

  /// Opens a file; `flags` as for `open(2)`.
  func open(_ path: String, flags: Int32) throws(SensorError) -> OwnedDescriptor {
    try OwnedDescriptor(opening: root + path, flags: flags)
  }

  /// The last part of what a link leads to; nil where there is no link.
  func linkTarget(of path: String) -> String? { linkParts(of: path).last }

  /// The parts of what a link leads to, from left to right; none where there is no link.
  func linkParts(of path: String) -> [String] {
    var letters = [CChar](repeating: 0, count: Int(PATH_MAX))
    let count = unsafe readlink(root + path, &letters, Int(PATH_MAX))
    guard count > 0 else { return [] }
    let bytes = letters[..<count].map { UInt8(bitPattern: $0) }
    return String(decoding: bytes, as: UTF8.self).split(separator: "/").map(String.init)
  }
}
