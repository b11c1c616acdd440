public import Samples
public import Sensors

/// An accelerometer that the kernel shows as an input device, read over evdev: a Joy-Con, a DualSense,
/// a Wii Remote.
///
/// While it is open the axes' fuzz is cleared, for every reader of the device; closing puts it back.
public struct EvdevAccelerometerSource: SampleSource, ~Copyable {
  /// The device, with its Bluetooth address as identity where the system knows it.
  public let description: SensorDescription

  /// A controller sends at its own pace.
  public var isLive: Bool { true }

  private var stream: EvdevStream<InputAccelerometerDecoder>
  private var gate: PlausibilityGate
  private let path: String

  /// Opens the accelerometer at `path`, `/dev/input/eventN` or a link to it.
  ///
  /// - Parameter usesGyroscope: whether its gyroscope, where it has one, is read.
  /// - Throws: `notFound` where there is no accelerometer at the path (its text says what is there),
  ///   `permission` for the node, `unknownScale` where nobody knows what a count is worth, `system`
  ///   otherwise.
  public init(
    path: String, usesGyroscope: Bool = true, system: SystemFiles = .machine
  ) throws(SensorError) {
    let node = try EvdevNode(path: path)
    guard let kind = InputAccelerometer.kind(of: node.facts) else {
      throw .notFound("\(path) is no accelerometer: \(node.name)")
    }
    guard
      let scale = InputAccelerometerScale(
        of: kind, usesGyroscope: usesGyroscope, axis: { node.axis($0) })
    else { throw .unknownScale(path: path, device: node.name) }

    let name = node.name
    stream = EvdevStream(
      node, axisCodes: scale.axisCodes, driverFuzz: kind.driverFuzz,
      farewell: "\(name) went away: switched off, out of reach or out of battery"
    ) {
      InputAccelerometerDecoder(
        timing: kind.timing, axisCodes: scale.axisCodes, startingFrom: $0)
    }
    let event = InputNodes.eventName(of: path, in: system)
    description = SensorDescription(
      device: name, identity: InputNodes.identity(of: event, in: system),
      channels: scale.channels, nominalRate: nil, clock: .monotonic,
      fuzz: Int(stream.cleared.inForce),
      remarks: scale.remarks + (stream.cleared.remark.map { [$0] } ?? []))
    gate = PlausibilityGate(channels: scale.channels)
    self.path = path
  }

  /// Opens the only accelerometer among the input devices.
  ///
  /// - Throws: as ``init(path:usesGyroscope:system:)``, and `notFound` where there is none or more than
  ///   one (its text lists them).
  public init(usesGyroscope: Bool = true, system: SystemFiles = .machine) throws(SensorError) {
    let node = try InputNodes.accelerometers(in: system).only(
      "controllers with an accelerometer", none: "a controller with an accelerometer",
      name: \.path)
    try self.init(path: node.path, usesGyroscope: usesGyroscope, system: system)
  }

  /// Appends what the device sent, after waiting for it up to 0.1 s.
  ///
  /// - Throws: ``SensorError/implausible(location:_:)`` where the first second can't be true, and what
  ///   reading the node throws.
  public mutating func read(
    into elements: inout [StreamElement<RawSample>]
  ) throws(SensorError) -> SourceProgress {
    let count = elements.count
    let progress = try stream.read(into: &elements)
    try gate.watch(elements, from: count, at: path)
    return progress
  }

  /// Puts the fuzz back as it was found. The stream is over then.
  public mutating func close() {
    stream.close()
  }
}
