import Foundation
import Testing

/// A folder of its own for each test, gone with it, and the built program run in it.
final class Program {
  let folder: URL
  /// The folder that the tests' own executable lies in, and the program beside it.
  private static let products = URL(fileURLWithPath: "/proc/self/exe")
    .resolvingSymlinksInPath().deletingLastPathComponent()

  init() throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try #require(
      FileManager.default.isExecutableFile(atPath: Self.products.path + "/soleus"),
      "the program isn't built")
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  /// How a run of the program went.
  struct Outcome {
    var status: Int32
    var output: String
    var errors: String

    var lines: [Substring] { output.split(separator: "\n") }
  }

  /// Runs `soleus` with arguments and waits for its end.
  func run(_ arguments: String...) throws -> Outcome {
    try finish(start(Self.products.path + "/soleus", arguments))
  }

  /// Runs a line of a shell in which `soleus` can be called, and waits for its end.
  func shell(_ line: String, environment: [String: String] = [:]) throws -> Outcome {
    try finish(start("/bin/sh", ["-c", line], environment))
  }

  /// A process under way; its output goes into files.
  struct Running {
    let process: Process
    let output: URL
    let errors: URL
  }

  /// Starts `soleus` and doesn't wait.
  func start(_ arguments: String...) throws -> Running {
    try start(Self.products.path + "/soleus", arguments)
  }

  func finish(_ running: Running) throws -> Outcome {
    running.process.waitUntilExit()
    return Outcome(
      status: running.process.terminationStatus,
      output: try String(contentsOf: running.output, encoding: .utf8),
      errors: try String(contentsOf: running.errors, encoding: .utf8))
  }

  private func start(
    _ path: String, _ arguments: [String], _ environment: [String: String] = [:]
  ) throws -> Running {
    let name = UUID().uuidString
    let output = folder.appendingPathComponent(".\(name).out")
    let errors = folder.appendingPathComponent(".\(name).err")
    for file in [output, errors] { try Data().write(to: file) }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = arguments
    process.currentDirectoryURL = folder
    process.environment = [
      "PATH": Self.products.path + ":/usr/bin:/bin", "TERM": "xterm", "LC_ALL": "C.UTF-8",
    ].merging(environment) { $1 }
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = try FileHandle(forWritingTo: output)
    process.standardError = try FileHandle(forWritingTo: errors)
    try process.run()
    return Running(process: process, output: output, errors: errors)
  }

  func write(_ text: String, to name: String) throws {
    try Data(text.utf8).write(to: folder.appendingPathComponent(name))
  }

  func text(of name: String) throws -> String {
    try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
  }

  func exists(_ name: String) -> Bool {
    FileManager.default.fileExists(atPath: folder.appendingPathComponent(name).path)
  }
}

/// Fails unless `text` holds every one of `words`.
func expect(
  _ text: String, holds words: [String], sourceLocation: SourceLocation = #_sourceLocation
) {
  for word in words where !text.contains(word) {
    Issue.record("'\(word)' isn't in: \(text)", sourceLocation: sourceLocation)
  }
}

/// The report of a `--json` run, as a dictionary: its last line.
func report(_ outcome: Program.Outcome) throws -> [String: Any] {
  let last = try #require(outcome.lines.last)
  let object = try JSONSerialization.jsonObject(with: Data(last.utf8))
  return try #require(object as? [String: Any])
}
