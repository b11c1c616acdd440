import Glibc

/// The `probability` quantile of Fisher's F distribution with 2 and `denominator` degrees of freedom.
///
/// With a numerator of 2 the distribution function is 1 - (1 + 2 F / d)^(-d/2), which inverts in closed
/// form (Johnson, Kotz & Balakrishnan, Continuous Univariate Distributions, vol. 2, 27.1, nu1 = 2).
/// - Precondition: 0 <= probability < 1, denominator > 0.
public func fisherQuantile(_ probability: Double, denominator: Double) -> Double {
  precondition(probability >= 0 && probability < 1 && denominator > 0)
  return denominator / 2 * (pow(1 - probability, -2 / denominator) - 1)
}
