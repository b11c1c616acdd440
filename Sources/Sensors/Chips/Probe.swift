/// Who answers at an address.
public enum ProbeVerdict: Hashable, Sendable {
  /// A chip that can be read, as this model; `chip` is what its identity stands for.
  case known(model: String, chip: String)
  /// A chip that can be read as this model, and is sold under that name without being it.
  case lookAlike(model: String, chip: String)
  /// A chip that is known by name and can't be read yet, or that is no motion sensor.
  case unsupported(chip: String)
  /// Something answers that no row of ``KnownChip/all`` describes.
  case unknown
  /// Nothing answers.
  case noAnswer
  /// A kernel driver holds the address, so that it was left alone. Only Linux can tell.
  case ownedByKernel
  /// The bus itself failed.
  case failed(BusError)
}

/// What a probe of one address found.
public struct ProbeResult: Hashable, Sendable, CustomStringConvertible {
  /// How people name the bus, for instance `i2c-1`.
  public var bus: String
  /// The address.
  public var address: UInt8
  /// The register that the verdict rests on; nil where none was read.
  public var register: UInt8?
  /// What it read.
  public var byte: UInt8?
  /// What that means.
  public var verdict: ProbeVerdict

  /// A finding.
  public init(
    bus: String, address: UInt8, register: UInt8? = nil, byte: UInt8? = nil, verdict: ProbeVerdict
  ) {
    self.bus = bus
    self.address = address
    self.register = register
    self.byte = byte
    self.verdict = verdict
  }

  /// What a description of the chip has for its identity; nil where no register was read.
  public var identity: String? {
    byte.map { SensorDescription.identity(ofChipAt: "\(bus) \(address.hexadecimal)", byte: $0) }
  }

  /// One line: bus, address, register, byte read, verdict.
  public var description: String {
    var line = "\(bus) \(address.hexadecimal): "
    if let register, let byte {
      line += "register \(register.hexadecimal) reads \(byte.hexadecimal): "
    }
    switch verdict {
    case .known(let model, let chip):
      line += chip == model ? chip : "\(chip), read as \(model)"
    case .lookAlike(let model, let chip): line += "\(chip), a look-alike of \(model)"
    case .unsupported(let chip): line += "\(chip), not supported"
    case .unknown: line += "answers, but isn't known"
    case .noAnswer: line += "no answer"
    case .ownedByKernel: line += "in use by a kernel driver"
    case .failed(let error): line += "the bus failed: \(error)"
    }
    return line
  }

  /// Asks who answers at `address` by reading identity registers, and writes nothing.
  ///
  /// The registers are those that ``KnownChip/all`` has for the address, in its order; a few one-byte
  /// reads, at 0x68 one of seven bytes.
  /// - Parameters:
  ///   - address: the address that `bus` talks to.
  ///   - bus: the bus at that address.
  ///   - busName: how people name the bus.
  public static func probe<Bus: RegisterBus & ~Copyable>(
    _ address: UInt8, on bus: inout Bus, named busName: String
  ) -> ProbeResult {
    let candidates = KnownChip.all.filter { $0.addresses.contains(address) }
    var result = ProbeResult(bus: busName, address: address, verdict: .noAnswer)
    var registersRead: [UInt8] = []
    do throws(BusError) {
      for candidate in candidates where !registersRead.contains(candidate.register) {
        let register = candidate.register
        registersRead.append(register)
        let byte: UInt8
        do throws(BusError) {
          byte = try readByte(at: register, on: &bus)
        } catch {
          guard case .noAcknowledge = error else { throw error }
          continue
        }
        let match = candidates.first { $0.register == register && $0.value == byte }
        if match != nil || result.register == nil {
          (result.register, result.byte) = (register, byte)
          result.verdict = match?.verdict ?? .unknown
        }
        if match != nil { break }
      }
      if address == RealTimeClock.address, result.verdict != .noAnswer,
        try RealTimeClock.answers(on: &bus)
      {
        result.verdict = .unsupported(chip: RealTimeClock.name)
      }
    } catch {
      result.verdict = .failed(error)
    }
    return result
  }

  private static func readByte<Bus: RegisterBus & ~Copyable>(
    at register: UInt8, on bus: inout Bus
  ) throws(BusError) -> UInt8 {
    var byte: [UInt8] = [0]
    var span = byte.mutableSpan
    try bus.read(from: register, into: &span)
    return byte[0]
  }
}

extension KnownChip {
  fileprivate var verdict: ProbeVerdict {
    switch status {
    case .supported(let model): .known(model: model, chip: name)
    case .lookAlike(let model): .lookAlike(model: model, chip: name)
    case .unsupported: .unsupported(chip: name)
    }
  }
}

/// The clock chips that share 0x68 with most motion sensors.
///
/// They have no identity: their seconds may read like any chip's. They are told by their first seven
/// registers, which hold a time and a date in decimal digits (DS1307 datasheet table 2, DS3231 figure 1).
private enum RealTimeClock {
  static let address: UInt8 = 0x68
  static let name = "DS1307 or DS3231 real-time clock"

  static func answers<Bus: RegisterBus & ~Copyable>(
    on bus: inout Bus
  ) throws(BusError) -> Bool {
    var bytes = [UInt8](repeating: 0, count: 7)
    var span = bytes.mutableSpan
    try bus.read(from: 0x00, into: &span)
    // The highest bits are flags: clock halt, 12 or 24 hours, century.
    return isDecimal(bytes[0] & 0x7F, in: 0...59) && isDecimal(bytes[1], in: 0...59)
      && isDecimal(bytes[2] & 0x3F, in: 0...32) && isDecimal(bytes[3], in: 1...7)
      && isDecimal(bytes[4], in: 1...31) && isDecimal(bytes[5] & 0x7F, in: 1...12)
      && isDecimal(bytes[6], in: 0...99)
  }

  private static func isDecimal(_ byte: UInt8, in range: ClosedRange<UInt8>) -> Bool {
    byte >> 4 <= 9 && byte & 0x0F <= 9 && range.contains((byte >> 4) * 10 + (byte & 0x0F))
  }
}
