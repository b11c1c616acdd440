import LinuxSensors
public import Sensors

/// Whom a person's wait for a device concerns, and how long it lasts.
public struct Waiting {
  /// Whether the wait goes on while no device has come.
  public var goesOn: () -> Bool
  /// Told each obstacle once, while no device has come.
  public var tell: (SensorError) -> Void
  /// Says an error to people, for a stream under way.
  public var words: @Sendable (SensorError) -> String

  /// A wait.
  public init(
    goesOn: @escaping () -> Bool, tell: @escaping (SensorError) -> Void,
    words: @escaping @Sendable (SensorError) -> String
  ) {
    self.goesOn = goesOn
    self.tell = tell
    self.words = words
  }
}

extension DeviceName {
  /// Opens a real device as ``open(scenario:settings:prefersBoard:)`` does, and waits for it where it
  /// isn't there; once it was, the stream outlives its absence (``LinuxSensors/ReconnectingSource``).
  ///
  /// - Throws: what waiting can't mend (``LinuxSensors/DeviceSearch``), and the last obstacle where the
  ///   wait ends without a device.
  public func open(
    settings: AccelerometerSettings, prefersBoard: Bool, waiting: Waiting
  ) throws(SensorError) -> any SampleSource & ~Copyable {
    var search = DeviceSearch { () throws(SensorError) in
      try openHere(settings: settings, prefersBoard: prefersBoard)
    }
    var told: Set<SensorError> = []
    while waiting.goesOn() {
      if let source = try search.attempt() {
        let description = source.description
        let again = DeviceSearch { () throws(SensorError) in
          try located(as: description).openHere(settings: settings, prefersBoard: prefersBoard)
        }
        return try ThreadedSource(
          ReconnectingSource(source, search: again, words: waiting.words))
      }
      if let obstacle = search.obstacle, told.insert(obstacle).inserted { waiting.tell(obstacle) }
    }
    throw search.obstacle ?? .notFound("a device, in the time there was")
  }

  /// Where the device of a description is now: a board that connects again may get another node, and a
  /// device that wasn't named must not be mistaken for its neighbour. One without an identity is looked
  /// for where it was. Opens no device.
  ///
  /// - Throws: `notFound` where it is nowhere, and what an adapter throws.
  private func located(as description: SensorDescription) throws(SensorError) -> DeviceName {
    guard let identity = description.identity else { return self }
    switch self {
    case .chip(_, .some), .kernelAccelerometer, .simulation:
      return self
    case .chip(let adapter, nil):
      if let chip = try ConnectedDevices.probe(adapter).first(where: { $0.identity == identity }) {
        return .chip(adapter: adapter, address: chip.address)
      }
    case .any, .board, .controller, .eventNode:
      if let node = InputNodes.node(named: description.device, identity: identity) {
        return .eventNode(path: node.path)
      }
      guard case .any = self else { break }
      let devices = ConnectedDevices.find()
      if let found = devices.kernelAccelerometers.first(where: { $0.identity == identity }) {
        return .kernelAccelerometer(number: found.number)
      }
      for adapter in devices.adapters {
        let bus = "i2c-\(adapter.number)"
        if let chip = devices.chips.first(where: { $0.bus == bus && $0.identity == identity }) {
          return .chip(adapter: adapter.number, address: chip.address)
        }
      }
    }
    throw .notFound("\(description.device) (\(identity))")
  }
}
