import Samples
import Sensors
import SimulatedSensors
import Testing

/// The controllers' reports, read as Linux 6.1's drivers read them, every formula and offset typed again.
private enum Kernel {
  static func word(_ bytes: [UInt8], _ offset: Int) -> Int {
    Int(Int16(bitPattern: UInt16(bytes[offset]) | UInt16(bytes[offset + 1]) << 8))
  }

  /// `mult_frac` of `include/linux/math.h`.
  static func multiplied(_ x: Int, by numerator: Int, over denominator: Int) -> Int {
    (x / denominator) * numerator + (x % denominator) * numerator / denominator
  }

  /// `dualsense_get_calibration_data` and `dualsense_parse_report`: acceleration, then angular velocity.
  static func dualSense(_ report: [UInt8], calibration: [UInt8]) -> [Int32] {
    let speed = word(calibration, 19) + word(calibration, 21)
    let turns = (0..<3).map { axis in
      multiplied(
        speed * 1024, by: word(report, 16 + 2 * axis) - word(calibration, 1 + 2 * axis),
        over: word(calibration, 7 + 4 * axis) - word(calibration, 9 + 4 * axis))
    }
    let forces = (0..<3).map { axis in
      let plus = word(calibration, 23 + 4 * axis)
      let range = plus - word(calibration, 25 + 4 * axis)
      return multiplied(
        2 * 8192, by: word(report, 22 + 2 * axis) - (plus - range / 2), over: range)
    }
    return (forces + turns).map { Int32($0) }
  }

  /// `wiimod_accel_in_accel`.
  static func wiiRemote(_ report: [UInt8]) -> [Int32] {
    let payload = report.dropFirst().map { Int32($0) }
    let x = payload[2] << 2 | payload[0] >> 5 & 0x3
    let y = payload[3] << 2 | payload[1] >> 4 & 0x2
    let z = payload[4] << 2 | payload[1] >> 5 & 0x2
    return [x - 0x200, y - 0x200, z - 0x200]
  }

  /// `joycon_parse_imu_report`, one of three samples: `calibration` as the flash has it.
  static func joyCon(_ report: [UInt8], sample: Int, calibration: [UInt8]) -> [Int32] {
    let start = 13 + 12 * sample
    let forces = (0..<3).map { axis in
      let scale = word(calibration, 6 + 2 * axis)
      return word(report, start + 2 * axis) * scale / (scale - word(calibration, 2 * axis))
    }
    let turns = (0..<3).map { axis in
      let (offset, scale) = (
        word(calibration, 12 + 2 * axis), word(calibration, 18 + 2 * axis)
      )
      return multiplied(
        1000 * (word(report, start + 6 + 2 * axis) - offset), by: scale,
        over: scale - abs(offset))
    }
    return (forces + turns).map { Int32($0) }
  }
}

/// Something that moves on every axis.
private struct Tumbling: InertialMotion {
  func state(at seconds: Double) -> InertialState {
    InertialState(
      specificForce: SIMD3(seconds - 5, 2 - 3 * seconds, 9.8 + seconds * seconds / 8),
      angularVelocity: SIMD3(seconds / 3, -seconds, 1 - seconds / 5))
  }
}

struct SimulatedControllerDeviceTests {
  private func device(_ model: SimulatedController.Model) -> SimulatedControllerDevice {
    SimulatedControllerDevice(model, motion: Tumbling())
  }

  /// A subcommand as `joycon_send_subcmd` sends it, answered.
  private func subcommand(
    _ number: UInt8, _ arguments: [UInt8], to device: inout SimulatedControllerDevice
  ) throws -> [UInt8] {
    let answers = device.answer(
      [0x01, 0x05, 0, 1, 0x40, 0x40, 0, 1, 0x40, 0x40, number] + arguments)
    let answer = try #require(answers.count == 1 ? answers[0] : nil)
    // `joycon_ctlr_handle_event`: a whole report, of this number, to this subcommand.
    #expect(answer.count >= 49 && answer[0] == 0x21 && answer[14] == number)
    #expect(answer[13] & 0x80 != 0)
    return answer
  }

