/// A moment on a stream's own clock, to the microsecond.
///
/// Live streams count from an arbitrary origin (`CLOCK_MONOTONIC`), recordings from wherever their
/// first row says; only differences mean anything. One microsecond is what a recording stores, so a
/// live stream and its replay carry equal times.
public struct Timestamp: Hashable, Comparable, Sendable {
  /// Microseconds since the stream's origin; may be negative.
  public var microseconds: Int64

  /// A moment `microseconds` after the stream's origin.
  public init(microseconds: Int64) {
    self.microseconds = microseconds
  }

  /// The moment nearest to `seconds` after the stream's origin, or nil where `seconds` isn't finite
  /// or lies more than 145,000 years from it.
  public init?(seconds: Double) {
    let scaled = (seconds * 1e6).rounded(.toNearestOrEven)
    guard scaled.isFinite, abs(scaled) < 4.6e18 else { return nil }
    microseconds = Int64(scaled)
  }

  /// Seconds from `earlier` to this moment; negative where this one is the earlier.
  public func seconds(since earlier: Timestamp) -> Double {
    Double(microseconds &- earlier.microseconds) / 1e6
  }

  /// The moment `seconds` later, to the nearest microsecond.
  ///
  /// - Precondition: `seconds` is finite and within 290,000 years.
  public func advanced(bySeconds seconds: Double) -> Timestamp {
    Timestamp(microseconds: microseconds &+ Int64((seconds * 1e6).rounded(.toNearestOrEven)))
  }

  /// Orders moments of one stream; moments of different streams don't compare.
  public static func < (left: Timestamp, right: Timestamp) -> Bool {
    left.microseconds < right.microseconds
  }
}
