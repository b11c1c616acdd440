import Foundation
import Samples
import Testing

@testable import Exercises

/// A force plate that somebody gets on and off.
struct PlateLoadTests {
  /// A circle of 20 mm at 0.5 Hz for 18 s with 700 N, and noise of 200 mm with 0.5 N for 6 s before and
  /// after it, at 100 Hz.
  private func report(_ exercise: Exercise) -> SessionReport {
    var session = Session(configuration: SessionConfiguration(exercise: exercise))
    for index in 0..<3000 {
      let time = Double(index) / 100
      let isOn = time >= 6 && time < 24
      let sample = CenterOfPressureSample(
        time: Timestamp(microseconds: Int64(index) * 10_000),
        mediolateral: isOn ? 20 * cos(.pi * time) : (index.isMultiple(of: 2) ? 200 : -200),
        anteroposterior: isOn ? 20 * sin(.pi * time) : 0, verticalForce: isOn ? 700 : 0.5)
      session.advance(.sample(.centerOfPressure(sample)), emit: { _ in })
    }
    session.finish(emit: { _ in })
    return session.report
  }

  @Test("an empty plate's centre of pressure goes into no sway")
  func stance() throws {
    let sway = try #require(report(.quietStance).sway)
    // One second after getting on to half a second before getting off.
    #expect(abs(sway.processing.windowStart - 7) < 0.02)
    #expect(abs(sway.processing.windowEnd - 23.5) < 0.02)
    // 2 pi r f, within what the chords and the last interval take.
    let velocity = try #require(sway["mean_velocity_mm_s"])
    #expect(abs(velocity - 2 * .pi * 20 * 0.5) < 0.2)
  }

  @Test("a hold lasts while the plate is loaded")
  func hold() throws {
    let holds = report(.balanceHold).holds
    try #require(holds.count == 1)
    #expect(abs(holds[0].start - 6) < 0.02)
    #expect(abs(holds[0].end - 24) < 0.02)
    #expect(holds[0].endedBy == .stepOff)
    #expect(holds[0].startBasis == .settled)
  }
}
