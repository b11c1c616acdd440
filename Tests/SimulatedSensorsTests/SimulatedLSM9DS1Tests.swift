import Sensors
import SimulatedSensors
import Testing

/// What the datasheet says, against the twin that claims to follow it.
@Suite("Simulated LSM9DS1")
struct SimulatedLSM9DS1Tests {
  /// 119 Hz, ±2 g, ±245 degrees/s.
  private func running(fifo: UInt8 = 0, gyroscope: UInt8 = 0x60) -> SimulatedLSM9DS1 {
    var chip = SimulatedLSM9DS1(motion: Resting())
    chip.advance(to: 0)
    chip.write(fifo == 0 ? 0 : 0x02, to: 0x23)
    chip.write(fifo, to: 0x2E)
    chip.write(0x60, to: 0x20)
    chip.write(gyroscope, to: 0x10)
    return chip
  }

  @Test("at power-on it is powered down and gives nothing")
  func poweredDown() {
    var chip = SimulatedLSM9DS1(motion: Resting())
    chip.advance(to: 1)
    #expect(chip.bytes(1, from: 0x0F) == [0x68])
    #expect(chip.bytes(1, from: 0x17) == [0])
    #expect(chip.bytes(12, from: 0x18) == [UInt8](repeating: 0, count: 12))
  }

  @Test("a read goes from the gyroscope's to the accelerometer's registers and round again")
  func circle() {
    var chip = running()
    chip.advance(to: 1.5 / 119)
    #expect(chip.bytes(1, from: 0x17) == [3])
    #expect(
      chip.bytes(14, from: 0x18) == [114, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x09, 0x40, 114, 0])
    #expect(chip.bytes(1, from: 0x17) == [0])
  }

  @Test("with the gyroscope off it circles within the accelerometer's")
  func accelerometerAlone() {
    var chip = running(gyroscope: 0)
    chip.advance(to: 1.5 / 119)
    #expect(chip.bytes(8, from: 0x28) == [0, 0, 0, 0, 0x09, 0x40, 0, 0])
  }

  @Test("at 16 g a count is 0.732 mg")
  func widestRange() {
    var chip = running()
    chip.write(0x68, to: 0x20)
    chip.advance(to: 1.5 / 119)
    // 1000 / 0.732 = 1366.
    #expect(chip.bytes(2, from: 0x2C) == [0x56, 0x05])
  }

  @Test("the FIFO counts samples, its first one is nonsense, and full it says so")
  func fifo() {
    var chip = running(fifo: 0xC0)
    chip.advance(to: 5.5 / 119)
    #expect(chip.bytes(1, from: 0x2F) == [5])
    #expect(chip.bytes(12, from: 0x18) == [UInt8](repeating: 0x55, count: 12))
    #expect(chip.bytes(12, from: 0x18)[10...] == [0x09, 0x40])
    #expect(chip.bytes(1, from: 0x2F) == [3])
    chip.advance(to: 1)
    #expect(chip.bytes(1, from: 0x2F) == [0x60])
    chip.write(0x00, to: 0x2E)
    #expect(chip.bytes(1, from: 0x2F) == [0])
  }
}
