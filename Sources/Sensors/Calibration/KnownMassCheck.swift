public import Samples

/// What a board says of a mass that is known, in its middle and on its corners. A pure state machine.
///
/// Nothing is put right by it: it tells how far a board can be trusted. A place counts once the load has
/// stayed the same on it for ``span`` seconds; the places may come in any order.
public struct KnownMassCheck: Sendable {
  /// Where the mass lies.
  public enum Place: String, Hashable, Sendable, CaseIterable {
    /// The middle of the four cells.
    case middle
    /// On the cell away from the button, to the left of who faces away from it.
    case topLeft = "top left"
    /// On the cell away from the button, to the right.
    case topRight = "top right"
    /// On the cell by the button, to the left.
    case bottomLeft = "bottom left"
    /// On the cell by the button, to the right.
    case bottomRight = "bottom right"
  }

  /// Seconds of the same load that make a measurement.
  public static let span = 3.0
  /// A cell that changes by more kg than this was being loaded.
  static let sameLoad = 0.5
  /// Up to this share of the way from the middle to the cells is the middle, beyond it a corner.
  static let middle = 0.2

  /// The mass in kg.
  public let kilograms: Double
  /// What the board said of it at each place, in kg, in the order of measuring.
  public private(set) var readings: [(place: Place, kilograms: Double)] = []
  private let tare: SIMD4<Double>
  private let places: [Place]
  private var last: (time: Timestamp, loads: SIMD4<Double>)?
  private var blockStart: (time: Timestamp, loads: SIMD4<Double>)?
  private var moments = TimedMoments()

  /// A check with a mass of so many kg, on a board that reads `tare` when empty.
  public init(kilograms: Double, tare: SIMD4<Double>, withCorners: Bool) {
    self.kilograms = kilograms
    self.tare = tare
    places = withCorners ? Place.allCases : [.middle]
  }

  /// Where the mass is yet to be put.
  public var missing: [Place] {
    places.filter { place in !readings.contains { $0.place == place } }
  }

  /// By how many percent a reading is off; positive where it is too much.
  public func percentOff(_ reading: Double) -> Double { 100 * (reading - kilograms) / kilograms }

  /// Takes a sample; the place that it completed, or nil.
  public mutating func take(_ sample: BoardSample) -> Place? {
    let place = advance(to: sample.time)
    let loads = SIMD4(sample.topLeft, sample.topRight, sample.bottomLeft, sample.bottomRight) - tare
    last = (sample.time, loads)
    let reference = blockStart?.loads ?? SIMD4(repeating: .infinity)
    if (0..<4).contains(where: { !(abs(loads[$0] - reference[$0]) <= Self.sameLoad) }) {
      blockStart = (sample.time, loads)
      moments = TimedMoments()
    }
    return place
  }

  /// Lets the last values hold on until `time`, for a board that says nothing while nothing changes;
  /// the place that this completed, or nil.
  public mutating func advance(to time: Timestamp) -> Place? {
    guard let last, let blockStart else { return nil }
    moments.add(last.loads, for: time.seconds(since: last.time))
    self.last = (max(time, last.time), last.loads)
    guard time.seconds(since: blockStart.time) >= Self.span else { return nil }
    let mean = moments.mean
    self.blockStart = (time, mean)
    moments = TimedMoments()
    guard mean.sum() >= kilograms / 2, let place = Self.place(of: mean),
      missing.contains(place)
    else { return nil }
    readings.append((place, mean.sum()))
    return place
  }

  /// Where a load lies; nil on the way from the middle to an edge.
  private static func place(of loads: SIMD4<Double>) -> Place? {
    let right = (loads[1] + loads[3] - loads[0] - loads[2]) / loads.sum()
    let top = (loads[0] + loads[1] - loads[2] - loads[3]) / loads.sum()
    if abs(right) <= middle, abs(top) <= middle { return .middle }
    guard abs(right) > middle, abs(top) > middle else { return nil }
    return top > 0 ? (right > 0 ? .topRight : .topLeft) : (right > 0 ? .bottomRight : .bottomLeft)
  }
}
