import SimulatedSensors
import Testing

@Suite struct SeededGeneratorTests {
  @Test("the sequence is SplitMix64's")
  func sequence() {
    // The first values that the published reference implementation gives for seed 1234567.
    var generator = SeededGenerator(seed: 1_234_567)
    let first = (0..<5).map { _ in generator.next() }
    #expect(
      first == [
        6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423,
        4_593_380_528_125_082_431, 16_408_922_859_458_223_821,
      ])
  }

  @Test("normal numbers have mean 0 and standard deviation 1")
  func moments() {
    var generator = SeededGenerator(seed: 7)
    let numbers = (0..<20_000).map { _ in generator.normal() }
    let mean = numbers.reduce(0, +) / 20_000
    let variance = numbers.map { ($0 - mean) * ($0 - mean) }.reduce(0, +) / 19_999
    // Four standard errors: 1/√n for the mean, √(2/n) for the variance.
    #expect(abs(mean) < 4 / 20_000.0.squareRoot())
    #expect(abs(variance - 1) < 4 * (2 / 20_000.0).squareRoot())
  }
}
