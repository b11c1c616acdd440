import Samples

/// What turns a foot's angles into heights while a session runs: the lever that was given, or the one that
/// its movements have shown so far.
struct HeelHeights: Sendable {
  /// Degrees of travel over the square of the rise's seconds from which a rise shows the lever: below that
  /// a cheap chip's error in another pose is as large as what the heel's own acceleration adds. Without a
  /// gyroscope the angle has such errors besides.
  private static let leastHaste = (withGyroscope: 8.0, without: 25.0)
  /// Seconds before a rise and after a lowering that are fitted with it.
  private static let rest = (before: 1.0, after: 0.3)
  /// Seconds without a sample over which nothing can be fitted.
  private static let longestInterval = 0.1

  private let isOnFoot: Bool
  private let hasGyroscope: Bool
  private let given: HeelLever?
  private var fit = SensorLever()
  private var poseError = PoseError()
  /// A repetition that is to be fitted once its rest after it is over.
  private var pending: (start: Double, end: Double, showsLever: Bool)?
  private var lastEnd = -Double.infinity
  private var hasSeenRise = false

  init(configuration: SessionConfiguration, hasGyroscope: Bool) {
    isOnFoot =
      configuration.exercise == .calfRaise && (configuration.placement ?? .foot) == .foot
    self.hasGyroscope = hasGyroscope
    given = isOnFoot ? configuration.footLength.map(HeelLever.init(footLength:)) : nil
  }

  /// The lever that heights are reckoned with; nil where none is known.
  var lever: HeelLever? {
    guard given == nil else { return given }
    return fit.lever.map { HeelLever(back: 1000 * $0.back, up: 1000 * $0.up) }
  }

  /// What puts angles right.
  var correction: AngleCorrection {
    AngleCorrection(
      bend: poseError.bend, hasGyroscope: hasGyroscope, pivot: hasGyroscope ? nil : fit.lever)
  }

  /// Takes what a sample showed: a repetition that counts is to be fitted.
  mutating func note(_ outcome: RepetitionTrack.Outcome?) {
    guard isOnFoot, case .counted(let repetition, _)? = outcome else { return }
    hasSeenRise = true
    let least = hasGyroscope ? Self.leastHaste.withGyroscope : Self.leastHaste.without
    guard let range = repetition.range, let rise = repetition.rise else { return }
    // What an earlier repetition has used doesn't count twice, but for the filter's margin.
    let start = max(repetition.riseStart - Self.rest.before, lastEnd - 2 * SmoothedMovement.margin)
    pending = (start, repetition.end + Self.rest.after, range >= least * rise * rise)
  }

  /// Fits what is due at `time`; says whether it did.
  ///
  /// - Parameters:
  ///   - line: the movement's line, up positive.
  ///   - isLast: whether nothing more comes: then what there is must do.
  mutating func advance(
    time: Double, line: SIMD3<Double>, buffer: MotionBuffer, isLast: Bool = false
  ) -> Bool {
    guard let due = pending, time >= due.end || isLast else { return false }
    pending = nil
    let end = min(due.end, time)
    guard buffer.longestInterval(from: due.start, through: end) <= Self.longestInterval,
      let angle = buffer.excursion(from: due.start, through: end, along: line),
      let force =
        hasGyroscope
        ? buffer.vertical(from: due.start, through: end)
        : buffer.force(from: due.start, through: end)
    else { return false }
    let samples = buffer.indices(from: due.start, through: end).count
    let corner = FootPivot.corner(rate: Double(samples) / (end - due.start))
    lastEnd = end
    guard
      let movement = SmoothedMovement(
        angle: angle, force: force, isApparent: !hasGyroscope, corner: corner)
    else { return true }
    poseError.take(movement, pivot: fit.lever ?? SensorLever.usual)
    if due.showsLever {
      let unbent = AngleCorrection(bend: poseError.bend, hasGyroscope: hasGyroscope, pivot: nil)
      fit.take(movement.with(angle: unbent(angle)))
    }
    return true
  }

  /// Gives up what samples were lost in.
  mutating func interrupt() { pending = nil }

  /// Begins again: up is the other way than was believed.
  mutating func turnOver() {
    fit = SensorLever()
    poseError = PoseError()
    pending = nil
    lastEnd = -.infinity
  }

  /// Why there is no work in some set; nil where there is, or there are no heels to lift.
  func missingWork(in sets: [SetReport], bodyMass: Double?) -> String? {
    guard isOnFoot else { return nil }
    return bodyMass == nil ? "needs the body's mass" : missing(in: sets)
  }

  /// Why some repetition has no height; nil where all have one.
  func missing(in sets: [SetReport]) -> String? {
    if lever != nil {
      let areAllKnown = sets.allSatisfy { $0.repetitions.allSatisfy { $0.height != nil } }
      return areAllKnown ? nil : "a set was over before quick rises had shown the sensor's lever"
    }
    if !isOnFoot { return "only a sensor on a foot that stands on its ball follows the heel" }
    guard hasSeenRise else { return "needs the foot's length, or quick rises between still ends" }
    return hasGyroscope
      ? "needs the foot's length: the rises were too slow or uneven to show it"
      : "needs the foot's length: without a gyroscope only rises of about a second show it"
  }
}
