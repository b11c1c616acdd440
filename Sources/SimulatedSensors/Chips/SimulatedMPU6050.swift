import Glibc

/// An MPU-6050, or one of the chips with its register map, as a register map in virtual time.
///
/// Written from the datasheets (MPU-6000/MPU-6050 Register Map rev. 4.2 and Product Specification
/// rev. 3.4), not from the driver. Where they leave something open the twin is strict: what is written
/// during a reset is lost, and the FIFO is only emptied while it is off.
///
/// Not simulated: the delay of the low-pass filter, cycle mode, self-test, the auxiliary bus.
public struct SimulatedMPU6050: SampledChip {
  /// What may be wrong with the FIFO of a clone.
  public enum FIFODefect: Hashable, Sendable {
    /// Its count stays at 0.
    case neverFills
    /// It counts as it should and holds nonsense.
    case holdsNonsense
    /// It drops one byte at the first sample after this moment, in seconds.
    case losesByte(after: Double)
  }

  private let identity: UInt8
  private var defect: FIFODefect?
  var sensing: SensingElement
  private var registers = [UInt8](repeating: 0, count: 128)
  private var fifo: ByteRing
  private var overflowed = false
  private var dataReady = false
  /// The low byte of FIFO_COUNT, caught when the high byte was read.
  private var countLow: UInt8 = 0
  var timer = SamplingTimer()
  private var resetEnds = -Double.infinity

  /// A chip that was just powered on.
  ///
  /// - Parameters:
  ///   - identity: what WHO_AM_I reads; it also settles how much the FIFO holds.
  ///   - motion: what the chip feels.
  ///   - errors: how it differs from the ideal.
  ///   - defect: what is wrong with its FIFO; nil for nothing.
  public init(
    identity: UInt8 = 0x68, motion: any InertialMotion, errors: ChipErrors = .none,
    defect: FIFODefect? = nil
  ) {
    self.identity = identity
    self.defect = defect
    sensing = SensingElement(motion: motion, errors: errors)
    let capacity =
      switch identity {
      case 0x68, 0x20: 1024
      case 0x11, 0x12: 1008
      case 0x78, 0xA6, 0x98: 4096
      default: 512
      }
    fifo = ByteRing(capacity: capacity)
    losePower()
  }

  /// Back to the reset values of RM section 3: everything 0 but SLEEP and WHO_AM_I. The MPU-6500 and
  /// its near kin wake by themselves instead (MPU-6500 Register Map rev. 2.1, section 3).
  public mutating func losePower() {
    for index in registers.indices { registers[index] = 0 }
    let wakesByItself = 0x70...0x74 ~= identity
    registers[0x6B] = wakesByItself ? 0x01 : 0x40
    registers[0x75] = identity
    fifo.removeAll()
    (overflowed, dataReady, countLow) = (false, false, 0)
    resetEnds = -.infinity
    scheduleSample()
  }

  /// Lives on, taking samples at its own clock's pace.
  public mutating func advance(to seconds: Double) {
    let isPoweringOn = !timer.now.isFinite
    takeSamples(until: seconds)
    // Some of the family wake by themselves.
    if isPoweringOn { scheduleSample() }
  }

  /// Takes a register write.
  public mutating func write(_ value: UInt8, to register: UInt8) {
    guard timer.now >= resetEnds, register < 128 else { return }
    switch register {
    case 0x6B where value & 0x80 != 0:
      losePower()
      resetEnds = timer.now + 0.05
    case 0x6A:
      // FIFO_RESET works while FIFO_EN is 0, and clears itself.
      if value & 0x04 != 0, value & 0x40 == 0 { fifo.removeAll() }
      registers[0x6A] = value & 0xF0
    case 0x3A...0x48, 0x72...0x75:
      return
    case 0x19, 0x1A, 0x6B:
      registers[Int(register)] = value
      scheduleSample()
    default:
      registers[Int(register)] = value
    }
  }

  /// Reads on through the registers; FIFO_R_W (0x74) holds the address and gives byte after byte.
  public mutating func read(from register: UInt8, into bytes: inout MutableSpan<UInt8>) {
    var address = register & 0x7F
    for index in 0..<bytes.count {
      bytes[index] = byte(at: address)
      if address != 0x74 { address = (address + 1) & 0x7F }
    }
  }

