import Glibc
import Samples
import Sensors

/// Why a device's buffer can't be used, for a remark.
struct IIOBufferFault: Error {
  var reason: String
  /// Whether another program seems to use the device, so that nothing of it may be changed.
  var isInUse = false

  init(_ reason: String) { self.reason = reason }

  init(_ error: SensorError) {
    // What the kernel says of a buffer that nothing would fill.
    if case .system(_, "write", EINVAL) = error {
      reason = "there is no trigger that fills it"
    } else {
      reason = error.wordsOfIIO
      if case .system(_, _, EBUSY) = error { isInUse = true }
    }
  }
}

/// The frames that a kernel driver puts into the buffer of an IIO device, each with the time of its
/// interrupt where the device has a time stamp.
///
/// Source: Linux `drivers/iio/industrialio-buffer.c` (`iio_buffer_read`, `enable_store`) and
/// `industrialio-trigger.c` (`current_trigger_store`).
struct IIOBuffer: IIOReader, ~Copyable {
  /// What a reader of the stream must be told.
  private(set) var remarks: [String] = []
  /// Samples a second: the chip's, or those of a timer that asks for them; nil where nobody knows.
  let rate: Double?
  /// Whether frames have numbers of a gyroscope.
  var hasAngularVelocity: Bool { layout.hasAngularVelocity }

  /// Seconds of silence after which the buffer counts as dead.
  static let patience = 2.0

  private let node: OwnedDescriptor
  private let path: String
  private let layout: IIOFrameLayout
  private let offsets: SIMD8<Int32>
  /// Frames that the kernel holds at most. It drops what comes after them, and tells nobody.
  private let capacity: Int
  /// Seconds between samples beyond which some were lost.
  private let longestStep: Double
  private let patience: Double
  /// Where frames have no time of their own.
  private var clock: SampleClock?
  private var bytes: [UInt8]
  private var filled = 0
  private var trail = SampleTrail()
  private var lastArrival = MonotonicClock.now()
  private var hasRunFull = false

  /// Opens the buffer's node, which opens for one program at a time, and finds nobody else using it.
  static func claim(
    _ device: IIODevice, in system: SystemFiles
  ) throws(IIOBufferFault) -> OwnedDescriptor {
    guard device.hasBuffer else { throw IIOBufferFault("the driver has none") }
    return try orFault { () throws(SensorError) in
      let node = try system.open(device.path, flags: O_RDONLY | O_NONBLOCK)
      let attribute = "\(IIODevices.folder(of: device.number))/buffer/enable"
      // A program may switch the buffer on and open the node only later.
      guard try system.text(of: attribute) == "0" else {
        throw .system(path: attribute, operation: "write", code: EBUSY)
      }
      return node
    }
  }

  /// Switches the buffer on; ``waitForFirstFrame()`` must follow.
  ///
  /// - Parameters:
  ///   - node: what ``claim(_:in:)`` opened.
  ///   - chipRate: the chip's own samples a second; nil where nobody knows.
  ///   - askedRate: samples a second that a person asked for; nil where nobody did.
  ///   - changes: takes what has to be put back, also after a fault.
  ///   - patience: seconds that the first frame may take.
  init(
    _ device: IIODevice, node: consuming OwnedDescriptor, usesGyroscope: Bool, chipRate: Double?,
    askedRate: Double?,
    offsets: SIMD8<Int32>, changes: inout AttributeChanges, patience: Double = Self.patience,
    in system: SystemFiles
  ) throws(IIOBufferFault) {
    let trigger = try Self.orFault { () throws(SensorError) in
      try Self.chooseTrigger(of: device, changes: &changes, in: system)
    }
    let wanted = chipRate ?? askedRate ?? AccelerometerSettings.usualRate
    let timerRate = trigger.flatMap {
      Self.setRate(ofTrigger: $0, to: wanted, changes: &changes, in: system)
    }
    if let timerRate, abs(timerRate - wanted) > 0.01 * wanted {
      remarks.append(
        "its trigger fires \(IIONumber(timerRate).text) times a second, not the "
          + "\(IIONumber(wanted).text) that were wanted")
    }
    let rate = timerRate ?? chipRate
    // Two seconds of samples; the kernel takes powers of two.
    var capacity = 256
    while Double(capacity) < 2 * (rate ?? 0) && capacity < 8192 { capacity *= 2 }
    let layout = try Self.orFault { () throws(SensorError) in
      try Self.switchOn(
        device, usesGyroscope: usesGyroscope, capacity: capacity, changes: &changes, in: system)
    }
    self.node = node
    self.layout = layout
    path = device.path
    self.rate = rate
    self.offsets = offsets
    self.capacity = capacity
    self.patience = patience
    longestStep = rate.map { 2.5 / $0 } ?? 0.25
    bytes = [UInt8](repeating: 0, count: capacity * layout.byteCount)
  }

