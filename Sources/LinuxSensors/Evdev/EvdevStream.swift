import Samples
import Sensors

/// An open input device and what makes samples of its events.
///
/// While it is open the axes' fuzz is cleared, for every reader of the device: it would swallow a rise
/// by one count and let a fall through. Closing puts it back.
struct EvdevStream<Decoder: InputEventDecoder>: ~Copyable {
  let node: EvdevNode
  let cleared: ClearedFuzz
  private var decoder: Decoder
  private let axisCodes: [UInt16]
  /// What is said of the device once it is gone.
  private let farewell: String
  private var isClosed = false
  private var end: SourceEnd?

  /// Takes an open device over and clears its fuzz.
  ///
  /// - Parameters:
  ///   - axisCodes: the axes in the order of the channels.
  ///   - driverFuzz: see ``ClearedFuzz``.
  ///   - makeDecoder: makes the decoder that starts from the axes' values.
  init(
    _ node: consuming EvdevNode, axisCodes: [UInt16], driverFuzz: Int32?, farewell: String,
    makeDecoder: (SIMD8<Int32>) -> Decoder
  ) {
    cleared = ClearedFuzz(node, axes: axisCodes, driverFuzz: driverFuzz)
    decoder = makeDecoder(Self.counts(of: node, axisCodes))
    self.node = node
    self.axisCodes = axisCodes
    self.farewell = farewell
  }

  /// Appends what the device sent, after waiting for it up to 0.1 s.
  mutating func read(
    into elements: inout [StreamElement<RawSample>]
  ) throws(SensorError) -> SourceProgress {
    if let end { return .ended(end) }
    let hasHungUp = try node.wait(milliseconds: 100)
    reading: while true {
      switch try node.next() {
      case .event(let event):
        decoder.decode(event, into: &elements)
      case .lost(let event):
        decoder.decode(event, into: &elements)
        decoder.resynchronize(to: Self.counts(of: node, axisCodes))
      case .nothing:
        if !hasHungUp { return .running }
        break reading
      case .gone:
        break reading
      }
    }
    decoder.finish(cause: .unplugged, into: &elements)
    let end = SourceEnd.lost(farewell)
    self.end = end
    return .ended(end)
  }

  /// Puts the fuzz back as it was found. The stream is over then.
  mutating func close() {
    guard !isClosed else { return }
    isClosed = true
    end = end ?? .complete
    cleared.restore(on: node)
  }

  deinit {
    if !isClosed { cleared.restore(on: node) }
  }

  /// What libevdev holds of the axes, in channel order.
  private static func counts(
    of node: borrowing EvdevNode, _ axisCodes: [UInt16]
  ) -> SIMD8<Int32> {
    var counts = SIMD8<Int32>()
    for (channel, code) in axisCodes.enumerated() { counts[channel] = node.value(ofAxis: code) }
    return counts
  }
}