  private mutating func byte(at address: UInt8) -> UInt8 {
    switch address {
    case 0x3A:
      let status: UInt8 = (overflowed ? 0x10 : 0) | (dataReady ? 0x01 : 0)
      (overflowed, dataReady) = (false, false)
      return status
    case 0x6B where timer.now < resetEnds:
      return registers[0x6B] | 0x80
    case 0x72:
      countLow = UInt8(truncatingIfNeeded: fifo.count)
      return UInt8(truncatingIfNeeded: fifo.count >> 8)
    case 0x73:
      return countLow
    case 0x74:
      return fifo.pop()
    default:
      return registers[Int(address)]
    }
  }

  private mutating func scheduleSample() {
    guard registers[0x6B] & 0x40 == 0, timer.now.isFinite else { return timer.stop() }
    timer.start(period: periodNow)
  }

  /// RM 4.2: 8 kHz without the filter (DLPF_CFG 0 or 7) and 1 kHz with it, over 1 + SMPLRT_DIV.
  var samplePeriod: Double {
    let base = filter == 0 || filter == 7 ? 8000.0 : 1000.0
    return (1 + Double(registers[0x19])) / base
  }

  /// FIFO_EN in USER_CTRL.
  var keepsSamples: Bool { registers[0x6A] & 0x40 != 0 }

  private var filter: Int { Int(registers[0x1A] & 0x07) }

  mutating func takeSample(at seconds: Double) {
    // Accelerometer bandwidths of RM 4.3.
    let bandwidth = [260.0, 184, 94, 44, 21, 10, 5, 260][filter]
    let state = sensing.measure(at: seconds, bandwidth: bandwidth)
    let countsPerG = 16384 / exp2(Double(registers[0x1C] >> 3 & 0x03))
    let countsPerDegree = [131, 65.5, 32.8, 16.4][Int(registers[0x1B] >> 3 & 0x03)]
    let standby = registers[0x6C]
    for axis in 0..<3 {
      let isAccelerating = standby & (0x20 >> UInt8(axis)) == 0
      let isTurning = standby & (0x04 >> UInt8(axis)) == 0
      let force = state.specificForce[axis] / 9.80665 * countsPerG
      let rotation = state.angularVelocity[axis] * 180 / .pi * countsPerDegree
      store(isAccelerating ? force : 0, at: 0x3B + 2 * axis)
      store(isTurning ? rotation : 0, at: 0x43 + 2 * axis)
    }
    // 25 degrees C: (T - 36.53) * 340 (RM 4.18).
    store((25 - 36.53) * 340, at: 0x41)
    dataReady = true
    fillFIFO(at: seconds)
  }

  private mutating func store(_ value: Double, at register: Int) {
    let bits = UInt16(bitPattern: saturated(value, within: .min ... .max))
    registers[register] = UInt8(bits >> 8)
    registers[register + 1] = UInt8(truncatingIfNeeded: bits)
  }

  /// Sources go in by the order of their registers (RM 4.31). Full, it drops its oldest bytes.
  private mutating func fillFIFO(at seconds: Double) {
    guard registers[0x6A] & 0x40 != 0, defect != .neverFills else { return }
    let sources = registers[0x23]
    guard sources & 0xF8 != 0 else { return }
    push(0x3B..<0x41, if: sources & 0x08 != 0)
    // ICM-20600 and 20602 put the temperature in unasked.
    push(0x41..<0x43, if: sources & 0x80 != 0 || identity == 0x11 || identity == 0x12)
    push(0x43..<0x45, if: sources & 0x40 != 0)
    push(0x45..<0x47, if: sources & 0x20 != 0)
    push(0x47..<0x49, if: sources & 0x10 != 0)
    if case .losesByte(let moment)? = defect, seconds > moment {
      _ = fifo.pop()
      defect = nil
    }
  }

  private mutating func push(_ source: Range<Int>, if isEnabled: Bool) {
    guard isEnabled else { return }
    for register in source {
      let byte = registers[register]
      let isLost = fifo.push(defect == .holdsNonsense ? ~byte &* 37 : byte)
      overflowed = overflowed || isLost
    }
  }
}
