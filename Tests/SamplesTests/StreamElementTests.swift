import Samples
import Testing

@Suite("Elements of a stream")
struct StreamElementTests {
  private let raw = RawSample(time: Timestamp(microseconds: 5), counts: SIMD8(repeating: 1))

  @Test("only a measurement is transformed, losses and marks go through")
  func mapSample() {
    let gap = Gap(
      start: Timestamp(microseconds: 1), end: Timestamp(microseconds: 2), cause: .unplugged)
    let mark = Mark(time: Timestamp(microseconds: 3), label: "button")
    let elements: [StreamElement<RawSample>] = [.sample(raw), .gap(gap), .mark(mark)]
    let decoded = elements.map { $0.mapSample(Channels.boardLoads(scale: 2).decode) }
    #expect(
      decoded == [
        .sample(
          .board(
            BoardSample(time: raw.time, topLeft: 2, topRight: 2, bottomLeft: 2, bottomRight: 2))),
        .gap(gap), .mark(mark),
      ])
  }

  @Test("a sample of any kind tells its time")
  func sampleTimes() {
    let time = Timestamp(microseconds: 1234)
    let samples: [Sample] = [
      .inertial(InertialSample(time: time, acceleration: SIMD3(0, 0, 9.8))),
      .board(BoardSample(time: time, topLeft: 1, topRight: 2, bottomLeft: 3, bottomRight: 4)),
      .centerOfPressure(CenterOfPressureSample(time: time, mediolateral: 1, anteroposterior: 2)),
    ]
    for sample in samples { #expect(sample.time == time) }
  }

  /// The words stand in recordings and reports: changing one breaks every file written before.
  @Test("the words that files hold stay as they are")
  func words() {
    #expect(
      GapCause.allCases.map(\.rawValue) == [
        "fifo-overflow", "events-dropped", "queue-overflow", "no-answer", "unplugged", "time-jump",
        "bad-frame",
      ])
    #expect(Placement.allCases.map(\.rawValue) == ["foot", "shank", "waist", "platform"])
    #expect(Side.allCases.map(\.rawValue) == ["left", "right"])
  }
}
