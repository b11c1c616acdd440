import Samples
import Sensors
import SimulatedSensors
import Testing

/// Numbers of the MPU-6000/6050 datasheets, typed again.
@Suite("MPU-6050")
struct MPU6050Tests {
  private let model = AccelerometerModel.mpu6050

  private func program(_ settings: AccelerometerSettings, identity: Int = 0) throws
    -> AccelerometerProgram
  {
    model.program(
      try model.configuration(for: settings, identity: model.identities[identity]))
  }

  private func value(_ program: AccelerometerProgram, _ register: UInt8) -> UInt8? {
    (program.setUp + program.start).last { $0.register == register }?.value
  }

  @Test("every identity seen in the wild is accepted, and clones by name")
  func identities() {
    let all: Set<UInt8> = [
      0x68, 0x70, 0x71, 0x73, 0x74, 0x78, 0xAF, 0xAE, 0xA6, 0x98, 0x11, 0x12, 0x20, 0xA9, 0x72,
    ]
    #expect(Set(model.identities.map(\.value)) == all)
    #expect(model.identities.count == all.count)
    #expect(Set(model.identities.filter(\.isLookAlike).map(\.value)) == [0x98, 0x72])
  }

  @Test(
    "scales are the datasheet's", arguments: [(2.0, 16384.0), (4, 8192), (8, 4096), (16, 2048)])
  func scales(range: Double, countsPerG: Double) throws {
    let scale = try #require(model.ranges.first { $0.fullScale == range }?.scale)
    #expect(abs(scale * countsPerG - 9.80665) < 1e-12)
  }

  @Test(
    "gyroscope scales are the datasheet's",
    arguments: [(250.0, 131.0), (500, 65.5), (1000, 32.8), (2000, 16.4)])
  func gyroscopeScales(range: Double, countsPerDegree: Double) throws {
    let scale = try #require(model.gyroscopeRanges.first { $0.fullScale == range }?.scale)
    #expect(abs(scale * countsPerDegree * 180 - Double.pi) < 1e-12)
  }

  @Test(
    "a rate has its divider and a filter below half of it",
    arguments: [(1000.0, 0, 1), (200, 4, 2), (100, 9, 3), (50, 19, 4), (25, 39, 5), (10, 99, 6)])
  func rates(hertz: Double, divider: Int, filter: Int) throws {
    let program = try program(AccelerometerSettings(rate: hertz))
    #expect(value(program, 0x19) == UInt8(divider))
    #expect(value(program, 0x1A) == UInt8(filter))
  }

  @Test("the newer chips' own accelerometer filter is set, the MPU-6050 has none")
  func secondFilter() throws {
    #expect(try value(program(AccelerometerSettings()), 0x1D) == nil)
    #expect(try value(program(AccelerometerSettings(), identity: 1), 0x1D) == 3)
  }

  @Test("without its gyroscope the frame is shorter and the channels say so")
  func withoutGyroscope() throws {
    var rig = ContractRig(model)
    rig.settings.gyroscope = false
    var accelerometer = try rig.start()
    #expect(accelerometer.description.channels == .acceleration(scale: 9.80665 / 8192))
    var elements: [StreamElement<RawSample>] = []
    try rig.run(&accelerometer, for: 1, into: &elements)
    #expect(elements.samples.count > 90)
    #expect(elements.samples.allSatisfy { $0.counts == SIMD8(0, 0, 8192, 0, 0, 0, 0, 0) })
  }

  @Test("rotation is measured beside force, each in its own counts")
  func rotation() throws {
    var rig = ContractRig(model)
    rig.motion = EvenMotion(rotation: SIMD3(1, -2, 3) * (.pi / 180 * 100))
    var accelerometer = try rig.start()
    var elements: [StreamElement<RawSample>] = []
    try rig.run(&accelerometer, for: 0.2, into: &elements)
    let sample = try #require(elements.samples.last)
    #expect(sample.counts == SIMD8(0, 0, 8192, 6550, -13100, 19650, 0, 0))
  }

  @Test("a clone's FIFO is used when it proves itself", arguments: [0x72, 0x98] as [UInt8])
  func goodClone(identity: UInt8) throws {
    let rig = ContractRig(model, identity: identity)
    let accelerometer = try rig.start()
    #expect(accelerometer.description.remarks.contains("its FIFO proved itself"))
    // Reads come about every 5 periods, not every half.
    #expect(accelerometer.pollInterval > 0.04)
  }

  @Test(
    "a clone whose FIFO fails is polled, and the reader is told",
    arguments: [SimulatedMPU6050.FIFODefect.neverFills, .holdsNonsense])
  func badClone(defect: SimulatedMPU6050.FIFODefect) throws {
    var rig = ContractRig(model)
    rig.chip = SimulatedMPU6050(identity: 0x72, motion: EvenMotion(), defect: defect)
    var accelerometer = try rig.start()
    #expect(accelerometer.description.remarks.contains { $0.hasPrefix("its FIFO isn't used") })
    var elements: [StreamElement<RawSample>] = []
    try rig.run(&accelerometer, for: 1, into: &elements)
    #expect(elements.gaps.isEmpty)
    #expect((98...101).contains(elements.samples.count))
    #expect(elements.samples.allSatisfy { $0.counts[2] == 8192 })
  }

  @Test("a FIFO that lost the border between frames is emptied behind one gap")
  func slippedFrame() throws {
    var rig = ContractRig(model)
    rig.motion = EvenMotion.ramp
    rig.chip = SimulatedMPU6050(motion: EvenMotion.ramp, defect: .losesByte(after: 1))
    var accelerometer = try rig.start()
    let start = rig.now
    var elements: [StreamElement<RawSample>] = []
    try rig.run(&accelerometer, for: 3, into: &elements)
    #expect(elements.gaps.map(\.cause) == [.badFrame])
    #expect(elements.samples.count > 280)
    expectOnRamp(elements, accelerometer.description.channels, from: start)
  }

  @Test("polls too rare for the FIFO end in an error, not in endless silence")
  func readTooSeldom() throws {
    let rig = ContractRig(model)
    var accelerometer = try rig.start()
    var elements: [StreamElement<RawSample>] = []
    #expect(throws: SensorError.self) {
      for _ in 0..<20 {
        rig.clock.advance(by: 2)
        try accelerometer.poll(at: rig.now, into: &elements)
      }
    }
    #expect(elements.gaps.map(\.cause) == [.fifoOverflow])
    #expect(elements.samples.isEmpty)
  }

  @Test("a chip that gives no samples is set up again three times and then given up")
  func stuck() throws {
    var rig = ContractRig(model)
    rig.chip = SimulatedMPU6050(motion: EvenMotion(), defect: .neverFills)
    var accelerometer = try rig.start()
    var elements: [StreamElement<RawSample>] = []
    #expect {
      try rig.run(&accelerometer, for: 10, into: &elements)
    } throws: { error in
      guard case .bus(_, "waiting for samples", _)? = error as? SensorError else { return false }
      return true
    }
    let resets = rig.writes.filter { $0 == .write(value: 0x80, register: 0x6B) }
    #expect(resets.count == 1 + 3)
    #expect(elements.gaps.map(\.cause) == [.noAnswer])
  }
}
