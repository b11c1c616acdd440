import Samples
import Sensors
import SimulatedSensors
import Testing

/// What every model must do when something goes wrong in mid-stream.
@Suite("Accelerometer contract: losses")
struct AccelerometerLossContractTests {
  @Test(
    "a FIFO that ran over is one gap, with good frames behind it", arguments: AccelerometerModel.all
  )
  func overflow(model: AccelerometerModel) throws {
    for length in [32, 4096] {
      var rig = ContractRig(model)
      rig.motion = EvenMotion.ramp
      rig.maximumReadLength = length
      var accelerometer = try rig.start()
      let start = rig.now
      var elements: [StreamElement<RawSample>] = []
      try rig.run(&accelerometer, for: 2, into: &elements)
      let pause = max(3, 1.2 * rig.fifoDuration)
      rig.clock.advance(by: pause)
      try rig.run(&accelerometer, for: 2, into: &elements)
      let gap = try #require(elements.gaps.first)
      #expect(elements.gaps.count == 1)
      #expect(gap.cause == .fifoOverflow)
      #expect(gap.end.seconds(since: gap.start) > pause - 0.1)
      expectIncreasing(elements)
      expectOnRamp(elements, accelerometer.description.channels, from: start)
    }
  }

  @Test("a short silence costs nothing while the FIFO holds", arguments: AccelerometerModel.all)
  func shortSilence(model: AccelerometerModel) throws {
    var rig = ContractRig(model)
    rig.motion = EvenMotion.ramp
    rig.faults = [.silence(from: 1.5, until: 1.65)]
    var accelerometer = try rig.start()
    let start = rig.now
    var elements: [StreamElement<RawSample>] = []
    try rig.run(&accelerometer, for: 3, into: &elements)
    #expect(elements.gaps.isEmpty)
    #expect(Double(elements.samples.count) > 2.9 * rig.rate)
    expectOnRamp(elements, accelerometer.description.channels, from: start)
  }

  @Test(
    "a silence is one gap where it outlasts the FIFO, and none where not",
    arguments: AccelerometerModel.all)
  func longSilence(model: AccelerometerModel) throws {
    var rig = ContractRig(model)
    rig.motion = EvenMotion.ramp
    rig.faults = [.silence(from: 1.5, until: 2.45)]
    var accelerometer = try rig.start()
    let start = rig.now
    var elements: [StreamElement<RawSample>] = []
    try rig.run(&accelerometer, for: 3, into: &elements)
    #expect(elements.gaps.map(\.cause) == (rig.fifoDuration < 0.95 ? [.noAnswer] : []))
    expectIncreasing(elements)
    expectOnRamp(elements, accelerometer.description.channels, from: start)
  }

  @Test("a single refusal in mid-stream loses nothing", arguments: AccelerometerModel.all)
  func midStreamRefusal(model: AccelerometerModel) throws {
    let undisturbed = ContractRig(model)
    var reference = try undisturbed.start()
    let setUp = undisturbed.log.transactions.count
    var expected: [StreamElement<RawSample>] = []
    try undisturbed.run(&reference, for: 1, into: &expected)

    for transfer in 0..<6 {
      var rig = ContractRig(model)
      rig.faults = [.refusal(of: (setUp + transfer)..<(setUp + transfer + 1))]
      var accelerometer = try rig.start()
      var elements: [StreamElement<RawSample>] = []
      try rig.run(&accelerometer, for: 1, into: &elements)
      #expect(elements == expected)
    }
  }

