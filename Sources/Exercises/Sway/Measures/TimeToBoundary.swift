import SignalProcessing

/// The rectangle that stands for the foot's outline on a board or a plate.
public struct FootRectangle: Hashable, Sendable {
  /// Side to side, in mm.
  public var mediolateral: Double
  /// Heel to toe, in mm.
  public var anteroposterior: Double
  /// The middle, in the coordinates of the centre of pressure: mm to the right of the board's middle, or of what
  /// the plate counts from.
  public var centerX: Double
  /// The middle, in mm forward.
  public var centerY: Double

  /// A rectangle in mm, about the middle of the board unless told.
  public init(
    mediolateral: Double, anteroposterior: Double, centerX: Double = 0, centerY: Double = 0
  ) {
    self.mediolateral = mediolateral
    self.anteroposterior = anteroposterior
    self.centerX = centerX
    self.centerY = centerY
  }
}

extension FootRectangle {
  /// The rectangle as options and files name it: `100.0x260.0@-95.0,10.0`.
  public var word: String { "\(mediolateral)x\(anteroposterior)@\(centerX),\(centerY)" }

  /// Reads what ``word`` writes, with or without the middle; nil for anything else.
  public init?(word: String) {
    let parts = word.split(separator: "@", omittingEmptySubsequences: false)
    guard let sides = parts.first.flatMap({ Self.pair($0, "x") }), sides.x > 0, sides.y > 0,
      parts.count <= 2
    else { return nil }
    var center = SIMD2(0.0, 0.0)
    if parts.count == 2 {
      guard let told = Self.pair(parts[1], ",") else { return nil }
      center = told
    }
    self.init(
      mediolateral: sides.x, anteroposterior: sides.y, centerX: center.x, centerY: center.y)
  }

  private static func pair(_ text: Substring, _ separator: Character) -> SIMD2<Double>? {
    let numbers = text.split(separator: separator, omittingEmptySubsequences: false).map {
      Double($0)
    }
    guard numbers.count == 2, let first = numbers[0], let second = numbers[1], first.isFinite,
      second.isFinite
    else { return nil }
    return SIMD2(first, second)
  }
}

/// How soon the centre of pressure would reach the edge of the foot if it went on as it does, side to side and
/// front to back apart, with the foot as a rectangle. The series' local minima are what is told of it.
///
/// Linear: the distance to the edge ahead over the speed. Source: Hertel, Olmsted-Kramer & Challis 2006, J Appl
/// Biomech 22:67; after Riccio 1993 and van Wegen et al. 2002. Quadratic: with the acceleration, and over all four
/// edges as well. Source: Slobounov, Slobounova & Newell 1997, J Mot Behav 29:263 (virtual time to collision).
struct TimeToBoundary: Sendable {
  /// The foot's outline; nil where it wasn't told.
  let foot: FootRectangle?

  /// Times to the edges of one axis, sample by sample but the first and the last, in seconds; infinite where it
  /// never gets there.
  typealias Series = [Double]

  /// Smallest, mean and standard deviation of the local minima in each direction, in seconds. O(n).
  func measures(of signal: PlanarSignal) -> [SwayMeasure] {
    guard let foot else { return Self.unknown(Self.untold) }
    let center = SIMD2(foot.centerX, foot.centerY) - signal.origin
    let outside = signal.x.indices.count {
      abs(signal.x[$0] - center.x) > foot.mediolateral / 2
        || abs(signal.y[$0] - center.y) > foot.anteroposterior / 2
    }
    guard outside == 0 else {
      return Self.unknown(
        "\(outside) of \(signal.x.count) samples lie outside the foot's rectangle \(foot.word)")
    }
    let across = (center.x - foot.mediolateral / 2)...(center.x + foot.mediolateral / 2)
    let along = (center.y - foot.anteroposterior / 2)...(center.y + foot.anteroposterior / 2)
    let linear = [
      Self.linear(signal.x, in: across, rate: signal.rate),
      Self.linear(signal.y, in: along, rate: signal.rate),
    ]
    let ml = Self.quadratic(signal.x, in: across, rate: signal.rate)
    let ap = Self.quadratic(signal.y, in: along, rate: signal.rate)
    let quadratic = [ml, ap, zip(ml, ap).map { min($0, $1) }]
    return zip(Self.linearNames + Self.quadraticNames, linear + quadratic).flatMap {
      Self.measures($0, Self.minima(of: $1))
    }
  }

