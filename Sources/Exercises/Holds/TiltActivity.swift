import Glibc
import Samples
import SignalProcessing

/// A quarter of a second of movement, as a body-worn sensor shows it.
struct ActivityBlock: Hashable, Sendable {
  /// Seconds in a block, and in each of its quarters.
  static let length = 0.25
  static let quarterLength = length / 4

  /// Which one it is, counted from the first sample.
  var index: Int
  /// Mean square of the tilt's rate in each quarter of the block, in (degrees per second)².
  var squares = SIMD4<Double>(repeating: 0)
  /// 1 for the quarters that samples fell into, else 0.
  var weights = SIMD4<Double>(repeating: 0)
  /// Greatest difference of the specific force from gravity, in m/s².
  var force = 0.0
  /// Mean direction of up in the sensor's axes.
  var up = SIMD3<Double>(repeating: 0)

  /// Seconds from the first sample.
  var start: Double { Double(index) * Self.length }
  var end: Double { start + Self.length }
  /// Whether no sample fell into it.
  var isEmpty: Bool { weights.sum() == 0 }
  /// Root mean square of the tilt's rate in degrees per second.
  var tiltRate: Double {
    isEmpty ? 0 : ((squares * weights).sum() / weights.sum()).squareRoot()
  }
}

/// Cuts a stream into blocks of a quarter of a second and says how much the sensor tilts in each.
///
/// The rate is the gyroscope's where there is one, and nothing is given out before a stillness taught what it
/// shows at rest (or 2.5 s). Else it is the rate at which the direction of the specific force turns, with
/// what the sway's own acceleration adds taken off: who sways as a pendulum over the ground shows
/// 1 + h (2 π f)² / g times the tilt at a height h above the ankle (Winter 1995, Gait Posture 3:193, for the
/// pendulum), and a first-order low-pass of the time constant √(h / g), run forwards and back, is the inverse
/// of just that. The way back needs what comes after: blocks come three time constants late.
struct TiltActivity: Sendable {
  /// Seconds for which a gyroscope's first stillness is awaited.
  private static let longestWait = 2.5
  /// Time constants that the way back begins ahead.
  private static let reach = 3.0
  /// Empty blocks that stand for a hole; more than a loss that a hold survives is told as a gap.
  private static let longestHole = Int(HoldReport.longestGap / ActivityBlock.length) + 1

  /// The samples of a quarter of a block.
  private struct Quarter {
    var index: Int
    var count = 0.0
    /// Sums, until it is closed; then means.
    var time = 0.0
    var acceleration = SIMD3<Double>(repeating: 0)
    var turning = SIMD3<Double>(repeating: 0)
    var turningSquare = 0.0
    var force = 0.0
    /// ``acceleration`` low-passed forwards.
    var smooth = SIMD3<Double>(repeating: 0)

    mutating func close() {
      time /= count
      acceleration /= count
      turning /= count
      turningSquare /= count
      smooth = acceleration
    }
  }

  /// Blocks that the last call finished.
  private(set) var finished: [ActivityBlock] = []
  /// √(h / g) in seconds.
  private let timeConstant: Double
  private var hasGyroscope = false
  private var quarter: Quarter?
  /// Closed and not yet given out, but for the first ``done``.
  private var waiting: [Quarter] = []
  private var done = 0
  private var block: ActivityBlock?
  private var gyroscopeBias = GyroscopeBias()
  private var isBiasKnown = false
  private var firstTime: Double?
  /// Magnitude of the specific force at rest in m/s².
  private var restMagnitude = PhysicalConstant.standardGravity

  init(placement: Placement?) {
    // Metres above the ankle, or above the floor that the dome rolls on.
    let height: Double =
      switch placement {
      case .shank, .foot: 0.25
      case .platform: 0.2
      case .waist, nil: 0.95
      }
    timeConstant = (height / PhysicalConstant.standardGravity).squareRoot()
  }

  /// Takes a stillness: what the chip shows then is its bias and its gravity.
  mutating func learn(from pose: StillPose) {
    gyroscopeBias.learn(from: pose)
    isBiasKnown = true
    restMagnitude = pose.acceleration.length
  }

