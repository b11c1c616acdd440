/// An ADXL345 as a register map in virtual time.
///
/// Modelled on the register map, its constants typed again and not taken from the driver. Where
/// that leaves something open the twin is strict: a read that runs past DATAZ1 finds the registers
/// behind it and no second sample.
///
/// Not simulated: tap, activity and free-fall detection, sleep, the trigger mode of the FIFO, left
/// justification, the loss of the lowest bit above 800 Hz.
public struct SimulatedADXL345: SampledChip {
  private let identity: UInt8
  var sensing: SensingElement
  private var registers = [UInt8](repeating: 0, count: 64)
  private var fifo = ByteRing(capacity: 32 * 6)
  var timer = SamplingTimer()
  /// DATA_READY and Overrun of INT_SOURCE.
  private var isReady = false
  private var hasOverrun = false

  /// A chip that was just powered on.
  ///
  /// - Parameters:
  ///   - identity: what DEVID reads.
  ///   - motion: what the chip feels.
  ///   - errors: how it differs from the ideal.
  public init(
    identity: UInt8 = 0xE5, motion: any InertialMotion, errors: ChipErrors = .none
  ) {
    self.identity = identity
    sensing = SensingElement(motion: motion, errors: errors)
    losePower()
  }

  /// Back to the reset values: everything 0 but the rate, and in standby.
  public mutating func losePower() {
    for index in registers.indices { registers[index] = 0 }
    registers[0x00] = identity
    registers[0x2C] = 0x0A
    fifo.removeAll()
    (isReady, hasOverrun) = (false, false)
    timer.stop()
  }

  /// Takes a register write.
  public mutating func write(_ value: UInt8, to register: UInt8) {
    switch register {
    case 0x1D...0x2A, 0x2E, 0x2F, 0x31:
      registers[Int(register)] = value
    case 0x2C:
      registers[0x2C] = value
      if registers[0x2D] & 0x08 != 0 { startSampling() }
    case 0x2D:
      let wasMeasuring = registers[0x2D] & 0x08 != 0
      registers[0x2D] = value
      if value & 0x08 == 0 {
        timer.stop()
      } else if !wasMeasuring {
        startSampling()
      }
    case 0x38:
      registers[0x38] = value
      if value & 0xC0 == 0 {
        fifo.removeAll()
        hasOverrun = false
      }
    default:
      return
    }
  }

  /// Reads on through the registers.
  public mutating func read(from register: UInt8, into bytes: inout MutableSpan<UInt8>) {
    var readsData = false
    for index in 0..<bytes.count {
      let address = (register &+ UInt8(truncatingIfNeeded: index)) & 0x3F
      bytes[index] = byte(at: address)
      readsData = readsData || 0x32...0x37 ~= address
    }
    // The sample gives way to the next one after the transfer, not within it.
    guard readsData else { return }
    (isReady, hasOverrun) = (false, false)
    if usesFIFO { showOldest() }
  }

  private var usesFIFO: Bool { registers[0x38] & 0xC0 != 0 }

  private func byte(at address: UInt8) -> UInt8 {
    switch address {
    case 0x30: (isReady || fifo.count > 0 ? 0x80 : 0) | (hasOverrun ? 0x01 : 0)
    case 0x39: UInt8(fifo.count / 6)
    default: registers[Int(address)]
    }
  }

  /// BW_RATE: 3200 Hz at code 15, half of it at each code below.
  var samplePeriod: Double {
    Double(1 << (15 - Int(registers[0x2C] & 0x0F))) / 3200
  }

  private mutating func startSampling() {
    timer.start(period: periodNow + 0.0011)
  }

  mutating func takeSample(at seconds: Double) {
    let state = sensing.measure(at: seconds, bandwidth: 0.5 / samplePeriod)
    let range = Int(registers[0x31] & 0x03)
    let isFullResolution = registers[0x31] & 0x08 != 0
    // 10 bits, or one more for each range above 2 g.
    let limit = Int16(512) << Int16(isFullResolution ? range : 0)
    let countsPerG = isFullResolution ? 256.0 : Double(256 >> range)
    var sample: [UInt8] = []
    for axis in 0..<3 {
      let count = saturated(
        state.specificForce[axis] / 9.80665 * countsPerG, within: -limit...(limit - 1))
      let bits = UInt16(bitPattern: count)
      sample += [UInt8(truncatingIfNeeded: bits), UInt8(bits >> 8)]
    }
    isReady = true
    guard usesFIFO else { return show(sample) }
    let wasEmpty = fifo.count == 0
    for byte in sample { _ = fifo.push(byte) }
    if fifo.count == 32 * 6 { hasOverrun = true }
    if wasEmpty { show(sample) }
  }

  private mutating func show(_ sample: [UInt8]) {
    for (index, byte) in sample.enumerated() { registers[0x32 + index] = byte }
  }

  /// Takes out the sample that was read and shows the one behind it.
  private mutating func showOldest() {
    guard fifo.count >= 6 else { return }
    for _ in 0..<6 { _ = fifo.pop() }
    for index in 0..<6 where index < fifo.count { registers[0x32 + index] = fifo[index] }
  }
}
