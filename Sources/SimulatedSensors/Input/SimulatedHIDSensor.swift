/// An accelerometer that speaks the HID sensor page over USB, as the sensor hubs of tablets and laptops do:
/// the kernel makes an IIO device of it, with a trigger and a buffer of its own.
///
/// It can be reached only through a kernel. Its reports lie in ``HIDSensorReports``.
public struct SimulatedHIDSensor: SimulatedHIDDevice {
  /// How the sensor behaves.
  public struct Settings: Hashable, Sendable {
    /// How it differs from the ideal.
    public var errors = ChipErrors.none
    /// Stretches in seconds in which it sends nothing.
    public var silences: [ClosedRange<Double>] = []
    /// When it goes away, in seconds; nil where it stays.
    public var unpluggedAt: Double?

    /// An ideal sensor that stays.
    public init() {}
  }

  /// What it is called where a chip is named.
  public static let name = "HID-sensor"
  /// The kernel drivers that know it.
  public static let drivers = ["hid-sensor-hub", "hid-sensor-accel-3d"]

  private let motion: any InertialMotion
  private let settings: Settings
  private var sensing: SensingElement
  private var timer = SamplingTimer()
  private var feature = HIDSensorReports.Feature()
  /// What the last report said, in millionths of a g; nil before the first.
  private var reported: SIMD3<Int32>?

  /// A sensor moved by `motion`.
  public init(motion: any InertialMotion, settings: Settings = Settings()) {
    self.motion = motion
    self.settings = settings
    sensing = SensingElement(motion: motion, errors: settings.errors)
  }

  /// A sensor on USB. Vendor and product are those that pid.codes keeps for tests; the number is from the
  /// range that RFC 7042 keeps for documents.
  public var identity: HIDIdentity {
    HIDIdentity(
      name: "Simulated HID sensor", unique: "00:00:5e:00:53:20", bus: .usb, vendor: 0x1209,
      product: 0x0001, reportDescriptor: HIDSensorReports.descriptor)
  }

  /// While its power is on and it is asked for all events.
  public var isStreaming: Bool { feature.isStreaming }

  /// When the next sample is taken.
  public var nextReport: Double { timer.next }

  /// It has no output reports.
  public func answer(_ report: [UInt8]) -> [[UInt8]] { [] }

  /// What it is set to.
  public func feature(_ number: UInt8) -> [UInt8]? {
    number == HIDSensorReports.number ? feature.bytes : nil
  }

  /// Sets it. What isn't one of a property's values leaves that property as it is.
  public mutating func setFeature(_ report: [UInt8]) {
    let interval = feature.milliseconds
    feature.take(report)
    // A new interval counts from now: nothing is caught up.
    if isStreaming, timer.now.isFinite, feature.milliseconds != interval {
      timer.start(period: period)
    }
  }

  /// What it feels now, asked for; nil where it is off.
  public mutating func input(_ number: UInt8) -> [UInt8]? {
    guard number == HIDSensorReports.number, isStreaming, timer.now.isFinite else { return nil }
    return HIDSensorReports.input(counts(at: timer.now), event: .pollResponse)
  }

  /// The motion begins anew; the first report comes an interval later.
  public mutating func begin() {
    sensing = SensingElement(motion: motion, errors: settings.errors)
    timer = SamplingTimer()
    _ = timer.sampleDue(by: 0)
    timer.start(period: period)
    reported = nil
  }

  /// The next report; a sample that differs too little from the one reported last is kept back.
  public mutating func report(by seconds: Double) -> [UInt8]? {
    while let moment = timer.sampleDue(by: seconds) {
      let counts = counts(at: moment)
      timer.schedule(after: period)
      guard isNews(counts), !isUnplugged(at: moment),
        !settings.silences.contains(where: { $0.contains(moment) })
      else { continue }
      reported = counts
      return HIDSensorReports.input(counts, event: .dataUpdated)
    }
    return nil
  }

  /// Whether it was unplugged by then.
  public func isUnplugged(at seconds: Double) -> Bool {
    settings.unpluggedAt.map { seconds >= $0 } ?? false
  }

  /// From sample to sample by its own clock, in seconds.
  private var period: Double {
    sensing.period(nominal: Double(feature.milliseconds) / 1000, at: timer.now)
  }

  private func isNews(_ counts: SIMD3<Int32>) -> Bool {
    guard let reported else { return true }
    let limit = Int32(feature.sensitivity) * 1000
    return (0..<3).contains { abs(counts[$0] - reported[$0]) >= limit }
  }

  /// Millionths of a g, up to 16 g either way.
  private mutating func counts(at seconds: Double) -> SIMD3<Int32> {
    let force = sensing.measure(at: seconds, bandwidth: 250 / Double(feature.milliseconds))
      .specificForce
    let limit = Double(HIDSensorReports.limit)
    var counts = SIMD3<Int32>()
    for axis in 0..<3 {
      let count = (force[axis] / 9.80665 * 1e6).rounded()
      counts[axis] = Int32(max(-limit, min(limit, count)))
    }
    return counts
  }
}
