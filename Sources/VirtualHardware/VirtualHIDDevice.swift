import Glibc
import LinuxSensors
import SimulatedSensors

/// An HID device that isn't there, behind `/dev/uhid`: the kernel's own driver finds it, asks it and makes
/// its input nodes.
final class VirtualHIDDevice: VirtualDevice {
  private var device: any SimulatedHIDDevice
  private let name: String
  private let uhid: OwnedDescriptor
  private let now: () -> Double
  private let begun: (String) -> Void
  private let system: SystemFiles
  /// When the motion began, in the seconds of `now`; nil while nobody reads the device.
  private var begin: Double?

  private static let path = "/dev/uhid"

  /// Connects the device.
  init(
    _ device: any SimulatedHIDDevice, name: String, modules: [String],
    system: SystemFiles = .machine, now: @escaping () -> Double, begun: @escaping (String) -> Void
  ) throws(VirtualHardwareError) {
    self.device = device
    self.name = name
    self.now = now
    self.begun = begun
    self.system = system
    do { uhid = try OwnedDescriptor(opening: Self.path, flags: O_RDWR | O_NONBLOCK) } catch {
      throw VirtualHardwareError(path: Self.path, modules: ["uhid"] + modules, error)
    }
    try tell(UHIDMessage.create(device.identity))
  }

  var descriptorNumber: Int32 { uhid.number }

  func respond() throws(VirtualHardwareError) -> Bool {
    let bytes: [UInt8]?
    do { bytes = try uhid.receive(UHIDRequest.size) } catch {
      throw .system(path: Self.path, operation: "read", code: error.code)
    }
    guard let bytes else { return false }
    guard !bytes.isEmpty else { return true }
    switch UHIDRequest(bytes[...]) {
    case .output(let report):
      for answer in device.answer(report) { try tell(UHIDMessage.input(answer)) }
    case .getFeature(let id, let number):
      try tell(UHIDMessage.answer(id: id, device.feature(number)))
    case .getInput(let id, let number):
      try tell(UHIDMessage.answer(id: id, device.input(number)))
    case .getOther(let id):
      try tell(UHIDMessage.answer(id: id, nil))
    case .setFeature(let id, let report):
      device.setFeature(report)
      try tell(UHIDMessage.acknowledged(id: id))
    case .setOther(let id):
      try tell(UHIDMessage.acknowledged(id: id))
    case .other:
      break
    }
    return true
  }

  func advance() throws(VirtualHardwareError) -> Double? {
    guard device.isStreaming else {
      begin = nil
      return nil
    }
    let moment = now()
    if begin == nil {
      device.begin()
      begin = moment
      begun(name)
    }
    let elapsed = moment - (begin ?? moment)
    while let report = device.report(by: elapsed) { try tell(UHIDMessage.input(report)) }
    return max(0, device.nextReport - elapsed)
  }

  var hasGone: Bool {
    begin.map { device.isUnplugged(at: now() - $0) } ?? false
  }

  var place: String? {
    let unique = device.identity.unique
    let nodes = InputNodes.list(in: system).filter { $0.identity == unique }
      .map { "\(name): --device \($0.path) (\($0.name))" }
    let sensors = IIODevices.accelerometers(in: system).filter { $0.identity(in: system) == unique }
      .map { "\(name): --device \($0.deviceName)" }
    let places = nodes + sensors
    return places.isEmpty ? nil : places.joined(separator: "\n")
  }

  private func tell(_ message: [UInt8]) throws(VirtualHardwareError) {
    do { try uhid.send(message) } catch {
      throw .system(path: Self.path, operation: "write", code: error.code)
    }
  }
}
