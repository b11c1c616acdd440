import Glibc
package import Sensors

/// The system's files, read only and as seen from one root: `/` on a machine, a folder made up in a
/// test.
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

  /// A small text file, an attribute of sysfs for instance: its first 4096 bytes, without the line's
  /// end.
  package func text(of path: String) throws(SensorError) -> String {
    let descriptor = try OwnedDescriptor(opening: root + path, flags: O_RDONLY)
    var bytes = [UInt8](repeating: 0, count: 4096)
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
    // Device-tree texts end in a zero byte, those of sysfs in a line feed.
    while filled > 0, bytes[filled - 1] == 0 || bytes[filled - 1] == UInt8(ascii: "\n") {
      filled -= 1
    }
    return String(decoding: bytes[..<filled], as: UTF8.self)
  }

  /// The last part of what a link leads to; nil where there is no link.
  func linkTarget(of path: String) -> String? {
    var letters = [CChar](repeating: 0, count: Int(PATH_MAX))
    let count = unsafe readlink(root + path, &letters, Int(PATH_MAX))
    guard count > 0 else { return nil }
    let bytes = letters[..<count].map { UInt8(bitPattern: $0) }
    return String(decoding: bytes, as: UTF8.self).split(separator: "/").last
      .map(String.init)
  }
}
