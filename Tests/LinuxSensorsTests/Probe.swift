import Foundation
import Testing

/// Runs `LinuxSensorsProbe` with other libraries under it and gives back what it printed.
struct Probe {
  /// A folder of the test's own, gone with ``remove()``.
  let folder: URL
  private let library: URL

  /// Whether there is a C compiler to build the library that plays the kernel's part.
  static let hasCompiler = find("cc") != nil
  /// Whether there is umockdev to play an input device's part, and a compiler.
  static let hasUmockdev = hasCompiler && find("umockdev-run") != nil

  init() throws {
    folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("soleus-probe-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    library = folder.appendingPathComponent("fake-devices.so")
    let source = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("FakeDevices.c")
    _ = try Self.run(
      [
        "cc", "-shared", "-fPIC", "-O1", "-Wall", "-Werror", "-o", library.path, source.path,
        "-ldl",
      ]
    )
  }

  func remove() {
    try? FileManager.default.removeItem(at: folder)
  }

  /// The device calls that the preloaded library saw, in order.
  var trace: [String] {
    let text = try? String(
      contentsOf: folder.appendingPathComponent("trace"), encoding: .utf8)
    return text?.split(separator: "\n").map(String.init) ?? []
  }

  /// Runs the probe; `wrapper` stands before it on the command line, and `preloads` are loaded after
  /// the library that plays the kernel's part.
  func run(
    _ arguments: [String], environment: [String: String] = [:], wrapper: [String] = [],
    preloads: [String] = []
  ) throws -> [String] {
    let probe = URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath()
      .deletingLastPathComponent().appendingPathComponent("LinuxSensorsProbe")
    var settings = environment
    settings["FAKE_TRACE"] = folder.appendingPathComponent("trace").path
    settings["LD_PRELOAD"] = ([library.path] + preloads).joined(separator: ":")
    let assignments = settings.map { "\($0.key)=\($0.value)" }.sorted()
    return try Self.run(
      wrapper + ["timeout", "20", "env"] + assignments + [probe.path] + arguments)
  }

  private static func run(_ command: [String]) throws -> [String] {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = command
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    try #require(process.terminationStatus == 0, "\(command.joined(separator: " "))\n\(text)")
    return text.split(separator: "\n").map(String.init)
  }

  private static func find(_ program: String) -> String? {
    let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
    return path.split(separator: ":").map { "\($0)/\(program)" }
      .first { FileManager.default.isExecutableFile(atPath: $0) }
  }
}
