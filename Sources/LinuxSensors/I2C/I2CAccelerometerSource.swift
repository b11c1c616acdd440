public import Samples
public import Sensors

/// An accelerometer on one of Linux's I2C adapters, read live.
///
/// It is polled at a pace of its own (``Sensors/Accelerometer/pollInterval``).
public struct I2CAccelerometerSource: SampleSource, ~Copyable {
  /// The chip, and by which kind of transfer it is read.
  public let description: SensorDescription

  /// A chip samples at its own pace.
  public var isLive: Bool { true }

  private var accelerometer: Accelerometer<I2CBus>
  private var timer = PollTimer()
  private var isClosed = false

  /// Finds the chip on the adapter at `path`, sets it up and starts it.
  ///
  /// - Throws: what ``I2CBus`` and ``Sensors/Accelerometer`` throw at their start.
  public init(
    model: AccelerometerModel, path: String, address: UInt8,
    settings: AccelerometerSettings = AccelerometerSettings()
  ) throws(SensorError) {
    let bus = try I2CBus(path: path, address: address)
    let location = bus.location
    let transfer = bus.transfer
    let accelerometer = try Accelerometer(
      model: model, bus: bus, settings: settings, location: location, clock: .monotonic,
      wait: { MonotonicClock.sleep(seconds: $0) })
    var description = accelerometer.description
    if transfer != .combined {
      description.remarks.append("read by \(transfer.rawValue) transfers")
    }
    self.description = description
    self.accelerometer = accelerometer
  }

  /// Sleeps until the next poll is due, at most 0.1 s, and appends what it finds.
  public mutating func read(
    into elements: inout [StreamElement<RawSample>]
  ) throws(SensorError) -> SourceProgress {
    guard !isClosed else { return .ended(.complete) }
    guard timer.waitForTurn() else { return .running }

    let now = MonotonicClock.now()
    try accelerometer.poll(at: now, into: &elements)
    // A poll that is left out costs nothing: the next one takes all that the chip holds.
    timer.advance(bySeconds: accelerometer.pollInterval, turnBegan: now)
    return .running
  }

  /// Puts the chip to sleep. The stream is over then.
  public mutating func close() {
    isClosed = true
    accelerometer.powerDown()
  }
}
