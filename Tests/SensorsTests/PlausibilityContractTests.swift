import Samples
import Sensors
import SimulatedSensors
import Testing

/// A chip whose address doesn't advance within a transfer: every byte is the first register's.
private struct ChipWithoutIncrement: SimulatedChip {
  var chip: any SimulatedChip

  mutating func advance(to seconds: Double) { chip.advance(to: seconds) }
  mutating func write(_ value: UInt8, to register: UInt8) { chip.write(value, to: register) }
  mutating func losePower() { chip.losePower() }

  mutating func read(from register: UInt8, into bytes: inout MutableSpan<UInt8>) {
    // LIS3DH datasheet 6.1.1: without bit 7 the same register is read again.
    chip.read(from: register & 0x7F, into: &bytes)
  }
}

/// A chip that comes back as another one after it has lost its power.
private struct ChipThatChanges: SimulatedChip {
  var chip: any SimulatedChip
  var other: any SimulatedChip

  mutating func advance(to seconds: Double) {
    chip.advance(to: seconds)
    other.advance(to: seconds)
  }
  mutating func write(_ value: UInt8, to register: UInt8) { chip.write(value, to: register) }
  mutating func losePower() { chip = other }
  mutating func read(from register: UInt8, into bytes: inout MutableSpan<UInt8>) {
    chip.read(from: register, into: &bytes)
  }
}

/// The gate at work in a driver: broken chips end their stream, working ones never do.
@Suite("Plausibility gate: chips")
struct PlausibilityContractTests {
  /// What ends the stream of a chip within `seconds`; nil where nothing does.
  private func fault(
    _ model: AccelerometerModel, defect: ChipDefect? = nil, usesFIFO: Bool = true,
    motion: any InertialMotion = EvenMotion(), faults: [BusFault] = [], seconds: Double = 3,
    wrap: (any SimulatedChip) -> any SimulatedChip = { $0 }
  ) throws -> PlausibilityFault? {
    var rig = ContractRig(model)
    rig.settings.fifo = usesFIFO
    rig.faults = faults
    var errors = ChipErrors.typical(seed: 3)
    errors.defect = defect
    let twin = try #require(SimulatedTwin.of(model.name))
    rig.chip = wrap(twin.make(rig.identity, motion, errors))
    var accelerometer = try rig.start()
    var elements: [StreamElement<RawSample>] = []
    do {
      try rig.run(&accelerometer, for: seconds, into: &elements)
    } catch SensorError.implausible(let location, let fault) {
      #expect(location == "sim")
      return fault
    }
    return nil
  }

  @Test("a chip that samples and measures nothing", arguments: AccelerometerModel.all)
  func asleep(model: AccelerometerModel) throws {
    #expect(try fault(model, defect: .asleep) == .allZero)
    #expect(try fault(model, defect: .asleep, usesFIFO: false) == .allZero)
  }

  @Test("a chip with an axis at the end of its range", arguments: AccelerometerModel.all)
  func axisAtEnd(model: AccelerometerModel) throws {
    guard case .stuckAxis("ay", _)? = try fault(model, defect: .stuckAxis(1, reading: -1000)) else {
      Issue.record("not noticed")
      return
    }
  }

  @Test(
    "a chip with an axis that keeps an ordinary value beside noise",
    arguments: [AccelerometerModel.mpu6050, .lsm6ds, .lsm9ds1, .bmi160, .icm20948])
  func deadAxis(model: AccelerometerModel) throws {
    let fault = try fault(model, defect: .stuckAxis(0, reading: 0))
    #expect(fault == .stuckAxis(name: "ax", count: 0))
  }

  @Test("an ADXL375 behind an ADXL345's identity reads 0.08 g")
  func adxl375() throws {
    // 49 mg a count (ADXL375 datasheet, table 1) where the ADXL345 has 3.9.
    guard case .wrongScale(let gravities)? = try fault(.adxl345, defect: .scale(3.9 / 49)) else {
      Issue.record("not noticed")
      return
    }
    #expect(abs(gravities - 0.08) < 0.01)
  }

  @Test(
    "a chip whose address doesn't advance, with and without its FIFO", arguments: [true, false])
  func noIncrement(usesFIFO: Bool) throws {
    let fault = try fault(.lis3dh, usesFIFO: usesFIFO, wrap: ChipWithoutIncrement.init)
    // Without the FIFO the first register is the status, whose bits are all set by an overrun.
    switch fault {
    case .repeatedByte?: #expect(usesFIFO)
    case .allOnes?: #expect(!usesFIFO)
    default: Issue.record("\(String(describing: fault))")
    }
  }

  @Test("a chip that lost its power and comes back asleep", arguments: AccelerometerModel.all)
  func asleepAfterPowerLoss(model: AccelerometerModel) throws {
    let twin = try #require(SimulatedTwin.of(model.name))
    var errors = ChipErrors.none
    errors.defect = .asleep
    let other = twin.make(ContractRig(model).identity, EvenMotion(), errors)
    let fault = try fault(model, faults: [.powerLoss(at: 4)], seconds: 12) { chip in
      ChipThatChanges(chip: chip, other: other)
    }
    #expect(fault == .allZero)
  }

  @Test("a chip that lost its power and comes back well goes on", arguments: AccelerometerModel.all)
  func wellAfterPowerLoss(model: AccelerometerModel) throws {
    #expect(try fault(model, faults: [.powerLoss(at: 2)], seconds: 8) == nil)
  }

  /// Every element of a scenario's first seconds as a chip feels them, through the driver.
  private func verdicts(
    _ scenario: Scenario, _ model: AccelerometerModel, _ errors: ChipErrors
  ) throws -> [PlausibilityVerdict] {
    guard case .inertial(let motion) = scenario.motion else { return [] }
    var source = try SimulatedAccelerometerSource(
      model: model, motion: motion, errors: errors, duration: min(scenario.duration, 20))
    var elements: [StreamElement<RawSample>] = []
    while try source.read(into: &elements) == .running {}
    var gate = PlausibilityGate(
      channels: source.description.channels, hidesNoise: errors == .none)
    return elements.samples.compactMap { gate.take($0) }.filter { $0 != .plausible }
  }

  @Test("no healthy simulated body trips it", arguments: Scenario.names)
  func scenarios(name: String) throws {
    let scenario = try Scenario.named(name)
    for seed in UInt64(0)..<3 {
      #expect(try verdicts(scenario, .mpu6050, .typical(seed: seed)) == [])
    }
    #expect(try verdicts(scenario, .mpu6050, .none) == [])
  }

  @Test("no healthy chip trips it, at rest or walking", arguments: AccelerometerModel.all)
  func models(model: AccelerometerModel) throws {
    for name in ["resting", "walking", "calf-raise-fast"] {
      let scenario = try Scenario.named(name)
      #expect(try verdicts(scenario, model, .typical(seed: 7)) == [])
      #expect(try verdicts(scenario, model, .none) == [])
    }
  }
}
