import Samples
import Sensors
import Testing

@testable import Monitoring

@Suite("Watching samples")
struct SampleWatchTests {
  /// A live device that says one thing and then nothing more.
  private struct QuietBoard: SampleSource {
    let description = SensorDescription(
      device: BalanceBoard.deviceName, identity: "00:1f", channels: BalanceBoard.channels,
      nominalRate: nil, clock: .monotonic)
    let isLive = true
    var turns = 0
    var end: SourceEnd?
    var absence: String?

    mutating func read(
      into elements: inout [StreamElement<RawSample>]
    ) throws(SensorError) -> SourceProgress {
      turns += 1
      if turns == 1 {
        let counts: SIMD8<Int32> = [10, 20, 30, 40, 0, 0, 0, 0]
        elements.append(.sample(RawSample(time: Timestamp(microseconds: 1), counts: counts)))
      }
      if turns > 3, let end { return .ended(end) }
      if turns > 3, let absence { return .away(absence) }
      return .running
    }

    mutating func close() {}
  }

  @Test("a live device's silence is shown too, so that a wait for a silent board ends")
  func silence() throws {
    var samples: [Sample] = []
    var silences = 0
    let end = try SampleWatch(source: QuietBoard()).run { moment in
      switch moment {
      case .element(.sample(let sample)): samples.append(sample)
      case .silence: silences += 1
      default: break
      }
      return silences == 3
    }
    #expect(end == .done)
    #expect(
      samples == [
        .board(
          BoardSample(
            time: Timestamp(microseconds: 1), topLeft: 0.1, topRight: 0.2, bottomLeft: 0.3,
            bottomRight: 0.4))
      ])
  }

  @Test("a device that goes away is told apart from an end")
  func ends() throws {
    let lost = try SampleWatch(source: QuietBoard(end: .lost("gone"))).run { _ in false }
    #expect(lost == .lost("gone"))
    let away = try SampleWatch(source: QuietBoard(absence: "gone")).run { _ in false }
    #expect(away == .lost("gone"))
    let ended = try SampleWatch(source: QuietBoard(end: .complete)).run { _ in false }
    #expect(ended == .ended)
  }
}
