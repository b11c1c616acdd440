/// An ICM-20948 as four banks of registers in virtual time.
///
/// Modelled on the register map, its constants typed again and not taken from the driver. Where
/// that leaves something open the twin is strict: what is written during a reset is lost, the FIFO
/// is emptied only by its reset register, and flags show only where their interrupts are on.
///
/// Not simulated: the gyroscope's own rate, the delay of the filters, low-power modes, the
/// magnetometer, the motion processor, FIFO sources other than the accelerometer.
public struct SimulatedICM20948: SampledChip {
  private let identity: UInt8
  var sensing: SensingElement
  private var banks = [[UInt8]](repeating: [UInt8](repeating: 0, count: 128), count: 4)
  private var bank = 0
  private var fifo = ByteRing(capacity: 512)
  private var hasOverflowed = false
  private var isReady = false
  /// The low byte of FIFO_COUNT, caught when the high byte was read.
  private var countLow: UInt8 = 0
  var timer = SamplingTimer()
  private var resetEnds = -Double.infinity

  /// A chip that was just powered on.
  ///
  /// - Parameters:
  ///   - identity: what WHO_AM_I reads.
  ///   - motion: what the chip feels.
  ///   - errors: how it differs from the ideal.
  public init(
    identity: UInt8 = 0xEA, motion: any InertialMotion, errors: ChipErrors = .none
  ) {
    self.identity = identity
    sensing = SensingElement(motion: motion, errors: errors)
    losePower()
  }

  /// Back to the reset values: asleep, in bank 0.
  public mutating func losePower() {
    for index in banks.indices {
      for register in banks[index].indices { banks[index][register] = 0 }
    }
    banks[0][0x00] = identity
    banks[0][0x06] = 0x41
    banks[2][0x01] = 0x01
    banks[2][0x14] = 0x01
    bank = 0
    fifo.removeAll()
    (hasOverflowed, isReady) = (false, false)
    resetEnds = -.infinity
    timer.stop()
  }

  /// Takes a write to a register of the chosen bank, or the choice of a bank.
  public mutating func write(_ value: UInt8, to register: UInt8) {
    guard timer.now >= resetEnds, register < 0x80 else { return }
    switch (bank, register) {
    case (_, 0x7F):
      bank = Int(value >> 4 & 0x03)
    case (0, 0x06) where value & 0x80 != 0:
      losePower()
      resetEnds = timer.now + 0.05
    case (0, 0x06):
      banks[0][0x06] = value
      restart()
    case (0, 0x68):
      banks[0][0x68] = value
      if value & 0x1F != 0 { fifo.removeAll() }
    case (0, 0x00), (0, 0x17...0x1E), (0, 0x28...0x52), (0, 0x70...0x74):
      return
    case (2, 0x10), (2, 0x11), (2, 0x14):
      banks[2][Int(register)] = value
      restart()
    default:
      banks[bank][Int(register)] = value
    }
  }

  /// Reads on through the registers of the chosen bank; FIFO_R_W (0x72 in bank 0) holds the address
  /// and gives byte after byte.
  public mutating func read(from register: UInt8, into bytes: inout MutableSpan<UInt8>) {
    var address = register & 0x7F
    for index in 0..<bytes.count {
      bytes[index] = byte(at: address)
      if bank != 0 || address != 0x72 { address = (address + 1) & 0x7F }
    }
  }

  private mutating func byte(at address: UInt8) -> UInt8 {
    switch (bank, address) {
    case (_, 0x7F):
      return UInt8(bank) << 4
    case (0, 0x1A):
      let status: UInt8 = isReady && banks[0][0x11] & 0x01 != 0 ? 0x01 : 0
      isReady = false
      return status
    case (0, 0x1B):
      let status: UInt8 = hasOverflowed && banks[0][0x12] & 0x01 != 0 ? 0x01 : 0
      hasOverflowed = false
      return status
    case (0, 0x70):
      countLow = UInt8(truncatingIfNeeded: fifo.count)
      return UInt8(truncatingIfNeeded: fifo.count >> 8)
    case (0, 0x71):
      return countLow
    case (0, 0x72):
      return fifo.pop()
    default:
      return banks[bank][Int(address)]
    }
  }

  private mutating func restart() {
    guard banks[0][0x06] & 0x40 == 0 else { return timer.stop() }
    timer.start(period: periodNow)
  }

  /// 1125 Hz / (1 + ACCEL_SMPLRT_DIV) with the filter, 4500 Hz without.
  var samplePeriod: Double {
    guard banks[2][0x14] & 0x01 != 0 else { return 1 / 4500 }
    return (1 + Double(banks[2][0x10] & 0x0F) * 256 + Double(banks[2][0x11])) / 1125
  }

  /// FIFO_EN in USER_CTRL.
  var keepsSamples: Bool { banks[0][0x03] & 0x40 != 0 }

  mutating func takeSample(at seconds: Double) {
    // Accelerometer bandwidths by ACCEL_DLPFCFG.
    let bandwidth = [246.0, 246, 111.4, 50.4, 23.9, 11.5, 5.7, 473][
      Int(banks[2][0x14] >> 3 & 0x07)]
    let state = sensing.measure(at: seconds, bandwidth: bandwidth)
    let countsPerG = Double(16384 >> Int(banks[2][0x14] >> 1 & 0x03))
    let countsPerDegree = [131, 65.5, 32.8, 16.4][Int(banks[2][0x01] >> 1 & 0x03)]
    // DISABLE_ACCEL and DISABLE_GYRO want all three bits.
    let isAccelerating = banks[0][0x07] & 0x38 != 0x38
    let isTurning = banks[0][0x07] & 0x07 != 0x07
    for axis in 0..<3 {
      let force = state.specificForce[axis] / 9.80665 * countsPerG
      let rotation = state.angularVelocity[axis] * 180 / .pi * countsPerDegree
      store(isAccelerating ? force : 0, at: 0x2D + 2 * axis)
      store(isTurning ? rotation : 0, at: 0x33 + 2 * axis)
    }
    isReady = true
    guard banks[0][0x03] & 0x40 != 0, banks[0][0x67] & 0x10 != 0, banks[0][0x68] & 0x1F == 0
    else { return }
    for byte in banks[0][0x2D..<0x33] {
      let isLost = fifo.push(byte)
      hasOverflowed = hasOverflowed || isLost
    }
  }

  private mutating func store(_ value: Double, at register: Int) {
    let bits = UInt16(bitPattern: saturated(value, within: .min ... .max))
    banks[0][register] = UInt8(bits >> 8)
    banks[0][register + 1] = UInt8(truncatingIfNeeded: bits)
  }
}
