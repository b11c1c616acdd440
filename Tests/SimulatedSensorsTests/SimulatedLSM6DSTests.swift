import Sensors
import SimulatedSensors
import Testing

/// What the datasheets say, against the twin that claims to follow them.
@Suite("Simulated LSM6DS")
struct SimulatedLSM6DSTests {
  /// 104 Hz, ±2 g, ±250 degrees/s, both into the FIFO, settled.
  private func running(identity: UInt8) -> SimulatedLSM6DS {
    var chip = SimulatedLSM6DS(identity: identity, motion: Resting())
    chip.advance(to: 0)
    chip.write(0x40, to: 0x10)
    chip.write(0x40, to: 0x11)
    // Half a period behind a sample.
    chip.advance(to: 10.5 / 104)
    for (register, value) in [(0x08, 0x09), (0x09, 0x44)] as [(UInt8, UInt8)] {
      if (register == 0x09) == (identity >= 0x6B) { chip.write(value, to: register) }
    }
    chip.write(identity >= 0x6B ? 0x06 : 0x26, to: 0x0A)
    return chip
  }

  @Test("at power-on it is powered down and gives nothing")
  func poweredDown() {
    var chip = SimulatedLSM6DS(motion: Resting())
    chip.advance(to: 1)
    #expect(chip.bytes(1, from: 0x0F) == [0x6A])
    #expect(chip.bytes(16, from: 0x1E) == [UInt8](repeating: 0, count: 16))
  }

  @Test("a reset takes time, in which writes are lost")
  func reset() {
    var chip = running(identity: 0x6A)
    chip.write(0x05, to: 0x12)
    chip.write(0x40, to: 0x10)
    #expect(chip.bytes(1, from: 0x10) == [0])
  }

  @Test("1 g is 16393 counts of 61 ug, 1 degree/s 114 of 8.75 mdps, and the flags fall when read")
  func outputs() {
    var chip = running(identity: 0x6A)
    #expect(
      chip.bytes(16, from: 0x1E) == [3, 0, 0, 0, 114, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x09, 0x40])
    #expect(chip.bytes(1, from: 0x1E) == [0])
  }

  @Test("untagged: the level counts words, the gyroscope's come first, the address is a circle")
  func untagged() {
    var chip = running(identity: 0x6A)
    #expect(chip.bytes(2, from: 0x3A) == [0, 0x10])
    chip.advance(to: 15.5 / 104)
    #expect(chip.bytes(2, from: 0x3A) == [30, 0])
    #expect(
      chip.bytes(14, from: 0x3E) == [114, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x09, 0x40, 114, 0])
    #expect(chip.bytes(2, from: 0x3A) == [23, 0])
  }

  @Test("tagged: the level counts words of 7 bytes, each with its tag")
  func tagged() {
    var chip = running(identity: 0x6C)
    chip.advance(to: 15.5 / 104)
    #expect(chip.bytes(2, from: 0x3A) == [10, 0])
    #expect(
      chip.bytes(14, from: 0x78) == [0x10, 0, 0, 0, 0, 0x09, 0x40, 0x08, 114, 0, 0, 0, 0, 0])
    #expect(chip.bytes(2, from: 0x3A) == [8, 0])
  }

  @Test("full, it says so", arguments: [0x69, 0x6A, 0x6B] as [UInt8])
  func overrun(identity: UInt8) {
    var chip = running(identity: identity)
    chip.advance(to: 1)
    #expect(chip.bytes(1, from: 0x3B)[0] & 0x40 == 0)
    chip.advance(to: 8)
    #expect(chip.bytes(1, from: 0x3B)[0] & 0x40 != 0)
    chip.write(0x00, to: 0x0A)
    #expect(chip.bytes(1, from: 0x3B)[0] & 0x40 == 0)
  }
}
