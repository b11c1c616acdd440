import Samples
import Sensors
import SimulatedSensors
import Testing

/// What holds for any stream of events, however strange.
@Suite struct BalanceBoardDecoderPropertyTests {
  /// Frames of random events of a board and of others, with losses, extreme values and ever later
  /// times.
  private func randomEvents(seed: UInt64) -> [InputEvent] {
    var generator = SeededGenerator(seed: seed)
    let codes: [(UInt16, UInt16)] = [
      (3, 0x10), (3, 0x11), (3, 0x12), (3, 0x13), (3, 0x10), (3, 0x13), (1, 0x130), (3, 0), (4, 4),
      (0, 0), (0, 0), (0, 0), (0, 3),
    ]
    let values: [Int32] = [0, 1, 2, 1700, 65535, .max, .min]
    return (0..<400).map { index in
      let (type, code) = codes[Int.random(in: codes.indices, using: &generator)]
      return InputEvent(
        time: Timestamp(microseconds: Int64(index)), type: type, code: code,
        value: values[Int.random(in: values.indices, using: &generator)])
    }
  }

  @Test(
    "samples keep time order, stand at ends of frames and never within a gap", arguments: 0..<40)
  func invariants(seed: UInt64) {
    let events = randomEvents(seed: seed)
    let frameEnds = Set(events.filter { $0.type == 0 && $0.code == 0 }.map(\.time))
    let losses = events.filter { $0.type == 0 && $0.code == 3 }.count

    var decoder = BalanceBoardDecoder(startingFrom: SIMD8())
    var elements: [StreamElement<RawSample>] = []
    for event in events { decoder.decode(event, into: &elements) }
    decoder.finish(into: &elements)

    var samples: [Timestamp] = []
    var gaps: [Gap] = []
    for element in elements {
      switch element {
      case .sample(let sample): samples.append(sample.time)
      case .gap(let gap): gaps.append(gap)
      case .mark: break
      }
    }
    #expect(!samples.isEmpty)
    #expect(zip(samples, samples.dropFirst()).allSatisfy { $0 < $1 })
    #expect(samples.allSatisfy(frameEnds.contains))
    #expect(gaps.count <= losses)
    for gap in gaps {
      #expect(gap.start <= gap.end)
      #expect(!samples.contains { $0 > gap.start && $0 < gap.end })
    }
    #expect(zip(gaps, gaps.dropFirst()).allSatisfy { $0.end <= $1.start })
  }

  @Test("every sample holds the last value that each axis was heard to have")
  func state() {
    let columns: [UInt16: Int] = [0x12: 0, 0x10: 1, 0x13: 2, 0x11: 3]
    let events = randomEvents(seed: 99).filter { $0.type != 0 || $0.code == 0 }
    var decoder = BalanceBoardDecoder(startingFrom: SIMD8())
    var heard = SIMD8<Int32>()
    for event in events {
      if event.type == 3, let column = columns[event.code] { heard[column] = event.value }
      var elements: [StreamElement<RawSample>] = []
      decoder.decode(event, into: &elements)
      for case .sample(let sample) in elements { #expect(sample.counts == heard) }
    }
    #expect(decoder.counts == heard)
  }
}
