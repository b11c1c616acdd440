import Glibc
import Samples
import Sensors

/// The present counts of an IIO device, read one attribute after the other.
struct IIOPoller: IIOReader, ~Copyable {
  /// Samples a second.
  let rate: Double
  /// What a reader of the stream must be told.
  let remarks: [String]

  /// Seconds without an answer after which the chip counts as gone.
  static let patience = 1.0

  private let attributes: [CountAttribute]
  private let offsets: SIMD8<Int32>
  private var timer = PollTimer()
  private var trail = SampleTrail()
  private var failingSince: Timestamp?

  /// The fewest samples a second; what is slower is a slip.
  static let slowest = 0.01

  /// Opens the attributes and reads them some times, to see how long that takes.
  ///
  /// - Parameter wanted: samples a second, unless reading takes too long for that.
  /// - Throws: `unsupportedSetting` for a rate below ``slowest``, `notFound` for an attribute that holds
  ///   no count, and what opening and reading them throws.
  init(
    _ device: IIODevice, usesGyroscope: Bool, wanted: Double, offsets: SIMD8<Int32>,
    in system: SystemFiles
  ) throws(SensorError) {
    guard wanted >= Self.slowest else {
      throw .unsupportedSetting(
        name: "rate in Hz", asked: "\(wanted)", offered: ["\(Self.slowest) and more"])
    }
    let names =
      IIOFrameLayout.accelerationNames
      + (usesGyroscope ? IIOFrameLayout.angularVelocityNames : [])
    var attributes: [CountAttribute] = []
    for name in names {
      let path = "\(IIODevices.folder(of: device.number))/in_\(name)_raw"
      attributes.append(try CountAttribute(path: path, in: system))
    }
    var durations: [Double] = []
    for _ in 0..<5 {
      let start = MonotonicClock.now()
      for attribute in attributes where try attribute.read() == nil {
        throw .notFound("a whole number in \(attribute.path)")
      }
      durations.append(MonotonicClock.now().seconds(since: start))
    }
    let duration = durations.sorted()[durations.count / 2]
    rate = Self.rate(wanted: wanted, pollDuration: duration)
    var remarks = [
      "polled \(IIONumber(rate).text) times a second: the axes are read one after the other, "
        + "not at one moment"
    ]
    if rate < wanted {
      remarks.append(
        "the driver takes \(Int((duration * 1000).rounded())) ms for a sample, too long for "
          + "\(IIONumber(wanted).text) Hz; a higher --rate may make it faster")
    }
    self.remarks = remarks
    self.attributes = attributes
    self.offsets = offsets
  }

  /// The rate that can be kept up where one poll takes so many seconds, with a fifth to spare: whole
  /// numbers from 1 Hz on.
  static func rate(wanted: Double, pollDuration: Double) -> Double {
    let possible = 0.8 / max(pollDuration, 1e-6)
    guard possible < wanted else { return wanted }
    return possible < 1 ? possible : possible.rounded(.down)
  }

  /// Sleeps until the next poll is due, at most 0.1 s, and appends what it finds.
  mutating func read(
    into elements: inout [StreamElement<RawSample>]
  ) throws(SensorError) -> SourceProgress {
    guard timer.waitForTurn() else { return .running }

    let start = MonotonicClock.now()
    timer.advance(bySeconds: 1 / rate, turnBegan: start)
    do throws(SensorError) {
      try poll(from: start, into: &elements)
      failingSince = nil
    } catch .system(_, _, ENODEV) {
      trail.end(.unplugged, into: &elements)
      return .ended(.lost("the kernel took the device away"))
    } catch {
      trail.lose(.noAnswer)
      let since = failingSince ?? start
      failingSince = since
      guard start.seconds(since: since) >= Self.patience else { return .running }
      trail.end(.noAnswer, into: &elements)
      throw error
    }
    return .running
  }

  private mutating func poll(
    from start: Timestamp, into elements: inout [StreamElement<RawSample>]
  ) throws(SensorError) {
    trail.lastGood = trail.lastGood ?? start
    var counts = offsets
    var isWhole = true
    for (axis, attribute) in attributes.enumerated() {
      if let count = try attribute.read() { counts[axis] &+= count } else { isWhole = false }
    }
    guard isWhole else { return trail.lose(.badFrame) }
    // The axes lie around the middle of the poll.
    let half = MonotonicClock.now().seconds(since: start) / 2
    let time = start.advanced(bySeconds: half)
    if let last = trail.lastGood, time.seconds(since: last) > 2.5 / rate { trail.lose(.timeJump) }
    trail.deliver(counts, at: time, into: &elements)
  }
}

/// An attribute of sysfs that is kept open, so that reading it again is one call.
private final class CountAttribute: Sendable {
  let path: String
  private let descriptor: OwnedDescriptor

  init(path: String, in system: SystemFiles) throws(SensorError) {
    self.path = path
    descriptor = try system.open(path, flags: O_RDONLY)
  }

  /// The number that it holds now; nil where it holds something else.
  func read() throws(SensorError) -> Int32? {
    // Longer than any number: "-2147483648" and a line's end are twelve bytes.
    var letters = InlineArray<16, UInt8>(repeating: 0)
    var count: Int
    repeat {
      var span = letters.mutableSpan
      count = unsafe span.withUnsafeMutableBytes { buffer in
        // From the start of the file, which makes the kernel ask the driver anew.
        unsafe pread(descriptor.number, buffer.baseAddress, buffer.count, 0)
      }
    } while count < 0 && errno == EINTR
    guard count >= 0 else { throw .system(path: path, operation: "read", code: errno) }
    return Self.number(in: letters.span, count: count)
  }

  /// Reads digits without making a string of them: this is done for every sample.
  private static func number(in letters: Span<UInt8>, count: Int) -> Int32? {
    let isNegative = count > 0 && letters[0] == UInt8(ascii: "-")
    var index = isNegative ? 1 : 0
    let first = index
    var number: Int64 = 0
    while index < count, letters[index] != UInt8(ascii: "\n") {
      let digit = Int64(letters[index]) - Int64(UInt8(ascii: "0"))
      guard (0...9).contains(digit) else { return nil }
      number = number * 10 + digit
      index += 1
    }
    return index > first ? Int32(exactly: isNegative ? -number : number) : nil
  }
}
