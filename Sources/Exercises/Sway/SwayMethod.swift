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

extension SwayMethod {
  /// ``prepare(_:)``, with zeros along an axis on which nothing but rounding moved.
  func signal(of points: [PlanarPoint]) -> PlanarSignal? {
    prepare(points)?.withoutRounding(of: points)
  }
}

/// Why a window has no sway measures.
enum SwayRefusal: Error, Hashable, Sendable {
  /// The profile is made for another kind of signal.
  case wrongSignal(SwayProfile, SwaySignal)
  /// Too few samples, or too short.
  case tooShort
  /// Samples don't come often enough for the profile's filter, or the one that was told.
  case tooSlow(SwayProfile, SwayFilter?)

  /// Samples and seconds that measures are made of at least.
  static let least = (samples: 20, seconds: 1.0)

  /// In words.
  var reason: String {
    switch self {
    case .wrongSignal(let profile, .acceleration):
      "the profile \(profile.rawValue) is made for a centre of pressure, and a sensor on the body has none: "
        + "take --profile isway2012 or leave it out"
    case .wrongSignal(let profile, .centerOfPressure):
      "the profile \(profile.rawValue) is made for acceleration, and a board or plate has none: take "
        + "another or leave it out"
    case .tooShort:
      "the window has under \(Self.least.samples) samples, or under a second, without a gap"
    case .tooSlow(let profile, nil):
      "samples come too slowly for the filter of the profile \(profile.rawValue)"
        + (profile == .soleus ? ": --filter none measures them as they came" : "")
    case .tooSlow(_, let filter?):
      "samples come too slowly for the filter \(filter.word)"
    }
  }
}

extension SwayReport {
  /// The measures of a body-worn sensor's horizontal acceleration by the configuration's profile.
  static func make(
    _ track: HorizontalTrack, configuration: SessionConfiguration
  ) throws(SwayRefusal) -> SwayReport {
    try make(
      points: track.points, signal: .acceleration, configuration: configuration, axes: track.axes)
  }

  /// The measures of a stretch of points by the configuration's profile.
  ///
  /// - Parameter axes: what the points' two axes are, of an acceleration.
  static func make(
    points: [PlanarPoint], signal kind: SwaySignal, configuration: SessionConfiguration,
    geometry: BoardGeometry? = nil, axes: HorizontalAxes? = nil
  ) throws(SwayRefusal) -> SwayReport {
    let profile = configuration.swayProfile
    guard let method = profile.method(for: kind, configuration: configuration, axes: axes) else {
      throw .wrongSignal(profile, kind)
    }
    guard let first = points.first, let last = points.last,
      points.count >= SwayRefusal.least.samples, points.seconds >= SwayRefusal.least.seconds
    else { throw .tooShort }
    guard let signal = method.signal(of: points) else {
      throw .tooSlow(profile, configuration.swayFilter)
    }
    var preparation = method.preparation
    if let resampling = signal.resampling { preparation.resampling = resampling }
    return SwayReport(
      processing: SwayProcessing(
        profile: profile, signal: kind, preparation: preparation,
        samples: signal.x.count, rate: signal.rate, windowStart: first.time, windowEnd: last.time,
        boardGeometry: geometry,
        footRectangle: profile == .soleus && kind == .centerOfPressure
          ? configuration.footRectangle : nil, interpolated: signal.interpolated,
        horizontalAxes: axes),
      measures: method.measures(of: signal).map { $0.reasoned(of: signal) })
  }

  /// The measures of a body-worn sensor's horizontal acceleration by the configuration's profile; nil where there are
  /// none (``SwayRefusal``).
  init?(_ track: HorizontalTrack, configuration: SessionConfiguration) {
    do throws(SwayRefusal) { self = try Self.make(track, configuration: configuration) } catch {
      return nil
    }
  }

  /// The measures of a stretch of points by the configuration's profile; nil where there are none
  /// (``SwayRefusal``).
  init?(
    points: [PlanarPoint], signal kind: SwaySignal, configuration: SessionConfiguration,
    geometry: BoardGeometry? = nil
  ) {
    do throws(SwayRefusal) {
      self = try Self.make(
        points: points, signal: kind, configuration: configuration, geometry: geometry)
    } catch { return nil }
  }
}

extension SessionReport {
  /// What some of the report's holds, or a stance, have no sway measures for.
  ///
  /// - Parameter signal: what the holds are measured on.
  func missingSway(of signal: SwaySignal, by configuration: SessionConfiguration) -> [Unavailable] {
    let missing = holds.filter { $0.sway == nil }
    guard !missing.isEmpty else { return [] }
    let profile = configuration.swayProfile
    let window = SwayRefusal.least.seconds + HoldReport.leadIn + HoldReport.leadOut
    let filter = configuration.swayFilter
    let refusal: SwayRefusal =
      if !profile.suits(signal) {
        .wrongSignal(profile, signal)
      } else if let rate = input.effectiveRate, rate <= profile.leastRate(with: filter),
        missing.contains(where: { $0.duration > window })
      {
        .tooSlow(profile, filter)
      } else {
        .tooShort
      }
    return [Unavailable(key: "holds.sway", reason: refusal.reason)]
  }

  /// Why the axis that was told to point forward can't be it; nil where it can, or none was told.
  public var refusedForwardAxis: String? {
    ([sway] + holds.map(\.sway)).lazy.compactMap { sway -> String? in
      guard case .upright? = sway?.processing.horizontalAxes else { return nil }
      return sway?.processing.horizontalAxes?.missing
    }.first
  }

  /// Single measures that can't be had, with their reasons.
  var missingMeasures: [Unavailable] {
    var list: [Unavailable] = []
    func collect(_ sway: SwayReport?, _ path: String) {
      for measure in sway?.measures ?? [] {
        guard let reason = measure.missing else { continue }
        let unknown = Unavailable(key: "\(path).\(measure.key)", reason: reason)
        if !list.contains(unknown) { list.append(unknown) }
      }
    }
    collect(sway, "sway")
    for hold in holds { collect(hold.sway, "holds.sway") }
    return list
  }
}
