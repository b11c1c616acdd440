import Samples
import Sensors
import SimulatedSensors
import Testing

/// What every model must do once it runs.
@Suite("Accelerometer contract: stream")
struct AccelerometerStreamContractTests {
  /// A stream whose x tells when it was taken: each sample must be where its time says.
  private func expectOnRamp(
    _ elements: [StreamElement<RawSample>], _ channels: Channels, from earliest: Timestamp,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    for sample in elements.samples where sample.time >= earliest {
      let x = channels.force(sample).x
      let truth = -5 + Double(sample.time.microseconds) / 1e6
      // Times are off by up to 1.5 periods of 10 ms, values by half a count of 4 mg.
      #expect(abs(x - truth) < 0.04, sourceLocation: sourceLocation)
      #expect(abs(channels.force(sample).z - 9) < 0.02, sourceLocation: sourceLocation)
    }
  }

  private func expectIncreasing(_ elements: [StreamElement<RawSample>]) {
    let times = elements.samples.map(\.time)
    #expect(zip(times, times.dropFirst()).allSatisfy { $0 < $1 })
  }

  @Test("full scale of every range, both signs", arguments: AccelerometerModel.all)
  func fullScale(model: AccelerometerModel) throws {
    for range in model.ranges {
      for sign in [1.0, -1] {
        var rig = ContractRig(model)
        let force = sign * 0.98 * range.fullScale * 9.80665
        rig.settings.range = range.fullScale
        rig.motion = EvenMotion(force: SIMD3(force, -force, force / 2))
        var accelerometer = try rig.start()
        var elements: [StreamElement<RawSample>] = []
        try rig.run(&accelerometer, for: 0.2, into: &elements)
        let sample = try #require(elements.samples.last)
        let measured = accelerometer.description.channels.force(sample)
        // Half a count of the coarsest range, 12 mg.
        #expect(abs(measured.x - force) < 0.06)
        #expect(abs(measured.y + force) < 0.06)
        #expect(abs(measured.z - force / 2) < 0.06)
      }
    }
  }

  @Test("every rate gives as many samples as it says", arguments: AccelerometerModel.all)
  func rates(model: AccelerometerModel) throws {
    for rate in model.rates {
      var rig = ContractRig(model)
      rig.settings.rate = rate.hertz
      var accelerometer = try rig.start()
      #expect(accelerometer.description.nominalRate == rate.hertz)
      var elements: [StreamElement<RawSample>] = []
      try rig.run(&accelerometer, for: 2, into: &elements)
      #expect(abs(Double(elements.samples.count) - 2 * rate.hertz) <= 0.06 * rate.hertz + 2)
      #expect(elements.gaps.isEmpty)
      expectIncreasing(elements)
    }
  }

  @Test("32-byte and large reads give the same samples", arguments: AccelerometerModel.all)
  func readLength(model: AccelerometerModel) throws {
    var streams: [[StreamElement<RawSample>]] = []
    for length in [32, 4096] {
      var rig = ContractRig(model)
      rig.motion = EvenMotion.ramp
      rig.maximumReadLength = length
      var accelerometer = try rig.start()
      var elements: [StreamElement<RawSample>] = []
      try rig.run(&accelerometer, for: 2, into: &elements)
      streams.append(elements)
      let longest = rig.log.transactions.map { transaction in
        if case .read(_, let count) = transaction { count } else { 0 }
      }
      #expect(longest.allSatisfy { $0 <= length })
    }
    #expect(streams[0].samples.count > 150)
    #expect(streams[0] == streams[1])
  }

  @Test("without a FIFO the newest sample is polled", arguments: AccelerometerModel.all)
  func polled(model: AccelerometerModel) throws {
    var rig = ContractRig(model)
    rig.settings.fifo = false
    rig.motion = EvenMotion.ramp
    var accelerometer = try rig.start()
    let start = rig.now
    var elements: [StreamElement<RawSample>] = []
    try rig.run(&accelerometer, for: 2, into: &elements)
    #expect((195...201).contains(elements.samples.count))
    #expect(elements.gaps.isEmpty)
    expectIncreasing(elements)
    expectOnRamp(elements, accelerometer.description.channels, from: start)
  }

  @Test("polls too far apart to see every sample show as gaps", arguments: AccelerometerModel.all)
  func polledTooSlowly(model: AccelerometerModel) throws {
    var rig = ContractRig(model)
    rig.settings.fifo = false
    var accelerometer = try rig.start()
    var elements: [StreamElement<RawSample>] = []
    for _ in 0..<5 {
      rig.clock.advance(by: 0.1)
      try accelerometer.poll(at: rig.now, into: &elements)
    }
    #expect(elements.gaps.map(\.cause) == [.timeJump, .timeJump, .timeJump, .timeJump])
    #expect(elements.samples.count == 5)
  }

