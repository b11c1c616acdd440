import Samples
import Sensors
import SimulatedSensors
import Testing

/// Codes typed again from `input-event-codes.h`.
private func axis(_ code: UInt16, _ value: Int32, at time: Int64) -> InputEvent {
  InputEvent(time: Timestamp(microseconds: time), type: 3, code: code, value: value)
}

private func stamp(_ value: UInt32, at time: Int64) -> InputEvent {
  InputEvent(
    time: Timestamp(microseconds: time), type: 4, code: 5, value: Int32(bitPattern: value))
}

private func report(at time: Int64) -> InputEvent {
  InputEvent(time: Timestamp(microseconds: time), type: 0, code: 0, value: 0)
}

private func dropped(at time: Int64) -> InputEvent {
  InputEvent(time: Timestamp(microseconds: time), type: 0, code: 3, value: 0)
}

extension InputAccelerometerDecoder {
  fileprivate mutating func decode(_ events: [InputEvent]) -> [StreamElement<RawSample>] {
    var elements: [StreamElement<RawSample>] = []
    for event in events { decode(event, into: &elements) }
    return elements
  }
}

private func samples(_ elements: [StreamElement<RawSample>]) -> [RawSample] {
  elements.compactMap { if case .sample(let sample) = $0 { sample } else { nil } }
}

private func gaps(_ elements: [StreamElement<RawSample>]) -> [Gap] {
  elements.compactMap { if case .gap(let gap) = $0 { gap } else { nil } }
}

@Suite struct InputAccelerometerDecoderTests {
  /// A Wii Remote: acceleration on ABS_RX, RY, RZ, no clock.
  private var remote = InputAccelerometerDecoder(
    timing: .eventTimes, axisCodes: [3, 4, 5], startingFrom: SIMD8(1, 2, 3, 0, 0, 0, 0, 0))
  private var dualSense = InputAccelerometerDecoder(
    timing: .stamped(period: 0.004), axisCodes: [0, 1, 2, 3, 4, 5], startingFrom: SIMD8())
  private var joyCon = InputAccelerometerDecoder(
    timing: .counted(samplesPerReport: 3, period: 0.005), axisCodes: [0, 1, 2, 3, 4, 5],
    startingFrom: SIMD8())

  /// Reports of a DualSense, 4 ms apart by its clock, each 2 ms on its way; nothing else changes.
  private func stamped(
    _ range: Range<Int64>, from start: UInt32 = 0, delay: Int64 = 2000
  ) -> [InputEvent] {
    var events: [InputEvent] = []
    for number in range {
      let time = number * 4000 + delay
      events.append(stamp(start &+ UInt32(number * 4000), at: time))
      events.append(report(at: time))
    }
    return events
  }

  /// Reports of a Joy-Con, 15 ms apart: three frames a few µs apart.
  private func counted(
    _ range: Range<Int64>, every interval: Int64 = 15_000, late: Int64 = 0
  ) -> [InputEvent] {
    var events: [InputEvent] = []
    for number in range {
      for frame in 0..<3 as Range<Int64> {
        let time = number * interval + late + frame * 4
        events.append(stamp(UInt32(number * 15_000 + frame * 5000), at: time))
        events.append(report(at: time))
      }
    }
    return events
  }

