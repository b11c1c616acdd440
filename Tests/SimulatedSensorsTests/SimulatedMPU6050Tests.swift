import Sensors
import SimulatedSensors
import Testing

/// Lying on its back and turning about x.
struct Resting: InertialMotion {
  func state(at seconds: Double) -> InertialState {
    InertialState(specificForce: SIMD3(0, 0, 9.80665), angularVelocity: SIMD3(.pi / 180, 0, 0))
  }
}

/// A chip spoken to without a driver.
extension SimulatedChip {
  mutating func bytes(_ count: Int, from register: UInt8) -> [UInt8] {
    var bytes = [UInt8](repeating: 0xEE, count: count)
    var span = bytes.mutableSpan
    read(from: register, into: &span)
    return bytes
  }
}

/// What the register map says, against the twin that claims to follow it.
@Suite("Simulated MPU-6050")
struct SimulatedMPU6050Tests {
  /// Awake, 100 Hz, ±2 g, accelerometer into the FIFO.
  private func running(identity: UInt8 = 0x68) -> SimulatedMPU6050 {
    var chip = SimulatedMPU6050(identity: identity, motion: Resting())
    chip.advance(to: 0)
    for (register, value) in [
      (0x6B, 0), (0x1A, 3), (0x19, 9), (0x6A, 0x04), (0x6A, 0x40), (0x23, 8),
    ]
      as [(UInt8, UInt8)]
    {
      chip.write(value, to: register)
    }
    return chip
  }

  @Test("at power-on it sleeps and every output is zero")
  func asleep() {
    var chip = SimulatedMPU6050(motion: Resting())
    chip.advance(to: 1)
    #expect(chip.bytes(1, from: 0x75) == [0x68])
    #expect(chip.bytes(1, from: 0x6B) == [0x40])
    #expect(chip.bytes(14, from: 0x3B) == [UInt8](repeating: 0, count: 14))
  }

  @Test("a reset takes time, in which writes are lost")
  func reset() {
    var chip = running()
    chip.write(0x80, to: 0x6B)
    #expect(chip.bytes(1, from: 0x6B)[0] & 0x80 != 0)
    chip.write(0x00, to: 0x6B)
    chip.advance(to: 0.1)
    #expect(chip.bytes(1, from: 0x6B) == [0x40])
  }

  @Test("awake it shows 1 g as 16384, 25 degrees and 131 counts a degree/s")
  func outputs() {
    var chip = running()
    chip.advance(to: 0.0101)
    let bytes = chip.bytes(14, from: 0x3B)
    #expect(bytes[0..<6] == [0, 0, 0, 0, 0x40, 0x00])
    let temperature = Double(Int16(bitPattern: UInt16(bytes[6]) << 8 | UInt16(bytes[7])))
    #expect(abs(temperature / 340 + 36.53 - 25) < 0.01)
    #expect(bytes[8..<10] == [0, 131])
  }

  @Test("the FIFO's register gives byte after byte, its count comes high byte first")
  func fifo() {
    var chip = running()
    chip.advance(to: 0.5001)
    #expect(chip.bytes(2, from: 0x72) == [1, 44])
    #expect(chip.bytes(12, from: 0x74) == [0, 0, 0, 0, 0x40, 0, 0, 0, 0, 0, 0x40, 0])
    #expect(chip.bytes(2, from: 0x72) == [1, 32])
  }

  @Test("the low byte of the count is the one of the moment when the high byte was read")
  func latchedCount() {
    var chip = running()
    chip.advance(to: 0.1001)
    _ = chip.bytes(1, from: 0x72)
    chip.advance(to: 0.2001)
    #expect(chip.bytes(1, from: 0x73) == [60])
  }

  @Test("full, it drops its oldest bytes, loses the border between frames and raises a flag once")
  func overflow() {
    var chip = running()
    // 1024 bytes hold 170 frames and 4 bytes.
    chip.advance(to: 1.7001)
    #expect(chip.bytes(1, from: 0x3A)[0] & 0x10 == 0)
    chip.advance(to: 1.7101)
    #expect(chip.bytes(2, from: 0x72) == [4, 0])
    #expect(chip.bytes(1, from: 0x3A)[0] & 0x10 != 0)
    #expect(chip.bytes(1, from: 0x3A)[0] & 0x10 == 0)
    #expect(chip.bytes(6, from: 0x74) != [0, 0, 0, 0, 0x40, 0])
  }

  @Test("an MPU-6500 holds 512 bytes")
  func smallFIFO() {
    var chip = running(identity: 0x70)
    chip.advance(to: 2)
    #expect(chip.bytes(2, from: 0x72) == [2, 0])
  }

  @Test("the FIFO is emptied only while it is off")
  func fifoReset() {
    var chip = running()
    chip.advance(to: 0.1001)
    chip.write(0x44, to: 0x6A)
    #expect(chip.bytes(2, from: 0x72) == [0, 60])
    chip.write(0x04, to: 0x6A)
    #expect(chip.bytes(2, from: 0x72) == [0, 0])
  }

  @Test("range, divider and filter change what it gives")
  func settings() {
    var chip = running()
    chip.write(0x18, to: 0x1C)
    chip.write(1, to: 0x19)
    chip.advance(to: 0.1001)
    #expect(chip.bytes(2, from: 0x3F) == [0x08, 0x00])
    #expect(chip.bytes(2, from: 0x72) == [1, 44])
    chip.write(0, to: 0x1A)
    chip.write(0x04, to: 0x6A)
    chip.write(0x40, to: 0x6A)
    // 8 kHz / 2 without the filter.
    chip.advance(to: 0.1101)
    #expect(chip.bytes(2, from: 0x72) == [0, 240])
  }
}
