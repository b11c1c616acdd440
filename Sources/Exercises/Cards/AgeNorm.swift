/// What a source says people of an age hold on one foot, with the eyes open on firm ground.
///
/// Only what could be confirmed stands here, in whole seconds as it is passed on; spread and closed eyes
/// don't. Background to one's own numbers, not a mark to reach.
public struct AgeNorm: Hashable, Sendable {
  /// What is averaged.
  public enum Statistic: String, Hashable, Sendable, CaseIterable {
    /// The best of three trials.
    case bestOfThree = "best-of-three"
    /// The mean of three trials.
    case meanOfThree = "mean-of-three"
    /// Means of several studies, each with its own way.
    case meanOfStudies = "mean-of-studies"
  }

  /// Ages in years.
  public var ages: ClosedRange<Int>
  /// What is averaged.
  public var statistic: Statistic
  /// The mean over the people of that age, in seconds.
  public var seconds: Double
  /// Where it comes from.
  public var source: String

  /// A norm of a source.
  public init(ages: ClosedRange<Int>, statistic: Statistic, seconds: Double, source: String) {
    self.ages = ages
    self.statistic = statistic
    self.seconds = seconds
    self.source = source
  }

  /// What sources say of an age in years.
  public static func norms(at age: Int) -> [AgeNorm] { all.filter { $0.ages.contains(age) } }

  private static let springer = """
    Springer et al. 2007, J Geriatr Phys Ther 30:8 (549 people, barefoot, arms crossed, 45 s at most), as \
    passed on in whole seconds
    """
  private static let bohannon = """
    Bohannon 2006, Top Geriatr Rehabil 22:70 (meta-analysis of 22 studies)
    """

  private static func springer(
    _ ages: ClosedRange<Int>, best: Double, mean: Double
  ) -> [AgeNorm] {
    [
      AgeNorm(ages: ages, statistic: .bestOfThree, seconds: best, source: springer),
      AgeNorm(ages: ages, statistic: .meanOfThree, seconds: mean, source: springer),
    ]
  }

  private static func bohannon(_ ages: ClosedRange<Int>, _ mean: Double) -> AgeNorm {
    AgeNorm(ages: ages, statistic: .meanOfStudies, seconds: mean, source: bohannon)
  }

  private static let all =
    springer(18...39, best: 44, mean: 43) + springer(40...49, best: 41, mean: 40)
    + springer(50...59, best: 41, mean: 37) + springer(60...69, best: 32, mean: 27)
    + springer(70...79, best: 21, mean: 15) + springer(80...99, best: 9, mean: 6)
    + [bohannon(60...69, 27), bohannon(70...79, 17.2), bohannon(80...99, 8.5)]
}
