import Exercises
import Foundation
import Samples
import Testing

@Suite("The stability score")
struct StabilityScoreTests {
  /// A declared hold whose centre of pressure circles at a speed in mm/s, once every two seconds.
  private func hold(
    speed: Double, seconds: Double, surface: Surface = .firm, lurchAt lurch: Double? = nil
  ) throws -> HoldReport {
    let elements = (0..<Int(seconds * 100)).map { index -> StreamElement<Sample> in
      let time = Double(index) / 100
      let offset = lurch.map { abs(time - $0) < 0.3 ? 40.0 : 0 } ?? 0
      return .sample(
        .centerOfPressure(
          CenterOfPressureSample(
            time: Timestamp(microseconds: Int64(index) * 10_000),
            mediolateral: speed / .pi * cos(.pi * time) + offset,
            anteroposterior: speed / .pi * sin(.pi * time))))
    }
    let configuration = SessionConfiguration(exercise: .balanceHold, surface: surface)
    return try #require(SessionRun(configuration, elements).report.holds.first)
  }

  @Test("is 100 * 2^(-v / 50 mm/s) on firm ground", arguments: [0, 12.5, 25, 50, 100])
  func formula(speed: Double) throws {
    let score = try #require(try hold(speed: speed, seconds: 20).score)
    #expect(abs(score - 100 * exp2(-speed / 50)) < 0.2)
  }

  @Test("is the same for a short and a long hold")
  func length() throws {
    let short = try #require(try hold(speed: 40, seconds: 6).score)
    let long = try #require(try hold(speed: 40, seconds: 90).score)
    #expect(abs(short - long) < 0.2)
  }

  @Test("isn't made by a single lurch")
  func lurch() throws {
    let steady = try #require(try hold(speed: 30, seconds: 15).score)
    let lurching = try #require(try hold(speed: 30, seconds: 15, lurchAt: 7.5).score)
    #expect(abs(steady - lurching) < 0.5)
  }

  @Test(
    "isn't given where no half speed is set", arguments: [Surface.foam, .bosuDome, .bosuPlatform])
  func surfaces(surface: Surface) throws {
    #expect(try hold(speed: 30, seconds: 10, surface: surface).score == nil)
  }

  @Test("isn't given for a scoring window under a second")
  func tooShort() throws {
    let hold = try hold(speed: 30, seconds: 2.4)
    #expect(hold.score == nil)
  }

  @Test("a declared hold is the whole file, its window a second and a half shorter")
  func declared() throws {
    let hold = try hold(speed: 30, seconds: 10)
    #expect(hold.basis == .declared)
    #expect(hold.start == 0)
    #expect(abs(hold.duration - 9.99) < 1e-9)
    let processing = try #require(hold.sway?.processing)
    #expect(processing.windowStart == 1)
    #expect(abs(processing.windowEnd - 9.49) < 1e-9)
  }
}
