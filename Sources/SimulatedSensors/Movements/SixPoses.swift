import Glibc

/// A sensor that is laid down six times, each axis up and down, and a seventh time tilted: what a
/// calibration wants to see. It lies as a hand lays it, some degrees off.
public struct SixPoses: InertialMotion {
  /// When the last pose has been held, in seconds.
  public let duration: Double
  /// How long the first pose is held from the start on, in seconds.
  public let firstPose: Double

  /// A turn of the upward direction, in the chip's axes.
  private struct Turn {
    var from: SIMD3<Double>
    var axis: SIMD3<Double>
  }

  private let turns: [Turn]
  /// The angle of each turn in radians, one movement a turn.
  private let angles: [Trajectory]
  private let starts: [Double]

  private static let gravity = 9.80665
  private static let turning = 1.5
  /// Z up, x up, y up, z down, x down, y down, and a corner up; no two in a row are opposite.
  private static let poses: [SIMD3<Double>] = [
    SIMD3(0, 0, 1), SIMD3(1, 0, 0), SIMD3(0, 1, 0), SIMD3(0, 0, -1), SIMD3(-1, 0, 0),
    SIMD3(0, -1, 0), SIMD3(0.6, 0.5, 0.62),
  ]

  /// `rounds` times all poses, each held for `still` seconds.
  ///
  /// - Precondition: `rounds` and `still` are positive.
  public init(rounds: Int = 1, still: Double = 4, seed: UInt64) {
    precondition(rounds > 0 && still > 0, "at least one round of poses that last")
    var generator = SeededGenerator(seed: seed)
    let upward = (0..<(rounds * Self.poses.count)).map { index in
      let off = SIMD3(generator.normal(), generator.normal(), generator.normal()) * 0.03
      return Self.unit(Self.poses[index % Self.poses.count] + off)
    }
    var turns: [Turn] = []
    var angles: [Trajectory] = []
    var starts: [Double] = []
    var clock = still
    for (from, to) in zip(upward, upward.dropFirst()) {
      var angle = Trajectory()
      angle.move(to: acos(min(max((from * to).sum(), -1), 1)), at: clock, over: Self.turning)
      turns.append(Turn(from: from, axis: Self.unit(Self.cross(from, to))))
      angles.append(angle)
      starts.append(clock)
      clock += Self.turning + still
    }
    (self.turns, self.angles, self.starts) = (turns, angles, starts)
    firstPose = still
    duration = clock
  }

  /// What the sensor feels at `seconds`.
  public func state(at seconds: Double) -> InertialState {
    let begun = max(0, starts.leadingCount { $0 <= seconds } - 1)
    let angle = angles[begun].jet(at: seconds)
    let turn = turns[begun]
    // Rodrigues' formula; the axis is perpendicular to what turns.
    let upward =
      turn.from * cos(angle.value) + Self.cross(turn.axis, turn.from) * sin(angle.value)
    // What stands still in the world turns backwards in the chip's axes.
    return InertialState(
      specificForce: upward * Self.gravity, angularVelocity: turn.axis * -angle.rate)
  }

  private static func cross(_ a: SIMD3<Double>, _ b: SIMD3<Double>) -> SIMD3<Double> {
    SIMD3(a.y * b.z - a.z * b.y, a.z * b.x - a.x * b.z, a.x * b.y - a.y * b.x)
  }

  private static func unit(_ vector: SIMD3<Double>) -> SIMD3<Double> {
    vector / (vector * vector).sum().squareRoot()
  }
}
