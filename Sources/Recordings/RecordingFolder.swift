import Glibc

/// The recordings in a folder and in the folders in it, told by their names.
public struct RecordingFolder: Sendable {
  /// The folder as it was given.
  public let path: String
  /// What has a recording's name, each with the folder's path before it, sorted by the bytes of the path.
  public private(set) var recordings: [String] = []
  /// What hasn't, sorted in the same way: other files, links to folders, what begins with a dot; and tables of
  /// reports, which are called like recordings.
  public private(set) var others: [String] = []

  /// How names of recordings and imports end.
  public static let endings = [".csv", ".evemu", ".libinput", ".yml", ".yaml"]
  /// How names of what this program writes about recordings end.
  private static let written = [".explained.csv"]

  /// Whether there is a folder at `path`.
  public static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return unsafe stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  /// Looks through a folder. Links to files are followed, links to folders aren't.
  ///
  /// - Parameter excluded: a file that is no recording, whatever its name, for instance one that is to be
  ///   replaced.
  /// - Throws: ``RecordingError`` for a folder that can't be read.
  public init(path: String, excluding excluded: String? = nil) throws(RecordingError) {
    self.path = path
    try look(into: path, excluded.flatMap(FileIdentity.init))
    recordings.sort { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    others.sort { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// Whether a file of this name is taken for a recording.
  static func isRecording(_ name: String) -> Bool {
    let small = name.lowercased()
    return !name.hasPrefix(".") && endings.contains { small.hasSuffix($0) }
      && !written.contains { small.hasSuffix($0) }
  }

  private mutating func look(
    into folder: String, _ excluded: FileIdentity?
  ) throws(RecordingError) {
    for name in try Self.names(in: folder) {
      let path = folder.hasSuffix("/") ? folder + name : "\(folder)/\(name)"
      var link = stat()
      guard unsafe lstat(path, &link) == 0 else { continue }
      if link.st_mode & S_IFMT == S_IFDIR, !name.hasPrefix(".") {
        try look(into: path, excluded)
      } else if Self.isRecording(name), !Self.isFolder(path),
        excluded == nil || FileIdentity(path) != excluded,
        // What can't be read is left to tell so itself.
        (try? ReportTable.isTable(path)) != true
      {
        recordings.append(path)
      } else {
        others.append(path)
      }
    }
  }

  private static func names(in folder: String) throws(RecordingError) -> [String] {
    guard let stream = unsafe opendir(folder) else {
      throw RecordingError(file: folder, problem: .system(operation: "open", code: errno))
    }
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
    return names
  }
}

/// Which file a path leads to, by whatever name.
public struct FileIdentity: Hashable, Sendable {
  private let device: UInt
  private let node: UInt

  /// Nil where there is no file.
  public init?(_ path: String) {
    var status = stat()
    guard unsafe stat(path, &status) == 0 else { return nil }
    device = UInt(status.st_dev)
    node = UInt(status.st_ino)
  }
}
