import SimulatedSensors
import Synchronization
import Testing

@testable import VirtualHardware

/// A moment that the test sets.
private final class Moment: Sendable {
  let seconds = Mutex(0.0)

  func set(_ value: Double) { seconds.withLock { $0 = value } }
}

/// Turns a degree a second about x and says so by its force along y: 1 m/s² a second.
private struct Ramp: InertialMotion {
  func state(at seconds: Double) -> InertialState {
    InertialState(specificForce: SIMD3(0, seconds, 9.80665), angularVelocity: .zero)
  }
}

@Suite struct VirtualChipTests {
  private let moment = Moment()

  private func wire(faults: [BusFault] = [], begun: @escaping (String) -> Void = { _ in })
    -> Wire
  {
    Wire(
      VirtualChip(
        name: "ramp", motion: Ramp(), faults: faults,
        makeChip: { SimulatedMPU6050(motion: $0) },
        now: { [moment] in moment.seconds.withLock { $0 } }, begun: begun))
  }

  /// The host's side of one chip.
  private final class Wire {
    private var chip: VirtualChip

    init(_ chip: VirtualChip) {
      self.chip = chip
    }

    func write(_ bytes: [UInt8]) -> Bool { chip.write(bytes) }
    func read(count: Int) -> [UInt8]? { chip.read(count: count) }
  }

  /// Wakes the chip: no filter, 8 kHz over 8, 1000 samples a second.
  private func setUp(_ chip: Wire) {
    #expect(chip.write([0x6B, 0x00]))
    #expect(chip.write([0x19, 0x07]))
  }

  /// What the chip measures along y, in m/s².
  private func force(_ chip: Wire) -> Double {
    #expect(chip.write([0x3D]))
    let bytes = chip.read(count: 2) ?? []
    #expect(bytes.count == 2)
    let count = Int16(bitPattern: UInt16(bytes[0]) << 8 | UInt16(bytes[1]))
    // Register map, section 4.17: 16384 a g at ±2 g.
    return Double(count) / 16384 * 9.80665
  }

  @Test("the motion begins when the chip is set up, and not when it is only looked at")
  func begins() {
    var names: [String] = []
    let chip = wire { names.append($0) }
    moment.set(3)
    #expect(chip.write([0x75]))
    #expect(chip.read(count: 1) == [0x68])
    #expect(names.isEmpty)
    moment.set(10)
    setUp(chip)
    #expect(names == ["ramp"])
    moment.set(11.5)
    #expect(abs(force(chip) - 1.5) < 0.005)
  }

  @Test("after a pause it begins anew, and within one it goes on")
  func beginsAnew() {
    let chip = wire()
    setUp(chip)
    moment.set(1)
    #expect(abs(force(chip) - 1) < 0.005)
    moment.set(1.5)
    setUp(chip)
    moment.set(2)
    #expect(abs(force(chip) - 2) < 0.005)
    moment.set(2 + VirtualChip.pause + 1)
    setUp(chip)
    moment.set(2 + VirtualChip.pause + 1.25)
    #expect(abs(force(chip) - 0.25) < 0.005)
  }

  @Test("what a chip would have measured unseen is left out, and its newest sample is right")
  func unseen() {
    let chip = wire()
    setUp(chip)
    // An hour at 1000 Hz.
    moment.set(3600)
    moment.set(3600.5)
    #expect(chip.write([0x6B, 0x00]))
    moment.set(3602)
    #expect(abs(force(chip) - 1.5) < 0.005)
  }

  @Test("faults come by the motion's clock: nothing is acknowledged meanwhile")
  func silence() {
    let chip = wire(faults: [.silence(from: 1, until: 2)])
    moment.set(20)
    setUp(chip)
    moment.set(20.9)
    #expect(chip.write([0x75]))
    #expect(chip.read(count: 1) == [0x68])
    moment.set(21.5)
    #expect(!chip.write([0x75]))
    #expect(!chip.write([0x6B, 0]))
    #expect(chip.read(count: 1) == nil)
    moment.set(22.1)
    #expect(chip.write([0x75]))
    #expect(chip.read(count: 1) == [0x68])
  }
}
