import Glibc
import SignalProcessing

/// What a platform's tilt is told from.
public enum TiltReference: String, Hashable, Sendable {
  /// Its pose while it lay still, before anybody stood on it.
  case stillPose = "still-pose"
  /// Its mean pose in the window: no stillness near it was seen.
  case windowMean = "window-mean"
}

/// How a balance trainer's platform tilted in a hold's scoring window, in degrees.
///
/// From a gyroscope, put right slowly by gravity (``GravityTracker``). An accelerometer alone would err by
/// h (2 pi f)^2 / g: 20 % at 0.5 Hz for a platform 0.2 m above the floor. Compares only on the same ball,
/// inflation and body mass.
public struct PlatformTilt: Hashable, Sendable {
  /// What mean and worst are told from.
  public var reference: TiltReference
  /// Mean angle from the reference, in degrees.
  public var mean: Double
  /// Root mean square angle about the window's mean pose, in degrees.
  public var rms: Double
  /// Greatest angle from the reference, in degrees.
  public var worst: Double
  /// When it was, in seconds from the stream's first sample.
  public var worstTime: Double
  /// Length of the way that the platform's normal drew, low-passed at 10 Hz, in degrees. Grows with time.
  public var path: Double
  /// Path over the window's time, in degrees per second.
  public var pathRate: Double

  /// Measures that are known.
  public init(
    reference: TiltReference, mean: Double, rms: Double, worst: Double, worstTime: Double,
    path: Double, pathRate: Double
  ) {
    self.reference = reference
    self.mean = mean
    self.rms = rms
    self.worst = worst
    self.worstTime = worstTime
    self.path = path
    self.pathRate = pathRate
  }

  /// Degrees between the still pose and the window's mean up to which the one is level for the other: a
  /// platform that rests on its rim leans more.
  private static let greatestLean = 6.0

  /// The tilt of a window; nil for less than a second of it.
  ///
  /// - Parameter level: up, in the sensor's axes, while the platform lay still; nil where that wasn't seen.
  init?(_ window: TiltTrack.Window, level: SIMD3<Double>?) {
    guard window.seconds >= 1,
      let signal = PlanarSignal(window.points, filter: .lowpass(hertz: SecondMeans.corner))
    else { return nil }
    let stillUp = level.flatMap {
      TiltPlane(neutral: window.meanUp).angle(of: $0) <= Self.greatestLean ? $0 : nil
    }
    let plane = TiltPlane(neutral: stillUp ?? window.meanUp)
    let angles = window.directions.map { plane.angle(of: $0) }
    guard let mean = SignalProcessing.mean(of: angles),
      let worst = angles.indices.max(by: { angles[$0] < angles[$1] }),
      let squares = SignalProcessing.mean(of: window.points.map { $0.x * $0.x + $0.y * $0.y })
    else { return nil }
    let path = SwayMetric.path(signal)
    self.init(
      reference: stillUp == nil ? .windowMean : .stillPose, mean: mean, rms: squares.squareRoot(),
      worst: angles[worst], worstTime: window.points[worst].time, path: path,
      pathRate: path / signal.duration)
  }
}

extension TiltPlane {
  /// The angle between neutral and `up` (a unit vector), in degrees.
  func angle(of up: SIMD3<Double>) -> Double {
    let tilt = tilt(of: up)
    return hypot(tilt.x, tilt.y)
  }
}
