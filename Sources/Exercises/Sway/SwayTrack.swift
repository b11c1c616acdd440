public import Samples

/// One point of a track.
public struct SwayPoint: Hashable, Sendable {
  /// Seconds from the stream's first sample.
  public var time: Double
  /// Centre of pressure to the subject's right in mm; or the first of two horizontal axes in m/s².
  public var x: Double
  /// Centre of pressure forward in mm; or the second of two horizontal axes in m/s².
  public var y: Double
  /// Whether something is missing between the point before and this one.
  public var isAfterBreak: Bool

  /// A point.
  public init(time: Double, x: Double, y: Double, isAfterBreak: Bool = false) {
    self.time = time
    self.x = x
    self.y = y
    self.isAfterBreak = isAfterBreak
  }
}

/// The points that sway is measured on, kept for whoever draws them.
///
/// It takes the stream that a session takes, and makes the same points of it: a board's centre of pressure
/// under load, without rows in which a cell dropped out; a plate's; a body-worn sensor's acceleration. Nothing
/// of it goes into a report.
public struct SwayTrack: Sendable {
  /// Points that are kept at most, 16 MB: an hour at 100 Hz. Then the oldest eighth goes.
  public static let capacity = 400_000

  private struct Kept: Sendable {
    var time: Double
    /// x and y in mm, or the specific force in m/s².
    var value: SIMD3<Double>
    var isAfterBreak: Bool
  }

  /// What the points are; nil before the first.
  public private(set) var signal: SwaySignal?
  /// Points before this time are gone, in seconds from the stream's first sample; nil while none is.
  public private(set) var forgottenUntil: Double?

  private var input = InputAccount()
  private var board: BoardInput
  private var plate = PlateLoad()
  private var kept: [Kept] = []
  private var isBroken = false
  private let forwardAxis: SensorAxis?

  /// A track without points, of a session of this configuration.
  public init(configuration: SessionConfiguration) {
    board = BoardInput(configuration: configuration)
    forwardAxis = configuration.forwardAxis
  }

  /// Takes an element of the stream.
  public mutating func advance(_ element: StreamElement<Sample>) {
    switch element {
    case .sample(let sample): advance(sample, at: input.advance(sample))
    case .gap(let gap):
      guard input.advance(gap) != nil else { return }
      finish()
      isBroken = true
    case .mark: break
    }
  }

  /// Settles the last rows: the stream is over.
  public mutating func finish() {
    board.flush()
    drain()
  }

  /// The points between two times, both included.
  ///
  /// - Parameter level: of an acceleration, the stretch whose mean points up (``HorizontalPlane``); the two
  ///   axes lie anyhow about it, unless it was told which of the sensor's points forward.
  public func points(
    in stretch: ClosedRange<Double>, level: ClosedRange<Double>
  ) -> [SwayPoint] {
    let inside = kept[range(stretch)]
    guard signal == .acceleration else {
      return inside.map {
        SwayPoint(time: $0.time, x: $0.value.x, y: $0.value.y, isAfterBreak: $0.isAfterBreak)
      }
    }
    let reference = kept[range(level)]
    guard !reference.isEmpty else { return [] }
    let sum = reference.reduce(SIMD3<Double>(repeating: 0)) { $0 + $1.value }
    let plane = HorizontalPlane(
      up: (sum / Double(reference.count)).normalized, forward: forwardAxis)
    return inside.map {
      let across = plane.components(of: $0.value)
      return SwayPoint(
        time: $0.time, x: across.x, y: across.y, isAfterBreak: $0.isAfterBreak)
    }
  }

  /// Times of all points that are kept, in order.
  public var times: [Double] { kept.map(\.time) }

  private mutating func advance(_ sample: Sample, at time: Double) {
    switch sample {
    case .board(let row):
      signal = .centerOfPressure
      board.append(row, at: time)
      drain()
    case .centerOfPressure(let point):
      signal = .centerOfPressure
      _ = plate.advance(force: point.verticalForce)
      guard plate.isLoaded else {
        isBroken = true
        return
      }
      keep(SIMD3(point.mediolateral, point.anteroposterior, 0), at: time)
    case .inertial(let inertial):
      signal = .acceleration
      keep(inertial.acceleration, at: time)
    }
  }

  private mutating func drain() {
    while let row = board.next(emit: { _ in }) {
      guard board.tracker.isLoaded else {
        isBroken = true
        continue
      }
      let point = board.centerOfPressure(of: row)
      keep(SIMD3(point.x, point.y, 0), at: point.time)
    }
  }

  private mutating func keep(_ value: SIMD3<Double>, at time: Double) {
    if kept.count == Self.capacity {
      let oldest = Self.capacity / 8
      forgottenUntil = kept[oldest].time
      kept.removeFirst(oldest)
    }
    kept.append(Kept(time: time, value: value, isAfterBreak: isBroken || kept.isEmpty))
    isBroken = false
  }

  /// Indices of the points between two times; times rise.
  private func range(_ stretch: ClosedRange<Double>) -> Range<Int> {
    let first = index { $0.time >= stretch.lowerBound }
    let end = index { $0.time > stretch.upperBound }
    return first..<max(first, end)
  }

  /// The first index from which on `isBeyond`.
  private func index(where isBeyond: (Kept) -> Bool) -> Int {
    var (low, high) = (0, kept.count)
    while low < high {
      let middle = (low + high) / 2
      if isBeyond(kept[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
