internal import Exercises
internal import Samples

/// One row of the catalogue: a scenario before its options are known.
struct ScenarioRecipe: Sendable {
  /// What a recipe makes.
  struct Dish {
    var motion: Scenario.Motion
    var duration: Double
    var bodyMass: Double?
    var truth: Truth
  }

  /// How much of it there is as it comes, and within which bounds that can be changed.
  enum Amount: Sendable {
    case repetitions(Int)
    case seconds(Double, from: Double)

    static let mostRepetitions = 200
    static let mostSeconds = 600.0
  }

  let name: String
  let summary: String
  let amount: Amount
  let seed: UInt64
  /// Makes it from an amount and a seed.
  let dish: @Sendable (_ amount: Amount, _ seed: UInt64) -> Dish

  /// What is wrong with the options for this recipe, if anything is.
  func check(_ options: ScenarioOptions) throws(ScenarioError) {
    if let repetitions = options.repetitions {
      let allowed = 1...Amount.mostRepetitions
      guard case .repetitions = amount else { throw .noRepetitions(name: name) }
      guard allowed.contains(repetitions) else {
        throw .repetitions(repetitions, allowed: allowed)
      }
    }
    if let seconds = options.seconds {
      guard case .seconds(_, from: let least) = amount else { throw .noSeconds(name: name) }
      let allowed = least...Amount.mostSeconds
      guard allowed.contains(seconds) else { throw .seconds(seconds, allowed: allowed) }
    }
  }

  /// The scenario; the options have been checked.
  func scenario(_ options: ScenarioOptions) -> Scenario {
    let seed = options.seed ?? seed
    let amount: Amount =
      switch amount {
      case .repetitions(let usual): .repetitions(options.repetitions ?? usual)
      case .seconds(let usual, from: let least):
        .seconds(options.seconds ?? usual, from: least)
      }
    let dish = dish(amount, seed)
    return Scenario(
      name: name, summary: summary, duration: dish.duration, seed: seed, motion: dish.motion,
      bodyMass: dish.bodyMass, truth: dish.truth)
  }
}

extension ScenarioRecipe.Amount {
  var repetitions: Int {
    if case .repetitions(let number) = self { return number }
    return 0
  }

  var seconds: Double {
    if case .seconds(let seconds, from: _) = self { return seconds }
    return 0
  }
}

extension ScenarioRecipe.Dish {
  /// A set of calf raises.
  static func calfRaise(_ motion: CalfRaise, side: Side? = nil) -> Self {
    .repetitions(
      .inertial(motion), of: motion.excursion, during: motion.duration, exercise: .calfRaise,
      placement: motion.placement == .foot ? .foot : .shank, side: side,
      height: motion.anatomy.height(at:))
  }

  /// A set of movements of a limb without a heel to raise.
  static func limbSwing(
    _ motion: LimbSwing, exercise: Exercise, placement: Placement, side: Side
  ) -> Self {
    .repetitions(
      .inertial(motion), of: motion.excursion, during: motion.duration, exercise: exercise,
      placement: placement, side: side, height: nil)
  }

  private static func repetitions(
    _ motion: Scenario.Motion, of excursion: Trajectory, during duration: Double,
    exercise: Exercise, placement: Placement, side: Side?, height: ((Double) -> Double)?
  ) -> Self {
    let all = RepetitionTruth.all(in: excursion, during: 0...duration, height: height)
    // `generic` has no usual range to be partial against.
    let parted = exercise == .generic ? (counted: all, partial: []) : RepetitionTruth.parted(all)
    let still = excursion.movements.first?.start ?? duration
    return Self(
      motion: motion, duration: duration, bodyMass: nil,
      truth: Truth(
        exercise: exercise, placement: placement, side: side, neutral: 0...still,
        repetitions: parted.counted, partial: parted.partial))
  }

  /// A set of calf raises on a board.
  static func boardCalfRaise(_ motion: BoardCalfRaise, bodyMass: Double) -> Self {
    let all = RepetitionTruth.all(
      in: motion.excursion, during: motion.neutral.lowerBound...motion.standing,
      scale: .forwardShift)
    let parted = RepetitionTruth.parted(all)
    return Self(
      motion: .board(motion), duration: motion.duration, bodyMass: bodyMass,
      truth: Truth(
        exercise: .calfRaise, placement: nil, neutral: motion.neutral,
        repetitions: parted.counted, partial: parted.partial))
  }

  /// A one-foot hold on a board.
  static func boardHold(_ motion: BoardOneFootHold, bodyMass: Double, side: Side) -> Self {
    Self(
      motion: .board(motion), duration: motion.duration, bodyMass: bodyMass,
      truth: Truth(
        exercise: .balanceHold, placement: nil, side: side, neutral: motion.neutral,
        holds: motion.hold.map { [$0] } ?? []))
  }

  /// A hold that a body-worn sensor or one on a platform sees.
  static func hold(
    _ motion: any InertialMotion, duration: Double, hold: HoldTruth, neutral: ClosedRange<Double>,
    exercise: Exercise, placement: Placement, side: Side, surface: Surface = .firm
  ) -> Self {
    Self(
      motion: .inertial(motion), duration: duration, bodyMass: nil,
      truth: Truth(
        exercise: exercise, placement: placement, side: side, surface: surface, neutral: neutral,
        holds: [hold]))
  }

  /// Something in which nothing is to be found.
  static func nothing(
    _ motion: any InertialMotion, duration: Double, placement: Placement,
    neutral: ClosedRange<Double>
  ) -> Self {
    Self(
      motion: .inertial(motion), duration: duration, bodyMass: nil,
      truth: Truth(exercise: .calfRaise, placement: placement, neutral: neutral))
  }
}
