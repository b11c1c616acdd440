import Samples
import Sensors
import Testing

@testable import SimulatedSensors

/// Loads that a test can follow by hand: each a straight line in time.
private struct RampingLoads: BoardMotion {
  var start: SIMD4<Double>
  var slope = SIMD4<Double>()

  func loads(at seconds: Double) -> BoardLoads {
    let now = start + slope * seconds
    return BoardLoads(topLeft: now[0], topRight: now[1], bottomLeft: now[2], bottomRight: now[3])
  }
}

private func readToEnd(
  _ source: consuming SimulatedBalanceBoardSource
) throws -> (elements: [StreamElement<RawSample>], end: SourceEnd) {
  var elements: [StreamElement<RawSample>] = []
  while true {
    if case .ended(let end) = try source.read(into: &elements) { return (elements, end) }
  }
}

private func samples(of elements: [StreamElement<RawSample>]) -> [RawSample] {
  elements.compactMap { if case .sample(let sample) = $0 { sample } else { nil } }
}

private func gaps(of elements: [StreamElement<RawSample>]) -> [Gap] {
  elements.compactMap { if case .gap(let gap) = $0 { gap } else { nil } }
}

@Suite struct SimulatedBalanceBoardTests {
  /// A person of about 60 kg who slowly leans to the right.
  private let leaning = RampingLoads(
    start: SIMD4(18, 14, 16, 12), slope: SIMD4(-0.5, 0.5, -0.5, 0.5))

  @Test("the same seed gives the same stream, another seed another")
  func seed() throws {
    var other = SimulatedBalanceBoard.Settings()
    other.seed = 2
    let first = try readToEnd(SimulatedBalanceBoardSource(motion: leaning, duration: 5))
    let again = try readToEnd(SimulatedBalanceBoardSource(motion: leaning, duration: 5))
    let different = try readToEnd(
      SimulatedBalanceBoardSource(motion: leaning, duration: 5, settings: other))
    #expect(first.elements == again.elements)
    #expect(first.elements != different.elements)
    #expect(first.end == .complete)
  }

  @Test("loads come back within a converter count and its noise, each at its own corner")
  func loads() throws {
    let samples = samples(
      of: try readToEnd(SimulatedBalanceBoardSource(motion: leaning, duration: 10)).elements)
    #expect(samples.count > 600)
    for sample in samples {
      let truth = leaning.loads(at: Double(sample.time.microseconds) / 1e6)
      let expected = [truth.topLeft, truth.topRight, truth.bottomLeft, truth.bottomRight]
      for channel in 0..<4 {
        // A count is about 10 g; five standard deviations of half a count's noise, and rounding.
        #expect(abs(Double(sample.counts[channel]) * 0.01 - expected[channel]) < 0.05)
      }
    }
  }

  @Test("reports are irregular, about as many as asked for, and never go back")
  func times() throws {
    let samples = samples(
      of: try readToEnd(SimulatedBalanceBoardSource(motion: leaning, duration: 20)).elements)
    let steps = zip(samples.dropFirst(), samples).map { $0.time.seconds(since: $1.time) }
    let mean = steps.reduce(0, +) / Double(steps.count)
    #expect(abs(1 / mean - 80) < 3)
    #expect(steps.allSatisfy { $0 > 0 })
    #expect(Set(steps.map { Int(($0 * 1e6).rounded()) }).count > 10)
  }

  @Test("an empty board without noise is silent: no frame, and no gap either")
  func silence() throws {
    var settings = SimulatedBalanceBoard.Settings()
    settings.cellNoise = 0
    let stream = try readToEnd(
      SimulatedBalanceBoardSource(
        motion: RampingLoads(start: SIMD4()), duration: 5, settings: settings))
    #expect(stream.elements.isEmpty)
  }

  @Test("a press is one mark")
  func button() throws {
    var settings = SimulatedBalanceBoard.Settings()
    settings.buttonPresses = [1, 3]
    let stream = try readToEnd(
      SimulatedBalanceBoardSource(motion: leaning, duration: 5, settings: settings))
    let marks = stream.elements.compactMap { element -> Double? in
      guard case .mark(let mark) = element else { return nil }
      return Double(mark.time.microseconds) / 1e6
    }
    #expect(marks.count == 2)
    for (mark, press) in zip(marks, [1.0, 3.0]) {
      #expect(mark >= press && mark < press + 0.06)
    }
  }

  @Test("a stalled host loses events, and says so in one gap over the stall")
  func stall() throws {
    var settings = SimulatedBalanceBoard.Settings()
    settings.hostStalls = [2...4]
    let stream = try readToEnd(
      SimulatedBalanceBoardSource(motion: leaning, duration: 6, settings: settings))
    let found = gaps(of: stream.elements)
    #expect(found.count == 1)
    let gap = try #require(found.first)
    #expect(gap.cause == .eventsDropped)
    #expect(abs(Double(gap.start.microseconds) / 1e6 - 2) < 0.1)
    #expect(abs(Double(gap.end.microseconds) / 1e6 - 4) < 0.15)
    let times = samples(of: stream.elements).map(\.time)
    #expect(!times.contains { $0 > gap.start && $0 < gap.end })
  }

