import Glibc
import SignalProcessing

/// For how long a track stays near each of its points: high where the stance rests, low where it goes over
/// to another place.
///
/// Source: Baratto et al. 2002, Motor Control 6:246, with the details of Quijoux et al. 2021, Physiol Rep
/// 9:e15067: 3 mm, before and after the point, low-passed at 2.5 Hz.
struct SwayDensity: Sendable {
  /// Radius about a point, in mm (Quijoux et al. 2021; Baratto et al. 2002 have 2.5).
  static let radius = 3.0
  /// Corner of each run of the low-pass, order 4, in Hz.
  static let corner = 2.5

  /// Mean height of the peaks in seconds.
  let meanPeak: Double
  /// Mean distance from the place of one peak to that of the next, in mm; nil for one peak.
  let meanPeakDistance: Double?

  /// The peaks of the low-passed curve, a value larger than the two beside it; nil without any, where the rate
  /// doesn't carry the low-pass, or where the track never leaves the radius.
  ///
  /// The curve ends a sample before the track, as in the source.
  init?(_ signal: PlanarSignal) {
    guard signal.x.count > 3,
      let lowpass = ZeroPhaseLowPass(
        order: 4, cornerOfEachRun: Self.corner, sampleRate: signal.rate)
    else { return nil }
    let stays = Array(Self.curve(of: signal, radius: Self.radius).dropLast())
    // Of a track that never leaves its 3 mm the peaks would be the low-pass's rounding.
    guard stays.contains(where: { $0 != stays[0] }) else { return nil }
    let curve = lowpass(stays)
    let peaks = curve.indices.dropFirst().dropLast().filter {
      curve[$0] > curve[$0 - 1] && curve[$0] > curve[$0 + 1]
    }
    guard let meanPeak = mean(of: peaks.map { curve[$0] }) else { return nil }
    self.meanPeak = meanPeak
    meanPeakDistance = mean(
      of: zip(peaks, peaks.dropFirst()).map { from, to in
        hypot(signal.x[to] - signal.x[from], signal.y[to] - signal.y[from])
      })
  }

  /// How many seconds together, before and after each point, the track stays within `radius` mm of it.
  /// O(n log n).
  static func curve(of signal: PlanarSignal, radius: Double) -> [Double] {
    stayLengthsToBothSides(x: signal.x, y: signal.y, radius: radius)
      .map { Double($0) / signal.rate }
  }
}
