import Sensors
import SimulatedSensors
import Testing

/// What the datasheet says, against the twin that claims to follow it.
@Suite("Simulated ICM-20948")
struct SimulatedICM20948Tests {
  /// 112.5 Hz, ±2 g, ±250 degrees/s, flags on.
  private func running() -> SimulatedICM20948 {
    var chip = SimulatedICM20948(motion: Resting())
    chip.advance(to: 0)
    chip.write(0x01, to: 0x06)
    chip.write(0x01, to: 0x11)
    chip.write(0x1F, to: 0x12)
    chip.write(0x20, to: 0x7F)
    chip.write(9, to: 0x11)
    chip.write(0x00, to: 0x7F)
    return chip
  }

  @Test("at power-on it sleeps and every output is zero")
  func asleep() {
    var chip = SimulatedICM20948(motion: Resting())
    chip.advance(to: 1)
    #expect(chip.bytes(1, from: 0x00) == [0xEA])
    #expect(chip.bytes(1, from: 0x06) == [0x41])
    #expect(chip.bytes(12, from: 0x2D) == [UInt8](repeating: 0, count: 12))
  }

  @Test("in another bank other registers stand at the same addresses, and the choice can be read")
  func banks() {
    var chip = running()
    chip.write(0x20, to: 0x7F)
    #expect(chip.bytes(1, from: 0x00) == [0])
    #expect(chip.bytes(1, from: 0x11) == [9])
    #expect(chip.bytes(1, from: 0x7F) == [0x20])
    chip.write(0x00, to: 0x7F)
    #expect(chip.bytes(1, from: 0x11) == [0x01])
  }

  @Test("a reset takes time, in which writes are lost")
  func reset() {
    var chip = running()
    chip.write(0x80, to: 0x06)
    chip.write(0x01, to: 0x06)
    chip.advance(to: 0.1)
    #expect(chip.bytes(1, from: 0x06) == [0x41])
  }

  @Test("1 g is 16384 and 1 degree/s 131 counts, high byte first; the flag falls when it is read")
  func outputs() {
    var chip = running()
    chip.advance(to: 1.5 / 112.5)
    #expect(chip.bytes(1, from: 0x1A) == [1])
    #expect(chip.bytes(1, from: 0x1A) == [0])
    #expect(chip.bytes(12, from: 0x2D) == [0, 0, 0, 0, 0x40, 0, 0, 131, 0, 0, 0, 0])
  }

  @Test("the FIFO's register gives byte after byte; full, it drops bytes and raises a flag once")
  func fifo() {
    var chip = running()
    chip.write(0x40, to: 0x03)
    chip.write(0x10, to: 0x67)
    chip.advance(to: 50.5 / 112.5)
    #expect(chip.bytes(2, from: 0x70) == [1, 44])
    #expect(chip.bytes(6, from: 0x72) == [0, 0, 0, 0, 0x40, 0])
    #expect(chip.bytes(2, from: 0x70) == [1, 38])
    #expect(chip.bytes(1, from: 0x1B) == [0])
    chip.advance(to: 1)
    #expect(chip.bytes(2, from: 0x70) == [2, 0])
    #expect(chip.bytes(1, from: 0x1B) == [1])
    #expect(chip.bytes(1, from: 0x1B) == [0])
    chip.write(0x1F, to: 0x68)
    #expect(chip.bytes(2, from: 0x70) == [0, 0])
  }
}
