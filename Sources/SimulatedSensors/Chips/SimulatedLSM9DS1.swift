/// The accelerometer and gyroscope of an LSM9DS1 as a register map in virtual time.
///
/// Modelled on the register map (datasheet DocID025715 rev. 2), its constants typed again and not
/// taken from the driver. Where that leaves something open the twin is strict: what is written
/// during a reset is lost, the first sample after the FIFO was switched on is nonsense, and a read
/// from the status register stops at it.
///
/// Not simulated: different rates of the two sensors, filters, interrupts, FIFO modes other than
/// continuous, the magnetometer.
public struct SimulatedLSM9DS1: SampledChip {
  private let identity: UInt8
  var sensing: SensingElement
  private var registers = [UInt8](repeating: 0, count: 128)
  /// Twelve bytes a sample, the gyroscope's first.
  private var fifo = ByteRing(capacity: 32 * 12)
  private var hasOverrun = false
  private var isFirstInFIFO = false
  var timer = SamplingTimer()
  private var resetEnds = -Double.infinity

  /// A chip that was just powered on.
  ///
  /// - Parameters:
  ///   - identity: what WHO_AM_I reads.
  ///   - motion: what the chip feels.
  ///   - errors: how it differs from the ideal.
  public init(
    identity: UInt8 = 0x68, motion: any InertialMotion, errors: ChipErrors = .none
  ) {
    self.identity = identity
    sensing = SensingElement(motion: motion, errors: errors)
    losePower()
  }

  /// Back to the defaults: both sensors in power-down.
  public mutating func losePower() {
    for index in registers.indices { registers[index] = 0 }
    registers[0x0F] = identity
    registers[0x1E] = 0x38
    registers[0x1F] = 0x38
    registers[0x22] = 0x04
    fifo.removeAll()
    hasOverrun = false
    resetEnds = -.infinity
    timer.stop()
  }

  /// Takes a register write.
  public mutating func write(_ value: UInt8, to register: UInt8) {
    guard timer.now >= resetEnds else { return }
    switch register {
    case 0x22 where value & 0x01 != 0:
      losePower()
      resetEnds = timer.now + 0.01
    case 0x10, 0x20:
      let previous = rateCode
      registers[Int(register)] = value
      guard rateCode != previous else { return }
      if rateCode == 0 {
        timer.stop()
      } else {
        timer.start(period: periodNow)
      }
    case 0x2E:
      let wasBypassed = registers[0x2E] & 0xE0 == 0
      registers[0x2E] = value
      if value & 0xE0 == 0 {
        fifo.removeAll()
        hasOverrun = false
      } else if wasBypassed {
        isFirstInFIFO = true
      }
    case 0x04...0x0E, 0x11...0x13, 0x1E...0x25, 0x30...0x37:
      registers[Int(register)] = value
    default:
      return
    }
  }

  /// Reads on through the registers while IF_ADD_INC is set; the output registers are a circle of
  /// both sensors, or of the accelerometer's while the gyroscope is off.
  public mutating func read(from register: UInt8, into bytes: inout MutableSpan<UInt8>) {
    var address = register & 0x7F
    for index in 0..<bytes.count {
      bytes[index] = byte(at: address)
      guard registers[0x22] & 0x04 != 0 else { continue }
      switch address {
      case 0x17: continue
      case 0x1D: address = 0x28
      case 0x2D: address = isGyroscopeOn ? 0x18 : 0x28
      default: address = (address + 1) & 0x7F
      }
    }
  }

  private var isGyroscopeOn: Bool { registers[0x10] & 0xE0 != 0 }
  /// The gyroscope's rate rules where it is on.
  private var rateCode: UInt8 { (isGyroscopeOn ? registers[0x10] : registers[0x20]) >> 5 }
  private var usesFIFO: Bool { registers[0x23] & 0x02 != 0 && registers[0x2E] & 0xE0 == 0xC0 }

  private mutating func byte(at address: UInt8) -> UInt8 {
    switch address {
    case 0x17, 0x27:
      return registers[0x17]
    case 0x18...0x1D, 0x28...0x2D:
      let offset = address < 0x20 ? Int(address) - 0x18 : Int(address) - 0x28 + 6
      let value = usesFIFO && fifo.count > 0 ? fifo[offset] : registers[Int(address)]
      if address == 0x2D {
        // The last byte is out: the sample counts as read.
        registers[0x17] = 0
        hasOverrun = false
        for _ in 0..<min(12, fifo.count) { _ = fifo.pop() }
      }
      return value
    case 0x2F:
      return UInt8(fifo.count / 12) | (hasOverrun ? 0x40 : 0)
    default:
      return registers[Int(address)]
    }
  }

  /// By ODR_G, or by ODR_XL (DS table 68).
  var samplePeriod: Double {
    let rates =
      isGyroscopeOn
      ? [14.9, 14.9, 59.5, 119, 238, 476, 952, 952] : [10, 10, 50, 119, 238, 476, 952, 952]
    return 1 / rates[Int(rateCode)]
  }

  mutating func takeSample(at seconds: Double) {
    let state = sensing.measure(at: seconds, bandwidth: 0.4 / samplePeriod)
    let milligravities = [0.061, 0.732, 0.122, 0.244][Int(registers[0x20] >> 3 & 0x03)]
    let millidegrees = [8.75, 17.5, 17.5, 70][Int(registers[0x10] >> 3 & 0x03)]
    for axis in 0..<3 {
      let force = state.specificForce[axis] / 9.80665 * 1000 / milligravities
      let rotation = state.angularVelocity[axis] * 180 / .pi * 1000 / millidegrees
      store(force, at: 0x28 + 2 * axis)
      store(isGyroscopeOn ? rotation : 0, at: 0x18 + 2 * axis)
    }
    registers[0x17] = isGyroscopeOn ? 0x03 : 0x01
    guard usesFIFO else { return }
    for byte in registers[0x18..<0x1E] + registers[0x28..<0x2E] {
      let isLost = fifo.push(isFirstInFIFO ? 0x55 : byte)
      hasOverrun = hasOverrun || isLost
    }
    isFirstInFIFO = false
  }

  private mutating func store(_ value: Double, at register: Int) {
    let bits = UInt16(bitPattern: saturated(value, within: .min ... .max))
    registers[register] = UInt8(truncatingIfNeeded: bits)
    registers[register + 1] = UInt8(bits >> 8)
  }
}
