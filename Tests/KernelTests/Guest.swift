import Foundation
import Testing

/// The virtual machine that these tests run in: as root, under Debian's own kernel, with the udev rules
/// installed. `Scripts/kernel-tests` starts them there; anywhere else they are left out.
enum Guest {
  private static let environment = ProcessInfo.processInfo.environment

  /// Whether this is the virtual machine.
  static let isHere = environment["SOLEUS_GUEST"] != nil
  /// The program under test, built for use.
  static let program = environment["SOLEUS_PROGRAM"] ?? "soleus"
  /// A member of the groups that the rules name, and nothing else.
  static let member = "soleus-member"
  /// Somebody in none of them.
  static let outsider = "nobody"

  /// Notes a line of a table, for whoever reads the results.
  static func note(_ line: String, in table: String) {
    guard let folder = environment["SOLEUS_GUEST_RESULTS"] else { return }
    let path = "\(folder)/\(table)"
    let known = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
    try? (known + line + "\n").write(toFile: path, atomically: true, encoding: .utf8)
  }

  /// Waits for `condition`, up to so many seconds; whether it came true.
  static func wait(seconds: Double = 20, for condition: () throws -> Bool) async rethrows -> Bool {
    let end = Date().addingTimeInterval(seconds)
    while Date() < end {
      if try condition() { return true }
      try? await Task.sleep(for: .milliseconds(100))
    }
    return try condition()
  }

  /// The group that owns a file; nil where there is no such file.
  static func group(of path: String) -> String? {
    let facts = try? FileManager.default.attributesOfItem(atPath: path)
    return facts?[.groupOwnerAccountName] as? String
  }

  static func pause(seconds: Double) async throws {
    try await Task.sleep(for: .milliseconds(Int(seconds * 1000)))
  }
}

/// A folder of a test's own, in which programs run as this user or that.
final class Workplace: Sendable {
  let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o777], ofItemAtPath: folder.path)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  /// How a program ended, and what it said.
  struct Outcome {
    var status: Int32
    var output: String
    var errors: String

    var lines: [Substring] { output.split(separator: "\n") }

    /// The last line, a JSON object.
    func object() throws -> [String: Any] {
      let last = try #require(lines.last, "\(errors)")
      let object = try JSONSerialization.jsonObject(with: Data(last.utf8))
      return try #require(object as? [String: Any])
    }
  }

  /// A program under way.
  struct Running {
    let process: ChildProcess
    let output: URL
    let errors: URL

    /// Sends a signal to the program.
    func signal(_ number: Int32) { process.signal(number) }

    /// What it has said so far.
    func text() throws -> String { try String(contentsOf: output, encoding: .utf8) }
  }

  /// Starts `soleus` as a member of the groups, or as `user`; nil is root.
  func start(_ arguments: [String], as user: String? = Guest.member) throws -> Running {
    let output = folder.appendingPathComponent(".\(UUID().uuidString).out")
    let errors = folder.appendingPathComponent(".\(UUID().uuidString).err")
    let change = user.map { ["setpriv", "--reuid", $0, "--regid", Self.group(of: $0)] }
    let groups = user == Guest.member ? ["--init-groups"] : ["--clear-groups"]
    let process = try ChildProcess(
      ["HOME=\(folder.path)"] + (change.map { $0 + groups } ?? []) + [Guest.program] + arguments,
      in: folder,
      output: output, errors: errors)
    return Running(process: process, output: output, errors: errors)
  }

  /// Waits for a program's end; one that doesn't end by itself within `seconds` is ended.
  func finish(_ running: Running, within seconds: Double = 60) async throws -> Outcome {
    if !(await Guest.wait(seconds: seconds) { running.process.exitStatus != nil }) {
      running.signal(SIGKILL)
      Issue.record("the program didn't end by itself")
      _ = await Guest.wait { running.process.exitStatus != nil }
    }
    return Outcome(
      status: running.process.exitStatus ?? -1,
      output: try String(contentsOf: running.output, encoding: .utf8),
      errors: try String(contentsOf: running.errors, encoding: .utf8))
  }

  /// Runs `soleus` to its end.
  func run(
    _ arguments: [String], as user: String? = Guest.member, within seconds: Double = 60
  ) async throws -> Outcome {
    try await finish(start(arguments, as: user), within: seconds)
  }

  /// How long a file is by now, in bytes; 0 where there is none.
  func size(of name: String) -> Int {
    let facts = try? FileManager.default.attributesOfItem(
      atPath: folder.appendingPathComponent(name).path)
    return facts?[.size] as? Int ?? 0
  }

  func text(of name: String) throws -> String {
    try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
  }

  private static func group(of user: String) -> String {
    user == Guest.outsider ? "nogroup" : user
  }
}
