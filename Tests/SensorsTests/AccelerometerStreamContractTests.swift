import Samples
import Sensors
import SimulatedSensors
import Testing

/// What every model must do once it runs.
@Suite("Accelerometer contract: stream")
struct AccelerometerStreamContractTests {
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
    #expect(streams[0].samples.count > 190)
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
    #expect(abs(Double(elements.samples.count) / rig.rate - 2) < 0.05)
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
    #expect(min(fromLeft.samples.count, fromRight.samples.count) > 70)
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
