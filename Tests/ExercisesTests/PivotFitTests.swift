import Foundation
import SignalProcessing
import Testing

@testable import Exercises

/// Whether a foot turns about one point.
struct PivotFitTests {
  private static let step = 0.01
  private static let times = stride(from: 0.0, through: 2, by: step).map { $0 }

  /// A foot that swings by 20 degrees at 0.8 Hz, and the vertical force at a lever of 0.17 m, 15 degrees
  /// above the horizontal: gravity and z'' of z = r sin(theta + alpha), by hand.
  private func pivoting() -> (angle: [Double], force: [Double]) {
    let w = 2 * Double.pi * 0.8
    let amplitude = 20 * Double.pi / 180
    let alpha = 15 * Double.pi / 180
    var angles: [Double] = []
    var forces: [Double] = []
    for t in Self.times {
      let theta = amplitude * sin(w * t)
      let rate = amplitude * w * cos(w * t)
      let acceleration = -amplitude * w * w * sin(w * t)
      angles.append(theta * 180 / .pi)
      forces.append(
        9.9 + 0.17 * (acceleration * cos(theta + alpha) - rate * rate * sin(theta + alpha)))
    }
    return (angles, forces)
  }

  private func grid(_ values: [Double]) throws -> UniformGrid {
    try #require(UniformGrid(times: Self.times, values: values, step: Self.step))
  }

  @Test("a foot that turns about its ball leaves next to nothing over")
  func pivot() throws {
    let (angle, force) = pivoting()
    let fit = try #require(PivotFit(angle: try grid(angle), force: try grid(force)))
    // The low-pass and the differences cost some per mille of the 1.5 m/s² that the swing makes.
    #expect(fit.residual < 0.05)
  }

  @Test("a foot that is carried up and down besides leaves that over")
  func carried() throws {
    let (angle, force) = pivoting()
    // Two metres a second squared at 2.1 Hz, which no turning at 0.8 Hz explains: 1.41 RMS.
    let lifted = zip(Self.times, force).map { $1 + 2 * sin(2 * .pi * 2.1 * $0) }
    let fit = try #require(PivotFit(angle: try grid(angle), force: try grid(lifted)))
    #expect(abs(fit.residual - 2.0.squareRoot()) < 0.15)
  }

  @Test("a blink is too short to tell anything")
  func short() throws {
    let few = Array(repeating: 0.0, count: 8)
    let grid = try #require(
      UniformGrid(times: Array(Self.times.prefix(8)), values: few, step: Self.step))
    #expect(PivotFit(angle: grid, force: grid) == nil)
  }
}