  /// Appends what has come, after waiting for it up to 0.1 s.
  mutating func read(
    into elements: inout [StreamElement<RawSample>]
  ) throws(SensorError) -> SourceProgress {
    if filled < layout.byteCount {
      _ = try node.waitForInput(milliseconds: 100)
      switch try Self.fill(&bytes, filled: &filled, from: node, path: path) {
      case .bytes: break
      case .nothing:
        guard MonotonicClock.now().seconds(since: lastArrival) > patience else { return .running }
        trail.end(.noAnswer, into: &elements)
        throw .system(path: path, operation: "wait for samples", code: ETIMEDOUT)
      case .gone:
        trail.end(.unplugged, into: &elements)
        return .ended(.lost("the kernel took \(path) away"))
      }
    }
    deliver(into: &elements)
    return .running
  }

  private mutating func deliver(into elements: inout [StreamElement<RawSample>]) {
    let now = MonotonicClock.now()
    let frames = filled / layout.byteCount
    guard frames > 0 else { return }
    lastArrival = now
    if hasRunFull, clock != nil {
      trail.lose(.eventsDropped)
      clock?.restart(after: trail.lastGood ?? now)
    }
    let times = clock?.advance(count: frames, readAt: now)
    for frame in 0..<frames {
      let offset = frame * layout.byteCount
      let time = times?[frame] ?? layout.time(in: bytes.span, at: offset) ?? now
      let last = trail.lastGood
      guard let counts = layout.counts(in: bytes.span, at: offset), time > last ?? .distantPast
      else {
        trail.lose(.badFrame)
        continue
      }
      if clock == nil, let last, time.seconds(since: last) > longestStep {
        trail.lose(hasRunFull ? .eventsDropped : .timeJump)
      }
      hasRunFull = false
      trail.deliver(counts &+ offsets, at: time, into: &elements)
    }
    hasRunFull = frames >= capacity
    // The kernel gives whole frames; another reader of the same interface might not.
    let taken = frames * layout.byteCount
    for index in taken..<filled { bytes[index - taken] = bytes[index] }
    filled -= taken
  }

  private static func orFault<Result: ~Copyable>(
    _ attempt: () throws(SensorError) -> Result
  ) throws(IIOBufferFault) -> Result {
    do {
      return try attempt()
    } catch {
      throw IIOBufferFault(error)
    }
  }

  private enum Arrival {
    case bytes
    case nothing
    case gone
  }

  private static func fill(
    _ bytes: inout [UInt8], filled: inout Int, from node: borrowing OwnedDescriptor, path: String
  ) throws(SensorError) -> Arrival {
    let start = filled
    let count = unsafe bytes.withUnsafeMutableBytes { buffer in
      let rest = unsafe UnsafeMutableRawBufferPointer(rebasing: buffer[start...])
      return unsafe Glibc.read(node.number, rest.baseAddress, rest.count)
    }
    if count > 0 {
      filled += count
      return .bytes
    }
    // An end of the file means that no channel is switched on any more.
    if count == 0 || errno == ENODEV { return .gone }
    if errno == EAGAIN || errno == EINTR { return .nothing }
    throw .system(path: path, operation: "read", code: errno)
  }

  /// Sees whether the buffer is worth using: a trigger may be there and nothing fire it, and some
  /// devices bring times by a clock of their own, whatever is asked of the kernel.
  mutating func waitForFirstFrame() throws(IIOBufferFault) {
    let end = MonotonicClock.now().advanced(bySeconds: patience)
    while filled < layout.byteCount {
      let arrival = try Self.orFault { () throws(SensorError) in
        _ = try node.waitForInput(milliseconds: 100)
        return try Self.fill(&bytes, filled: &filled, from: node, path: path)
      }
      guard arrival != .gone, arrival == .bytes || MonotonicClock.now() < end else {
        throw IIOBufferFault("no sample came through it")
      }
    }
    let now = MonotonicClock.now()
    lastArrival = now
    var doubt = "its samples have no time stamp"
    if let time = layout.time(in: bytes.span) {
      guard abs(now.seconds(since: time)) > 10 else { return }
      doubt = "its time stamps are by another clock"
    }
    guard let rate else { throw IIOBufferFault("\(doubt), and its rate isn't known") }
    clock = SampleClock(nominalRate: rate)
    remarks.append("\(doubt): times are those of reading, smoothed")
  }
}

extension Timestamp {
  fileprivate static let distantPast = Timestamp(microseconds: .min)
}
