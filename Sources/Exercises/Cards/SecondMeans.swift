import Glibc
import SignalProcessing

/// What is averaged second by second.
public enum SecondQuantity: String, Hashable, Sendable, CaseIterable {
  /// Speed of the centre of pressure, in mm/s.
  case pressureSpeed = "center-of-pressure-speed"
  /// Speed of the tilt of what carries the sensor, from its gyroscope, in degrees per second.
  case tiltRate = "tilt-rate"
  /// Root mean square of the sensor's horizontal acceleration about the window's mean, in m/s². Never a
  /// centre of pressure, and no speed.
  case acceleration
}

/// How lively a scoring window was, second by second.
///
/// The window is cut into blocks of a second from its start on; what is left at the end is under a second
/// and isn't used. The mean and the median of the blocks don't depend on the window's length; the worst
/// second does: a longer hold has more seconds to have a bad one in.
public struct SecondMeans: Hashable, Sendable {
  /// What is averaged.
  public var quantity: SecondQuantity
  /// Whole seconds in the window.
  public var count: Int
  /// Mean of the seconds, in the quantity's unit.
  public var mean: Double
  /// Median of the seconds, in the quantity's unit.
  public var median: Double
  /// The worst second, in the quantity's unit.
  public var worst: Double
  /// When the worst second began, in seconds from the stream's first sample.
  public var worstStart: Double

  /// Means that are known.
  public init(
    quantity: SecondQuantity, count: Int, mean: Double, median: Double, worst: Double,
    worstStart: Double
  ) {
    self.quantity = quantity
    self.count = count
    self.mean = mean
    self.median = median
    self.worst = worst
    self.worstStart = worstStart
  }

  /// Corner of the low-pass before a speed, in Hz.
  static let corner = 10.0

  /// Seconds of the points in a scoring window; nil for less than one, or a rate that doesn't carry the
  /// low-pass.
  ///
  /// A speed is the distance between successive points, low-passed at 10 Hz without phase shift and read
  /// off on a regular grid, over the time between them. Points are in mm for a centre of pressure, in
  /// degrees for a tilt, in m/s² for an acceleration, which is taken as it came.
  init?(_ points: [PlanarPoint], of quantity: SecondQuantity) {
    let filter: SwayFilter = quantity == .acceleration ? .none : .lowpass(hertz: Self.corner)
    guard let first = points.first, let signal = PlanarSignal(points, filter: filter) else {
      return nil
    }
    let block = Int(signal.rate.rounded())
    let values = Self.values(of: signal, quantity)
    guard block > 0, values.count >= block else { return nil }
    let means = stride(from: 0, through: values.count - block, by: block).compactMap { start in
      SignalProcessing.mean(of: values[start..<(start + block)])
    }.map { quantity == .acceleration ? $0.squareRoot() : $0 }
    guard let mean = SignalProcessing.mean(of: means),
      let median = SignalProcessing.median(of: means),
      let worst = means.indices.max(by: { means[$0] < means[$1] })
    else { return nil }
    self.init(
      quantity: quantity, count: means.count, mean: mean, median: median, worst: means[worst],
      worstStart: first.time + Double(worst * block) / signal.rate)
  }

  /// What is averaged over a second: speeds, or squares of an acceleration.
  private static func values(of signal: PlanarSignal, _ quantity: SecondQuantity) -> [Double] {
    let (x, y) = (signal.x, signal.y)
    guard quantity == .acceleration else {
      return x.indices.dropFirst().map { hypot(x[$0] - x[$0 - 1], y[$0] - y[$0 - 1]) * signal.rate }
    }
    let centerX = SignalProcessing.mean(of: x) ?? 0
    let centerY = SignalProcessing.mean(of: y) ?? 0
    return x.indices.map {
      (x[$0] - centerX) * (x[$0] - centerX) + (y[$0] - centerY) * (y[$0] - centerY)
    }
  }
}
