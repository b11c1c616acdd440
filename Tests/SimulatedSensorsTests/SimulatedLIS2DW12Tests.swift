import Sensors
import SimulatedSensors
import Testing

/// What the datasheet says, against the twin that claims to follow it.
@Suite("Simulated LIS2DW12")
struct SimulatedLIS2DW12Tests {
  /// 100 Hz, high performance, ±2 g, settled.
  private func running(fifo: UInt8 = 0) -> SimulatedLIS2DW12 {
    var chip = SimulatedLIS2DW12(motion: Resting())
    chip.advance(to: 0)
    chip.write(0x54, to: 0x20)
    chip.advance(to: 0.025)
    chip.write(fifo, to: 0x2E)
    return chip
  }

  @Test("at power-on it is powered down and gives nothing")
  func poweredDown() {
    var chip = SimulatedLIS2DW12(motion: Resting())
    chip.advance(to: 1)
    #expect(chip.bytes(1, from: 0x0F) == [0x44])
    #expect(chip.bytes(1, from: 0x21) == [0x04])
    #expect(chip.bytes(7, from: 0x27) == [0, 0, 0, 0, 0, 0, 0])
  }

  @Test("1 g is 4098 counts of 14 bits at the left of the word; the flag falls when it is read")
  func outputs() {
    var chip = running()
    #expect(chip.bytes(7, from: 0x27) == [1, 0, 0, 0, 0, 0x08, 0x40])
    #expect(chip.bytes(1, from: 0x27) == [0])
  }

  @Test("the FIFO counts samples and gives them in one long read, the first one nonsense")
  func fifo() {
    var chip = running(fifo: 0xC0)
    chip.advance(to: 0.125)
    #expect(chip.bytes(1, from: 0x2F) == [10])
    let bytes = chip.bytes(60, from: 0x28)
    #expect(bytes[0..<6] == [0x55, 0x55, 0x55, 0x55, 0x55, 0x55])
    #expect(stride(from: 11, to: 60, by: 6).allSatisfy { bytes[$0] == 0x40 })
    #expect(chip.bytes(1, from: 0x2F) == [0])
  }

  @Test("full, it says so once a sample is lost; bypass empties it")
  func overrun() {
    var chip = running(fifo: 0xC0)
    chip.advance(to: 0.345)
    #expect(chip.bytes(1, from: 0x2F) == [32])
    chip.advance(to: 0.355)
    #expect(chip.bytes(1, from: 0x2F) == [0x60])
    chip.write(0x00, to: 0x2E)
    #expect(chip.bytes(1, from: 0x2F) == [0])
  }

  @Test("in low-power mode 12 bits carry the number")
  func lowPower() {
    var chip = running()
    chip.write(0x50, to: 0x20)
    chip.advance(to: 0.1)
    // 1024 counts of 0.976 mg.
    #expect(chip.bytes(2, from: 0x2C) == [0x00, 0x40])
  }
}
