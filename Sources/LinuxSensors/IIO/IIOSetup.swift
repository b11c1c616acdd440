import Glibc
import Samples
import Sensors

/// What was set of an IIO device's rate and ranges, and what is in force.
///
/// Source: Linux `Documentation/ABI/testing/sysfs-bus-iio`.
struct IIOSetup {
  /// What a reader of the stream must be told.
  private(set) var remarks: [String] = []
  /// The chip's own samples a second; nil where the kernel doesn't tell.
  private(set) var rate: Double?
  /// m/s² a count.
  private(set) var accelerationScale = 0.0
  /// rad/s a count; nil without a gyroscope.
  private(set) var angularVelocityScale: Double?
  /// What is added to each count before it is scaled, in channel order.
  private(set) var offsets = SIMD8<Int32>.zero

  private let folder: String
  private let system: SystemFiles
  private let isInUse: Bool

  /// Sets what `settings` ask for, as far as this user may.
  ///
  /// - Parameter isInUse: whether another program uses the device, so that it stays as it is.
  /// - Throws: `unsupportedSetting` for a rate that isn't offered; `notFound` where a scale or an offset
  ///   makes no sense.
  init(
    _ device: IIODevice, settings: AccelerometerSettings, isInUse: Bool,
    changes: inout AttributeChanges, in system: SystemFiles
  ) throws(SensorError) {
    folder = IIODevices.folder(of: device.number)
    self.system = system
    self.isInUse = isInUse
    let hasGyroscope = device.hasGyroscope && settings.gyroscope
    try setRate(asked: settings.rate, changes: &changes)
    if hasGyroscope { setGyroscopeRate(changes: &changes) }
    setHysteresis(of: "accel", changes: &changes)
    if hasGyroscope { setHysteresis(of: "anglvel", changes: &changes) }

    let gravity = PhysicalConstant.standardGravity
    setRange(
      of: "accel", to: settings.range * gravity, words: { "±\(Self.short($0 / gravity)) g" },
      changes: &changes)
    accelerationScale = try scale(of: IIOFrameLayout.accelerationNames, kind: "accel")
    try readOffset(of: "accel", axes: 0..<3)
    if hasGyroscope {
      let degree = Double.pi / 180
      setRange(
        of: "anglvel", to: settings.gyroscopeRange * degree,
        words: { "±\(Self.short($0 / degree)) degrees/s" }, changes: &changes)
      angularVelocityScale = try scale(
        of: IIOFrameLayout.angularVelocityNames, kind: "anglvel")
      try readOffset(of: "anglvel", axes: 3..<6)
    }
    for name in ["in_accel_mount_matrix", "in_mount_matrix", "mount_matrix"] {
      if let text = text(name), !IIOMountMatrix.isIdentity(text) {
        // Which way is down is learned anyway, and both sensors of a chip share their axes.
        remarks.append("its mount matrix isn't applied: the axes are those of the chip")
        break
      }
    }
  }

  private mutating func setRate(
    asked: Double?, changes: inout AttributeChanges
  ) throws(SensorError) {
    let names = ["in_accel_sampling_frequency", "sampling_frequency"]
    let offer = names.compactMap { text($0 + "_available") }.compactMap(IIOOffer.init(parsing:))
      .first
    guard let name = names.first(where: { text($0) != nil }) else {
      remarks.append("the kernel doesn't tell its rate")
      return
    }
    let wanted = asked ?? AccelerometerSettings.usualRate
    let choice =
      if let offer {
        asked == nil ? offer.nearest(to: wanted) : offer.exactly(wanted)
      } else {
        IIONumber(wanted)
      }
    guard let choice else {
      throw .unsupportedSetting(
        name: "rate in Hz", asked: "\(wanted)", offered: offer?.words ?? [])
    }
    let problem = set(name, to: choice, changes: &changes)
    // A driver without a list takes what it can.
    rate = number(name)?.value
    if !((rate ?? 0) > 0) {
      rate = nil
      remarks.append("the kernel doesn't tell its rate")
    }
    if let problem { remarks.append("its rate stays at \(words(ofRate: rate)): \(problem)") }
    if problem == nil, let asked, let rate, abs(rate - asked) > 0.01 * asked {
      throw .unsupportedSetting(name: "rate in Hz", asked: "\(asked)", offered: ["\(rate)"])
    }
  }

  /// A gyroscope with a rate of its own gets the one nearest to the accelerometer's.
  private mutating func setGyroscopeRate(changes: inout AttributeChanges) {
    let name = "in_anglvel_sampling_frequency"
    guard let rate, text(name) != nil else { return }
    let offer = text(name + "_available").flatMap(IIOOffer.init(parsing:))
    let choice = offer?.nearest(to: rate) ?? IIONumber(rate)
    let problem = set(name, to: choice, changes: &changes)
    if let problem {
      remarks.append(
        "its gyroscope's rate stays at \(words(ofRate: number(name)?.value)): \(problem)")
    }
  }