  @Test("a short stall fits the kernel's buffer: nothing is lost")
  func shortStall() throws {
    var settings = SimulatedBalanceBoard.Settings()
    settings.hostStalls = [2...2.1]
    let stalled = try readToEnd(
      SimulatedBalanceBoardSource(motion: leaning, duration: 4, settings: settings))
    let smooth = try readToEnd(SimulatedBalanceBoardSource(motion: leaning, duration: 4))
    #expect(stalled.elements == smooth.elements)
  }

  @Test("an unplugged board ends the stream with a gap and the reason")
  func unplugged() throws {
    var settings = SimulatedBalanceBoard.Settings()
    settings.unpluggedAt = 2
    var source = SimulatedBalanceBoardSource(motion: leaning, duration: 6, settings: settings)
    var elements: [StreamElement<RawSample>] = []
    var progress = try source.read(into: &elements)
    while progress == .running { progress = try source.read(into: &elements) }
    guard case .ended(.lost) = progress else {
      Issue.record("ended with \(progress)")
      return
    }
    #expect(try source.read(into: &elements) == progress)
    #expect(gaps(of: elements).map(\.cause) == [.unplugged])
    let last = try #require(samples(of: elements).last)
    #expect(last.time.microseconds < 2_000_000)
  }
}

@Suite struct SimulatedEventNodeTests {
  private func time(_ microseconds: Int64) -> Timestamp { Timestamp(microseconds: microseconds) }

  @Test("of 40 full frames that nobody reads 74 events are left, the loss first, as was measured")
  func overflow() {
    var node = SimulatedEventNode(fuzz: 0, axisCodes: [0x10, 0x11, 0x12, 0x13])
    for frame in 1...40 {
      for axis in 0..<4 { node.report(axis: axis, value: Int32(frame), at: time(Int64(frame))) }
      node.synchronize(at: time(Int64(frame)))
    }
    var events: [InputEvent] = []
    node.drain(into: &events)
    #expect(events.count == 74)
    #expect(events.first?.type == 0 && events.first?.code == 3)
    #expect(events.dropFirst().allSatisfy { $0.code != 3 || $0.type != 0 })
    #expect(node.axisValues == SIMD8(40, 40, 40, 40, 0, 0, 0, 0))
  }

  @Test("fuzz 2 swallows and bends values as it was measured on a kernel")
  func fuzz() {
    let sent: [Int32] = [1750, 1751, 1752, 1753, 1754, 1755, 1760, 1762, 1761, 1770]
    let arrived: [Int32?] = [1750, nil, 1751, 1752, 1753, 1754, 1760, 1761, nil, 1770]
    var node = SimulatedEventNode(fuzz: 2, axisCodes: [0x10, 0x11, 0x12, 0x13])
    for (value, expected) in zip(sent, arrived) {
      var events: [InputEvent] = []
      node.report(axis: 0, value: value, at: time(0))
      node.synchronize(at: time(0))
      node.drain(into: &events)
      #expect(events.first?.value == expected)
    }
  }

  @Test("without fuzz every change passes as it is")
  func noFuzz() {
    for value in Int32(1740)...1760 {
      #expect(SimulatedEventNode.defuzz(value: value, old: 1750, fuzz: 0) == value)
    }
  }
}

@Suite struct SimulatedBalanceBoardCellsTests {
  @Test("the driver's arithmetic: nothing under zero, 17 and 34 kg exact, on beyond, truncated")
  func calibration() {
    // Top right of the example table: 1987, 3794 and 5609 under 0, 17 and 34 kg.
    func value(_ reading: Int32) -> Int32 {
      SimulatedBalanceBoardCells.value(ofCell: 0, reading: reading)
    }
    #expect(value(1000) == 0)
    #expect(value(1987) == 0)
    #expect(value(1988) == 0)  // 1700 / 1807 = 0.94
    #expect(value(1989) == 1)  // 3400 / 1807 = 1.88
    #expect(value(3794) == 1700)
    #expect(value(5609) == 3400)
    #expect(value(7424) == 5100)
  }

  @Test("the printed table is one that a reader accepts")
  func table() throws {
    #expect(
      SimulatedBalanceBoard.calibrationTable
        == "07c3:3cf8:048c:296b:0ed2:4384:0b3a:3069:15e9:4a10:11ef:376e")
    _ = try BalanceBoardCalibration(parsing: SimulatedBalanceBoard.calibrationTable)
  }
}
