import Glibc
import LinuxSensors
import Sensors

/// An I2C adapter with simulated chips, `/dev/i2c-N`, on a USB port that isn't there: the kernel's virtual
/// host controller (`vhci-hcd`) believes in an i2c-tiny-usb on the other end of a socket.
///
/// A transfer takes four USB round trips, about a millisecond on a small machine: what the bus can carry
/// is some hundred transfers a second, however long.
final class VirtualI2CAdapter: VirtualDevice {
  private var adapter: TinyUSBAdapter<VirtualChip>
  private let socket: OwnedDescriptor
  private let port: Int
  private let system: SystemFiles
  /// What has come of a request that isn't whole yet.
  private var received: [UInt8] = []

  private static let controller = "/sys/devices/platform/vhci_hcd.0"
  private static let modules = ["vhci-hcd", "i2c-tiny-usb", "i2c-dev"]

  /// Plugs the adapter in.
  init(chips: [UInt8: VirtualChip], system: SystemFiles = .machine) throws(VirtualHardwareError) {
    adapter = TinyUSBAdapter(targets: chips)
    self.system = system
    var ends: [Int32] = [-1, -1]
    guard unsafe socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0, &ends) == 0 else {
      throw .system(path: "socket", operation: "socketpair", code: errno)
    }
    socket = OwnedDescriptor(owning: ends[0])
    // The kernel holds its end by itself once it is attached.
    let kernels = OwnedDescriptor(owning: ends[1])
    port = try Self.attach(kernels, in: system)
  }

  var descriptorNumber: Int32 { socket.number }
  var hasGone: Bool { false }

  func respond() throws(VirtualHardwareError) -> Bool {
    do throws(Errno) {
      guard let bytes = try socket.receive(65_536) else { return false }
      received += bytes
      while let reply = nextReply() {
        guard let reply else { return false }
        try socket.send(reply)
      }
    } catch {
      guard error.code != ECONNRESET, error.code != EPIPE else { return false }
      throw .system(path: Self.controller, operation: "serve the port", code: error.code)
    }
    return true
  }

  func advance() -> Double? { nil }

  var place: String? {
    guard let bus = bus else { return nil }
    let chips = adapter.targets.sorted { $0.key < $1.key }.map { address, chip in
      "\(chip.name): --device \(bus):\(address.lowercaseHexadecimal)"
    }
    return chips.joined(separator: "\n")
  }

  /// `i2c-N`, once the kernel has it and its node.
  private var bus: String? {
    for hub in system.names(in: Self.controller) where hub.hasPrefix("usb") {
      let device = "\(hub.dropFirst(3))-\(port + 1)"
      let folder = "\(Self.controller)/\(hub)/\(device)/\(device):1.0"
      if let bus = system.names(in: folder).first(where: { $0.hasPrefix("i2c-") }),
        system.exists("/dev/\(bus)")
      {
        return bus
      }
    }
    return nil
  }

  /// The answer to the next whole request: nil where there is none, an inner nil where the stream can't be
  /// followed.
  private func nextReply() -> [UInt8]?? {
    let size = USBIPRequest.headerSize
    guard received.count >= size else { return nil }
    let request = USBIPRequest(header: received.prefix(size))
    let total = size + request.payload
    guard received.count >= total else { return nil }
    let payload = Array(received[size..<total])
    received.removeFirst(total)
    switch request {
    case .control(let sequence, let setup, let isRead, _):
      guard let data = adapter.control(setup, written: payload) else {
        return USBIPReply.stall(sequence: sequence)
      }
      return USBIPReply.done(
        sequence: sequence, isRead: isRead, data: data, written: payload.count)
    case .otherEndpoint(let sequence, _): return USBIPReply.stall(sequence: sequence)
    case .unlink(let sequence): return USBIPReply.unlinked(sequence: sequence)
    case .unknown: return .some(nil)
    }
  }

  /// The first port for full speed that nothing is plugged into.
  private static func freePort(in system: SystemFiles) throws(VirtualHardwareError) -> Int {
    let path = "\(controller)/status"
    guard system.exists(path) else { throw .missing(path: path, modules: modules) }
    let table: String
    do { table = try system.text(of: path) } catch { throw .permission(path: path) }
    // hub port state speed device socket busid; state 4 is VDEV_ST_NULL.
    for line in table.split(separator: "\n") {
      let fields = line.split(separator: " ")
      if fields.count > 2, fields[0] == "hs", fields[2] == "004", let port = Int(fields[1]) {
        return port
      }
    }
    throw .noFreePort
  }

  /// Plugs the kernel's end of the socket into a free port and gives the port. One that somebody else takes
  /// first isn't free any more: then the next one.
  private static func attach(
    _ end: borrowing OwnedDescriptor, in system: SystemFiles
  ) throws(VirtualHardwareError) -> Int {
    let path = "\(controller)/attach"
    let file: OwnedDescriptor
    do { file = try OwnedDescriptor(opening: path, flags: O_WRONLY) } catch {
      throw VirtualHardwareError(path: path, modules: modules, error)
    }
    while true {
      let port = try freePort(in: system)
      // Port, socket, device 1 of bus 1, full speed.
      do {
        try file.send(Array("\(port) \(end.number) 65537 2".utf8))
        return port
      } catch  where error.code == EBUSY {
        continue
      } catch {
        throw VirtualHardwareError(
          path: path, operation: "attach", modules: modules, code: error.code)
      }
    }
  }
}
