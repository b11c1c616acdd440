import Foundation
import LinuxSensors

/// A made-up `/` in a temporary folder, gone with ``remove()``.
struct FakeTree {
  private let root: URL

  init() throws {
    root = FileManager.default.temporaryDirectory
      .appendingPathComponent("soleus-tree-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: root, withIntermediateDirectories: true)
  }

  var system: SystemFiles { SystemFiles(root: root.path) }

  /// Where `path` of the tree really is.
  func path(_ path: String) -> String { root.appendingPathComponent(path).path }

  func text(_ path: String) throws -> String {
    try String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)
      .trimmingCharacters(in: .newlines)
  }

  func file(_ path: String, _ text: String = "", mode: Int = 0o644) throws {
    let url = root.appendingPathComponent(path)
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try text.write(to: url, atomically: true, encoding: .utf8)
    try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: url.path)
  }

  func link(_ path: String, to target: String) throws {
    let url = root.appendingPathComponent(path)
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try FileManager.default.createSymbolicLink(
      atPath: url.path, withDestinationPath: target)
  }

  func remove() {
    try? FileManager.default.removeItem(at: root)
  }
}
