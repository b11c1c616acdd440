/// Something that sways over a pivot near the ground: a person on one foot, a platform on its dome.
///
/// Movements are added in time order, as in ``LegMotion``.
struct PendulumMotion: InertialMotion {
  /// Tilt forward in degrees.
  var pitch = Trajectory()
  /// Tilt to the right in degrees.
  var roll = Trajectory()
  /// The pivot's way to the left, in metres.
  var aside = Trajectory()
  /// How large the sway is: a factor on the noises it was made with.
  var restlessness: Trajectory
  /// Swings that die away, in degrees.
  var swings: [(axis: Axis, ringing: Ringing)] = []
  /// Blows from below: specific force in m/s², upwards.
  var blows: [Ringing] = []

  /// Which way something swings.
  enum Axis: Sendable {
    case pitch, roll
  }

  private let sensor: SIMD3<Double>
  private let mounting: Mounting
  private let pitchSway: BandNoise
  private let rollSway: BandNoise
  private let yawSway: BandNoise

  /// A pendulum at rest but for its sway.
  ///
  /// - Parameters:
  ///   - sensor: from the pivot, in metres, own axes.
  ///   - sway: root mean square of the tilt about each axis in degrees where the restlessness is 1.
  ///   - band: its frequencies in Hz.
  ///   - slope: how its amplitudes fall with frequency.
  init(
    sensor: SIMD3<Double>, sway: Double, hertz band: ClosedRange<Double>, slope: Double,
    restlessness: Double, mounting: Mounting, seed: UInt64
  ) {
    self.sensor = sensor
    self.mounting = mounting
    self.restlessness = Trajectory(from: restlessness)
    var generator = SeededGenerator(seed: seed ^ 0xBA1)
    func noise(_ rms: Double) -> BandNoise {
      BandNoise(rms: rms, hertz: band, slope: slope, sines: 10, using: &generator)
    }
    pitchSway = noise(sway)
    rollSway = noise(sway)
    yawSway = noise(0.4 * sway)
  }

  func state(at seconds: Double) -> InertialState {
    let (pitch, roll) = tilt(at: seconds)
    let yaw = restlessness.jet(at: seconds) * yawSway.jet(at: seconds)
    let segment = Segment(
      pitch: pitch.radians, roll: roll.radians, yaw: yaw.radians,
      pivotAcceleration: SIMD3(0, aside.jet(at: seconds).acceleration, 0))
    var state = segment.state(at: sensor)
    for blow in blows { state.specificForce.z += blow.jet(at: seconds).value }
    return mounting(state)
  }

  /// The size of the tilt rate in degrees a second.
  func tiltRate(at seconds: Double) -> Double {
    let (pitch, roll) = tilt(at: seconds)
    return (pitch.rate * pitch.rate + roll.rate * roll.rate).squareRoot()
  }

  /// Tilt in degrees.
  private func tilt(at seconds: Double) -> (pitch: Jet, roll: Jet) {
    let gain = restlessness.jet(at: seconds)
    var pitch = self.pitch.jet(at: seconds) + gain * pitchSway.jet(at: seconds)
    var roll = self.roll.jet(at: seconds) + gain * rollSway.jet(at: seconds)
    for swing in swings {
      switch swing.axis {
      case .pitch: pitch = pitch + swing.ringing.jet(at: seconds)
      case .roll: roll = roll + swing.ringing.jet(at: seconds)
      }
    }
    return (pitch, roll)
  }

  /// A lurch to the side at `time` and the recovery from it, 1.2 s in all.
  mutating func lurch(at time: Double, degrees: Double) {
    roll.move(to: roll.target + degrees, at: time, over: 0.4)
    roll.move(to: roll.target - degrees, at: time + 0.45, over: 0.75)
    pitch.move(to: pitch.target - degrees / 2, at: time + 0.1, over: 0.4)
    pitch.move(to: pitch.target + degrees / 2, at: time + 0.55, over: 0.65)
  }
}
