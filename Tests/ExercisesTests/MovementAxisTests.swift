import Foundation
import Samples
import Testing

@testable import Exercises

/// The line of a movement, and limbs that turn about the vertical.
struct MovementAxisTests {
  @Test("the line of a swing is learned, with the sign of its first step")
  func swing() throws {
    let line = SIMD3(2.0, -1, 0.5) / 5.25.squareRoot()
    var axis = MovementAxis()
    for index in 0..<400 { axis.advance(line * (30 * sin(Double(index) / 20))) }
    let direction = try #require(axis.direction)
    #expect((direction * line).sum() > 0.9999)
  }

  @Test("a line that changes is followed, and its sign is carried on")
  func change() throws {
    var axis = MovementAxis()
    // Over 40 swings of 20 degrees, the line turns from x to half-way between x and z.
    for index in 0..<4000 {
      let turn = Double(index) / 4000 * .pi / 4
      axis.advance(SIMD3(cos(turn), 0, sin(turn)) * (20 * sin(Double(index) / 16)))
    }
    let direction = try #require(axis.direction)
    // It lags by the path that it remembers, 180 of some 3200 degrees.
    #expect((direction * SIMD3(0.5.squareRoot(), 0, 0.5.squareRoot())).sum() > 0.98)
    #expect(direction.x > 0)
  }

  /// A sensor that lies still but for swings of 40 degrees about the vertical, by hand: gravity along z all
  /// the time, angular velocity along z.
  private func report(_ exercise: Exercise) -> SessionReport {
    var session = Session(configuration: SessionConfiguration(exercise: exercise))
    for index in 0..<3000 {
      let time = Double(index) / 100
      let moves = time >= 3 && time < 27
      // From 0 to 40 degrees and back in four seconds.
      let rate = moves ? 20 * .pi / 180 * (.pi / 2) * sin(.pi / 2 * (time - 3)) : 0
      session.advance(
        .sample(
          .inertial(
            InertialSample(
              time: Timestamp(microseconds: Int64(index) * 10_000),
              acceleration: SIMD3(0, 0, 9.81), angularVelocity: SIMD3(0, 0, rate)))),
        emit: { _ in })
    }
    session.finish(emit: { _ in })
    return session.report
  }

  @Test("a free limb that turns about the vertical is counted by its gyroscope")
  func twist() {
    #expect(report(.generic).sets.flatMap(\.repetitions).count == 6)
  }

  @Test("a foot that turns about the vertical raises no heel")
  func standing() {
    #expect(report(.calfRaise).sets.flatMap(\.repetitions).isEmpty)
  }
}
