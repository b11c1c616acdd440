import Foundation
import Testing

/// Simulated chips on an adapter that the kernel believes in, held by a `soleus simulate --attach` of its
/// own.
struct PluggedChips {
  private let place: Workplace
  private let running: Workplace.Running
  /// The device's name for each simulation, in the order in which they were asked for.
  let devices: [String]

  /// Attaches the simulations and waits for the adapter, and for the rights to it.
  init(_ simulations: [String], in place: Workplace) async throws {
    self.place = place
    let attached = try place.start(
      ["simulate"] + simulations.flatMap { ["--attach", $0] }, as: nil)
    running = attached
    _ = await Guest.wait { (try? attached.text().contains("--device")) ?? false }
    let lines = try attached.text().split(separator: "\n").filter { $0.contains("--device") }
    let errors = try String(contentsOf: attached.errors, encoding: .utf8)
    try #require(lines.count == simulations.count, "\(errors)")
    // A line a chip, by rising address: `resting, LIS3DH: --device i2c-0:0x18`.
    var found: [String] = []
    for simulation in simulations {
      let name = simulation.split(separator: ",").first ?? ""
      let chip =
        simulation.split(separator: ",").first { $0.hasPrefix("chip=") }?.dropFirst(5)
        ?? "MPU-6050"
      let line = try #require(
        lines.first { $0.hasPrefix("\(name), \(chip):") && !found.contains(Self.device(in: $0)) })
      found.append(Self.device(in: line))
    }
    devices = found
    let node = "/dev/\(bus)"
    _ = await Guest.wait { Guest.group(of: node) == "i2c" }
  }

  /// The adapter, `i2c-N`.
  var bus: String { devices.first?.split(separator: ":").first.map(String.init) ?? "" }

  /// When each motion began, in µs of the monotonic clock, the last time; by the simulation's name.
  func begun(_ name: String) throws -> Int? {
    let lines = try running.text().split(separator: "\n")
    let line = lines.last { $0.hasPrefix("\(name),") && $0.contains("begins at t_us") }
    return line?.split(separator: " ").last.flatMap { Int($0) }
  }

  /// Pulls the adapter out, and waits until it is.
  func pull() async throws {
    running.signal(SIGTERM)
    _ = try await place.finish(running)
    let node = "/dev/\(bus)"
    _ = await Guest.wait { !FileManager.default.fileExists(atPath: node) }
  }

  private static func device(in line: Substring) -> String {
    line.split(separator: " ").last.map(String.init) ?? ""
  }
}
