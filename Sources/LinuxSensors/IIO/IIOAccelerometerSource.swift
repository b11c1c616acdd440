public import Samples
public import Sensors

/// A way to the samples of an IIO device.
protocol IIOReader: ~Copyable {
  /// Appends what has come, after waiting for it up to 0.1 s.
  mutating func read(
    into elements: inout [StreamElement<RawSample>]
  ) throws(SensorError) -> SourceProgress
}

/// An accelerometer that a kernel driver owns, read through Linux IIO.
///
/// Samples come through its buffer, with the time of their interrupt, where there is one that fills and
/// that this user may use; or else its attributes are polled, and a remark says why. What is changed for
/// that (rate, scale, trigger, channels, clock) is put back at the end, also when the value goes away.
public struct IIOAccelerometerSource: SampleSource, ~Copyable {
  /// The device, by which way it is read, and what it was not possible to set.
  public let description: SensorDescription

  /// A chip samples at its own pace.
  public var isLive: Bool { true }

  private var reader: any IIOReader & ~Copyable
  private var changes: AttributeChanges
  private var gate: PlausibilityGate
  private let location: String
  private var end: SourceEnd?

  /// Sets up `iio:deviceN`, N being `number`; nil for the only one there is.
  ///
  /// - Throws: `notFound` where there is no such device, or more than one to choose from (its text
  ///   lists them); `unsupportedSetting` for a rate that the driver doesn't offer; `permission` where
  ///   this user may not even read; `system` otherwise.
  public init(
    number: Int?, settings: AccelerometerSettings = AccelerometerSettings(),
    system: SystemFiles = .machine
  ) throws(SensorError) {
    try self.init(
      number: number, settings: settings, system: system, patience: IIOBuffer.patience)
  }

  init(
    number: Int?, settings: AccelerometerSettings, system: SystemFiles, patience: Double
  ) throws(SensorError) {
    let device = try Self.device(number, in: system)
    var changes = AttributeChanges(in: system)
    var node: OwnedDescriptor?
    var refusal: IIOBufferFault?
    // Before anything is changed: whoever reads the device now has chosen its rate, too.
    do { node = try IIOBuffer.claim(device, in: system) } catch { refusal = error }
    let setup = try IIOSetup(
      device, settings: settings, isInUse: refusal?.isInUse ?? false, changes: &changes,
      in: system)
    let usesGyroscope = device.hasGyroscope && settings.gyroscope
    var remarks = setup.remarks
    if let gyroscope = device.separateGyroscope, settings.gyroscope {
      remarks.append("its gyroscope is a device of its own, \(gyroscope), and isn't used")
    }

    var hasAngularVelocity = usesGyroscope
    var rate = setup.rate
    let kept = changes.count
    do throws(IIOBufferFault) {
      guard let claimed = node.take() else { throw refusal ?? IIOBufferFault("it didn't open") }
      var buffer = try IIOBuffer(
        device, node: claimed, usesGyroscope: usesGyroscope, chipRate: setup.rate,
        askedRate: settings.rate,
        offsets: setup.offsets, changes: &changes, patience: patience, in: system)
      try buffer.waitForFirstFrame()
      remarks += buffer.remarks
      rate = buffer.rate
      hasAngularVelocity = buffer.hasAngularVelocity
      reader = consume buffer
    } catch {
      changes.restore(keeping: kept)
      remarks.append("its buffer isn't used: \(error.reason)")
      let wanted = settings.rate ?? setup.rate ?? AccelerometerSettings.usualRate
      let poller = try IIOPoller(
        device, usesGyroscope: usesGyroscope, wanted: min(wanted, setup.rate ?? wanted),
        offsets: setup.offsets, in: system)
      remarks += poller.remarks
      rate = poller.rate
      reader = consume poller
    }
    self.changes = changes

    var channels = Channels.acceleration(scale: setup.accelerationScale)
    if hasAngularVelocity, let scale = setup.angularVelocityScale {
      channels = .accelerationAndAngularVelocity(
        accelerationScale: setup.accelerationScale, angularVelocityScale: scale)
    }
    description = SensorDescription(
      device: device.name ?? device.deviceName,
      identity: device.identity,
      channels: channels, nominalRate: rate, clock: .monotonic, remarks: remarks)
    gate = PlausibilityGate(channels: channels)
    location = device.deviceName
  }

  /// Appends what has come, after waiting for it up to 0.1 s.
  ///
  /// - Throws: ``SensorError/implausible(location:_:)`` where the first second can't be true, and what
  ///   reading throws.
  public mutating func read(
    into elements: inout [StreamElement<RawSample>]
  ) throws(SensorError) -> SourceProgress {
    if let end { return .ended(end) }
    let count = elements.count
    let progress = try reader.read(into: &elements)
    try gate.watch(elements, from: count, at: location)
    if case .ended(let end) = progress { self.end = end }
    return progress
  }

  /// Puts back what was changed. The stream is over then.
  public mutating func close() {
    end = end ?? .complete
    changes.restore()
  }

  private static func device(_ number: Int?, in system: SystemFiles) throws(SensorError)
    -> IIODevice
  {
    let devices = IIODevices.accelerometers(in: system)
    guard let number else {
      return try devices.only(
        "accelerometers of Linux IIO", none: "an accelerometer of Linux IIO (iio:deviceN)",
        name: \.deviceName)
    }
    guard let device = devices.first(where: { $0.number == number }) else {
      throw .notFound("an accelerometer at iio:device\(number)")
    }
    return device
  }
}
