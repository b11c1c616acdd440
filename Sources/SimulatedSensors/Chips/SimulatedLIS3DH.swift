/// A LIS3DH as a register map in virtual time.
///
/// Written from the datasheet (DocID17530 rev. 2) and application note AN3308, not from the driver.
/// Where they leave something open the twin is strict: what is written during a boot is lost, and the
/// first seven samples in high resolution are too small.
///
/// Not simulated: filters, interrupts, self-test, stream-to-FIFO mode, the auxiliary converter.
public struct SimulatedLIS3DH: SampledChip {
  private let identity: UInt8
  var sensing: SensingElement
  private var registers = [UInt8](repeating: 0, count: 64)
  /// Oldest first.
  private var fifo: [SIMD3<Int16>] = []
  private var newest = SIMD3<Int16>.zero
  private var hasLost = false
  private var samplesSinceStart = 0
  var timer = SamplingTimer()
  private var bootEnds = -Double.infinity

  /// A chip that was just powered on.
  ///
  /// - Parameters:
  ///   - identity: what WHO_AM_I reads.
  ///   - motion: what the chip feels.
  ///   - errors: how it differs from the ideal.
  public init(
    identity: UInt8 = 0x33, motion: any InertialMotion, errors: ChipErrors = .none
  ) {
    self.identity = identity
    sensing = SensingElement(motion: motion, errors: errors)
    fifo.reserveCapacity(33)
    losePower()
  }

  /// Back to the defaults of DS table 21: powered down.
  public mutating func losePower() {
    for index in registers.indices { registers[index] = 0 }
    registers[0x0F] = identity
    registers[0x20] = 0x07
    fifo.removeAll(keepingCapacity: true)
    (newest, hasLost, samplesSinceStart) = (.zero, false, 0)
    bootEnds = -.infinity
    timer.stop()
  }

  /// Takes a register write.
  public mutating func write(_ value: UInt8, to register: UInt8) {
    let address = Int(register & 0x3F)
    guard timer.now >= bootEnds else { return }
    switch address {
    case 0x20:
      let wasRunning = registers[0x20] & 0xF0
      registers[0x20] = value
      guard value & 0xF0 != wasRunning else { return }
      samplesSinceStart = 0
      if value & 0xF0 == 0 {
        timer.stop()
      } else {
        timer.start(period: periodNow)
      }
    case 0x24:
      // BOOT clears itself.
      registers[0x24] = value & 0x7F
      if value & 0x80 != 0 { bootEnds = timer.now + 0.004 }
    case 0x2E:
      registers[0x2E] = value
      if value & 0xC0 == 0 { fifo.removeAll(keepingCapacity: true) }
    case 0x07, 0x0D...0x0F, 0x27...0x2D, 0x2F:
      return
    default:
      registers[address] = value
    }
  }

  /// Reads one register over and over, or on through them where bit 7 of `register` is set; with the
  /// FIFO on the address then goes from 0x2D back to 0x28.
  public mutating func read(from register: UInt8, into bytes: inout MutableSpan<UInt8>) {
    let advances = register & 0x80 != 0
    var address = register & 0x3F
    for index in 0..<bytes.count {
      bytes[index] = byte(at: address)
      guard advances else { continue }
      address = address == 0x2D && usesFIFO ? 0x28 : (address + 1) & 0x3F
    }
  }

  private var usesFIFO: Bool { registers[0x24] & 0x40 != 0 && registers[0x2E] & 0xC0 != 0 }

  private mutating func byte(at address: UInt8) -> UInt8 {
    switch address {
    case 0x28...0x2D:
      let sample = usesFIFO ? fifo.first ?? newest : newest
      let offset = Int(address) - 0x28
      let bits = UInt16(bitPattern: sample[offset / 2])
      if address == 0x2D {
        // The last byte is out: the sample counts as read.
        if usesFIFO, !fifo.isEmpty { fifo.removeFirst() }
        registers[0x27] = 0
        hasLost = false
      }
      return offset % 2 == 0 ? UInt8(truncatingIfNeeded: bits) : UInt8(bits >> 8)
    case 0x2F:
      return (fifo.count == 32 ? 0x40 : 0) | (fifo.isEmpty ? 0x20 : 0) | UInt8(min(31, fifo.count))
    default:
      return registers[Int(address)]
    }
  }

  /// DS table 31, by ODR; code 8 only in low power, code 9 faster there.
  var samplePeriod: Double {
    let isLowPower = registers[0x20] & 0x08 != 0
    let rates: [Double] = [1, 1, 10, 25, 50, 100, 200, 400, 1600, isLowPower ? 5376 : 1344]
    return 1 / rates[min(Int(registers[0x20] >> 4), 9)]
  }

  mutating func takeSample(at seconds: Double) {
    let isHighResolution = registers[0x23] & 0x08 != 0
    let isLowPower = registers[0x20] & 0x08 != 0
    // DS table 4: mg a digit of 12 bits.
    let digit = [0.001, 0.002, 0.004, 0.012][Int(registers[0x23] >> 4 & 0x03)] * 9.80665
    let unusedBits = Int16(isLowPower ? 8 : isHighResolution ? 4 : 6)
    samplesSinceStart += 1
    let settled = isHighResolution ? min(1, Double(samplesSinceStart) / 8) : 1
    // Bandwidth is ODR / 9 in high resolution (DS table 10).
    let state = sensing.measure(at: seconds, bandwidth: 1 / samplePeriod / 9)
    for axis in 0..<3 {
      let digits = saturated(state.specificForce[axis] * settled / digit, within: -2048...2047)
      let justified = ((digits << 4) >> unusedBits) << unusedBits
      newest[axis] = registers[0x20] & (1 << UInt8(axis)) != 0 ? justified : 0
    }
    // ZYXOR over a sample that wasn't read, ZYXDA.
    registers[0x27] = registers[0x27] & 0x08 != 0 ? 0xFF : 0x0F
    guard usesFIFO else { return }
    if fifo.count == 32 {
      // Stream mode drops the oldest, FIFO mode the newest.
      guard registers[0x2E] & 0x80 != 0 else { return }
      fifo.removeFirst()
    }
    fifo.append(newest)
  }
}