  /// Has every sample told, not only those that differ enough from the one told before: a sensor hub's
  /// accelerometer may be silent at rest otherwise.
  ///
  /// Source: `IIO_CHAN_INFO_HYSTERESIS` in Linux `drivers/iio/accel/hid-sensor-accel-3d.c`, which is the
  /// HID property "change sensitivity" (`hid_sensor_parse_common_attributes`).
  private mutating func setHysteresis(of kind: String, changes: inout AttributeChanges) {
    let name = "in_\(kind)_hysteresis"
    guard number(name) != nil, let problem = set(name, to: IIONumber(0), changes: &changes) else {
      return
    }
    let sensor = kind == "accel" ? "accelerometer" : "gyroscope"
    remarks.append("its \(sensor) may tell only what has changed enough: \(problem)")
  }

  /// Chooses the scale whose full scale is `wanted`, or the next that reaches it.
  private mutating func setRange(
    of kind: String, to wanted: Double, words: (Double) -> String,
    changes: inout AttributeChanges
  ) {
    let sensor = kind == "accel" ? "accelerometer" : "gyroscope"
    let name = "in_\(kind)_scale"
    // A count has as many bits polled as in the buffer; nothing else tells how many.
    let type = text("scan_elements/in_\(kind)_x_type").flatMap(IIOScanType.init(parsing:))
    func range(_ scale: Double) -> Double? {
      type.map { scale * Double(UInt64(1) << UInt64(min($0.realBits - 1, 62))) }
    }
    guard case .list(let scales)? = text(name + "_available").flatMap(IIOOffer.init(parsing:)),
      text(name) != nil, type != nil
    else {
      // A number that could hold far more than the chip measures tells nothing.
      let known = number(name).flatMap { range($0.value) }.flatMap {
        $0 < 100 * wanted ? " (\(words($0)))" : nil
      }
      remarks.append("its \(sensor)'s range is the driver's own\(known ?? ""): there is no choice")
      return
    }
    let reached = scales.filter { (range($0.value) ?? 0) > 0.9 * wanted }
      .min { $0.value < $1.value }
    guard let choice = reached ?? scales.max(by: { $0.value < $1.value }) else { return }
    let problem = set(name, to: choice, changes: &changes)
    guard let inForce = number(name).flatMap({ range($0.value) }) else { return }
    if let problem {
      remarks.append("its \(sensor)'s range stays at \(words(inForce)): \(problem)")
    } else if abs(inForce - wanted) > 0.1 * wanted {
      remarks.append("its \(sensor)'s range is \(words(inForce)), the nearest that it offers")
    }
  }

  /// Sets an attribute; returns why it couldn't be, nil where it could.
  private func set(
    _ name: String, to number: IIONumber, changes: inout AttributeChanges
  ) -> String? {
    if self.number(name)?.value == number.value { return nil }
    if isInUse { return "another program uses it" }
    do {
      try changes.set("\(folder)/\(name)", to: number.text)
      return nil
    } catch {
      return error.wordsOfIIO
    }
  }

  /// The scale that the three axes of a kind share.
  private func scale(of axes: [String], kind: String) throws(SensorError) -> Double {
    let shared = number("in_\(kind)_scale").map { [$0.value] }
    let scales = shared ?? axes.compactMap { number("in_\($0)_scale")?.value }
    guard let scale = scales.first, scales.count == (shared == nil ? 3 : 1),
      scales.allSatisfy({ $0 == scale }), scale > 0
    else {
      throw .notFound(
        "one scale for x, y and z in \(folder); there is "
          + (scales.isEmpty ? "none" : scales.map { "\($0)" }.joined(separator: ", ")))
    }
    return scale
  }

  private mutating func readOffset(of kind: String, axes: Range<Int>) throws(SensorError) {
    let letters = ["x", "y", "z"]
    for (letter, axis) in zip(letters, axes) {
      guard
        let offset = number("in_\(kind)_offset")?.value
          ?? number("in_\(kind)_\(letter)_offset")?.value
      else { continue }
      guard let whole = Int32(exactly: offset.rounded()) else {
        throw .notFound("an offset of \(kind) that makes sense in \(folder); there is \(offset)")
      }
      offsets[axis] = whole
      if Double(whole) != offset {
        remarks.append("the offset of \(kind)_\(letter), \(offset), is rounded to whole counts")
      }
    }
  }

  private func text(_ name: String) -> String? {
    guard let text = try? system.text(of: "\(folder)/\(name)"), !text.isEmpty else { return nil }
    return text
  }

  private func number(_ name: String) -> IIONumber? {
    text(name).flatMap { IIONumber(parsing: $0) }
  }

  private func words(ofRate rate: Double?) -> String {
    rate.map { "\(IIONumber($0).text) Hz" } ?? "what it is"
  }

  /// One decimal is enough for a range.
  private static func short(_ number: Double) -> String {
    IIONumber((number * 10).rounded() / 10).text
  }
}

extension SensorError {
  /// Why an attribute or a node of IIO couldn't be used, for a remark.
  var wordsOfIIO: String {
    switch self {
    case .permission(let path):
      "no permission for \(path), which udev/70-soleus.rules gives to the group i2c"
    case .notFound(let what): "there is no \(what)"
    case .system(let path, _, EBUSY) where path.hasSuffix("/buffer/enable"):
      "it is switched on already: another program uses it, or was killed while it did (if none does, "
        + "write 0 to \(path))"
    case .system(_, _, EBUSY): "another program uses it"
    case .system(let path, let operation, let code): "\(operation) of \(path): errno \(code)"
    default: "\(self)"
    }
  }
}
