import Exercises
import Foundation
import Samples
import Testing

@Suite("The stability score")
struct StabilityScoreTests {
  /// A declared hold on a plate.
  private func hold(_ track: [CenterOfPressureSample], surface: Surface = .firm) throws
    -> HoldReport
  {
    let configuration = SessionConfiguration(exercise: .balanceHold, surface: surface)
    let elements = track.map { StreamElement<Sample>.sample(.centerOfPressure($0)) }
    return try #require(SessionRun(configuration, elements).report.holds.first)
  }

  /// A declared hold whose centre of pressure circles at a speed in mm/s, once every two seconds.
  private func hold(
    speed: Double, seconds: Double, surface: Surface = .firm, lurchAt lurch: Double? = nil
  ) throws -> HoldReport {
    let track = (0..<Int(seconds * 100)).map { index in
      let time = Double(index) / 100
      let offset = lurch.map { abs(time - $0) < 0.3 ? 40.0 : 0 } ?? 0
      return CenterOfPressureSample(
        time: Timestamp(microseconds: Int64(index) * 10_000),
        mediolateral: speed / .pi * cos(.pi * time) + offset,
        anteroposterior: speed / .pi * sin(.pi * time))
    }
    return try hold(track, surface: surface)
  }

  /// Sway of 0.2 to 3 Hz from a seed, as large as `scale` says, in mm.
  private func sway(seed: UInt64, scale: Double = 1, seconds: Double) -> [CenterOfPressureSample] {
    var random = SeededGenerator(seed: seed)
    let sines = (0..<12).map { index -> (Double, Double, Double, Double) in
      let hertz = 0.2 * pow(15, (Double(index) + Double.random(in: 0...1, using: &random)) / 12)
      return (
        hertz, 1.5 / hertz.squareRoot(), Double.random(in: 0...6.28, using: &random),
        Double.random(in: 0...6.28, using: &random)
      )
    }
    return (0..<Int(seconds * 100)).map { index in
      let time = Double(index) / 100
      return CenterOfPressureSample(
        time: Timestamp(microseconds: Int64(index) * 10_000),
        mediolateral: scale * sines.reduce(0) { $0 + $1.1 * sin(2 * .pi * $1.0 * time + $1.2) },
        anteroposterior: scale * sines.reduce(0) { $0 + $1.1 * sin(2 * .pi * $1.0 * time + $1.3) })
    }
  }

  /// The stretch of a track between two times in seconds, its clock starting anew.
  private func cut(
    _ track: [CenterOfPressureSample], from start: Int, for seconds: Int
  ) -> [CenterOfPressureSample] {
    track[(start * 100)..<((start + seconds) * 100)].map { point in
      var point = point
      point.time = Timestamp(microseconds: point.time.microseconds - Int64(start) * 1_000_000)
      return point
    }
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

  @Test("falls strictly as the same sway grows", arguments: 1...8 as ClosedRange<UInt64>)
  func monotone(seed: UInt64) throws {
    let scores = try [0.25, 0.5, 0.8, 1, 1.1, 1.5, 2, 4].map {
      try #require(try hold(sway(seed: seed, scale: $0, seconds: 15)).score)
    }
    for (smaller, larger) in zip(scores, scores.dropFirst()) { #expect(larger < smaller) }
    // Twice the speed squares the share: S(2 v) / 100 = (S(v) / 100)^2.
    #expect(abs(scores[6] / 100 - pow(scores[3] / 100, 2)) < 1e-9)
  }

  @Test(
    "doesn't drift with the hold's length: blocks of every length are the same on the average",
    arguments: 1...8 as ClosedRange<UInt64>)
  func freeOfLength(seed: UInt64) throws {
    let track = sway(seed: seed, seconds: 122)
    let whole = try #require(try hold(track).score)
    func mean(of length: Int) throws -> Double {
      let scores = try stride(from: 0, through: 120 - length, by: length).map {
        try #require(try hold(cut(track, from: $0, for: length)).score)
      }
      return scores.reduce(0, +) / Double(scores.count)
    }
    // Score points: the scatter of a mean of a few blocks, and none of it with the length's sign.
    for length in [5, 10, 20, 40] { #expect(abs(try mean(of: length) - whole) < 3) }
  }

  @Test("isn't made by a single lurch")
  func lurch() throws {
    let steady = try #require(try hold(speed: 30, seconds: 15).score)
    let lurching = try #require(try hold(speed: 30, seconds: 15, lurchAt: 7.5).score)
    #expect(abs(steady - lurching) < 0.5)
  }

  @Test("has one ruler for a centre of pressure on every surface", arguments: Surface.allCases)
  func surfaces(surface: Surface) throws {
    let stability = try #require(try hold(speed: 30, seconds: 10, surface: surface).stability)
    #expect(stability.quantity == .pressureSpeed)
    #expect(stability.halfSpeed == 50)
    #expect(abs(stability.speed - 30) < 0.1)
  }

  @Test("has a ruler for each place of a gyroscope, and none for an acceleration")
  func rulers() {
    func half(_ quantity: SecondQuantity, _ surface: Surface, _ place: Placement?) -> Double? {
      StabilityScore.halfSpeed(of: quantity, on: surface, placement: place)
    }
    #expect(half(.tiltRate, .bosuPlatform, .platform) == 10)
    #expect(half(.tiltRate, .bosuDome, .platform) == nil)
    for surface in Surface.allCases {
      #expect(half(.tiltRate, surface, .waist) == 2)
      #expect(half(.tiltRate, surface, .shank) == 2)
      #expect(half(.tiltRate, surface, .foot) == nil)
      #expect(half(.acceleration, surface, .waist) == nil)
    }
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