  static let untold = "it needs the foot's place: --foot-rectangle WxL@X,Y"
  private static let linearNames = ["linear_ml", "linear_ap"]
  /// The last is of all four edges.
  private static let quadraticNames = ["quadratic_ml", "quadratic_ap", "quadratic"]

  private static func unknown(_ reason: String) -> [SwayMeasure] {
    (linearNames + quadraticNames).flatMap { measures($0, [], missing: reason) }
  }

  private static func measures(
    _ name: String, _ minima: [Double], missing: String = "it has too few minima in the window"
  ) -> [SwayMeasure] {
    let center = mean(of: minima)
    let deviation = center.flatMap { center in
      minima.count > 1
        ? (minima.reduce(0) { $0 + ($1 - center) * ($1 - center) } / Double(minima.count - 1))
          .squareRoot() : nil
    }
    return [
      ("minimum", minima.min()), ("mean_minimum", center), ("sd_minimum", deviation),
    ].map { part, value in
      SwayMeasure(key: "time_to_boundary_\(name)_\(part)_s", value: value, missing: missing).settled
    }
  }

  /// The distance to the edge ahead over the speed, from central differences.
  static func linear(_ axis: [Double], in edges: ClosedRange<Double>, rate: Double) -> Series {
    guard axis.count > 2 else { return [] }
    return (1..<(axis.count - 1)).map { index in
      let velocity = (axis[index + 1] - axis[index - 1]) * rate / 2
      let ahead =
        velocity > 0 ? edges.upperBound - axis[index] : axis[index] - edges.lowerBound
      // Standing still it never gets there.
      return velocity == 0 ? .infinity : ahead / abs(velocity)
    }
  }

  /// The smallest positive root of r + v t + a t²/2 = edge over both edges, which go on for ever. Velocities are
  /// central differences, one-sided at the ends; accelerations central differences of these.
  static func quadratic(_ axis: [Double], in edges: ClosedRange<Double>, rate: Double) -> Series {
    let count = axis.count
    guard count > 2 else { return [] }
    func velocity(_ index: Int) -> Double {
      let (from, to) = (max(0, index - 1), min(count - 1, index + 1))
      return (axis[to] - axis[from]) * rate / Double(to - from)
    }
    var (before, now) = (velocity(0), velocity(1))
    return (1..<(count - 1)).map { index in
      let next = velocity(index + 1)
      let acceleration = (next - before) * rate / 2
      defer { (before, now) = (now, next) }
      return min(
        time(over: edges.upperBound - axis[index], velocity: now, acceleration: acceleration),
        time(over: axis[index] - edges.lowerBound, velocity: -now, acceleration: -acceleration))
    }
  }

  /// The first time after which a way of `distance`, not below 0, is gone; infinite where it never is.
  static func time(over distance: Double, velocity: Double, acceleration: Double) -> Double {
    let square = velocity * velocity + 2 * acceleration * distance
    guard square >= 0 else { return .infinity }
    // Of the two forms of a root, the one without cancellation.
    if velocity > 0 { return 2 * distance / (velocity + square.squareRoot()) }
    return acceleration > 0 ? (square.squareRoot() - velocity) / acceleration : .infinity
  }

  /// The local minima of a series, in seconds. A flat stretch counts once; the ends don't.
  static func minima(of series: Series) -> [Double] {
    var minima: [Double] = []
    var last = Double.infinity
    var isFalling = false
    for (index, time) in series.enumerated() {
      if index > 0 {
        if time > last {
          if isFalling { minima.append(last) }
          isFalling = false
        } else if time < last {
          isFalling = true
        }
      }
      last = time
    }
    return minima
  }
}
