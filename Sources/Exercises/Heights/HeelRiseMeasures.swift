import Samples
import SignalProcessing

/// What a set of heel rises comes to, in the words of the heel-rise endurance test: peak height, total
/// displacement, total work; and how it wears off.
///
/// Over the repetitions that count; partial ones aren't among them. nil is what can't be known.
public struct HeelRiseMeasures: Hashable, Sendable {
  /// What the heights are reckoned from; nil where there are none.
  public var heightBasis: HeightBasis?
  /// Greatest height above neutral, in mm: the heel's, or with ``HeightBasis/fittedLever`` the sensor's.
  public var peakHeight: Double?
  /// Sum over the repetitions of the way up in mm, each from its lowest point since the previous top (the
  /// dip below a step's edge included) to its top; nil where one of them isn't known.
  ///
  /// The test's total (vertical) displacement: what a linear encoder or a marker at the heel adds up while
  /// it goes up, the concentric way (Byrne et al. 2017, J Electromyogr Kinesiol 36:34; the Calf Raise
  /// application, Fernandez et al. 2023, Musculoskelet Sci Pract 63:102711, names it total positive
  /// displacement). On the floor, without a dip, it is the sum of the heights.
  public var totalDisplacement: Double?
  /// Body mass times standard gravity times ``totalDisplacement``, in J; nil without a body mass.
  ///
  /// The heel stands for the body's centre of mass, as in the test. That overstates the work by about a
  /// fifth: 21.0 % on injured and 24.7 % on other legs (Andreasen et al. 2020, Knee Surg Sports Traumatol
  /// Arthrosc 29:1604). The ratio of two legs isn't touched by it.
  public var totalWork: Double?
  /// Height lost from the best repetition to the mean of the last three, in mm; nil for fewer than four.
  public var heightLoss: Double?
  /// ``heightLoss`` in percent of the best height.
  public var heightLossPercent: Double?
  /// Mean over the repetitions of the mean concentric velocity, in mm/s.
  public var riseVelocity: Double?
  /// The same of the angle, in degrees/s.
  public var riseAngularVelocity: Double?
  /// Velocity loss in percent: (best - last) / best mean concentric velocity of the set's repetitions; of
  /// the angle where heights aren't known; nil for fewer than two.
  ///
  /// Sánchez-Medina & González-Badillo 2011, Med Sci Sports Exerc 43:1725.
  public var velocityLossPercent: Double?

  /// Nothing known.
  public init() {}

  /// The measures of a set.
  ///
  /// - Parameters:
  ///   - repetitions: what counts, in time order.
  ///   - basis: what their heights are reckoned from.
  ///   - bodyMass: in kg; nil where it wasn't told.
  public init(of repetitions: [Repetition], basis: HeightBasis?, bodyMass: Double?) {
    let heights = Self.all(repetitions, \.height)
    heightBasis = repetitions.contains { $0.height != nil } ? basis : nil
    peakHeight = repetitions.compactMap(\.height).max()
    totalDisplacement = Self.all(repetitions, \.displacement)?.reduce(0, +)
    if let bodyMass, let totalDisplacement {
      totalWork = bodyMass * PhysicalConstant.standardGravity * totalDisplacement / 1000
    }
    let loss = heights.flatMap(SetReport.loss)
    heightLoss = loss?.absolute
    heightLossPercent = loss?.percent
    let velocities = Self.all(repetitions, \.riseVelocity)
    let angularVelocities = Self.all(repetitions, \.riseAngularVelocity)
    riseVelocity = velocities.flatMap { mean(of: $0) }
    riseAngularVelocity = angularVelocities.flatMap { mean(of: $0) }
    velocityLossPercent = (velocities ?? angularVelocities).flatMap(Self.velocityLoss)
  }

  /// A value of every repetition; nil where one of them isn't known, or there is none.
  private static func all(
    _ repetitions: [Repetition], _ value: KeyPath<Repetition, Double?>
  ) -> [Double]? {
    let known = repetitions.compactMap { $0[keyPath: value] }
    return known.isEmpty || known.count < repetitions.count ? nil : known
  }

  private static func velocityLoss(_ velocities: [Double]) -> Double? {
    guard velocities.count >= 2, let best = velocities.max(), best > 0, let last = velocities.last
    else { return nil }
    return 100 * (best - last) / best
  }
}
