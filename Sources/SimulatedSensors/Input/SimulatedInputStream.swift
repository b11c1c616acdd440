import Samples
import Sensors

/// An input device made of arithmetic, as its event node shows it.
protocol SimulatedInputDevice: Sendable {
  /// When the host doesn't read, in seconds: its event buffer may run over.
  var hostStalls: [ClosedRange<Double>] { get }

  /// The axes' present values in the order of the channels, as a reader is told that asks for them.
  var counts: SIMD8<Int32> { get }

  /// Whether the device has gone by `seconds`.
  func isUnplugged(at seconds: Double) -> Bool

  /// Lets the device report until `seconds`; the events wait in the kernel's buffer.
  mutating func run(until seconds: Double)

  /// Appends the events that wait, in order, and empties the kernel's buffer.
  mutating func drainEvents(into events: inout [InputEvent])
}

/// A simulated input device and the decoder that live ones use, turn by turn.
struct SimulatedInputStream<Device: SimulatedInputDevice, Decoder: InputEventDecoder>: Sendable {
  private var device: Device
  private var decoder: Decoder
  private let duration: Double
  /// What is said of the device once it is gone.
  private let farewell: String
  private var events: [InputEvent] = []
  private var turns = 0
  private var end: SourceEnd?

  /// How much of its own clock passes in one turn, in seconds.
  private static var turn: Double { 0.05 }

  /// A device that is read for `duration` seconds of its own clock.
  init(_ device: Device, decoder: Decoder, duration: Double, farewell: String) {
    self.device = device
    self.decoder = decoder
    self.duration = duration
    self.farewell = farewell
  }

  /// Lets a twentieth of a second pass, or the whole of a stall, and appends what came.
  mutating func read(into elements: inout [StreamElement<RawSample>]) -> SourceProgress {
    if let end { return .ended(end) }
    turns += 1
    let now = min(Double(turns) * Self.turn, duration)
    device.run(until: now)
    let isStalled = device.hostStalls.contains { $0.contains(now) }
    if !isStalled { decodeEvents(into: &elements) }

    if device.isUnplugged(at: now) {
      decodeEvents(into: &elements)
      decoder.finish(cause: .unplugged, into: &elements)
      end = .lost(farewell)
    } else if now >= duration {
      decodeEvents(into: &elements)
      decoder.finish(cause: nil, into: &elements)
      end = .complete
    }
    return end.map { .ended($0) } ?? .running
  }

  /// As a reader of the kernel does it: after a loss the rest of the buffer is thrown away and the
  /// axes are asked for.
  private mutating func decodeEvents(into elements: inout [StreamElement<RawSample>]) {
    events.removeAll(keepingCapacity: true)
    device.drainEvents(into: &events)
    for event in events {
      decoder.decode(event, into: &elements)
      if event == .dropped(at: event.time) {
        decoder.resynchronize(to: device.counts)
        return
      }
    }
  }
}
