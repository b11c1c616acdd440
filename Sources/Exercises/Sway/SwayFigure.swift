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
  /// The points in the scoring window, resampled and filtered as the report says. Where a profile moves the
  /// origin, that is undone: they lie where they were.
  public var points: [SwayPoint]
  /// The 95 % prediction ellipse of these points; nil for under three.
  public var ellipse: PlanarEllipse?
  /// The worst second of the window as a hold's card has it (``SecondMeans``); nil for a window under a second,
  /// or a rate that doesn't carry the low-pass.
  public var worstSecond: ClosedRange<Double>?

  /// The figure of a report that a session of this configuration made; nil where the track has no longer the
  /// points.
  public init?(
    of report: SwayReport, on track: SwayTrack, configuration: SessionConfiguration
  ) {
    let kind = report.processing.signal
    let window = report.processing.windowStart...report.processing.windowEnd
    let raw = track.points(in: window, level: window)
    let planar = raw.map { PlanarPoint(time: $0.time, x: $0.x, y: $0.y) }
    let method = configuration.swayProfile.method(
      for: kind, configuration: configuration, axes: report.processing.horizontalAxes)
    guard raw.count >= 3, let first = raw.first,
      track.forgottenUntil.map({ $0 <= window.lowerBound }) != false,
      let signal = method?.signal(of: planar), signal.x.count >= 3
    else { return nil }
    let origin = signal.origin
    let isAsItCame = signal.x.count == raw.count && report.processing.preparation.isNone
    points = signal.x.indices.map { index in
      SwayPoint(
        time: isAsItCame ? raw[index].time : first.time + Double(index) / signal.rate,
        x: signal.x[index] + origin.x, y: signal.y[index] + origin.y)
    }
    ellipse = PlanarEllipse(predicting: signal).map { ellipse in
      var ellipse = ellipse
      ellipse.center += origin
      return ellipse
    }
    let seconds = SecondMeans(
      planar, of: kind == .centerOfPressure ? .pressureSpeed : .acceleration)
    worstSecond = seconds.map { $0.worstStart...($0.worstStart + 1) }
  }
}

extension SwayPreparation {
  /// Whether the samples stand as they came.
  fileprivate var isNone: Bool { resampling == "none" && filter == SwayFilter.none.word }
}

extension PlanarEllipse {
  /// The ellipse that the next point lies in with 95 % probability
  /// (``SwayMetric/predictionEllipseSemiAxes(of:count:)``).
  init?(predicting signal: PlanarSignal) {
    guard let covariance = PlanarCovariance(x: signal.x, y: signal.y),
      let axes = SwayMetric.predictionEllipseSemiAxes(of: covariance, count: signal.x.count),
      let centerX = mean(of: signal.x), let centerY = mean(of: signal.y)
    else { return nil }
    let direction = covariance.principalDirection
    let angle = atan2(direction.y, direction.x) * 180 / .pi
    self.init(
      center: SIMD2(centerX, centerY), semiMajor: axes.x, semiMinor: axes.y,
      angle: angle < 0 ? angle + 180 : angle >= 180 ? angle - 180 : angle)
  }
}
