/// A LIS2DW12 as a register map in virtual time.
///
/// Modelled on the register map, its constants typed again and not taken from the driver. Where
/// that leaves something open the twin is strict: what is written during a reset is lost, the first
/// sample after a start is half too small, and the first one after the FIFO was switched on is
/// nonsense.
///
/// Not simulated: filters, interrupts, single conversion, FIFO modes other than continuous.
public struct SimulatedLIS2DW12: SampledChip {
  private let identity: UInt8
  var sensing: SensingElement
  private var registers = [UInt8](repeating: 0, count: 64)
  private var fifo = ByteRing(capacity: 32 * 6)
  private var hasOverrun = false
  private var isFirst = false
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
    identity: UInt8 = 0x44, motion: any InertialMotion, errors: ChipErrors = .none
  ) {
    self.identity = identity
    sensing = SensingElement(motion: motion, errors: errors)
    losePower()
  }

  /// Back to power-down, with every register 0 but IF_ADD_INC and WHO_AM_I.
  public mutating func losePower() {
    for index in registers.indices { registers[index] = 0 }
    registers[0x0F] = identity
    registers[0x21] = 0x04
    fifo.removeAll()
    hasOverrun = false
    resetEnds = -.infinity
    timer.stop()
  }

  /// Takes a register write.
  public mutating func write(_ value: UInt8, to register: UInt8) {
    guard timer.now >= resetEnds else { return }
    switch register {
    case 0x21 where value & 0x40 != 0:
      losePower()
      resetEnds = timer.now + 5e-6
    case 0x20:
      let previous = registers[0x20]
      registers[0x20] = value
      guard value & 0xF0 != previous & 0xF0 else { return }
      isFirst = true
      if value & 0xF0 == 0 {
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
    case 0x21...0x25, 0x30...0x36, 0x3C...0x3F:
      registers[Int(register)] = value
    default:
      return
    }
  }

  /// Reads on through the registers while IF_ADD_INC is set; with the FIFO on the address goes from
  /// 0x2D back to 0x28.
  public mutating func read(from register: UInt8, into bytes: inout MutableSpan<UInt8>) {
    var address = register & 0x3F
    for index in 0..<bytes.count {
      bytes[index] = byte(at: address)
      guard registers[0x21] & 0x04 != 0 else { continue }
      address = address == 0x2D && usesFIFO ? 0x28 : (address + 1) & 0x3F
    }
  }

  private var usesFIFO: Bool { registers[0x2E] & 0xE0 == 0xC0 }

  private mutating func byte(at address: UInt8) -> UInt8 {
    switch address {
    case 0x28...0x2D:
      let value =
        usesFIFO && fifo.count > 0 ? fifo[Int(address) - 0x28] : registers[Int(address)]
      if address == 0x2D {
        // The last byte is out: the sample counts as read.
        registers[0x27] = 0
        hasOverrun = false
        for _ in 0..<min(6, fifo.count) { _ = fifo.pop() }
      }
      return value
    case 0x2F:
      return UInt8(fifo.count / 6) | (hasOverrun ? 0x40 : 0)
    default:
      return registers[Int(address)]
    }
  }

  private var isHighPerformance: Bool { registers[0x20] & 0x0C == 0x04 }

  /// By ODR; the three lowest codes and those above 200 Hz differ in low power.
  var samplePeriod: Double {
    let fast = [12.5, 12.5, 12.5, 25, 50, 100, 200, 400, 800, 1600]
    let slow = [1.6, 1.6, 12.5, 25, 50, 100, 200, 200, 200, 200]
    return 1 / (isHighPerformance ? fast : slow)[min(Int(registers[0x20] >> 4), 9)]
  }

  mutating func takeSample(at seconds: Double) {
    // mg a count of 14 bits.
    let count = [0.244, 0.488, 0.976, 1.952][Int(registers[0x25] >> 4 & 0x03)] * 1e-3 * 9.80665
    let settled = isFirst ? 0.5 : 1
    isFirst = false
    let state = sensing.measure(at: seconds, bandwidth: 0.5 / samplePeriod)
    for axis in 0..<3 {
      let value = saturated(state.specificForce[axis] * settled / count, within: -8192...8191)
      // 14 bits at the left of the word, or 12 in low-power mode 1.
      let justified = isHighPerformance ? value << 2 : (value >> 2) << 4
      let bits = UInt16(bitPattern: justified)
      registers[0x28 + 2 * axis] = UInt8(truncatingIfNeeded: bits)
      registers[0x29 + 2 * axis] = UInt8(bits >> 8)
    }
    registers[0x27] = 0x01
    guard usesFIFO else { return }
    for byte in registers[0x28..<0x2E] {
      let isLost = fifo.push(isFirstInFIFO ? 0x55 : byte)
      hasOverrun = hasOverrun || isLost
    }
    isFirstInFIFO = false
  }
}