  @Test("a FIFO that ran over is one gap, with good frames behind it", arguments: AccelerometerModel.all)
  func overflow(model: AccelerometerModel) throws {
    for length in [32, 4096] {
      var rig = ContractRig(model)
      rig.motion = EvenMotion.ramp
      rig.maximumReadLength = length
      var accelerometer = try rig.start()
      let start = rig.now
      var elements: [StreamElement<RawSample>] = []
      try rig.run(&accelerometer, for: 2, into: &elements)
      rig.clock.advance(by: 3)
      try rig.run(&accelerometer, for: 2, into: &elements)
      let gap = try #require(elements.gaps.first)
      #expect(elements.gaps.count == 1)
      #expect(gap.cause == .fifoOverflow)
      #expect(gap.end.seconds(since: gap.start) > 2.9)
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
    #expect(elements.samples.count > 290)
    expectOnRamp(elements, accelerometer.description.channels, from: start)
  }

  @Test("a silence that loses samples is one gap", arguments: AccelerometerModel.all)
  func longSilence(model: AccelerometerModel) throws {
    var rig = ContractRig(model)
    rig.motion = EvenMotion.ramp
    rig.faults = [.silence(from: 1.5, until: 2.45)]
    var accelerometer = try rig.start()
    let start = rig.now
    var elements: [StreamElement<RawSample>] = []
    try rig.run(&accelerometer, for: 3, into: &elements)
    #expect(elements.gaps.map(\.cause) == [.noAnswer])
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

  @Test("a burst that breaks off is a gap, never a slipped frame", arguments: AccelerometerModel.all)
  func brokenBurst(model: AccelerometerModel) throws {
    var rig = ContractRig(model)
    rig.motion = EvenMotion.ramp
    let plain = ContractRig(model)
    var probe = try plain.start()
    var ignored: [StreamElement<RawSample>] = []
    try plain.run(&probe, for: 1, into: &ignored)
    // A read of many bytes is one of the FIFO.
    let burst = try #require(
      plain.log.transactions.lastIndex { transaction in
        if case .read(_, let count) = transaction { count > 14 } else { false }
      })
    rig.faults = [.shortRead(of: burst..<(burst + 1))]
    var accelerometer = try rig.start()
    let start = rig.now
    var elements: [StreamElement<RawSample>] = []
    try rig.run(&accelerometer, for: 2, into: &elements)
    #expect(elements.gaps.map(\.cause) == [.noAnswer])
    expectIncreasing(elements)
    expectOnRamp(elements, accelerometer.description.channels, from: start)
  }

  @Test("a chip that is gone ends the stream after about a second", arguments: AccelerometerModel.all)
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

  @Test("a chip that lost its power is set up again behind one gap", arguments: AccelerometerModel.all)
  func powerLoss(model: AccelerometerModel) throws {
    for fifo in [true, false] {
      var rig = ContractRig(model)
      rig.settings.fifo = fifo
      rig.motion = EvenMotion.ramp
      rig.faults = [.powerLoss(at: 2.003)]
      var accelerometer = try rig.start()
      let start = rig.now
      var elements: [StreamElement<RawSample>] = []
      try rig.run(&accelerometer, for: 5, into: &elements)
      #expect(elements.gaps.map(\.cause) == [.unplugged])
      #expect(elements.samples.count > 350)
      expectIncreasing(elements)
      expectOnRamp(elements, accelerometer.description.channels, from: start)
    }
  }

  @Test("two devices of one model at once don't meet", arguments: AccelerometerModel.all)
  func twoDevices(model: AccelerometerModel) throws {
    var left = ContractRig(model)
    var right = ContractRig(model)
    left.motion = EvenMotion(force: SIMD3(9.8, 0, 0))
    right.motion = EvenMotion(force: SIMD3(0, 9.8, 0))
    right.settings.range = 8
    var first = try left.start()
    var second = try right.start()
    var fromLeft: [StreamElement<RawSample>] = []
    var fromRight: [StreamElement<RawSample>] = []
    for _ in 0..<20 {
      try left.run(&first, for: 0.04, into: &fromLeft)
      try right.run(&second, for: 0.04, into: &fromRight)
    }
    #expect(fromLeft.samples.count > 70 && fromRight.samples.count > 70)
    #expect(
      fromLeft.samples.allSatisfy {
        abs(first.description.channels.force($0).x - 9.8) < 0.03
      })
    #expect(
      fromRight.samples.allSatisfy {
        abs(second.description.channels.force($0).y - 9.8) < 0.03
      })
  }
}
