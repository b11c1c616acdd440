import Sensors
import SimulatedSensors
import Testing

/// What the datasheet says, against the twin that claims to follow it.
@Suite("Simulated LIS3DH")
struct SimulatedLIS3DHTests {
  /// 100 Hz, high resolution, ±2 g, FIFO in stream mode, settled.
  private func running() -> SimulatedLIS3DH {
    var chip = SimulatedLIS3DH(motion: Resting())
    chip.advance(to: 0)
    chip.write(0x88, to: 0x23)
    chip.write(0x40, to: 0x24)
    chip.write(0x57, to: 0x20)
    chip.advance(to: 0.0701)
    chip.write(0x80, to: 0x2E)
    return chip
  }

  @Test("at power-on it is powered down and gives nothing")
  func poweredDown() {
    var chip = SimulatedLIS3DH(motion: Resting())
    chip.advance(to: 1)
    #expect(chip.bytes(1, from: 0x0F) == [0x33])
    #expect(chip.bytes(1, from: 0x20) == [0x07])
    #expect(chip.bytes(7, from: 0xA7) == [0, 0, 0, 0, 0, 0, 0])
  }

  @Test("1 g is 1000 digits of 12 bits at the left of the word, low byte first")
  func justified() {
    var chip = running()
    chip.advance(to: 0.0801)
    #expect(chip.bytes(6, from: 0xA8) == [0, 0, 0, 0, 0x80, 0x3E])
  }

  @Test("without bit 7 every byte is the same register's")
  func noAutoIncrement() {
    var chip = running()
    chip.advance(to: 0.0801)
    #expect(chip.bytes(6, from: 0x28) == [0, 0, 0, 0, 0, 0])
    #expect(chip.bytes(3, from: 0x2C) == [0x80, 0x80, 0x80])
  }

  @Test("the FIFO counts samples and gives them in one long read")
  func fifo() {
    var chip = running()
    #expect(chip.bytes(1, from: 0x2F) == [0x20])
    chip.advance(to: 0.0701 + 0.1)
    #expect(chip.bytes(1, from: 0x2F) == [10])
    let bytes = chip.bytes(60, from: 0xA8)
    #expect(stride(from: 5, to: 60, by: 6).allSatisfy { bytes[$0] == 0x3E })
    #expect(chip.bytes(1, from: 0x2F) == [0x20])
  }

  @Test("full, it says so and goes on with the newest; bypass empties it")
  func overrun() {
    var chip = running()
    chip.advance(to: 1)
    #expect(chip.bytes(1, from: 0x2F) == [0x5F])
    chip.write(0x00, to: 0x2E)
    #expect(chip.bytes(1, from: 0x2F) == [0x20])
  }

  @Test("in normal and low-power modes fewer bits carry the number")
  func resolutions() {
    var chip = running()
    chip.write(0x00, to: 0x24)
    chip.write(0x80, to: 0x23)
    chip.advance(to: 0.2)
    // 1000 without its two lowest bits, and without its four lowest.
    #expect(chip.bytes(2, from: 0xAC) == [0x80, 0x3E])
    chip.write(0x5F, to: 0x20)
    chip.advance(to: 0.3)
    #expect(chip.bytes(2, from: 0xAC) == [0x00, 0x3E])
  }

  @Test("status tells a new sample until its last byte is read")
  func status() {
    var chip = running()
    chip.write(0x00, to: 0x24)
    chip.advance(to: 0.2)
    #expect(chip.bytes(7, from: 0xA7)[0] & 0x08 != 0)
    #expect(chip.bytes(7, from: 0xA7)[0] & 0x08 == 0)
  }
}
