import Exercises
import Samples
import Sensors
import Testing

@testable import SimulatedSensors

/// Reported heights against the simulated body's, through a cheap chip strapped on any way round.
struct HeightGridTests {
  private static let peaks = [20.0, 35, 45]
  private static let rates = [100.0, 50, 200]

  private struct Set {
    var elements: [StreamElement<Sample>] = []
    var tops: [Double]
    var anatomy: LegAnatomy
  }

  private func set(rise: Double, seed: UInt64, hasGyroscope: Bool) throws -> Set {
    let choice = Int(seed) % 3
    let raise = CalfRaise(
      RaiseSchedule(
        repetitions: 4, rise: rise, top: 0.6, lower: rise, bottom: 0.6, peak: Self.peaks[choice],
        variation: 0.05),
      mounting: .random(seed: seed), unsteadiness: .twoFeet, seed: seed)
    var source = try SimulatedAccelerometerSource(
      motion: raise, errors: .typical(seed: seed),
      settings: AccelerometerSettings(rate: Self.rates[choice], gyroscope: hasGyroscope),
      duration: raise.duration)
    let channels = source.description.channels
    var raw: [StreamElement<RawSample>] = []
    while case .running = try source.read(into: &raw) {}
    return Set(
      elements: raw.map { $0.mapSample { channels.decode($0) } },
      tops: raise.excursion.movements.filter { $0.target > $0.origin }.map(\.target),
      anatomy: raise.anatomy)
  }

  private func repetitions(_ set: Set, footLength: Double?) -> [Repetition] {
    var session = Session(
      configuration: SessionConfiguration(
        exercise: .calfRaise, placement: .foot, footLength: footLength))
    for element in set.elements { session.advance(element) { _ in } }
    session.finish { _ in }
    return session.report.sets.flatMap(\.repetitions)
  }

  @Test(
    "the sensor's height is within 15 mm or 15 %, the heel's within 8 mm or 8 %",
    arguments: [0.6, 0.8, 1.0], [true, false])
  func heights(rise: Double, hasGyroscope: Bool) throws {
    for seed in UInt64(0)..<3 {
      let set = try set(rise: rise, seed: seed, hasGyroscope: hasGyroscope)
      let fitted = repetitions(set, footLength: nil)
      let told = repetitions(set, footLength: 1000 * set.anatomy.footLength)
      try #require(fitted.count == set.tops.count && told.count == set.tops.count)
      for index in set.tops.indices {
        let sensor = set.anatomy.height(at: set.tops[index])
        let heel = set.anatomy.heelHeight(at: set.tops[index])
        #expect(abs(try #require(fitted[index].height) - sensor) < max(15, 0.15 * sensor))
        #expect(abs(try #require(told[index].height) - heel) < max(8, 0.08 * heel))
      }
    }
  }
}
