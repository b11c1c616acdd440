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

/// How soon the centre of pressure would reach the edge of the foot if it went on at its velocity, side to side
/// and front to back apart.
///
/// Linear: the distance to the edge ahead over the speed, from central differences; the series' local minima
/// are what is told of it. Source: Hertel, Olmsted-Kramer & Challis 2006, J Appl Biomech 22:67, with the foot
/// as a rectangle; after Riccio 1993, Slobounov et al. 1997, van Wegen et al. 2002.
struct TimeToBoundary: Sendable {
  /// The foot's outline; nil where it wasn't told.
  let foot: FootRectangle?

  /// Smallest, mean and standard deviation of the local minima in each direction, in seconds. O(n).
  func measures(of signal: PlanarSignal) -> [SwayMeasure] {
    guard let foot else {
      return Self.measures("ml", nil, missing: Self.untold)
        + Self.measures("ap", nil, missing: Self.untold)
    }
    let outside = signal.x.indices.count {
      abs(signal.x[$0] - foot.centerX) > foot.mediolateral / 2
        || abs(signal.y[$0] - foot.centerY) > foot.anteroposterior / 2
    }
    guard outside == 0 else {
      let missing =
        "\(outside) of \(signal.x.count) samples lie outside the foot's rectangle \(foot.word)"
      return Self.measures("ml", nil, missing: missing)
        + Self.measures("ap", nil, missing: missing)
    }
    let ml = Self.minima(
      of: signal.x, between: foot.centerX - foot.mediolateral / 2,
      and: foot.centerX + foot.mediolateral / 2, rate: signal.rate)
    let ap = Self.minima(
      of: signal.y, between: foot.centerY - foot.anteroposterior / 2,
      and: foot.centerY + foot.anteroposterior / 2, rate: signal.rate)
    return Self.measures("ml", ml) + Self.measures("ap", ap)
  }

  static let untold = "it needs the foot's place: --foot-rectangle WxL@X,Y"

  private static func measures(
    _ axis: String, _ minima: [Double]?, missing: String? = nil
  ) -> [SwayMeasure] {
    let minima = minima ?? []
    let center = mean(of: minima)
    let deviation = center.flatMap { center in
      minima.count > 1
        ? (minima.reduce(0) { $0 + ($1 - center) * ($1 - center) } / Double(minima.count - 1))
          .squareRoot() : nil
    }
    return [
      ("minimum", minima.min()), ("mean_minimum", center), ("sd_minimum", deviation),
    ].map { name, value in
      SwayMeasure(
        key: "time_to_boundary_linear_\(axis)_\(name)_s", value: value,
        missing: value == nil ? missing ?? "it has too few minima in the window" : nil)
    }
  }

  /// The local minima of the time to the edge ahead, in seconds. A flat stretch counts once; the ends don't.
  static func minima(
    of axis: [Double], between low: Double, and high: Double, rate: Double
  ) -> [Double] {
    guard axis.count > 2 else { return [] }
    var minima: [Double] = []
    var last = Double.infinity
    var isFalling = false
    for index in 1..<(axis.count - 1) {
      let velocity = (axis[index + 1] - axis[index - 1]) * rate / 2
      let ahead = velocity > 0 ? high - axis[index] : axis[index] - low
      // Standing still it never gets there.
      let time = velocity == 0 ? Double.infinity : ahead / abs(velocity)
      if index > 1 {
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
