import Samples
import Testing

@Suite("Counts become physical values")
struct ChannelsTests {
  private let raw = RawSample(
    time: Timestamp(microseconds: 42), counts: SIMD8(100, -200, 300, 4, -5, 6, 0, 0))

  @Test("acceleration alone has no angular velocity")
  func acceleration() {
    let sample = Channels.acceleration(scale: 0.5).decode(raw)
    #expect(
      sample
        == .inertial(InertialSample(time: raw.time, acceleration: SIMD3(50, -100, 150))))
  }

  @Test("each sensor of a pair has its own scale")
  func accelerationAndAngularVelocity() {
    let channels = Channels.accelerationAndAngularVelocity(
      accelerationScale: 0.01, angularVelocityScale: 2)
    #expect(
      channels.decode(raw)
        == .inertial(
          InertialSample(
            time: raw.time, acceleration: SIMD3(1, -2, 3), angularVelocity: SIMD3(8, -10, 12))))
  }

  @Test("a board's columns are top left, top right, bottom left, bottom right")
  func board() {
    let sample = Channels.boardLoads(scale: 0.01).decode(
      RawSample(time: raw.time, counts: SIMD8(1000, 2000, 3000, 4000, 0, 0, 0, 0)))
    #expect(
      sample
        == .board(
          BoardSample(
            time: raw.time, topLeft: 10, topRight: 20, bottomLeft: 30, bottomRight: 40)))
  }

  @Test(
    "there is one name for each column",
    arguments: [
      Channels.acceleration(scale: 1),
      .accelerationAndAngularVelocity(accelerationScale: 1, angularVelocityScale: 1),
      .boardLoads(scale: 1),
    ])
  func names(channels: Channels) {
    #expect(channels.names.count == channels.count)
    #expect(Set(channels.names).count == channels.count)
  }

  @Test("the greatest counts don't trap")
  func extremes() {
    let raw = RawSample(
      time: Timestamp(microseconds: .min), counts: SIMD8(repeating: .min))
    guard case .board(let board) = Channels.boardLoads(scale: 0.01).decode(raw) else {
      Issue.record("board loads decode to something else")
      return
    }
    #expect(board.total == 4 * Double(Int32.min) * 0.01)
  }
}
