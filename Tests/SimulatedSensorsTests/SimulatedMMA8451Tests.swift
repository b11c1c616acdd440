import Sensors
import SimulatedSensors
import Testing

/// What the data sheet says, against the twin that claims to follow it.
@Suite("Simulated MMA8451")
struct SimulatedMMA8451Tests {
  /// 100 Hz, ±2 g, active.
  private func running(fifo: UInt8 = 0) -> SimulatedMMA8451 {
    var chip = SimulatedMMA8451(motion: Resting())
    chip.advance(to: 0)
    chip.write(fifo, to: 0x09)
    chip.write(0x19, to: 0x2A)
    return chip
  }

  @Test("at power-on it is in standby and gives nothing")
  func standby() {
    var chip = SimulatedMMA8451(motion: Resting())
    chip.advance(to: 1)
    #expect(chip.bytes(1, from: 0x0D) == [0x1A])
    #expect(chip.bytes(7, from: 0x00) == [0, 0, 0, 0, 0, 0, 0])
  }

  @Test(
    "1 g is 4096 counts of 14 bits at the left, high byte first; the flag falls when it is read")
  func outputs() {
    var chip = running()
    chip.advance(to: 0.015)
    #expect(chip.bytes(7, from: 0x00) == [0x0F, 0, 0, 0, 0, 0x40, 0])
    #expect(chip.bytes(1, from: 0x00) == [0])
  }

  @Test("active, it takes no settings; a reset takes time, in which writes are lost")
  func settings() {
    var chip = running()
    chip.write(0x02, to: 0x0E)
    chip.write(0x21, to: 0x2A)
    #expect(chip.bytes(1, from: 0x0E) == [0])
    #expect(chip.bytes(1, from: 0x2A) == [0x19])
    chip.write(0x40, to: 0x2B)
    chip.write(0x02, to: 0x0E)
    #expect(chip.bytes(1, from: 0x0E) == [0])
    #expect(chip.bytes(1, from: 0x2A) == [0])
  }

  @Test("the FIFO counts samples and gives them in one long read")
  func fifo() {
    var chip = running(fifo: 0x40)
    chip.advance(to: 0.105)
    #expect(chip.bytes(1, from: 0x00) == [10])
    let bytes = chip.bytes(60, from: 0x01)
    #expect(stride(from: 4, to: 60, by: 6).allSatisfy { bytes[$0] == 0x40 })
    #expect(chip.bytes(1, from: 0x00) == [0])
  }

  @Test("full, it says so once a sample is lost; switched off it is empty")
  func overflow() {
    var chip = running(fifo: 0x40)
    chip.advance(to: 0.325)
    #expect(chip.bytes(1, from: 0x00) == [32])
    chip.advance(to: 0.335)
    #expect(chip.bytes(1, from: 0x00) == [0xA0])
    chip.write(0x00, to: 0x09)
    chip.write(0x40, to: 0x09)
    #expect(chip.bytes(1, from: 0x00) == [0])
  }
}
