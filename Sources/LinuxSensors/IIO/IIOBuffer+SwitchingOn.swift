import Sensors

extension IIOBuffer {
  /// Chooses the trigger that fills the buffer, its own where none is chosen; nil where there is none:
  /// some chips fill their buffer by themselves.
  static func chooseTrigger(
    of device: IIODevice, changes: inout AttributeChanges, in system: SystemFiles
  ) throws(SensorError) -> String? {
    let attribute = "\(IIODevices.folder(of: device.number))/trigger/current_trigger"
    guard system.exists(attribute) else { return nil }
    let chosen = try system.text(of: attribute)
    guard chosen.isEmpty else { return chosen }
    let own = IIODevices.ownTrigger(of: device.number, name: device.name, in: system)
    if let own { try changes.set(attribute, to: own) }
    return own
  }

  /// Lets a trigger that has a rate of its own, a timer for instance, fire as often as the chip samples.
  ///
  /// - Returns: the rate at which it fires then; nil where it goes by the chip, or stands still, which
  ///   some timers show as 0.
  static func setRate(
    ofTrigger trigger: String, to wanted: Double, changes: inout AttributeChanges,
    in system: SystemFiles
  ) -> Double? {
    guard let folder = IIODevices.folder(ofTrigger: trigger, in: system) else { return nil }
    let attribute = "\(folder)/sampling_frequency"
    // Where it can't be set it fires as it did before, and that is what is said of it.
    try? changes.set(attribute, to: IIONumber(wanted).text)
    let rate = (try? system.text(of: attribute)).flatMap { IIONumber(parsing: $0)?.value }
    return rate.flatMap { $0 > 0 ? $0 : nil }
  }

  /// Sets clock, channels and length, and switches the buffer on.
  ///
  /// - Returns: what frames are like, as the kernel says afterwards; without a time where it can't be of
  ///   `CLOCK_MONOTONIC`.
  /// - Throws: `system` with `EINVAL` where the kernel has no way to fill it.
  static func switchOn(
    _ device: IIODevice, usesGyroscope: Bool, capacity: Int, changes: inout AttributeChanges,
    in system: SystemFiles
  ) throws(SensorError) -> IIOFrameLayout {
    let folder = IIODevices.folder(of: device.number)
    let channels = try channels(in: "\(folder)/scan_elements", of: system)
    let hasMonotonicTime =
      channels.contains { $0.name == IIOFrameLayout.timestampName }
      && setClock("\(folder)/current_timestamp_clock", changes: &changes)
    let wanted =
      IIOFrameLayout.accelerationNames
      + (usesGyroscope ? IIOFrameLayout.angularVelocityNames : [])
      + (hasMonotonicTime ? [IIOFrameLayout.timestampName] : [])
    // Off before on: a driver may know only some combinations.
    for isWanted in [false, true] {
      for channel in channels where wanted.contains(channel.name) == isWanted {
        try changes.set(
          "\(folder)/scan_elements/in_\(channel.name)_en", to: isWanted ? "1" : "0")
      }
    }
    try changes.set("\(folder)/buffer/length", to: "\(capacity)")
    try changes.set("\(folder)/buffer/enable", to: "1")

    var enabled: [IIOChannel] = []
    for channel in channels
    where try system.text(of: "\(folder)/scan_elements/in_\(channel.name)_en") == "1" {
      enabled.append(channel)
    }
    guard let layout = IIOFrameLayout(channels: enabled) else {
      throw .notFound("way to read x, y and z from its frames")
    }
    return layout
  }

  /// Every channel that can be switched on.
  private static func channels(
    in folder: String, of system: SystemFiles
  ) throws(SensorError) -> [IIOChannel] {
    var channels: [IIOChannel] = []
    for file in system.names(in: folder) where file.hasPrefix("in_") && file.hasSuffix("_en") {
      let name = String(file.dropFirst(3).dropLast(3))
      let type = try system.text(of: "\(folder)/in_\(name)_type")
      guard let index = Int(try system.text(of: "\(folder)/in_\(name)_index")),
        let scanType = IIOScanType(parsing: type)
      else { throw .notFound("way to read channel \(name) (\(type))") }
      channels.append(IIOChannel(name: name, index: index, type: scanType))
    }
    return channels
  }

  /// Whether the kernel takes its time stamps from `CLOCK_MONOTONIC` now.
  private static func setClock(_ path: String, changes: inout AttributeChanges) -> Bool {
    do {
      try changes.set(path, to: "monotonic")
      return true
    } catch {
      return false
    }
  }
}
