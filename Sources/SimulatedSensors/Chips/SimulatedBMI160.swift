import Glibc

/// A BMI160 as a register map in virtual time.
///
/// Modelled on the register map, its constants typed again and not taken from the driver. Where
/// that leaves something open the twin is strict: while both sensors are suspended a write is lost
/// that comes within 0.45 ms of the one before, and the FIFO without headers holds nothing unless
/// both sensors run at one rate.
///
/// Not simulated: headers, undersampling, low-power modes, filters, interrupts other than the full
/// FIFO, the auxiliary bus, the sensor time.
public struct SimulatedBMI160: SampledChip {
  private let identity: UInt8
  var sensing: SensingElement
  private var registers = [UInt8](repeating: 0, count: 128)
  private var fifo = ByteRing(capacity: 1024)
  var timer = SamplingTimer()
  private var lastWrite = -Double.infinity
  /// When each sensor is in its normal mode; infinity while it is suspended.
  private var accelerometerStarts = Double.infinity
  private var gyroscopeStarts = Double.infinity

  /// A chip that was just powered on.
  ///
  /// - Parameters:
  ///   - identity: what CHIP_ID reads.
  ///   - motion: what the chip feels.
  ///   - errors: how it differs from the ideal.
  public init(
    identity: UInt8 = 0xD1, motion: any InertialMotion, errors: ChipErrors = .none
  ) {
    self.identity = identity
    sensing = SensingElement(motion: motion, errors: errors)
    losePower()
  }

  /// Back to the reset values of DS section 2.11: both sensors suspended.
  public mutating func losePower() {
    for index in registers.indices { registers[index] = 0 }
    registers[0x00] = identity
    for (register, value) in [
      (0x40, 0x28), (0x41, 0x03), (0x42, 0x28), (0x45, 0x88), (0x46, 0x80), (0x47, 0x10),
    ] as [(Int, UInt8)] {
      registers[register] = value
    }
    fifo.removeAll()
    (accelerometerStarts, gyroscopeStarts) = (.infinity, .infinity)
    timer.stop()
  }

  /// Takes a register write.
  public mutating func write(_ value: UInt8, to register: UInt8) {
    let sinceLast = timer.now - lastWrite
    lastWrite = timer.now
    let isSuspended = timer.now < min(accelerometerStarts, gyroscopeStarts)
    guard !isSuspended || sinceLast >= 0.45e-3 else { return }
    switch register {
    case 0x7E:
      obey(value)
    case 0x40:
      registers[0x40] = value
      if accelerometerStarts.isFinite { startSampling() }
    case 0x41...0x6B:
      registers[Int(register)] = value
    default:
      return
    }
  }

  /// Reads on through the registers; FIFO_DATA (0x24) holds the address and gives byte after byte.
  public mutating func read(from register: UInt8, into bytes: inout MutableSpan<UInt8>) {
    var address = register & 0x7F
    for index in 0..<bytes.count {
      bytes[index] = byte(at: address)
      if address != 0x24 { address = (address + 1) & 0x7F }
    }
  }

  private mutating func obey(_ command: UInt8) {
    switch command {
    case 0x10:
      accelerometerStarts = .infinity
      timer.stop()
    case 0x11:
      accelerometerStarts = timer.now + 0.0038
      startSampling()
    case 0x14: gyroscopeStarts = .infinity
    case 0x15: gyroscopeStarts = timer.now + 0.08
    case 0xB0: fifo.removeAll()
    case 0xB6: losePower()
    default: return
    }
  }

  private mutating func byte(at address: UInt8) -> UInt8 {
    switch address {
    case 0x03:
      return (timer.now >= accelerometerStarts ? 0x10 : 0)
        | (timer.now >= gyroscopeStarts ? 0x04 : 0)
    case 0x0C...0x11:
      registers[0x1B] &= 0xBF
      return registers[Int(address)]
    case 0x12...0x17:
      registers[0x1B] &= 0x7F
      return registers[Int(address)]
    case 0x1D:
      let isFull = fifo.count + frameSize > 1024
      return isFull && registers[0x51] & 0x20 != 0 ? 0x20 : 0
    case 0x22:
      return UInt8(truncatingIfNeeded: fifo.count)
    case 0x23:
      return UInt8(truncatingIfNeeded: fifo.count >> 8)
    case 0x24:
      return fifo.pop()
    default:
      return registers[Int(address)]
    }
  }

  /// 100 Hz at code 8, twice as much at each code above.
  var samplePeriod: Double {
    exp2(8 - Double(registers[0x40] & 0x0F)) / 100
  }

  private mutating func startSampling() {
    timer.start(period: periodNow)
  }

  /// Bytes of a frame by FIFO_CONFIG_1.
  private var frameSize: Int {
    (registers[0x47] & 0x80 != 0 ? 6 : 0) + (registers[0x47] & 0x40 != 0 ? 6 : 0)
  }

  mutating func takeSample(at seconds: Double) {
    guard seconds >= accelerometerStarts else { return }
    let isTurning = seconds >= gyroscopeStarts
    let state = sensing.measure(at: seconds, bandwidth: 0.4 / samplePeriod)
    let countsPerG =
      switch registers[0x41] & 0x0F {
      case 0x05: 8192.0
      case 0x08: 4096.0
      case 0x0C: 2048.0
      default: 16384.0
      }
    let countsPerDegree = 16.4 * exp2(Double(min(registers[0x43] & 0x07, 4)))
    for axis in 0..<3 {
      let rotation = state.angularVelocity[axis] * 180 / .pi * countsPerDegree
      if isTurning { store(rotation, at: 0x0C + 2 * axis) }
      store(state.specificForce[axis] / 9.80665 * countsPerG, at: 0x12 + 2 * axis)
    }
    registers[0x1B] |= isTurning ? 0xC0 : 0x80
    fillFIFO(isTurning: isTurning)
  }

  private mutating func store(_ value: Double, at register: Int) {
    let bits = UInt16(bitPattern: saturated(value, within: .min ... .max))
    registers[register] = UInt8(truncatingIfNeeded: bits)
    registers[register + 1] = UInt8(bits >> 8)
  }

  /// Full, it gives up whole frames.
  private mutating func fillFIFO(isTurning: Bool) {
    let configuration = registers[0x47]
    let takesRotation = configuration & 0x80 != 0
    guard configuration & 0x10 == 0, frameSize > 0, !takesRotation || isTurning,
      !takesRotation || registers[0x42] & 0x0F == registers[0x40] & 0x0F
    else { return }
    while fifo.count + frameSize > 1024 {
      for _ in 0..<frameSize { _ = fifo.pop() }
    }
    let source = (takesRotation ? 0x0C : 0x12)..<(configuration & 0x40 != 0 ? 0x18 : 0x12)
    for byte in registers[source] { _ = fifo.push(byte) }
  }
}
