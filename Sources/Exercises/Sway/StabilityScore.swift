import Glibc
import SignalProcessing

/// How steady a hold was, 0 to 100, free of the hold's length.
///
/// S = 100 * 2^(-v / v0), v being the median of the one-second block means of the speed of the centre of
/// pressure, low-passed at 10 Hz, in mm/s. A speed of v0 scores 50. Median and blocks keep a single lurch
/// from making the number; faults stand beside it. Our own definition: no norms go with it.
public enum StabilityScore {
  /// Corner of the low-pass before the speed, in Hz.
  static let corner = 10.0

  /// The speed that scores 50, in mm/s; nil where none is set for the surface.
  public static func halfSpeed(on surface: Surface) -> Double? {
    surface == .firm ? 50 : nil
  }

  /// The score of the points in a scoring window; nil for less than a second, a rate that doesn't carry
  /// the low-pass, or a surface without a half speed.
  static func score(of points: [PlanarPoint], on surface: Surface) -> Double? {
    guard let halfSpeed = halfSpeed(on: surface),
      let signal = PlanarSignal(points, filter: .lowpass(hertz: corner))
    else { return nil }
    let block = Int(signal.rate.rounded())
    guard block > 0, signal.x.count > block else { return nil }
    let speeds = (1..<signal.x.count).map {
      hypot(signal.x[$0] - signal.x[$0 - 1], signal.y[$0] - signal.y[$0 - 1]) * signal.rate
    }
    let means = stride(from: 0, through: speeds.count - block, by: block).compactMap {
      mean(of: speeds[$0..<($0 + block)])
    }
    return median(of: means).map { 100 * exp2(-$0 / halfSpeed) }
  }
}
