import SimulatedSensors
import Testing

@Suite("Seeded generator")
struct SeededGeneratorTests {
  @Test("it gives the numbers of the published algorithm")
  func reference() {
    // The first three outputs of SplitMix64 for seed 1234567, from its reference implementation.
    var generator = SeededGenerator(seed: 1_234_567)
    #expect(generator.next() == 6_457_827_717_110_365_317)
    #expect(generator.next() == 3_203_168_211_198_807_973)
    #expect(generator.next() == 9_817_491_932_198_370_423)
  }

  @Test("normal numbers have mean 0 and deviation 1")
  func normal() {
    var generator = SeededGenerator(seed: 7)
    let values = (0..<20_000).map { _ in generator.normal() }
    let mean = values.reduce(0, +) / 20_000
    let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 20_000
    // Four standard errors.
    #expect(abs(mean) < 4 / 20_000.0.squareRoot())
    #expect(abs(variance - 1) < 4 * (2 / 20_000.0).squareRoot())
  }
}
