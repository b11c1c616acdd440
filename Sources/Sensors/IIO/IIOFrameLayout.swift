public import Samples

/// One channel of a buffer of Linux IIO.
public struct IIOChannel: Hashable, Sendable {
  /// Its name without `in_`: `accel_x`, `anglvel_z`, `timestamp`.
  public var name: String
  /// Its place among the channels (`_index`).
  public var index: Int
  /// How its number lies there (`_type`).
  public var type: IIOScanType

  /// A channel.
  public init(name: String, index: Int, type: IIOScanType) {
    self.name = name
    self.index = index
    self.type = type
  }
}

/// Where the numbers lie in one frame of an IIO buffer.
///
/// Channels stand in the order of their indices, each aligned to its own size; the time stamp comes last;
/// a frame is padded to a multiple of its largest channel.
///
/// Source: Linux `drivers/iio/industrialio-buffer.c`, `iio_compute_scan_bytes`.
public struct IIOFrameLayout: Hashable, Sendable {
  private struct Place: Hashable {
    var offset: Int
    var type: IIOScanType
  }

  /// The accelerometer's channels, x first.
  public static let accelerationNames = ["accel_x", "accel_y", "accel_z"]
  /// The gyroscope's channels, x first.
  public static let angularVelocityNames = ["anglvel_x", "anglvel_y", "anglvel_z"]
  /// The channel that holds the time, in nanoseconds.
  public static let timestampName = "timestamp"

  /// Bytes in a frame, padding included.
  public let byteCount: Int
  /// Whether frames have three numbers of a gyroscope.
  public var hasAngularVelocity: Bool { places.count == 6 }

  private let places: [Place]
  private let timestamp: Place?

  /// The layout of frames of these channels, which are all that are switched on; nil where x, y and z of
  /// the accelerometer aren't all among them, or one that is needed holds more than one number.
  public init?(channels: [IIOChannel]) {
    var offset = 0
    var largest = 1
    var found: [String: Place] = [:]
    let isTime = { (channel: IIOChannel) in channel.name == Self.timestampName }
    let ordered = channels.filter { !isTime($0) }.sorted { $0.index < $1.index }
    for channel in ordered + channels.filter(isTime) {
      let size = channel.type.byteCount
      offset = Self.aligned(offset, to: size)
      if channel.type.repetitions == 1 {
        found[channel.name] = Place(offset: offset, type: channel.type)
      }
      offset += size
      largest = max(largest, size)
    }
    byteCount = Self.aligned(offset, to: largest)
    timestamp = found[Self.timestampName]

    let acceleration = Self.accelerationNames.compactMap { found[$0] }
    let angularVelocity = Self.angularVelocityNames.compactMap { found[$0] }
    guard acceleration.count == 3 else { return nil }
    places = acceleration + (angularVelocity.count == 3 ? angularVelocity : [])
  }

  /// The counts of the frame that begins at `offset`: acceleration x, y, z, then angular velocity
  /// x, y, z where there is one; the rest is 0. Nil where a number is too large for a count.
  ///
  /// - Precondition: a whole frame lies within `bytes`.
  public func counts(in bytes: Span<UInt8>, at offset: Int = 0) -> SIMD8<Int32>? {
    var counts = SIMD8<Int32>.zero
    for (axis, place) in places.enumerated() {
      guard let number = place.type.number(in: bytes, at: offset + place.offset),
        let count = Int32(exactly: number)
      else { return nil }
      counts[axis] = count
    }
    return counts
  }

  /// The time of the frame that begins at `offset`, to the microsecond below; nil where frames have
  /// none.
  ///
  /// - Precondition: a whole frame lies within `bytes`.
  public func time(in bytes: Span<UInt8>, at offset: Int = 0) -> Timestamp? {
    guard let timestamp,
      let nanoseconds = timestamp.type.number(in: bytes, at: offset + timestamp.offset)
    else { return nil }
    return Timestamp(microseconds: nanoseconds / 1000)
  }

  private static func aligned(_ offset: Int, to size: Int) -> Int {
    (offset + size - 1) / size * size
  }
}