  @Test(
    "what a refused piece of a burst left in the FIFO comes with the next poll",
    arguments: AccelerometerModel.all)
  func interruptedBurst(model: AccelerometerModel) throws {
    func stream(faults: [BusFault]) throws -> (ContractRig, [StreamElement<RawSample>], Channels) {
      var rig = ContractRig(model)
      rig.motion = EvenMotion.ramp
      rig.maximumReadLength = 32
      rig.faults = faults
      var accelerometer = try rig.start()
      var elements: [StreamElement<RawSample>] = []
      // Some 14 samples a poll, which take several pieces.
      for _ in 0..<20 {
        rig.clock.advance(by: 0.1382)
        try accelerometer.poll(at: rig.now, into: &elements)
      }
      return (rig, elements, accelerometer.description.channels)
    }
    let (plain, expected, _) = try stream(faults: [])
    let pieces = plain.fifoReads
    // A second piece, somewhere in the middle.
    let second = try #require(
      pieces.first { $0 > pieces[pieces.count / 2] && pieces.contains($0 - 1) })
    let (_, elements, channels) = try stream(faults: [.refusal(of: second..<(second + 3))])
    #expect(elements.samples.map(\.counts) == expected.samples.map(\.counts))
    #expect(elements.gaps.isEmpty)
    expectIncreasing(elements)
    expectOnRamp(elements, channels, from: Timestamp(microseconds: 0))
  }

  @Test(
    "a burst that breaks off is a gap, never a slipped frame", arguments: AccelerometerModel.all)
  func brokenBurst(model: AccelerometerModel) throws {
    var rig = ContractRig(model)
    rig.motion = EvenMotion.ramp
    let plain = ContractRig(model)
    var probe = try plain.start()
    var ignored: [StreamElement<RawSample>] = []
    try plain.run(&probe, for: 1, into: &ignored)
    let burst = try #require(plain.fifoReads.last)
    rig.faults = [.shortRead(of: burst..<(burst + 1))]
    var accelerometer = try rig.start()
    let start = rig.now
    var elements: [StreamElement<RawSample>] = []
    try rig.run(&accelerometer, for: 2, into: &elements)
    #expect(elements.gaps.map(\.cause) == [.noAnswer])
    expectIncreasing(elements)
    expectOnRamp(elements, accelerometer.description.channels, from: start)
  }

  @Test(
    "a chip that is gone ends the stream after about a second", arguments: AccelerometerModel.all)
  func gone(model: AccelerometerModel) throws {
    for fifo in [true, false] {
      var rig = ContractRig(model)
      rig.settings.fifo = fifo
      rig.faults = [.gone(from: 2)]
      var accelerometer = try rig.start()
      var elements: [StreamElement<RawSample>] = []
      #expect(throws: SensorError.self) {
        try rig.run(&accelerometer, for: 10, into: &elements)
      }
      #expect((3...3.2).contains(rig.clock.seconds))
      let gap = try #require(elements.gaps.last)
      #expect(gap.cause == .noAnswer && gap.start == gap.end)
      #expect(elements.last == .gap(gap))
    }
  }

  @Test(
    "a chip that lost its power is set up again behind one gap", arguments: AccelerometerModel.all)
  func powerLoss(model: AccelerometerModel) throws {
    for identity in model.identities {
      for fifo in [true, false] {
        var rig = ContractRig(model, identity: identity.value)
        rig.settings.fifo = fifo
        rig.motion = EvenMotion.ramp
        rig.faults = [.powerLoss(at: 2.003)]
        var accelerometer = try rig.start()
        let start = rig.now
        var elements: [StreamElement<RawSample>] = []
        try rig.run(&accelerometer, for: 5, into: &elements)
        #expect(elements.gaps.map(\.cause) == [.unplugged])
        #expect(Double(elements.samples.count) > 3.5 * rig.rate)
        expectIncreasing(elements)
        expectOnRamp(elements, accelerometer.description.channels, from: start)
      }
    }
  }
}

/// A chip that has the right identity and answers anything else at random.
private struct RandomRegisters: SimulatedChip {
  let identityRegister: UInt8
  let identity: UInt8
  var generator: SeededGenerator

  func advance(to seconds: Double) {}
  func write(_ value: UInt8, to register: UInt8) {}
  func losePower() {}
  mutating func read(from register: UInt8, into bytes: inout MutableSpan<UInt8>) {
    for index in 0..<bytes.count {
      bytes[index] =
        register == identityRegister ? identity : UInt8(truncatingIfNeeded: generator.next())
    }
  }
}

@Suite("Accelerometer contract: nonsense")
struct AccelerometerNonsenseTests {
  @Test(
    "whatever a chip answers, times increase and nothing traps", arguments: AccelerometerModel.all)
  func nonsense(model: AccelerometerModel) throws {
    for identity in model.identities {
      for seed in 0..<10 as Range<UInt64> {
        let clock = VirtualClock()
        let chip = RandomRegisters(
          identityRegister: model.identityRegister, identity: identity.value,
          generator: SeededGenerator(seed: seed))
        var accelerometer = try Accelerometer(
          model: model, bus: SimulatedBus(chip: chip, clock: clock),
          settings: AccelerometerSettings(), location: "sim", clock: .virtual,
          wait: { clock.advance(by: $0) })
        var elements: [StreamElement<RawSample>] = []
        for _ in 0..<200 {
          clock.advance(by: accelerometer.pollInterval)
          let now = Timestamp(microseconds: Int64(clock.seconds * 1e6))
          do {
            try accelerometer.poll(at: now, into: &elements)
          } catch {
            // Giving up is a good answer too.
            break
          }
        }
        let times = elements.samples.map(\.time)
        #expect(zip(times, times.dropFirst()).allSatisfy { $0 < $1 })
      }
    }
  }
}
