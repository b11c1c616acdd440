/// An LSM6DS3, LSM6DSO or one of their kin as a register map in virtual time.
///
/// Modelled on the register map, its constants typed again and not taken from the driver. Where
/// that leaves something open the twin is strict: the gyroscope takes twice the usual time to
/// start, what is written during a reset is lost, and the tagged FIFO holds the accelerometer's
/// word ahead of the gyroscope's.
///
/// Not simulated: different rates of the two sensors, decimation, filters, interrupts, time stamps,
/// the sensor hub, the embedded functions.
public struct SimulatedLSM6DS: SampledChip {
  private let identity: UInt8
  var sensing: SensingElement
  private var registers = [UInt8](repeating: 0, count: 128)
  private var fifo: ByteRing
  private var hasOverrun = false
  var timer = SamplingTimer()
  private var resetEnds = -Double.infinity
  /// When the gyroscope gives numbers.
  private var gyroscopeSettles = Double.infinity

  /// A chip that was just powered on.
  ///
  /// - Parameters:
  ///   - identity: what WHO_AM_I reads; it also settles which FIFO it has.
  ///   - motion: what the chip feels.
  ///   - errors: how it differs from the ideal.
  public init(
    identity: UInt8 = 0x6A, motion: any InertialMotion, errors: ChipErrors = .none
  ) {
    self.identity = identity
    sensing = SensingElement(motion: motion, errors: errors)
    fifo = ByteRing(
      capacity: identity >= 0x6B ? 512 * 7 : identity == 0x69 ? 8192 : 4096)
    losePower()
  }

  /// Back to power-down, with every register 0 but IF_INC and WHO_AM_I.
  public mutating func losePower() {
    for index in registers.indices { registers[index] = 0 }
    registers[0x0F] = identity
    registers[0x12] = 0x04
    fifo.removeAll()
    hasOverrun = false
    resetEnds = -.infinity
    gyroscopeSettles = .infinity
    timer.stop()
  }

  /// Takes a register write.
  public mutating func write(_ value: UInt8, to register: UInt8) {
    guard timer.now >= resetEnds else { return }
    switch register {
    case 0x12 where value & 0x01 != 0:
      losePower()
      resetEnds = timer.now + 50e-6
    case 0x10:
      let previous = registers[0x10]
      registers[0x10] = value
      guard value & 0xF0 != previous & 0xF0 else { return }
      if value & 0xF0 == 0 {
        timer.stop()
      } else {
        timer.start(period: periodNow)
      }
    case 0x11:
      let wasOff = registers[0x11] & 0xF0 == 0
      registers[0x11] = value
      if value & 0xF0 == 0 {
        gyroscopeSettles = .infinity
      } else if wasOff {
        gyroscopeSettles = timer.now + 0.07
      }
    case 0x0A:
      registers[0x0A] = value
      if value & 0x07 == 0 {
        fifo.removeAll()
        hasOverrun = false
      }
    case 0x06...0x0E, 0x12...0x19:
      registers[Int(register)] = value
    default:
      return
    }
  }

  /// Reads on through the registers while IF_INC is set; the FIFO's data registers are a circle.
  public mutating func read(from register: UInt8, into bytes: inout MutableSpan<UInt8>) {
    var address = register & 0x7F
    for index in 0..<bytes.count {
      bytes[index] = byte(at: address)
      guard registers[0x12] & 0x04 != 0 else { continue }
      switch address {
      case 0x3F where !hasTaggedFIFO: address = 0x3E
      case 0x7E where hasTaggedFIFO: address = 0x78
      default: address = (address + 1) & 0x7F
      }
    }
  }

  private var hasTaggedFIFO: Bool { identity >= 0x6B }
  private var isGyroscopeOn: Bool { registers[0x11] & 0xF0 != 0 }
  /// DIFF_FIFO: words of 7 or 2 bytes.
  private var level: Int { fifo.count / (hasTaggedFIFO ? 7 : 2) }

  private mutating func byte(at address: UInt8) -> UInt8 {
    switch address {
    case 0x29:
      // The accelerometer's flag falls.
      registers[0x1E] &= 0xFE
      return registers[0x29]
    case 0x23:
      registers[0x1E] &= 0xFD
      return registers[0x23]
    case 0x3A:
      return UInt8(truncatingIfNeeded: level)
    case 0x3B:
      let high = UInt8(truncatingIfNeeded: level >> 8)
      let isEmpty: UInt8 = fifo.count == 0 && !hasTaggedFIFO ? 0x10 : 0
      return high & (hasTaggedFIFO ? 0x03 : identity == 0x69 ? 0x0F : 0x07) | isEmpty
        | (hasOverrun ? 0x40 : 0)
    case 0x3E,
      0x3F where !hasTaggedFIFO, 0x78...0x7E where hasTaggedFIFO:
      return fifo.pop()
    default:
      return registers[Int(address)]
    }
  }

  /// By ODR_XL; the gyroscope is taken to follow at the same pace.
  var samplePeriod: Double {
    let rates = [12.5, 12.5, 26, 52, 104, 208, 416, 833, 1660, 3330, 6660]
    return 1 / rates[min(Int(registers[0x10] >> 4), 10)]
  }

  mutating func takeSample(at seconds: Double) {
    let state = sensing.measure(at: seconds, bandwidth: 0.5 / samplePeriod)
    let milligravities = [0.061, 0.488, 0.122, 0.244][Int(registers[0x10] >> 2 & 0x03)]
    let millidegrees = [8.75, 17.5, 35, 70][Int(registers[0x11] >> 2 & 0x03)]
    let isTurning = isGyroscopeOn && seconds >= gyroscopeSettles
    for axis in 0..<3 {
      let force = state.specificForce[axis] / 9.80665 * 1000 / milligravities
      let rotation = state.angularVelocity[axis] * 180 / .pi * 1000 / millidegrees
      // 7FFDh to 7FFFh mark numbers that aren't valid yet (Linux' driver drops them).
      store(saturated(force, within: .min ... .max), at: 0x28 + 2 * axis)
      store(
        isTurning ? saturated(rotation, within: .min...0x7FFC) : isGyroscopeOn ? 0x7FFD : 0,
        at: 0x22 + 2 * axis)
    }
    registers[0x1E] |= isGyroscopeOn ? 0x03 : 0x01
    fillFIFO()
  }

  private mutating func store(_ value: Int16, at register: Int) {
    let bits = UInt16(bitPattern: value)
    registers[register] = UInt8(truncatingIfNeeded: bits)
    registers[register + 1] = UInt8(bits >> 8)
  }

  private mutating func fillFIFO() {
    guard registers[0x0A] & 0x07 == 6 else { return }
    if hasTaggedFIFO {
      if registers[0x09] & 0x0F != 0 { push([2 << 3], 0x28..<0x2E) }
      if registers[0x09] & 0xF0 != 0, isGyroscopeOn { push([1 << 3], 0x22..<0x28) }
    } else if registers[0x0A] & 0x78 != 0 {
      if registers[0x08] & 0x38 != 0, isGyroscopeOn { push([], 0x22..<0x28) }
      if registers[0x08] & 0x07 != 0 { push([], 0x28..<0x2E) }
    }
  }

  private mutating func push(_ tag: [UInt8], _ source: Range<Int>) {
    for byte in tag + registers[source] {
      let isLost = fifo.push(byte)
      hasOverrun = hasOverrun || isLost
    }
  }
}
