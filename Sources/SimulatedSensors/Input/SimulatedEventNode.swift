import Samples
import Sensors

/// The kernel between a driver and a reader: what input core passes on, and the reader's buffer.
///
/// Source: Linux `drivers/input/input.c` (`input_defuzz_abs_event`, `input_handle_abs_event`) and
/// `drivers/input/evdev.c` (`__pass_event`, `evdev_compute_buffer_size`).
struct SimulatedEventNode: Sendable {
  /// Events that the reader's buffer holds: eight packets of an event an axis (three, four or six), a
  /// frame's end and the seven spare that the kernel allows for, up to a power of two.
  static let bufferCapacity = 128

  private var queue: [InputEvent] = []
  /// The axes' present values, as a reader is told that asks for them (`EVIOCGABS`).
  private(set) var axisValues: SIMD8<Int32>
  private let axisCodes: [UInt16]
  private var isButtonPressed = false
  private let fuzz: Int32
  private var frameHasEvents = false

  /// A node in the state in which a reader finds it: at most eight axes.
  init(fuzz: Int32, axisCodes: [UInt16], axisValues: SIMD8<Int32> = SIMD8()) {
    self.fuzz = fuzz
    self.axisCodes = axisCodes
    self.axisValues = axisValues
    queue.reserveCapacity(Self.bufferCapacity)
  }

  /// A driver's report of an axis. An unchanged value, after fuzz, is not passed on.
  mutating func report(axis index: Int, value: Int32, at time: Timestamp) {
    let old = axisValues[index]
    let defuzzed = Self.defuzz(value: value, old: old, fuzz: fuzz)
    guard defuzzed != old else { return }
    axisValues[index] = defuzzed
    pass(InputEvent(time: time, type: 0x03, code: axisCodes[index], value: defuzzed))
  }

  /// A driver's report of a time by the device's clock (`MSC_TIMESTAMP`). It is passed on always.
  mutating func report(timestamp: UInt32, at time: Timestamp) {
    pass(InputEvent(time: time, type: 0x04, code: 0x05, value: Int32(bitPattern: timestamp)))
  }

  /// A driver's report of the button. An unchanged one is not passed on.
  mutating func reportButton(isPressed: Bool, at time: Timestamp) {
    guard isPressed != isButtonPressed else { return }
    isButtonPressed = isPressed
    pass(InputEvent(time: time, type: 0x01, code: 0x130, value: isPressed ? 1 : 0))
  }

  /// A frame's end. An empty frame is not passed on.
  mutating func synchronize(at time: Timestamp) {
    guard frameHasEvents else { return }
    pass(InputEvent(time: time, type: 0, code: 0, value: 0))
    frameHasEvents = false
  }

  /// Appends everything buffered and empties the buffer.
  mutating func drain(into events: inout [InputEvent]) {
    events.append(contentsOf: queue)
    queue.removeAll(keepingCapacity: true)
  }

  /// A full buffer is thrown away but for the newest event, with `SYN_DROPPED` before it.
  private mutating func pass(_ event: InputEvent) {
    frameHasEvents = true
    queue.append(event)
    if queue.count == Self.bufferCapacity {
      queue.removeAll(keepingCapacity: true)
      queue.append(InputEvent(time: event.time, type: 0, code: 3, value: 0))
      queue.append(event)
    }
  }

  /// Noise within the fuzz is smoothed, in whole numbers and so with a bias downwards.
  static func defuzz(value: Int32, old: Int32, fuzz: Int32) -> Int32 {
    guard fuzz != 0 else { return value }
    if value > old - fuzz / 2, value < old + fuzz / 2 { return old }
    if value > old - fuzz, value < old + fuzz { return (old * 3 + value) / 4 }
    if value > old - fuzz * 2, value < old + fuzz * 2 { return (old + value) / 2 }
    return value
  }
}
