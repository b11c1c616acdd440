import Exercises
public import Samples

extension Scenario {
  /// A set of calf raises of one's own making, with its truth.
  ///
  /// Works the truth out, which takes some milliseconds for each second of the set.
  public init(_ motion: CalfRaise, seed: UInt64 = 0) {
    self.init(name: "calf-raise", .calfRaise(motion), seed: seed)
  }

  /// Band presses or leg raises of one's own making, with their truth.
  public init(_ motion: LimbSwing, exercise: LimbSwingExercise, seed: UInt64 = 0) {
    let performance: ScenarioPerformance =
      switch exercise {
      case .bandPress:
        .limbSwing(motion, exercise: .bandPress, placement: .foot, side: .right)
      case .legRaise: .limbSwing(motion, exercise: .generic, placement: .shank, side: .right)
      }
    self.init(name: "limb-swing", performance, seed: seed)
  }

  /// Calf raises on a board, with what the heels really do as their truth: in degrees, crossings of the
  /// heel's own angle. (The scenario's own truth is the way of the pressure, which is what a board sees.)
  public init(heelsOf motion: BoardCalfRaise, seed: UInt64 = 0) {
    let all = RepetitionTruth.all(
      in: motion.heelAngle, during: motion.neutral.lowerBound...motion.standing)
    let parted = RepetitionTruth.parted(all)
    self.init(
      name: "calf-raise-board",
      ScenarioPerformance(
        motion: .board(motion), duration: motion.duration,
        truth: Truth(
          exercise: .calfRaise, placement: nil, neutral: motion.neutral,
          repetitions: parted.counted, partial: parted.partial)), seed: seed)
  }

  /// A wall stretch of one's own making, with its truth.
  public init(_ motion: WallStretch, seed: UInt64 = 0) {
    self.init(
      name: "wall-stretch",
      .hold(
        motion, duration: motion.duration, hold: motion.hold, neutral: motion.neutral,
        exercise: .wallStretch, placement: .foot, side: .right), seed: seed)
  }

  /// A one-foot hold on the floor of one's own making, with its truth.
  public init(_ motion: BodyHold, placement: Placement, seed: UInt64 = 0) {
    self.init(
      name: "balance-hold",
      .hold(
        motion, duration: motion.duration, hold: motion.hold, neutral: motion.neutral,
        exercise: .balanceHold, placement: placement, side: .left), seed: seed)
  }

  /// A hold on a balance trainer of one's own making, with its truth.
  public init(_ motion: BosuHold, seed: UInt64 = 0) {
    self.init(
      name: "bosu",
      .hold(
        motion, duration: motion.duration, hold: motion.hold, neutral: motion.neutral,
        exercise: .balanceHold, placement: .platform, side: .left, surface: .bosuPlatform),
      seed: seed)
  }

  private init(name: String, _ performance: ScenarioPerformance, seed: UInt64) {
    self.init(
      name: name, summary: "", duration: performance.duration, seed: seed,
      motion: performance.motion, truth: performance.truth)
  }
}

/// What a limb that turns about a joint at rest does.
public enum LimbSwingExercise: Hashable, Sendable {
  /// Toes pressed forward against a band.
  case bandPress
  /// A shank raised from a chair.
  case legRaise
}