  /// Takes a sample.
  mutating func advance(
    time: Double, acceleration: SIMD3<Double>, angularVelocity: SIMD3<Double>?
  ) {
    finished.removeAll(keepingCapacity: true)
    firstTime = firstTime ?? time
    let index = Int((time / ActivityBlock.quarterLength).rounded(.down))
    if let quarter, quarter.index != index { close(quarter, time: time) }
    var current = quarter ?? Quarter(index: index)
    current.count += 1
    current.time += time
    current.acceleration += acceleration
    current.force = max(current.force, abs(acceleration.length - restMagnitude))
    if let angularVelocity {
      hasGyroscope = true
      // What turns about the vertical tilts nothing.
      let up = acceleration.normalized
      let turning = angularVelocity - up * angularVelocity.dot(up)
      current.turning += turning
      current.turningSquare += turning.dot(turning)
    }
    quarter = current
  }

  /// Samples were lost: what waits for later ones is given out without them.
  mutating func breakOff() {
    finished.removeAll(keepingCapacity: true)
    if let quarter { close(quarter, time: .infinity) }
    giveOut(until: .infinity)
    waiting.removeAll(keepingCapacity: true)
    done = 0
  }

  /// Gives out all: it is over, or nothing that comes belongs to what was.
  mutating func flush() {
    breakOff()
    if let block { finished.append(block) }
    block = nil
  }

  private mutating func close(_ last: Quarter, time: Double) {
    var last = last
    last.close()
    if let before = waiting.last {
      let share = exp((before.time - last.time) / timeConstant)
      last.smooth += share * (before.smooth - last.smooth)
    }
    waiting.append(last)
    quarter = nil
    if hasGyroscope {
      guard isBiasKnown || time - (firstTime ?? time) > Self.longestWait else { return }
      giveOut(until: .infinity)
    } else {
      giveOut(until: last.time - Self.reach * timeConstant)
    }
  }

  /// Gives out the quarters up to a time, and keeps the last of them as the next one's neighbour.
  private mutating func giveOut(until limit: Double) {
    guard done < waiting.count, waiting[done].time <= limit else { return }
    if hasGyroscope {
      for quarter in waiting[done...] {
        let up = quarter.acceleration.normalized
        let bias = gyroscopeBias.value - up * gyroscopeBias.value.dot(up)
        let square = quarter.turningSquare - 2 * quarter.turning.dot(bias) + bias.dot(bias)
        take(quarter, square: max(0, square))
      }
      waiting.removeAll(keepingCapacity: true)
      done = 0
      return
    }
    var directions = waiting.map(\.smooth)
    for index in directions.indices.dropLast().reversed() {
      let share = exp((waiting[index].time - waiting[index + 1].time) / timeConstant)
      directions[index] += share * (directions[index + 1] - directions[index])
    }
    func square(from index: Int) -> Double? {
      guard index >= 0, index + 1 < waiting.count else { return nil }
      let way = directions[index + 1].normalized - directions[index].normalized
      let rate = way.length / (waiting[index + 1].time - waiting[index].time)
      return rate * rate
    }
    while done < waiting.count, waiting[done].time <= limit {
      let (before, after) = (square(from: done - 1), square(from: done))
      take(waiting[done], square: ((before ?? after ?? 0) + (after ?? before ?? 0)) / 2)
      done += 1
    }
    waiting.removeFirst(done - 1)
    done = 1
  }

  /// - Parameter square: the tilt rate's, in (rad/s)².
  private mutating func take(_ quarter: Quarter, square: Double) {
    let index = quarter.index >> 2
    let up = quarter.acceleration.normalized
    if let block, block.index < index {
      finished.append(block)
      // A hole keeps its place.
      for missing in max(block.index + 1, index - Self.longestHole)..<index {
        finished.append(ActivityBlock(index: missing, up: block.up))
      }
      self.block = nil
    }
    var current = block ?? ActivityBlock(index: index)
    current.squares[quarter.index & 3] = square * (180 / .pi) * (180 / .pi)
    current.weights[quarter.index & 3] = 1
    current.force = max(current.force, quarter.force)
    current.up += up
    block = current
  }
}
