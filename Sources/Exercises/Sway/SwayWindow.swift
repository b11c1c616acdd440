import SignalProcessing

/// The stretch that sway is measured on: points with their times, up to a stated length.
struct SwayWindow: Sendable {
  /// Seconds that a window holds at most; what comes later isn't measured, and the report says where the
  /// window ended.
  static let capacity = 600.0

  private var points: [PlanarPoint] = []
  /// Indices of the points that a loss of samples lies before.
  private var breaks: [Int] = []

  /// Whether samples came that no longer fitted.
  private(set) var isFull = false

  /// Takes a point, not before the last one.
  mutating func append(_ point: PlanarPoint) {
    guard let first = points.first else {
      points.append(point)
      return
    }
    guard point.time - first.time <= Self.capacity else {
      isFull = true
      return
    }
    points.append(point)
  }

  /// Says that samples were lost after the last point: no path leads over the gap.
  mutating func breakOff() {
    if let last = breaks.last, last == points.count { return }
    breaks.append(points.count)
  }

  mutating func removeAll() {
    points.removeAll(keepingCapacity: true)
    breaks.removeAll(keepingCapacity: true)
    isFull = false
  }

  /// The longest stretch without a gap between two times in seconds, both included.
  func longestStretch(from start: Double, through end: Double) -> [PlanarPoint] {
    var longest: ArraySlice<PlanarPoint> = []
    var first = 0
    for next in breaks + [points.count] {
      let stretch = points[first..<next].drop { $0.time < start }.prefix { $0.time <= end }
      if stretch.seconds > longest.seconds || longest.isEmpty { longest = stretch }
      first = next
    }
    return Array(longest)
  }
}

extension Collection<PlanarPoint> where Self: BidirectionalCollection {
  /// From the first point to the last.
  var seconds: Double {
    guard let first, let last else { return 0 }
    return last.time - first.time
  }

  /// The whole number of Hz that the points were sampled at; nil where their times don't say so, each to a
  /// twentieth of a step.
  ///
  /// Published programs know no times but only a plate's rate; its stamps come rounded.
  var steadyRate: Double? {
    guard let first, seconds > 0 else { return nil }
    let rate = (Double(count - 1) / seconds).rounded()
    let isSteady = zip(self, 0...).allSatisfy { point, index in
      abs((point.time - first.time) * rate - Double(index)) <= 0.05
    }
    return isSteady && rate > 0 ? rate : nil
  }
}

/// A planar signal ready to be measured.
struct PlanarSignal: Sendable {
  /// Medio-lateral, or the first of two horizontal axes.
  let x: [Double]
  /// Antero-posterior, or the second.
  let y: [Double]
  /// Samples a second: (samples - 1) over the time from the first to the last.
  let rate: Double
  /// What was done to make the samples regular, where a method decides that by the samples.
  let resampling: String?
  /// Values on a grid that stand for no sample: straight lines over windows without one. nil without a grid.
  let interpolated: Int?
  /// The point that was made the origin; (0, 0) where the samples stand where they came.
  let origin: SIMD2<Double>
  /// Samples over rate, in seconds (Prieto et al. 1996): one interval longer than from first to last.
  var duration: Double { Double(x.count) / rate }

  /// Samples at `rate` Hz, as many in `x` as in `y`, seen from `origin`.
  init(
    x: [Double], y: [Double], rate: Double, origin: SIMD2<Double> = .zero,
    resampling: String? = nil, interpolated: Int? = nil
  ) {
    self.x = x
    self.y = y
    self.rate = rate
    self.origin = origin
    self.resampling = resampling
    self.interpolated = interpolated
  }

  /// The points of a window as they came, at their steady rate, or else at their mean rate; nil for fewer than
  /// three points or no time between them.
  init?(asSampled points: [PlanarPoint]) {
    guard points.count >= 3, points.seconds > 0 else { return nil }
    self.init(
      x: points.map(\.x), y: points.map(\.y),
      rate: points.steadyRate ?? Double(points.count - 1) / points.seconds)
  }

  /// The points of a window, filtered as told; nil for fewer than three points, no time between them, or
  /// a filter that doesn't fit the rate.
  ///
  /// Without a filter the samples stand as they came. With one they are first read off on a grid at the
  /// same rate, which changes nothing where they came regularly.
  init?(_ points: [PlanarPoint], filter: SwayFilter) {
    guard points.count >= 3, let first = points.first, let last = points.last,
      last.time > first.time
    else { return nil }
    rate = Double(points.count - 1) / (last.time - first.time)
    origin = .zero
    resampling = nil
    interpolated = nil
    switch filter {
    case .none:
      x = points.map(\.x)
      y = points.map(\.y)
    case .lowpass(let hertz):
      let times = points.map(\.time)
      guard let lowpass = ZeroPhaseLowPass(corner: hertz, sampleRate: rate),
        let gridX = UniformGrid(times: times, values: points.map(\.x), step: 1 / rate),
        let gridY = UniformGrid(times: times, values: points.map(\.y), step: 1 / rate)
      else { return nil }
      x = lowpass(gridX.values)
      y = lowpass(gridY.values)
    }
  }
}
