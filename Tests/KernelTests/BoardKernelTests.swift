import Foundation
import Samples
import Sensors
import SimulatedSensors
import Testing

@testable import LinuxSensors

/// The balance board through the kernel's own hid-wiimote, read by a user who isn't root.
@Suite("board", .enabled(if: Guest.isHere), .serialized) struct BoardKernelTests {
  private let place: Workplace

  init() throws {
    place = try Workplace()
  }

  /// What hid-wiimote makes of a cell's load (`wiimod_bboard_in_ext`): the cell reads in whole counts
  /// between its calibrated points, and the driver's arithmetic truncates. The table is the one that
  /// wiibrew.org shows.
  private static func value(_ cell: Int, under kilograms: Double) -> Int {
    let table = [
      (0x07C3, 0x0ED2, 0x15E9), (0x3CF8, 0x4384, 0x4A10), (0x048C, 0x0B3A, 0x11EF),
      (0x296B, 0x3069, 0x376E),
    ]
    let (zero, half, full) = table[cell]
    let raw =
      kilograms < 17
      ? Double(zero) + kilograms / 17 * Double(half - zero)
      : Double(half) + (kilograms - 17) / 17 * Double(full - half)
    let reading = Int(raw.rounded())
    if reading <= zero { return 0 }
    if reading < half { return (reading - zero) * 1700 / (half - zero) }
    return 1700 + (reading - half) * 1700 / (full - half)
  }

  @Test("it is found by its name, with address, link, calibration, button and battery")
  func found() async throws {
    var settings = SimulatedBalanceBoard.Settings.quiet
    settings.buttonPresses = [1.2]
    let board = PluggedBoard(TimedLoads.restless, settings: settings)
    let path = try await board.path()
    let devices = try await place.run(["devices", "--json"]).object()
    let boards = try #require(devices["boards"] as? [[String: Any]])
    #expect(boards.count == 1)
    #expect(boards.first?["path"] as? String == path)
    #expect(boards.first?["name"] as? String == "Nintendo Wii Remote Balance Board")
    #expect(boards.first?["identity"] as? String == "00:00:5e:00:53:02")
    let link = try FileManager.default.destinationOfSymbolicLink(
      atPath: "/dev/input/soleus-board")
    #expect(path.hasSuffix(link))
    let outcome = try await place.run([
      "record", "a.csv", "--device", "board", "--duration", "2",
    ])
    #expect(outcome.status == 0, "\(outcome.errors)")
    let rows = try RecordedRows(place.text(of: "a.csv"))
    // The kernel's own print of the calibration, and the fuzz that was cleared.
    #expect(
      rows.header["calibration_table"] as? String
        == "07c3:3cf8:048c:296b:0ed2:4384:0b3a:3069:15e9:4a10:11ef:376e")
    #expect(rows.header["fuzz_counts"] as? Int == 0)
    #expect(rows.gaps == [])
    #expect(rows.times.count > 100)
    // The button, and the battery: 0xC0 of 0xFF.
    #expect(rows.events.contains { $0["label"] as? String == "button" })
    let doctor = try await place.run(["doctor", "--json"])
    #expect(doctor.status == 0, "\(doctor.errors)")
    #expect(doctor.output.contains("75 %"), "\(doctor.output)")
    #expect(doctor.output.contains(path), "\(doctor.output)")
    await board.pull()
  }

  @Test("one cell loaded at a time shows in its own corner, with the driver's exact value")
  func corners() async throws {
    // Two seconds a corner, a pause between: top right, bottom right, top left, bottom left.
    let weighing = TimedLoads { seconds in
      let corner = Int(seconds / 1.2) - 1
      let isLoaded = seconds.truncatingRemainder(dividingBy: 1.2) < 0.8
      func load(_ cell: Int) -> Double { corner == cell && isLoaded ? 20 : 0 }
      return BoardLoads(
        topLeft: load(2), topRight: load(0), bottomLeft: load(3), bottomRight: load(1))
    }
    let board = PluggedBoard(weighing)
    let path = try await board.path()
    let outcome = try await place.run([
      "record", "a.csv", "--device", path, "--duration", "6.5",
    ])
    #expect(outcome.status == 0, "\(outcome.errors)")
    let rows = try RecordedRows(place.text(of: "a.csv"))
    // Columns are tl, tr, bl, br.
    let columns = [1, 3, 0, 2]
    let loaded = rows.counts.filter { $0.contains { $0 > 0 } }
    var seen: [Int] = []
    for row in loaded {
      let column = try #require(row.firstIndex { $0 > 0 })
      let cell = try #require(columns.firstIndex(of: column))
      #expect(row.filter { $0 > 0 }.count == 1, "one corner alone")
      #expect(row[column] == Self.value(cell, under: 20))
      if seen.last != cell { seen.append(cell) }
    }
    #expect(seen == [0, 1, 2, 3], "every corner in its turn")
    await board.pull()
  }

  @Test("no step of one is swallowed: every value that the driver makes arrives")
  func exactLoads() async throws {
    // From 10 kg up by 0.2 kg a second, far slower than a count a report.
    let rising = TimedLoads { seconds in
      let load = 10 + 0.2 * seconds
      return BoardLoads(topLeft: load, topRight: load, bottomLeft: load, bottomRight: load)
    }
    let board = PluggedBoard(rising)
    let path = try await board.path()
    let outcome = try await place.run(["record", "a.csv", "--device", path, "--duration", "4"])
    #expect(outcome.status == 0, "\(outcome.errors)")
    let rows = try RecordedRows(place.text(of: "a.csv"))
    for (column, cell) in [(1, 0), (3, 1), (0, 2), (2, 3)] {
      var values: [Int] = []
      for row in rows.counts where values.last != row[column] { values.append(row[column]) }
      // What the driver makes while the load rises, each value once, from fine steps of the load.
      var possible: [Int] = []
      for step in 0...20_000 {
        let value = Self.value(cell, under: 10 + Double(step) * 0.0001)
        if possible.last != value { possible.append(value) }
      }
      let first = try #require(possible.firstIndex(of: values[0]))
      let expected = possible[first...].prefix(values.count)
      #expect(values.count > 50)
      #expect(values == Array(expected))
    }
    await board.pull()
  }

  /// The fuzz that the kernel has on the board's axes now.
  private func fuzz(_ path: String) throws -> [Int32] {
    let node = try EvdevNode(path: path)
    return BalanceBoard.cells.map { node.fuzz(ofAxis: $0.axisCode) }
  }

  @Test("the fuzz is 0 while anybody reads and 2 again afterwards, with two readers at once too")
  func fuzzWithTwoReaders() async throws {
    let board = PluggedBoard(TimedLoads.restless)
    let path = try await board.path()
    #expect(try fuzz(path) == [2, 2, 2, 2])
    let first = try place.start(["record", "a.csv", "--device", path])
    #expect(try await Guest.wait { try fuzz(path) == [0, 0, 0, 0] })
    let second = try place.start(["record", "b.csv", "--device", path])
    _ = await Guest.wait { place.size(of: "b.csv") > 1000 }
    second.signal(SIGINT)
    #expect(try await place.finish(second).status == 0)
    #expect(try fuzz(path) == [0, 0, 0, 0], "the first still reads")
    first.signal(SIGINT)
    #expect(try await place.finish(first).status == 0)
    #expect(try fuzz(path) == [2, 2, 2, 2])
    await board.pull()
  }

  @Test("a board whose reader was killed is put back to the driver's fuzz by the next one")
  func fuzzAfterAKill() async throws {
    let board = PluggedBoard(TimedLoads.restless)
    let path = try await board.path()
    let killed = try place.start(["record", "a.csv", "--device", path])
    #expect(try await Guest.wait { try fuzz(path) == [0, 0, 0, 0] })
    killed.signal(SIGKILL)
    _ = await Guest.wait { killed.process.exitStatus != nil }
    #expect(try fuzz(path) == [0, 0, 0, 0])
    let outcome = try await place.run(["record", "b.csv", "--device", path, "--duration", "1"])
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(try fuzz(path) == [2, 2, 2, 2])
    await board.pull()
  }

  @Test("a reader that sleeps for a second loses samples behind exactly one gap")
  func stall() async throws {
    let board = PluggedBoard(TimedLoads.restless)
    let path = try await board.path()
    let reader = try place.start(["record", "a.csv", "--device", path, "--duration", "4"])
    _ = await Guest.wait { board.begun != nil }
    try await Guest.pause(seconds: 1.2)
    reader.signal(SIGSTOP)
    try await Guest.pause(seconds: 1)
    reader.signal(SIGCONT)
    let outcome = try await place.finish(reader)
    #expect(outcome.status == 0, "\(outcome.errors)")
    let rows = try RecordedRows(place.text(of: "a.csv"))
    #expect(rows.gaps == ["events-dropped"])
    // The kernel keeps what fits its buffer, some 0.3 s at this rate, and drops it all at once.
    let length = try #require(rows.seconds(ofGap: 0))
    #expect(length > 0.5)
    #expect(length < 2)
    #expect(rows.times == rows.times.sorted())
    Guest.note(
      "| board | reader asleep for 1 s | one gap `events-dropped` of \(Self.tenths(length)) s |",
      in: "faults.md")
    await board.pull()
  }

  @Test("a board that is pulled out ends the recording cleanly")
  func unplugged() async throws {
    let board = PluggedBoard(TimedLoads.restless)
    let path = try await board.path()
    let reader = try place.start([
      "record", "a.csv", "--device", path, "--exercise", "quiet-stance",
    ])
    _ = await Guest.wait { place.size(of: "a.csv") > 2000 }
    await board.pull()
    let outcome = try await place.finish(reader)
    #expect(outcome.status == 74)
    #expect(outcome.errors.contains("the board went away"), "\(outcome.errors)")
    let text = try place.text(of: "a.csv")
    #expect(text.hasSuffix("\n"), "no torn line")
    #expect(try RecordedRows(text).gaps == ["unplugged"])
    let replay = try await place.run(["replay", "a.csv", "--json"])
    #expect(replay.status == 0)
    Guest.note(
      "| board | pulled out | exit status 74, one gap `unplugged`, the recording replays |",
      in: "faults.md")
  }

  @Test("with --wait a board that comes back goes on in the same recording, behind one gap")
  func replugged() async throws {
    let board = PluggedBoard(TimedLoads.restless)
    let path = try await board.path()
    let reader = try place.start([
      "monitor", "quiet-stance", "--device", path, "--wait", "--record", "a.csv", "--json",
    ])
    _ = await Guest.wait { place.size(of: "a.csv") > 2000 }
    await board.pull()
    try await Guest.pause(seconds: 1)
    let size = place.size(of: "a.csv")
    let again = PluggedBoard(TimedLoads.restless)
    _ = try await again.path()
    #expect(await Guest.wait { place.size(of: "a.csv") > size + 2000 })
    reader.signal(SIGINT)
    let live = try await place.finish(reader)
    #expect(live.status == 0, "\(live.errors)")
    let rows = try RecordedRows(place.text(of: "a.csv"))
    #expect(rows.gaps == ["unplugged"])
    #expect(rows.times == rows.times.sorted())
    let replay = try await place.run(["replay", "a.csv", "--events", "--json"])
    let expected = live.output.replacing(#""file":null"#, with: #""file":"a.csv""#)
    #expect(replay.output == expected, "live is replay, byte for byte")
    Guest.note(
      "| board | pulled out and back again, `--wait` | goes on in the same recording behind one gap "
        + "`unplugged` of \(Self.tenths(rows.seconds(ofGap: 0) ?? 0)) s |", in: "faults.md")
    await again.pull()
  }

  static func tenths(_ value: Double) -> String { String(format: "%.1f", value) }
}