  /// What `joycon_request_spi_flash_read` gives.
  private func flash(
    _ address: UInt16, _ count: UInt8, of device: inout SimulatedControllerDevice
  ) throws -> [UInt8] {
    let answer = try subcommand(
      0x10, [UInt8(address & 0xFF), UInt8(address >> 8), 0, 0, count], to: &device)
    return Array(answer[20..<(20 + Int(count))])
  }

  /// The device, set up as its driver does it, and what the driver keeps of its calibration.
  private func started(
    _ model: SimulatedController.Model
  ) throws -> (device: SimulatedControllerDevice, calibration: [UInt8]) {
    var device = device(model)
    #expect(!device.isStreaming)
    var calibration: [UInt8] = []
    switch model {
    case .joyCon:
      calibration = try flash(0x6020, 24, of: &device)
      _ = try subcommand(0x03, [0x30], to: &device)
      _ = try subcommand(0x48, [0x01], to: &device)
      _ = try subcommand(0x40, [0x01], to: &device)
    case .dualSense:
      calibration = try #require(device.feature(0x05))
      // `dualsense_set_player_leds`.
      #expect(device.answer([0x02, 0, 0x10] + [UInt8](repeating: 0, count: 60)).isEmpty)
    case .wiiRemote:
      #expect(device.answer([0x12, 0, 0x31]).isEmpty)
    }
    #expect(device.isStreaming)
    device.begin()
    return (device, calibration)
  }

  @Test(
    "read by the driver's formulas, the reports give the axes that the twin's event node shows",
    arguments: SimulatedController.Model.allCases)
  func sameAxes(model: SimulatedController.Model) throws {
    var (device, calibration) = try started(model)
    var twin = SimulatedController(model, motion: Tumbling())
    var reports = 0
    while device.nextReport < 8 {
      let due = device.nextReport
      guard let report = device.report(by: due) else {
        #expect(model == .wiiRemote, "only a Wii Remote keeps to itself what hasn't changed")
        continue
      }
      twin.run(until: due)
      let values =
        switch model {
        case .joyCon: Kernel.joyCon(report, sample: 2, calibration: calibration)
        case .dualSense: Kernel.dualSense(report, calibration: calibration)
        case .wiiRemote: Kernel.wiiRemote(report)
        }
      for (axis, value) in values.enumerated() { #expect(twin.counts[axis] == value) }
      reports += 1
    }
    #expect(reports > 200)
  }

  @Test("every report that is sent is in the descriptor, with its size")
  func descriptors() throws {
    for model in SimulatedController.Model.allCases {
      var (device, _) = try started(model)
      let descriptor = device.identity.reportDescriptor
      /// Bytes of an input report beside its number: after `Report ID` comes `Report Count`.
      func size(_ number: UInt8) -> Int? {
        descriptor.indices.dropLast(7).first {
          descriptor[$0] == 0x85 && descriptor[$0 + 1] == number && descriptor[$0 + 6] == 0x81
        }.map { Int(descriptor[$0 + 3]) }
      }
      let sent = device.report(by: 1)
      let report = try #require(sent)
      #expect(size(report[0]) == report.count - 1)
    }
  }

  @Test("a DualSense's reports have the sizes that its driver insists on")
  func dualSenseSizes() throws {
    var (device, _) = try started(.dualSense)
    for (number, size) in [(UInt8(0x05), 41), (0x09, 20), (0x20, 64)] {
      let report = try #require(device.feature(number))
      #expect(report.count == size && report[0] == number)
    }
    #expect(device.feature(0x06) == nil)
    let sent = device.report(by: 1)
    let report = try #require(sent)
    #expect(report.count == 64 && report[0] == 0x01)
    // The hat switch is released, both contacts are up, the battery isn't charging.
    #expect(report[8] & 0xF == 8 && report[33] & 0x80 != 0 && report[37] & 0x80 != 0)
    #expect(report[53] >> 4 == 0)
    // The address, the last byte first, is the one that it presents itself with.
    let address = try #require(device.feature(0x09))[1...6].reversed()
    let digits = address.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }
    #expect(digits.joined(separator: ":") == device.identity.unique)
  }

