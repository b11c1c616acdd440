import Sensors
import SimulatedSensors
import Testing

/// What the datasheet says, against the twin that claims to follow it.
@Suite("Simulated BMI160")
struct SimulatedBMI160Tests {
  /// 100 Hz, ±2 g, ±2000 degrees/s, half a period behind a sample.
  private func running(fifo: UInt8 = 0x10) -> SimulatedBMI160 {
    var chip = SimulatedBMI160(motion: Resting())
    chip.advance(to: 0)
    chip.write(0x15, to: 0x7E)
    chip.advance(to: 0.01)
    chip.write(0x11, to: 0x7E)
    chip.advance(to: 0.115)
    chip.write(fifo, to: 0x47)
    chip.write(0x20, to: 0x51)
    return chip
  }

  @Test("at power-on both sensors are suspended and give nothing")
  func suspended() {
    var chip = SimulatedBMI160(motion: Resting())
    chip.advance(to: 1)
    #expect(chip.bytes(1, from: 0x00) == [0xD1])
    #expect(chip.bytes(1, from: 0x03) == [0])
    #expect(chip.bytes(12, from: 0x0C) == [UInt8](repeating: 0, count: 12))
  }

  @Test("suspended, it loses the second of two writes at once; awake it takes both")
  func writesInSuspend() {
    var chip = SimulatedBMI160(motion: Resting())
    chip.advance(to: 1)
    chip.write(0x05, to: 0x41)
    chip.write(0x2A, to: 0x40)
    #expect(chip.bytes(2, from: 0x40) == [0x28, 0x05])
    var awake = running()
    awake.write(0x08, to: 0x41)
    awake.write(0x2A, to: 0x40)
    #expect(awake.bytes(2, from: 0x40) == [0x2A, 0x08])
  }

  @Test("the sensors take 3.8 and 80 ms to start, and the status says when they have")
  func startUp() {
    var chip = SimulatedBMI160(motion: Resting())
    chip.advance(to: 0)
    chip.write(0x11, to: 0x7E)
    chip.advance(to: 0.003)
    #expect(chip.bytes(1, from: 0x03) == [0])
    chip.advance(to: 0.004)
    #expect(chip.bytes(1, from: 0x03) == [0x10])
    chip.write(0x15, to: 0x7E)
    chip.advance(to: 0.085)
    #expect(chip.bytes(1, from: 0x03) == [0x14])
  }

  @Test("1 g is 16384 and 1 degree/s 16 counts; the flags fall when the sample is read")
  func outputs() {
    var chip = running()
    #expect(chip.bytes(1, from: 0x1B) == [0xC0])
    #expect(chip.bytes(12, from: 0x0C) == [16, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x40])
    #expect(chip.bytes(1, from: 0x1B) == [0])
  }

  @Test("the FIFO without headers gives the gyroscope first; its length comes low byte first")
  func fifo() {
    var chip = running(fifo: 0xC0)
    chip.advance(to: 0.415)
    #expect(chip.bytes(2, from: 0x22) == [0x68, 0x01])
    #expect(chip.bytes(12, from: 0x24) == [16, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x40])
    #expect(chip.bytes(2, from: 0x22) == [0x5C, 0x01])
  }

  @Test("full, it gives up whole frames and says so; a flush empties it")
  func full() {
    var chip = running(fifo: 0xC0)
    chip.advance(to: 0.9)
    #expect(chip.bytes(1, from: 0x1D) == [0])
    chip.advance(to: 2)
    #expect(chip.bytes(1, from: 0x1D) == [0x20])
    // 85 frames of 12 bytes.
    #expect(chip.bytes(2, from: 0x22) == [0xFC, 0x03])
    chip.write(0xB0, to: 0x7E)
    #expect(chip.bytes(2, from: 0x22) == [0, 0])
  }
}
