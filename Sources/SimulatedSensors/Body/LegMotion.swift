/// A lower leg that acts out a script: a foot that turns about its ball and travels, a shank above it.
///
/// Movements are added in time order at ``clock``; movements of different tracks may run at once. The
/// exercise has a track of its own, ``excursion``, because truth is computed from it alone.
struct LegMotion: InertialMotion {
  /// The exercise: foot pitch in degrees, heel up positive, 0 with the foot flat.
  var excursion = Trajectory()
  /// Foot pitch in degrees that belongs to no exercise; adds to the excursion.
  var otherPitch = Trajectory()
  /// Foot roll in degrees, outer or inner edge down.
  var roll = Trajectory()
  /// Where the toes point, in degrees to the left.
  var heading = Trajectory()
  /// The way of the ball of the foot along the heading, in metres.
  var forward = Trajectory()
  /// The height of the ball of the foot, in metres.
  var up = Trajectory()
  /// Forward tilt of the shank in degrees that doesn't come from the excursion.
  var shankTilt = Trajectory()
  /// Blows of the ground, in time order.
  var strikes: [Strike] = []
  /// How far the script is written, in seconds.
  var clock = 0.0

  /// A blow of the ground: a ringing specific force in m/s² upwards and, by a third of it, backwards.
  typealias Strike = Ringing

  private let placement: LegPlacement
  private let anatomy: LegAnatomy
  private let mounting: Mounting
  private let noise: LimbNoise
  private let shankNoise: LimbNoise

  /// A leg that stands still.
  ///
  /// - Parameter reach: the excursion in degrees at which the unsteadiness has its full size.
  init(
    placement: LegPlacement, anatomy: LegAnatomy, mounting: Mounting, unsteadiness: Unsteadiness,
    reach: Double, seed: UInt64
  ) {
    self.placement = placement
    self.anatomy = anatomy
    self.mounting = mounting
    var generator = SeededGenerator(seed: seed ^ 0x1E6)
    noise = LimbNoise(unsteadiness, reach: reach, using: &generator)
    shankNoise = LimbNoise(unsteadiness, reach: reach, using: &generator)
  }

  /// Nothing new for `seconds`.
  mutating func rest(_ seconds: Double) {
    clock += seconds
  }

  func state(at seconds: Double) -> InertialState {
    let angle = excursion.jet(at: seconds)
    let restless = noise.jets(at: seconds, excursion: angle)
    let pitch = angle + otherPitch.jet(at: seconds) + restless.pitch
    // A heel that rises turns inwards a little: the ankle's axis isn't square to the leg.
    let inversion = 0.12 * angle
    let yaw = heading.jet(at: seconds).radians + restless.yaw.radians
    let foot = Segment(
      pitch: pitch.radians,
      roll: (roll.jet(at: seconds) + inversion + restless.roll).radians, yaw: yaw,
      pivotAcceleration: travelAcceleration(at: seconds))
    let blow = strikeForce(at: seconds)
    switch placement {
    case .foot:
      var state = foot.state(at: anatomy.footSensor)
      state.specificForce += blow
      return mounting(state)
    case .shank:
      let sway = shankNoise.jets(at: seconds, excursion: angle)
      // The body leans about 6 degrees forward over the toes with the heel at its highest.
      let tilt = 0.17 * angle + shankTilt.jet(at: seconds) + sway.pitch
      let shank = Segment(
        pitch: tilt.radians, roll: (0.5 * sway.roll).radians, yaw: yaw,
        pivotAcceleration: foot.acceleration(at: anatomy.ankle))
      var state = shank.state(at: SIMD3(0, 0, anatomy.shankLever))
      // Heel pad and ankle take the edge off a blow.
      state.specificForce += 0.6 * blow
      return mounting(state)
    }
  }

  /// Acceleration of the ball of the foot in m/s², world axes.
  private func travelAcceleration(at seconds: Double) -> SIMD3<Double> {
    let speed = forward.jet(at: seconds)
    let turn = heading.jet(at: seconds).radians
    let (ahead, aside) = (Jet.cos(turn), Jet.sin(turn))
    return SIMD3(
      speed.acceleration * ahead.value + speed.rate * ahead.rate,
      speed.acceleration * aside.value + speed.rate * aside.rate,
      up.jet(at: seconds).acceleration)
  }

  /// What is left at `seconds` of the last two blows, in m/s², the part's own axes.
  private func strikeForce(at seconds: Double) -> SIMD3<Double> {
    let begun = strikes.leadingCount { $0.start <= seconds }
    var force = 0.0
    for index in max(0, begun - 2)..<begun { force += strikes[index].jet(at: seconds).value }
    return force * SIMD3(-1.0 / 3, 0, 1)
  }
}

/// Where on a leg a simulated sensor sits.
public enum LegPlacement: String, Hashable, Sendable, CaseIterable {
  /// On the foot.
  case foot
  /// On the shank.
  case shank
}