  @Test("an axis that was left out keeps the value that the kernel held, and each has its channel")
  mutating func state() {
    let elements = remote.decode([
      axis(4, 20, at: 10), report(at: 10), axis(3, -7, at: 20), axis(5, 30, at: 20), report(at: 20),
    ])
    #expect(
      elements == [
        .sample(
          RawSample(time: Timestamp(microseconds: 10), counts: SIMD8(1, 20, 3, 0, 0, 0, 0, 0))),
        .sample(
          RawSample(time: Timestamp(microseconds: 20), counts: SIMD8(-7, 20, 30, 0, 0, 0, 0, 0))),
      ])
  }

  @Test("without a clock of the device, silence isn't loss, however long")
  mutating func silence() {
    let elements = remote.decode([
      axis(3, 5, at: 10), report(at: 10), axis(3, 6, at: 60_000_000), report(at: 60_000_000),
    ])
    #expect(samples(elements).map(\.time.microseconds) == [10, 60_000_000])
    #expect(gaps(elements).isEmpty)
  }

  @Test("a frame of a button alone, or of another axis, is no sample")
  mutating func foreign() {
    let elements = remote.decode([
      InputEvent(time: Timestamp(microseconds: 5), type: 1, code: 0x14A, value: 1), report(at: 5),
      axis(0, 99, at: 6), report(at: 6), report(at: 7),
      InputEvent(time: Timestamp(microseconds: 8), type: .max, code: .max, value: .min),
      report(at: 8),
    ])
    #expect(elements.isEmpty)
    #expect(remote.counts == SIMD8(1, 2, 3, 0, 0, 0, 0, 0))
  }

  @Test("with a clock of the device, a frame in which nothing moved is a sample")
  mutating func rest() {
    let elements = dualSense.decode(stamped(0..<500))
    #expect(elements.count == 500)
    #expect(samples(elements).allSatisfy { $0.counts == SIMD8() })
  }

  @Test("the wrap of the 32-bit clock after 71.6 minutes is no gap and no jolt")
  mutating func wrap() {
    // It wraps in the 1000th frame.
    let elements = dualSense.decode(stamped(0..<2000, from: UInt32.max - 4_000_000))
    let times = samples(elements).map(\.time)
    #expect(times.count == 2000)
    #expect(gaps(elements).isEmpty)
    for (later, earlier) in zip(times.dropFirst(501), times.dropFirst(500)) {
      #expect(abs(later.seconds(since: earlier) - 0.004) < 0.0001)
    }
  }

  @Test("the device's clock spaces the samples, not the moments at which packets came")
  mutating func spacing() {
    // Each second packet is held up and comes together with the next.
    var events: [InputEvent] = []
    for number in 0..<2000 as Range<Int64> {
      let time = (number / 2 * 2 + 1) * 4000 + 2000 + number % 2 * 300
      events += [stamp(UInt32(number * 4000), at: time), report(at: time)]
    }
    let times = samples(dualSense.decode(events)).map(\.time)
    for (later, earlier) in zip(times.dropFirst(1001), times.dropFirst(1000)) {
      #expect(abs(later.seconds(since: earlier) - 0.004) < 0.0002)
    }
  }

  @Test("a jump of the device's clock is one gap, from the last sample to the next")
  mutating func jump() {
    let elements = dualSense.decode(stamped(0..<500) + stamped(510..<1000))
    let gaps = gaps(elements)
    #expect(gaps.map(\.cause) == [.timeJump])
    let times = samples(elements).map(\.time)
    #expect(gaps.first?.start == times[499])
    #expect(gaps.first?.end == times[500])
    // Ten reports are missing: eleven periods from sample to sample.
    #expect(abs(times[500].seconds(since: times[499]) - 0.044) < 0.001)
  }

  @Test("a clock that starts anew is a gap, and the times go on forwards")
  mutating func restartedClock() {
    let later = stamped(0..<300, delay: 3_000_000)
    let elements = dualSense.decode(stamped(700..<1000, delay: -2_000_000) + later)
    #expect(gaps(elements).map(\.cause) == [.timeJump])
    let times = samples(elements).map(\.time)
    #expect(times.count == 600)
    #expect(zip(times.dropFirst(), times).allSatisfy { $0 > $1 })
  }

  @Test("a report that is sent twice is one sample")
  mutating func repetition() {
    let elements = dualSense.decode(stamped(0..<10) + stamped(9..<20))
    #expect(samples(elements).count == 20)
    #expect(gaps(elements).isEmpty)
  }

  @Test("three samples of one moment are spread over the report's interval")
  mutating func threePerReport() {
    let elements = joyCon.decode(counted(0..<700))
    let times = samples(elements).map(\.time)
    #expect(times.count == 2100)
    #expect(gaps(elements).isEmpty)
    for (later, earlier) in zip(times.dropFirst(1501), times.dropFirst(1500)) {
      #expect(abs(later.seconds(since: earlier) - 0.005) < 0.0001)
    }
  }

  @Test("a report whose frames the processor kept apart is still one report")
  mutating func framesApart() {
    var generator = SeededGenerator(seed: 5)
    var elements: [StreamElement<RawSample>] = []
    for number in 0..<1000 as Range<Int64> {
      var time = number * 15_000
      for frame in 0..<3 as Range<Int64> {
        // As seen in a virtual machine: one frame in thirty waits for some milliseconds.
        if generator.next() % 30 == 0 { time += Int64(generator.next() % 3000) }
        elements += joyCon.decode([
          stamp(UInt32(number * 15_000 + frame * 5000), at: time + frame * 4),
          report(at: time + frame * 4),
        ])
      }
    }
    let times = samples(elements).map(\.time)
    #expect(times.count == 3000)
    #expect(gaps(elements).isEmpty)
    for (later, earlier) in zip(times.dropFirst(1501), times.dropFirst(1500)) {
      #expect(abs(later.seconds(since: earlier) - 0.005) < 0.0005)
    }
  }

  @Test(
    "a Pro Controller that reports more often has its rate learnt, without a gap",
    // hid-nintendo's own words: every 8 or 11 ms over Bluetooth, 15 over USB.
    arguments: [8000, 11_000] as [Int64])
  func proController(interval: Int64) {
    var decoder = joyCon
    let elements = decoder.decode(counted(0..<1000, every: interval))
    let times = samples(elements).map(\.time)
    #expect(gaps(elements).isEmpty)
    #expect(zip(times.dropFirst(), times).allSatisfy { $0 > $1 })
    let period = Double(interval) / 3e6
    for (later, earlier) in zip(times.dropFirst(2001), times.dropFirst(2000)) {
      #expect(abs(later.seconds(since: earlier) - period) < 0.02 * period)
    }
    #expect(abs(Double((times.last?.microseconds ?? 0) - 999 * interval) / 1e6) < 0.006)
  }

  @Test("reports as uneven as Bluetooth makes them are no gaps, and keep their own spacing")
  mutating func uneven() {
    var generator = SeededGenerator(seed: 4)
    var (clock, arrival): (Int64, Int64) = (0, 0)
    var steps: [Double] = []
    var elements: [StreamElement<RawSample>] = []
    for _ in 0..<4000 {
      let step = [1250, 2500, 2500, 3750, 5000, 10_000][Int(generator.next() % 6)] as Int64
      clock += step
      steps.append(Double(step) / 1e6)
      arrival = max(arrival + 50, clock + 500 + Int64(generator.next() % 8000))
      elements += dualSense.decode([
        stamp(UInt32(clock), at: arrival), report(at: arrival),
      ])
    }
    #expect(gaps(elements).isEmpty)
    let times = samples(elements).map(\.time)
    #expect(times.count == 4000)
    for index in 2001..<4000 {
      let given = times[index].seconds(since: times[index - 1])
      #expect(abs(given - steps[index]) < 0.03 * steps[index] + 2e-6)
    }
  }

  @Test("a counter that folds while reports stay away, as hid-sony's does, hides no loss")
  mutating func foldedCounter() {
    // 65536 steps of 5.33 µs fold away in each silence.
    let folded = (350_000, 700_000)
    var elements = dualSense.decode(stamped(0..<500))
    for (index, silence) in [Int64(folded.0), Int64(folded.1)].enumerated() {
      let start = Int64(500 * (index + 1))
      let delay = 2000 + (index == 0 ? silence : silence + Int64(folded.0))
      elements += dualSense.decode(stamped(start..<start + 500, delay: delay))
    }
    #expect(gaps(elements).map(\.cause) == [.timeJump, .timeJump])
    #expect(samples(elements).count == 1500)
  }

  @Test("reports that stay away for two and a half intervals are lost")
  mutating func lostReports() {
    let elements = joyCon.decode(counted(0..<400) + counted(403..<800))
    let times = samples(elements).map(\.time)
    #expect(gaps(elements).map(\.cause) == [.timeJump])
    #expect(gaps(elements).first?.start == times[1199])
    // Nine samples are missing: ten periods from one to the next.
    #expect(abs(times[1200].seconds(since: times[1199]) - 0.050) < 0.006)
    #expect(zip(times.dropFirst(), times).allSatisfy { $0 > $1 })
  }

  @Test("a single lost report is a gap too, once the next ones have shown that it isn't late")
  mutating func oneLostReport() {
    let elements = joyCon.decode(counted(0..<700) + counted(701..<1400))
    #expect(gaps(elements).map(\.cause) == [.timeJump])
    let gap = gaps(elements).first
    #expect((gap?.start.microseconds ?? 0) > 10_450_000)
    #expect((gap?.end.microseconds ?? .max) < 10_900_000)
    let times = samples(elements).map(\.time)
    // At the end the times stand as if nothing had been lost: a period before the last event.
    #expect(abs(Double((times.last?.microseconds ?? 0) - 1399 * 15_000) / 1e6) < 0.008)
  }

  @Test("a report that is late and followed by the next at once is no loss")
  mutating func lateReport() {
    let elements = joyCon.decode(
      counted(0..<400) + counted(400..<401, late: 14_000) + counted(401..<800))
    #expect(gaps(elements).isEmpty)
    #expect(samples(elements).count == 2400)
  }

  @Test("an overrun is one gap, its frame is no sample, and the kernel's values go on")
  mutating func overrun() {
    for timed in [true, false] {
      var decoder = timed ? dualSense : joyCon
      var elements = decoder.decode(timed ? stamped(0..<300) : counted(0..<100))
      elements += decoder.decode([dropped(at: 1_600_000), axis(0, 5, at: 1_600_000)])
      decoder.resynchronize(to: SIMD8(7, 0, 0, 0, 0, 0, 0, 0))
      elements += decoder.decode(timed ? stamped(500..<600) : counted(130..<150))
      #expect(gaps(elements).map(\.cause) == [.eventsDropped])
      let samples = samples(elements)
      #expect(samples.count == (timed ? 400 : 360))
      #expect(samples.last?.counts == SIMD8(7, 0, 0, 0, 0, 0, 0, 0))
      let gap = gaps(elements).first
      #expect(gap?.start == samples[timed ? 299 : 299].time)
      #expect(gap?.end == samples[300].time)
      #expect(zip(samples.dropFirst(), samples).allSatisfy { $0.time > $1.time })
    }
  }

  @Test("nothing is a sample between the loss and the kernel's values")
  mutating func waitsForValues() {
    _ = dualSense.decode(stamped(0..<10))
    let elements = dualSense.decode([dropped(at: 50_000), report(at: 50_000)] + stamped(13..<15))
    #expect(elements.isEmpty)
  }

  @Test("a loss before the first sample is no gap; one that stays open is one at the end")
  mutating func ends() {
    var elements = dualSense.decode([dropped(at: 1)])
    dualSense.resynchronize(to: SIMD8())
    elements += dualSense.decode(stamped(1..<3))
    #expect(gaps(elements).isEmpty)
    var ending = elements
    dualSense.finish(cause: .unplugged, into: &ending)
    #expect(gaps(ending).map(\.cause) == [.unplugged])
    elements += dualSense.decode([dropped(at: 20_000)])
    dualSense.finish(cause: .unplugged, into: &elements)
    #expect(gaps(elements).map(\.cause) == [.eventsDropped])
    #expect(gaps(elements).allSatisfy { $0.start == $0.end })
  }
}
