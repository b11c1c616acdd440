public import SimulatedSensors
import Synchronization

/// A simulated chip at an address of a virtual adapter, living by a real clock.
public struct VirtualChip: I2CTarget {
  /// Seconds without a transfer after which the next one that sets the chip up finds the motion at its
  /// beginning.
  public static let pause = 5.0

  /// What the chip's motion is called.
  public let name: String
  private let faults: [BusFault]
  private let motion: RepeatedMotion
  private let clock = VirtualClock(seconds: 0)
  private var bus: SimulatedBus
  private let now: @Sendable () -> Double
  private let begun: (String) -> Void
  /// The register that the host named last.
  private var register: UInt8 = 0
  private var lastTransfer = -Double.infinity

  /// A chip that was just powered on. Its motion begins when somebody sets it up, and begins anew when it
  /// is set up after ``pause``.
  ///
  /// - Parameters:
  ///   - name: what the motion is called.
  ///   - motion: what the chip feels, at rest until it begins.
  ///   - faults: what goes wrong, in seconds from the motion's beginning.
  ///   - makeChip: makes the chip that feels a motion.
  ///   - now: seconds that pass in the real world, from any moment on.
  ///   - begun: told each time that the motion begins.
  public init(
    name: String, motion: any InertialMotion, faults: [BusFault] = [],
    makeChip: (any InertialMotion) -> any SimulatedChip, now: @escaping @Sendable () -> Double,
    begun: @escaping (String) -> Void
  ) {
    self.name = name
    self.faults = faults
    self.motion = RepeatedMotion(motion)
    self.now = now
    self.begun = begun
    clock.advance(to: now())
    var chip = makeChip(self.motion)
    chip.keepPace()
    bus = SimulatedBus(chip: chip, clock: clock)
  }

  mutating func write(_ bytes: [UInt8]) -> Bool {
    guard let first = bytes.first else { return true }
    register = first
    pass(isSetUp: bytes.count > 1)
    for (offset, value) in bytes.dropFirst().enumerated() {
      do { try bus.write(value, to: register &+ UInt8(truncatingIfNeeded: offset)) } catch {
        return false
      }
    }
    // Nothing but a register's number: the chip acknowledges it if it would answer a read.
    return bytes.count > 1 || !isSilent
  }

  mutating func read(count: Int) -> [UInt8]? {
    pass(isSetUp: false)
    guard count > 0 else { return [] }
    var bytes = [UInt8](repeating: 0, count: count)
    var span = bytes.mutableSpan
    do { try bus.read(from: register, into: &span) } catch { return nil }
    return bytes
  }

  /// Brings the chip up to the present, and its motion to the beginning where that is due.
  private mutating func pass(isSetUp: Bool) {
    let moment = now()
    clock.advance(to: moment)
    if isSetUp, moment - lastTransfer > Self.pause || !motion.hasBegun {
      motion.begin(at: moment)
      bus.faults = faults.map { $0.delayed(by: moment) }
      begun(name)
    }
    lastTransfer = moment
  }

  private var isSilent: Bool { bus.faults.contains { $0.isSilent(at: clock.seconds) } }
}

/// A motion that begins when it is told to, and again; before that it is at rest in its first pose.
private final class RepeatedMotion: InertialMotion {
  private let motion: any InertialMotion
  private let start = Mutex(Double.infinity)

  init(_ motion: any InertialMotion) {
    self.motion = motion
  }

  var hasBegun: Bool { start.withLock { $0.isFinite } }

  func begin(at seconds: Double) {
    start.withLock { $0 = seconds }
  }

  func state(at seconds: Double) -> InertialState {
    motion.state(at: max(0, seconds - start.withLock { $0 }))
  }
}
