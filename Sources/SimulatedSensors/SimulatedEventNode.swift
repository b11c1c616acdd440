import Samples
import Sensors

/// The kernel between a driver and a reader: what input core passes on, and the reader's buffer.
///
/// Source: Linux `drivers/input/input.c` (`input_defuzz_abs_event`, `input_handle_abs_event`) and
/// `drivers/input/evdev.c` (`__pass_event`, `evdev_compute_buffer_size`).
struct SimulatedEventNode: Sendable {
  /// Events that the reader's buffer holds: eight packets of four axes, a frame's end and the seven
  /// spare that the kernel allows for, up to a power of two.
  static let bufferCapacity = 128

  private var queue: [InputEvent] = []
  /// The axes' present values, as a reader is told that asks for them (`EVIOCGABS`): top right,
  /// bottom right, top left, bottom left.
  private(set) var axisValues: SIMD4<Int32>
  private var isButtonPressed = false
  private let fuzz: Int32
  private var frameHasEvents = false

  /// `ABS_HAT0X`; the other three follow it.
  private static let firstAxisCode: UInt16 = 0x10

  /// A node in the state in which a reader finds it.
  init(fuzz: Int32, axisValues: SIMD4<Int32>) {
    self.fuzz = fuzz
    self.axisValues = axisValues
    queue.reserveCapacity(Self.bufferCapacity)
  }

  /// A driver's report of an axis. An unchanged value, after fuzz, is not passed on.
  mutating func report(axis index: Int, value: Int32, at time: Timestamp) {
    let old = axisValues[index]
    let defuzzed = Self.defuzz(value: value, old: old, fuzz: fuzz)
    guard defuzzed != old else { return }
    axisValues[index] = defuzzed
    let code = Self.firstAxisCode + UInt16(index)
    pass(InputEvent(time: time, type: 0x03, code: code, value: defuzzed))
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
