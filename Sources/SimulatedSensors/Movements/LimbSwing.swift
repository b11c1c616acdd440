/// A limb that turns about a joint at rest, as a sensor along it feels it: a foot pressed against a
/// band, a shank raised from a chair.
public struct LimbSwing: InertialMotion {
  /// What is meant to happen: degrees from the resting pose. Truth is computed from it.
  public let excursion: Trajectory
  /// When the limb has rested again for a while and all is over, in seconds.
  public let duration: Double
  private let lever: SIMD3<Double>
  private let pose: Double
  private let sense: Double
  private let sideways: Double
  private let mounting: Mounting
  private let noise: LimbNoise

  private init(
    _ schedule: RaiseSchedule, lever: SIMD3<Double>, pose: Double, sense: Double, sideways: Double,
    mounting: Mounting, unsteadiness: Unsteadiness, stillness: Double, seed: UInt64
  ) {
    excursion = schedule.excursion(from: stillness, seed: seed)
    duration = max(excursion.end, stillness) + stillness
    self.lever = lever
    self.pose = pose
    self.sense = sense
    self.sideways = sideways
    self.mounting = mounting
    var generator = SeededGenerator(seed: seed ^ 0x5317)
    noise = LimbNoise(
      unsteadiness, reach: max(schedule.peak, schedule.dip, 1), using: &generator)
  }

  /// What the sensor feels at `seconds`.
  public func state(at seconds: Double) -> InertialState {
    let angle = excursion.jet(at: seconds)
    let restless = noise.jets(at: seconds, excursion: angle)
    let segment = Segment(
      pitch: (Jet(pose) + sense * (angle + restless.pitch)).radians,
      roll: (sideways * angle + restless.roll).radians, yaw: restless.yaw.radians)
    return mounting(segment.state(at: lever))
  }

  /// Band presses: seated, leg out, the toes press forward about the ankle; sensor on the forefoot.
  ///
  /// The excursion is plantarflexion from the resting foot, whose toes point up and a little forward.
  public static func bandPress(
    _ schedule: RaiseSchedule, mounting: Mounting = .aligned,
    unsteadiness: Unsteadiness = .twoFeet, stillness: Double = 3, seed: UInt64
  ) -> LimbSwing {
    // Ankle to the top of the forefoot: 0.12 m along the sole, 0.03 m below the joint.
    LimbSwing(
      schedule, lever: SIMD3(0.12, 0, -0.03), pose: -65, sense: 1, sideways: 0.05,
      mounting: mounting, unsteadiness: unsteadiness, stillness: stillness, seed: seed)
  }

  /// Seated leg raises: the shank hangs from the knee and is stretched forward; sensor above the ankle.
  ///
  /// The excursion is the shank's angle forward from hanging down.
  public static func legRaise(
    _ schedule: RaiseSchedule, mounting: Mounting = .aligned,
    unsteadiness: Unsteadiness = .twoFeet, stillness: Double = 3, seed: UInt64
  ) -> LimbSwing {
    // A foot that swings forward turns the shank backwards about the leftward axis.
    LimbSwing(
      schedule, lever: SIMD3(0.03, 0, -0.32), pose: 0, sense: -1, sideways: 0.08,
      mounting: mounting, unsteadiness: unsteadiness, stillness: stillness, seed: seed)
  }
}
