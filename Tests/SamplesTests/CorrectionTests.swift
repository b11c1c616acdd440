import Samples
import Testing

@Suite("Correction")
struct CorrectionTests {
  @Test("an axis is put right by (reading - bias) times scale, a gyroscope by its bias")
  func inertial() {
    let correction = InertialCorrection(
      accelerationBias: SIMD3(1, -2, 0.5), accelerationScale: SIMD3(2, 0.5, 1),
      angularVelocityBias: SIMD3(0.25, 0, -1))
    let raw = RawSample(time: Timestamp(microseconds: 7), counts: [3, 4, 5, 1, 2, 3, 0, 0])
    let channels = Channels.accelerationAndAngularVelocity(
      accelerationScale: 1, angularVelocityScale: 0.5)
    let expected = InertialSample(
      time: Timestamp(microseconds: 7), acceleration: SIMD3(4, 3, 4.5),
      angularVelocity: SIMD3(0.25, 1, 2.5))
    #expect(channels.decode(raw, applying: .inertial(correction)) == .inertial(expected))
  }

  @Test("what changes nothing changes no bit, and neither does a correction of another kind")
  func nothing() {
    let raw = RawSample(time: Timestamp(microseconds: 0), counts: [1234, -77, 8191, 5, 6, 7, 0, 0])
    let channels = Channels.acceleration(scale: 9.80665 / 8192)
    #expect(channels.decode(raw, applying: .inertial(InertialCorrection())) == channels.decode(raw))
    #expect(channels.decode(raw, applying: .board(BoardCorrection())) == channels.decode(raw))
    #expect(!Correction.board(BoardCorrection()).fits(channels))
    #expect(Correction.inertial(InertialCorrection()).fits(channels))
  }

  /// The centre of pressure by Leach 2014, equations 1 and 2, on 433 x 238 mm.
  private func center(_ sample: BoardSample) -> SIMD2<Double> {
    let right = sample.topRight + sample.bottomRight - sample.topLeft - sample.bottomLeft
    let top = sample.topRight + sample.topLeft - sample.bottomRight - sample.bottomLeft
    return SIMD2(433 / 2 * right, 238 / 2 * top) / sample.total
  }

  @Test("a board's line moves the centre of pressure as it says, and leaves the weight")
  func line() {
    let sample = BoardSample(
      time: Timestamp(microseconds: 0), topLeft: 12, topRight: 25, bottomLeft: 9, bottomRight: 30)
    let corrected = BoardCorrection(
      mediolateral: .init(scale: 0.96, offset: 3, cellDistance: 433),
      anteroposterior: .init(scale: 1.05, offset: -2, cellDistance: 238)
    )(sample)
    let (before, after) = (center(sample), center(corrected))
    #expect(abs(after.x - (0.96 * before.x + 3)) < 1e-9)
    #expect(abs(after.y - (1.05 * before.y - 2)) < 1e-9)
    #expect(abs(corrected.total - sample.total) < 1e-9)
  }

  @Test("a tare is taken off each cell, also of one that then carries less than nothing")
  func tare() {
    let raw = RawSample(time: Timestamp(microseconds: 0), counts: [100, 200, 300, 0, 0, 0, 0, 0])
    let correction = Correction.board(BoardCorrection(tare: SIMD4(0.5, 0.25, 0, 0.125)))
    guard
      case .board(let sample) = Channels.boardLoads(scale: 0.01).decode(raw, applying: correction)
    else {
      Issue.record("no board")
      return
    }
    #expect(
      sample
        == BoardSample(
          time: raw.time, topLeft: 0.5, topRight: 1.75, bottomLeft: 3, bottomRight: -0.125))
  }
}
