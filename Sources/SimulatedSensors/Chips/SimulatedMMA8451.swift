/// An MMA8451 as a register map in virtual time.
///
/// Modelled on the register map, its constants typed again and not taken from the driver. Where
/// that leaves something open the twin is strict: what is written during a reset is lost, and so is
/// any setting written while it is active.
///
/// Not simulated: filters, fast read, sleep, motion and tap detection, FIFO modes other than
/// circular, a reset that isn't acknowledged.
public struct SimulatedMMA8451: SampledChip {
  private let identity: UInt8
  var sensing: SensingElement
  private var registers = [UInt8](repeating: 0, count: 64)
  private var fifo = ByteRing(capacity: 32 * 6)
  private var hasOverflowed = false
  var timer = SamplingTimer()
  private var resetEnds = -Double.infinity

  /// A chip that was just powered on.
  ///
  /// - Parameters:
  ///   - identity: what WHO_AM_I reads.
  ///   - motion: what the chip feels.
  ///   - errors: how it differs from the ideal.
  public init(
    identity: UInt8 = 0x1A, motion: any InertialMotion, errors: ChipErrors = .none
  ) {
    self.identity = identity
    sensing = SensingElement(motion: motion, errors: errors)
    losePower()
  }

  /// Back to the reset values: in standby, everything 0 but WHO_AM_I.
  public mutating func losePower() {
    for index in registers.indices { registers[index] = 0 }
    registers[0x0D] = identity
    fifo.removeAll()
    hasOverflowed = false
    resetEnds = -.infinity
    timer.stop()
  }

  /// Takes a register write.
  public mutating func write(_ value: UInt8, to register: UInt8) {
    guard timer.now >= resetEnds else { return }
    switch register {
    case 0x2B where value & 0x40 != 0:
      losePower()
      resetEnds = timer.now + 0.001
    case 0x2A:
      let wasActive = isActive
      // Of an active chip only ACTIVE can be changed.
      registers[0x2A] = wasActive ? registers[0x2A] & 0xFE | value & 0x01 : value
      guard isActive != wasActive else { return }
      if isActive {
        emptyFIFO()
        timer.start(period: periodNow + 0.001)
      } else {
        timer.stop()
      }
    case 0x09:
      // F_MODE can be switched on and off; off empties it.
      registers[0x09] = value
      if value & 0xC0 == 0 { emptyFIFO() }
    case 0x0A, 0x0E, 0x0F, 0x11...0x15, 0x17...0x31:
      if !isActive { registers[Int(register)] = value }
    default:
      return
    }
  }

  /// Reads on through the registers; from 0x06 the address goes back to 0x00, or to 0x01 with the
  /// FIFO on.
  public mutating func read(from register: UInt8, into bytes: inout MutableSpan<UInt8>) {
    var address = register & 0x3F
    for index in 0..<bytes.count {
      bytes[index] = byte(at: address)
      address = address == 0x06 ? (usesFIFO ? 0x01 : 0x00) : (address + 1) & 0x3F
    }
  }

  private var isActive: Bool { registers[0x2A] & 0x01 != 0 }
  private var usesFIFO: Bool { registers[0x09] & 0xC0 == 0x40 }

  private mutating func emptyFIFO() {
    fifo.removeAll()
    hasOverflowed = false
  }

  private mutating func byte(at address: UInt8) -> UInt8 {
    switch address {
    case 0x00 where usesFIFO:
      return UInt8(fifo.count / 6) | (hasOverflowed ? 0x80 : 0)
    case 0x01...0x06 where usesFIFO:
      hasOverflowed = false
      return fifo.pop()
    case 0x06:
      // The last byte is out: the sample counts as read.
      registers[0x00] = 0
      return registers[0x06]
    default:
      return registers[Int(address)]
    }
  }

  /// By DR.
  var samplePeriod: Double {
    1 / [800, 400, 200, 100, 50, 12.5, 6.25, 1.5625][Int(registers[0x2A] >> 3 & 0x07)]
  }

  mutating func takeSample(at seconds: Double) {
    let state = sensing.measure(at: seconds, bandwidth: 0.5 / samplePeriod)
    let countsPerG = Double(4096 >> Int(min(registers[0x0E] & 0x03, 2)))
    for axis in 0..<3 {
      let count = saturated(
        state.specificForce[axis] / 9.80665 * countsPerG, within: -8192...8191)
      let bits = UInt16(bitPattern: count << 2)
      registers[0x01 + 2 * axis] = UInt8(bits >> 8)
      registers[0x02 + 2 * axis] = UInt8(truncatingIfNeeded: bits)
    }
    // ZYXOW over a sample that wasn't read, ZYXDR.
    registers[0x00] = registers[0x00] & 0x08 != 0 ? 0xFF : 0x0F
    guard usesFIFO else { return }
    for byte in registers[0x01..<0x07] {
      let isLost = fifo.push(byte)
      hasOverflowed = hasOverflowed || isLost
    }
  }
}
