import SignalProcessing
import Testing

@Suite("Quantiles of Fisher's F")
struct FisherQuantileTests {
  /// From `scipy.stats.f.ppf(0.95, 2, d)`, scipy 1.17.
  @Test(
    "the closed form agrees with a statistics library",
    arguments: [
      (1.0, 199.5), (2, 19.0), (28, 3.3403855582377573), (120, 3.071779404658684),
      (598, 3.0107898975279155), (5998, 2.9972290059334994),
    ])
  func agreesWithTable(denominator: Double, expected: Double) {
    #expect(abs(fisherQuantile(0.95, denominator: denominator) / expected - 1) < 1e-11)
  }

  /// From `scipy.stats.f.ppf(0.5, 2, 7)`.
  @Test("the median agrees too")
  func agreesAtTheMedian() {
    #expect(abs(fisherQuantile(0.5, denominator: 7) - 0.766547789715664) < 1e-14)
  }

  @Test("nothing lies below the 0 quantile")
  func zeroProbability() {
    #expect(fisherQuantile(0, denominator: 12) == 0)
  }
}
