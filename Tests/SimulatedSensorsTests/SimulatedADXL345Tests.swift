import Sensors
import SimulatedSensors
import Testing

/// What the datasheet says, against the twin that claims to follow it.
@Suite("Simulated ADXL345")
struct SimulatedADXL345Tests {
  /// 100 Hz, full resolution, ±2 g, measuring.
  private func running(fifo: UInt8 = 0x80) -> SimulatedADXL345 {
    var chip = SimulatedADXL345(motion: Resting())
    chip.advance(to: 0)
    chip.write(0x08, to: 0x31)
    chip.write(0x08, to: 0x2D)
    chip.write(fifo, to: 0x38)
    return chip
  }

  @Test("at power-on it is in standby and gives nothing")
  func standby() {
    var chip = SimulatedADXL345(motion: Resting())
    chip.advance(to: 1)
    #expect(chip.bytes(1, from: 0x00) == [0xE5])
    #expect(chip.bytes(1, from: 0x2C) == [0x0A])
    #expect(chip.bytes(8, from: 0x30) == [0, 0, 0, 0, 0, 0, 0, 0])
  }

  @Test("1 g is 256 counts, low byte first, and the flag falls when it is read")
  func outputs() {
    var chip = running(fifo: 0)
    chip.advance(to: 0.02)
    #expect(chip.bytes(8, from: 0x30) == [0x80, 0x08, 0, 0, 0, 0, 0, 1])
    #expect(chip.bytes(1, from: 0x30) == [0])
  }

  @Test("the FIFO gives one sample a read, and no second one to a longer read")
  func fifo() {
    var chip = running()
    chip.advance(to: 0.105)
    #expect(chip.bytes(1, from: 0x39) == [10])
    #expect(chip.bytes(6, from: 0x32) == [0, 0, 0, 0, 0, 1])
    #expect(chip.bytes(1, from: 0x39) == [9])
    #expect(chip.bytes(12, from: 0x32)[6...] == [0x80, 9, 0, 0, 0, 0])
    #expect(chip.bytes(1, from: 0x39) == [8])
  }

  @Test("full, it raises the overrun flag; bypass empties it")
  func overrun() {
    var chip = running()
    chip.advance(to: 0.315)
    #expect(chip.bytes(1, from: 0x30)[0] & 0x01 == 0)
    chip.advance(to: 1)
    #expect(chip.bytes(1, from: 0x39) == [32])
    #expect(chip.bytes(1, from: 0x30)[0] & 0x01 != 0)
    chip.write(0x00, to: 0x38)
    #expect(chip.bytes(1, from: 0x39) == [0])
  }

  @Test("10 bits over the range, where full resolution is off")
  func tenBits() {
    var chip = running(fifo: 0)
    chip.write(0x03, to: 0x31)
    chip.advance(to: 0.03)
    // 32 counts/g at ±16 g.
    #expect(chip.bytes(2, from: 0x36) == [32, 0])
  }
}
