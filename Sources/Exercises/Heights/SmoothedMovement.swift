import Glibc
import SignalProcessing

/// One movement of a foot with what can be had of the pauses around it, on a regular grid and freed of
/// what is quicker than a limb: what ``SensorLever`` and ``PoseError`` are learned from.
struct SmoothedMovement: Sendable {
  /// Seconds at both ends that steady the filter and aren't fitted.
  static let margin = 0.15
  /// Points that a fit wants at least.
  private static let least = 30

  /// In radians, up positive: the foot's own, or where ``isApparent`` that of the specific force.
  private(set) var angle: [Double]
  /// Along the vertical in m/s², or where ``isApparent`` its magnitude.
  let force: [Double]
  /// Seconds from point to point.
  let step: Double
  /// Whether the angle is that of the specific force, for want of a gyroscope.
  let isApparent: Bool
  /// The indices that count.
  let fitted: Range<Int>
  private let lowpass: ZeroPhaseLowPass

  /// A movement; nil for too short a one.
  ///
  /// - Parameters:
  ///   - angle: in degrees, up positive, as ``angle`` has it.
  ///   - force: in m/s² on the same grid, as ``force`` has it.
  ///   - corner: of the low-pass under both, in Hz.
  init?(angle: UniformGrid, force: UniformGrid, isApparent: Bool, corner: Double = FootPivot.corner)
  {
    let count = min(angle.values.count, force.values.count)
    let skipped = max(1, Int(Self.margin / angle.step))
    guard count - 2 * skipped >= Self.least,
      let lowpass = ZeroPhaseLowPass(corner: corner, sampleRate: 1 / angle.step)
    else { return nil }
    self.angle = lowpass(Self.radians(angle, count))
    self.force = lowpass(Array(force.values.prefix(count)))
    step = angle.step
    self.isApparent = isApparent
    fitted = skipped..<(count - skipped)
    self.lowpass = lowpass
  }

  /// The same movement with its angle put right, in degrees on the same grid.
  func with(angle: UniformGrid) -> SmoothedMovement {
    var movement = self
    movement.angle = lowpass(Self.radians(angle, force.count))
    return movement
  }

  private static func radians(_ angle: UniformGrid, _ count: Int) -> [Double] {
    angle.values.prefix(count).map { $0 * .pi / 180 }
  }

  /// What a lever makes of the movement.
  struct Explained {
    /// The foot's own angle in radians.
    var angle: [Double]
    /// The sensor's own acceleration in m/s², up and back along the ground; 0 where nothing is fitted.
    var own: [(up: Double, back: Double)]
    /// The vertical force in m/s² less that acceleration.
    var rest: [Double]
  }

  /// The foot's angle, and the vertical force less what the lever makes of it.
  func explained(by pivot: FootPivot) -> Explained {
    let theta = isApparent ? pivot.freed(angle, step: step) : angle
    var own = [(up: Double, back: Double)](repeating: (0, 0), count: theta.count)
    var rest = [Double](repeating: 0, count: theta.count)
    for index in fitted {
      let vertical = isApparent ? force[index] * cos(angle[index] - theta[index]) : force[index]
      own[index] = pivot.acceleration(theta, at: index, step)
      rest[index] = vertical - own[index].up
    }
    return Explained(angle: theta, own: own, rest: rest)
  }
}
