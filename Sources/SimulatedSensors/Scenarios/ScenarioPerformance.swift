import Exercises
import Samples

/// A movement with its truth, worked out.
struct ScenarioPerformance {
  var motion: Scenario.Motion
  var duration: Double
  var truth: Truth
}

extension ScenarioPerformance {
  /// A set of calf raises.
  static func calfRaise(_ motion: CalfRaise, side: Side? = nil) -> ScenarioPerformance {
    .repetitions(
      .inertial(motion), of: motion.excursion, during: motion.duration, exercise: .calfRaise,
      placement: motion.placement == .foot ? .foot : .shank, side: side,
      anatomy: motion.anatomy)
  }

  /// A set of movements of a limb without a heel to raise.
  static func limbSwing(
    _ motion: LimbSwing, exercise: Exercise, placement: Placement, side: Side
  ) -> ScenarioPerformance {
    .repetitions(
      .inertial(motion), of: motion.excursion, during: motion.duration, exercise: exercise,
      placement: placement, side: side, anatomy: nil)
  }

  private static func repetitions(
    _ motion: Scenario.Motion, of excursion: Trajectory, during duration: Double,
    exercise: Exercise, placement: Placement, side: Side?, anatomy: LegAnatomy?
  ) -> ScenarioPerformance {
    let all = RepetitionTruth.all(
      in: excursion, during: 0...duration, height: anatomy.map { $0.height(at:) },
      heelHeight: anatomy.map { $0.heelHeight(at:) })
    // `generic` has no usual range to be partial against.
    let parted = exercise == .generic ? (counted: all, partial: []) : RepetitionTruth.parted(all)
    let still = excursion.movements.first?.start ?? duration
    return ScenarioPerformance(
      motion: motion, duration: duration,
      truth: Truth(
        exercise: exercise, placement: placement, side: side, neutral: 0...still,
        repetitions: parted.counted, partial: parted.partial,
        footLength: anatomy.map { 1000 * $0.footLength }))
  }

  /// A set of calf raises on a board.
  static func boardCalfRaise(_ motion: BoardCalfRaise) -> ScenarioPerformance {
    let all = RepetitionTruth.all(
      in: motion.excursion, during: motion.neutral.lowerBound...motion.standing,
      scale: .forwardShift)
    let parted = RepetitionTruth.parted(all)
    return ScenarioPerformance(
      motion: .board(motion), duration: motion.duration,
      truth: Truth(
        exercise: .calfRaise, placement: nil, neutral: motion.neutral,
        repetitions: parted.counted, partial: parted.partial))
  }

  /// A one-foot hold on a board.
  static func boardHold(_ motion: BoardOneFootHold, side: Side)
    -> ScenarioPerformance
  {
    ScenarioPerformance(
      motion: .board(motion), duration: motion.duration,
      truth: Truth(
        exercise: .balanceHold, placement: nil, side: side, neutral: motion.neutral,
        holds: motion.hold.map { [$0] } ?? []))
  }

  /// A hold that a body-worn sensor or one on a platform sees.
  static func hold(
    _ motion: any InertialMotion, duration: Double, hold: HoldTruth, neutral: ClosedRange<Double>,
    exercise: Exercise, placement: Placement, side: Side, surface: Surface = .firm
  ) -> ScenarioPerformance {
    ScenarioPerformance(
      motion: .inertial(motion), duration: duration,
      truth: Truth(
        exercise: exercise, placement: placement, side: side, surface: surface, neutral: neutral,
        holds: [hold]))
  }

  /// Something in which nothing is to be found.
  static func nothing(
    _ motion: any InertialMotion, duration: Double, placement: Placement,
    neutral: ClosedRange<Double>
  ) -> ScenarioPerformance {
    ScenarioPerformance(
      motion: .inertial(motion), duration: duration,
      truth: Truth(exercise: .calfRaise, placement: placement, neutral: neutral))
  }
}