  @Test("a DualSense's clock counts thirds of a microsecond, 4 ms a report")
  func dualSenseClock() throws {
    var (device, _) = try started(.dualSense)
    var clocks: [Int] = []
    while let report = device.report(by: 1) {
      clocks.append(Kernel.word(report, 28) & 0xFFFF | Kernel.word(report, 30) << 16)
    }
    #expect(clocks.count > 240)
    #expect(zip(clocks.dropFirst(), clocks).allSatisfy { $0 - $1 == 12_000 })
  }

  @Test("a Wii Remote has no extension, no Motion Plus, and says so the way its driver asks")
  func wiiRemoteAnswers() {
    var device = device(.wiiRemote)
    let status = device.answer([0x15, 0])
    #expect(status.count == 1 && status[0].count == 7)
    #expect(status[0][0] == 0x20 && status[0][3] & 0x02 == 0)
    // `wiimote_cmd_init_mp`: 0x55 to 0xA600F0. The error ends the search.
    let write = device.answer(
      [0x16, 0x04, 0xA6, 0x00, 0xF0, 1, 0x55] + [UInt8](repeating: 0, count: 15))
    #expect(write.map { Array($0.prefix(5)) } == [[0x22, 0, 0, 0x16, 7]])
    // `wiimote_cmd_read_mp`: six bytes at 0xA600FA; the answer carries the address's lower half.
    let read = device.answer([0x17, 0x04, 0xA6, 0x00, 0xFA, 0, 6])
    #expect(read.count == 1 && read[0].count == 22)
    #expect(read[0][3] & 0x0F == 7 && read[0][4] == 0x00 && read[0][5] == 0xFA)
    #expect(!device.isStreaming)
  }

  @Test("a Wii Remote that lies still speaks once, or always where that is asked for")
  func wiiRemoteAtRest() {
    for (flags, expected) in [(UInt8(0), 1...1), (0x04, 90...100)] {
      var device = SimulatedControllerDevice(.wiiRemote, motion: Resting())
      _ = device.answer([0x12, flags, 0x33])
      device.begin()
      var reports: [[UInt8]] = []
      while let report = device.report(by: 1) { reports.append(report) }
      #expect(expected.contains(reports.count))
      #expect(reports.allSatisfy { $0.count == 18 && $0[0] == 0x33 })
    }
  }

  @Test("a Joy-Con tells who it is, and keeps a calibration that its driver accepts")
  func joyConAnswers() throws {
    var device = device(.joyCon)
    // `joycon_read_info`: the type at 2, the address from 4 on.
    let info = try subcommand(0x02, [], to: &device)
    #expect(info[17] == 0x01)
    let digits = info[19..<25].map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }
    #expect(digits.joined(separator: ":").uppercased() == device.identity.unique)
    // No user's calibration: anything but B2 A1.
    for address in [UInt16(0x8010), 0x801B, 0x8026] {
      let magic = try flash(address, 2, of: &device)
      #expect(magic != [0xB2, 0xA1])
    }
    // `joycon_read_stick_calibration`: below, centre and above must rise.
    for (address, order) in [(UInt16(0x603D), [2, 1, 0]), (0x6046, [1, 0, 2])] {
      let bytes = try flash(address, 9, of: &device).map { Int($0) }
      let xs = (0..<3).map { bytes[3 * $0] | (bytes[3 * $0 + 1] & 0xF) << 8 }
      let (below, center, above) = (xs[order[0]], xs[order[1]], xs[order[2]])
      #expect(center - below < center && center < center + above && center - below >= 0)
    }
    #expect(device.answer([0x10, 0, 0, 1, 0x40, 0x40, 0, 1, 0x40, 0x40]).isEmpty)
    #expect(device.answer([]).isEmpty && device.answer([0x01]).isEmpty)
  }

  @Test(
    "a Joy-Con's report is as long as its driver insists on, and the motion begins anew at will")
  func joyConReport() throws {
    var (device, _) = try started(.joyCon)
    let sent = device.report(by: 0.1)
    let first = try #require(sent)
    #expect(first.count == 49 && first[0] == 0x30)
    while device.report(by: 3) != nil {}
    device.begin()
    #expect(device.nextReport < 0.05)
    let again = device.report(by: 0.1)
    #expect(again?.dropFirst(2) == first.dropFirst(2))
  }
}
