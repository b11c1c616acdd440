/// What a profile does with the points of a window: first makes them ready, then measures them.
///
/// Pure, and free of what the points come from. Keys of measures carry unit and variant; two profiles may
/// use one key for what each makes of it, and every number names its profile.
protocol SwayMethod: Sendable {
  /// What ``prepare(_:)`` does, for the reader of a report.
  var preparation: SwayPreparation { get }

  /// The points, resampled, filtered and centred as the source wants; nil for too few of them, or a rate that
  /// the filter doesn't fit.
  func prepare(_ points: [PlanarPoint]) -> PlanarSignal?

  /// All measures in the report's order; one that can't be had has the value nil, and is never left out.
  func measures(of signal: PlanarSignal) -> [SwayMeasure]
}

extension SwayReport {
  /// Samples and seconds that measures are made of at least.
  private static let least = (samples: 20, seconds: 1.0)

  /// Why there are no measures, in words.
  static let missingReason =
    "under \(least.samples) samples or a second to measure, a filter that the rate can't carry, "
    + "or a profile made for another kind of signal"

  /// The measures of a stretch of points by the configuration's profile; nil where there are too few, or the
  /// profile isn't made for such a signal.
  init?(
    points: [PlanarPoint], signal kind: SwaySignal, configuration: SessionConfiguration,
    geometry: BoardGeometry? = nil
  ) {
    guard let first = points.first, let last = points.last, points.count >= Self.least.samples,
      last.time - first.time >= Self.least.seconds,
      let method = configuration.swayProfile.method(
        for: kind, filter: configuration.swayFilter),
      let signal = method.prepare(points)
    else { return nil }
    self.init(
      processing: SwayProcessing(
        profile: configuration.swayProfile, signal: kind, preparation: method.preparation,
        samples: signal.x.count, rate: signal.rate, windowStart: first.time, windowEnd: last.time,
        boardGeometry: geometry),
      measures: method.measures(of: signal))
  }
}
