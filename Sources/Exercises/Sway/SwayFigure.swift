import Glibc
import SignalProcessing

/// An ellipse in the plane of a track.
public struct PlanarEllipse: Hashable, Sendable {
  /// Where its middle is, in the track's unit.
  public var center: SIMD2<Double>
  /// The longer half axis, in the track's unit.
  public var semiMajor: Double
  /// The shorter half axis, in the track's unit.
  public var semiMinor: Double
  /// The longer axis' direction in degrees from x towards y, 0 to 180.
  public var angle: Double

  /// Its area in the square of the track's unit.
  public var area: Double { .pi * semiMajor * semiMinor }

  /// Half of its width along x and of its height along y.
  public var reach: SIMD2<Double> {
    let (cosine, sine) = (cos(angle * .pi / 180), sin(angle * .pi / 180))
    return SIMD2(
      hypot(semiMajor * cosine, semiMinor * sine), hypot(semiMajor * sine, semiMinor * cosine))
  }

  /// A point of it; `turn` goes from 0 to 1 once around.
  public func point(at turn: Double) -> SIMD2<Double> {
    let along = semiMajor * cos(2 * .pi * turn)
    let across = semiMinor * sin(2 * .pi * turn)
    let (cosine, sine) = (cos(angle * .pi / 180), sin(angle * .pi / 180))
    return center + SIMD2(along * cosine - across * sine, along * sine + across * cosine)
  }

  /// An ellipse.
  public init(center: SIMD2<Double>, semiMajor: Double, semiMinor: Double, angle: Double) {
    self.center = center
    self.semiMajor = semiMajor
    self.semiMinor = semiMinor
    self.angle = angle
  }
}

/// What a picture shows of a sway report: its points as the measures take them, its ellipse, its worst second.
public struct SwayFigure: Hashable, Sendable {
  /// The points in the scoring window, resampled and filtered as the report says. Where a profile takes the
  /// mean off, it is put back: they lie where they were.
  public var points: [SwayPoint]
  /// The 95 % prediction ellipse of these points; nil for under three.
  public var ellipse: PlanarEllipse?
  /// The liveliest second of the window, cut from its start on: by the mean speed of a centre of pressure
  /// low-passed at 10 Hz, by the root mean square of an acceleration. Nil for a window under a second, or a
  /// rate that doesn't carry the low-pass.
  public var worstSecond: ClosedRange<Double>?

  /// The figure of a report that a session of this configuration made; nil where the track has no longer the
  /// points.
  public init?(of report: SwayReport, on track: SwayTrack, _ configuration: SessionConfiguration) {
    let kind = report.processing.signal
    let window = report.processing.windowStart...report.processing.windowEnd
    let raw = track.points(in: window, level: window)
    let planar = raw.map { PlanarPoint(time: $0.time, x: $0.x, y: $0.y) }
    let method = configuration.swayProfile.method(for: kind, filter: configuration.swayFilter)
    guard raw.count >= 3, let first = raw.first,
      track.forgottenUntil.map({ $0 <= window.lowerBound }) != false,
      let signal = method?.prepare(planar), signal.x.count >= 3
    else { return nil }
    let shift = SIMD2(
      Self.shift(of: signal.x, from: raw.map(\.x)), Self.shift(of: signal.y, from: raw.map(\.y)))
    let isAsItCame = signal.x.count == raw.count && report.processing.preparation.isNone
    points = signal.x.indices.map { index in
      SwayPoint(
        time: isAsItCame ? raw[index].time : first.time + Double(index) / signal.rate,
        x: signal.x[index] + shift.x, y: signal.y[index] + shift.y)
    }
    ellipse = PlanarEllipse(predicting: signal).map { ellipse in
      var ellipse = ellipse
      ellipse.center += shift
      return ellipse
    }
    worstSecond = Self.worstSecond(of: planar, kind)
  }

  /// What puts an axis back that was centred: its mean before; 0 for one that wasn't.
  private static func shift(of axis: [Double], from raw: [Double]) -> Double {
    guard let left = mean(of: axis), let before = mean(of: raw) else { return 0 }
    return abs(left) < 1e-9 * max(1, abs(before)) ? before - left : 0
  }

  private static func worstSecond(
    of points: [PlanarPoint], _ kind: SwaySignal
  ) -> ClosedRange<Double>? {
    let filter: SwayFilter = kind == .acceleration ? .none : .lowpass(hertz: StabilityScore.corner)
    guard let first = points.first, let signal = PlanarSignal(points, filter: filter),
      let centerX = mean(of: signal.x), let centerY = mean(of: signal.y)
    else { return nil }
    let (x, y) = (signal.x, signal.y)
    let values =
      kind == .acceleration
      ? x.indices.map {
        (x[$0] - centerX) * (x[$0] - centerX) + (y[$0] - centerY) * (y[$0] - centerY)
      }
      : x.indices.dropFirst().map { hypot(x[$0] - x[$0 - 1], y[$0] - y[$0 - 1]) }
    let block = Int(signal.rate.rounded())
    guard block > 0, values.count >= block else { return nil }
    let sums = stride(from: 0, through: values.count - block, by: block).map { start in
      values[start..<(start + block)].reduce(0, +)
    }
    guard let worst = sums.indices.max(by: { sums[$0] < sums[$1] }) else { return nil }
    let start = first.time + Double(worst * block) / signal.rate
    return start...(start + 1)
  }
}

extension SwayPreparation {
  /// Whether the samples stand as they came.
  fileprivate var isNone: Bool { resampling == "none" && filter == SwayFilter.none.word }
}

extension PlanarEllipse {
  /// The ellipse that the next point lies in with 95 % probability (``SwayMetric/predictionEllipseArea(_:)``):
  /// half axes are the square roots of the covariance's eigenvalues times the factor there.
  init?(predicting signal: PlanarSignal) {
    guard let covariance = PlanarCovariance(x: signal.x, y: signal.y), signal.x.count > 2,
      let centerX = mean(of: signal.x), let centerY = mean(of: signal.y)
    else { return nil }
    let n = Double(signal.x.count)
    let factor =
      2 * (n + 1) * (n - 1) / (n * (n - 2)) * fisherQuantile(0.95, denominator: n - 2)
    let middle = (covariance.xx + covariance.yy) / 2
    let difference = (covariance.xx - covariance.yy) / 2
    let root = (difference * difference + covariance.xy * covariance.xy).squareRoot()
    let direction = covariance.principalDirection
    let angle = atan2(direction.y, direction.x) * 180 / .pi
    self.init(
      center: SIMD2(centerX, centerY),
      semiMajor: (max(0, middle + root) * factor).squareRoot(),
      semiMinor: (max(0, middle - root) * factor).squareRoot(),
      angle: angle < 0 ? angle + 180 : angle >= 180 ? angle - 180 : angle)
  }
}
