import Glibc
import LinuxSensors
public import Samples
import Sensors
public import SimulatedSensors

/// Simulated sensors that the kernel of this machine takes for real ones, so that everything above it
/// (drivers, nodes, permissions, the program itself) can be tried without hardware.
///
/// Needs root, and the modules that ``VirtualHardwareError/missing(path:modules:)`` names. What is made is
/// gone when the value is, or the process.
public final class VirtualHardware {
  /// What happened to a device.
  public enum Event: Hashable, Sendable {
    /// The kernel has its nodes; the text says what can be read where, a line each.
    case ready(String)
    /// Somebody began to read it, and its motion began at that moment of the monotonic clock.
    case begun(name: String, at: Timestamp)
    /// It was unplugged, as it was told to be.
    case gone
  }

  private var devices: [any VirtualDevice] = []
  private var announced: Set<Int32> = []
  /// Where devices that aren't announced yet can be read, and since when that has been so.
  private var places: [Int32: (text: String, since: Timestamp)] = [:]
  private let start = MonotonicClock.now()
  private let tell: (Event) -> Void

  /// Nothing yet.
  ///
  /// - Parameter tell: hears what happens, on the thread that runs the devices.
  public init(tell: @escaping (Event) -> Void) {
    self.tell = tell
  }

  /// A chip that belongs on an adapter of this hardware.
  public func chip(
    name: String, motion: any InertialMotion, faults: [BusFault] = [],
    makeChip: (any InertialMotion) -> any SimulatedChip
  ) -> VirtualChip {
    VirtualChip(
      name: name, motion: motion, faults: faults, makeChip: makeChip, now: now,
      begun: announcement())
  }

  /// Plugs in an I2C adapter with these chips.
  public func attach(chips: [UInt8: VirtualChip]) throws(VirtualHardwareError) {
    devices.append(try VirtualI2CAdapter(chips: chips))
  }

  /// Connects an HID device.
  ///
  /// - Parameter modules: the driver that knows it.
  public func attach(
    _ device: any SimulatedHIDDevice, name: String, modules: [String]
  ) throws(VirtualHardwareError) {
    devices.append(
      try VirtualHIDDevice(
        device, name: name, modules: modules, now: now, begun: announcement()))
  }

  /// Lives until `isOver`, which is asked some twenty times a second, or until every device has gone.
  public func run(until isOver: () -> Bool) throws(VirtualHardwareError) {
    while !isOver(), !devices.isEmpty {
      var patience = 0.05
      for device in devices {
        if let due = try device.advance() { patience = min(patience, due) }
        announce(device)
      }
      let readable = Self.wait(for: devices.map(\.descriptorNumber), seconds: patience)
      var remaining: [any VirtualDevice] = []
      for device in devices {
        let isReadable = readable.contains(device.descriptorNumber)
        let isHeld = isReadable ? try device.respond() : true
        if isHeld, !device.hasGone { remaining.append(device) } else { tell(.gone) }
      }
      devices = remaining
    }
  }

  /// Seconds since this value was made.
  private var now: @Sendable () -> Double {
    { [start] in MonotonicClock.now().seconds(since: start) }
  }

  private func announcement() -> (String) -> Void {
    { [tell] name in tell(.begun(name: name, at: MonotonicClock.now())) }
  }

  private func announce(_ device: any VirtualDevice) {
    let number = device.descriptorNumber
    guard !announced.contains(number), let place = device.place else { return }
    let moment = MonotonicClock.now()
    guard let known = places[number], known.text == place else {
      places[number] = (place, moment)
      return
    }
    // A driver makes its nodes one after the other: the last is there when no more come.
    guard moment.seconds(since: known.since) > 0.3 else { return }
    places[number] = nil
    announced.insert(number)
    tell(.ready(place))
  }

  /// Those of the descriptors that have something to read, or whose other side is gone, after at most so
  /// many seconds.
  private static func wait(for descriptors: [Int32], seconds: Double) -> Set<Int32> {
    var waiting = descriptors.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
    // Rounded up: a report that is due in half a millisecond isn't waited for by asking again and again.
    let count = unsafe poll(&waiting, UInt(waiting.count), Int32((seconds * 1000).rounded(.up)))
    guard count > 0 else { return [] }
    return Set(waiting.filter { $0.revents != 0 }.map(\.fd))
  }
}
