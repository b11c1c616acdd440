public import Samples
public import Sensors

/// A source whose device may go away and come back: the stream goes on with one gap (`unplugged`) from
/// the last good moment to the first one after.
///
/// Only the same device is taken, as its ``Sensors/SensorDescription`` tells it: same name, identity,
/// channels, scales, rate and calibration. Looking for it may take as long as opening it does, so this
/// belongs on a thread of its own (``ThreadedSource``).
public struct ReconnectingSource: SampleSource, ~Copyable {
  /// What the first device said of itself; it stays, as every later one is the same.
  public let description: SensorDescription

  /// It passes at the pace of a device that can be unplugged.
  public var isLive: Bool { true }

  private var source: (any SampleSource & ~Copyable)?
  private var search: DeviceSearch
  private let words: @Sendable (SensorError) -> String
  private var absence = ""
  private var lastGood: Timestamp?
  /// Whether samples were lost since `lastGood` that no gap tells of yet.
  private var owesGap = false
  private var end: SourceEnd?

  /// - Parameters:
  ///   - source: the device as it was found first.
  ///   - search: finds it again.
  ///   - words: says an error to people, for ``Sensors/SourceProgress/away(_:)``.
  public init(
    _ source: consuming sending any SampleSource & ~Copyable, search: DeviceSearch,
    words: @escaping @Sendable (SensorError) -> String
  ) {
    description = source.description
    self.source = consume source
    self.search = search
    self.words = words
  }

  /// Appends what the device gives, or looks for it while it is away.
  ///
  /// - Throws: what ``DeviceSearch/attempt()`` throws, behind the gap that the stream ends in, and
  ///   `implausible` where the device is there and what it measures can't be true.
  public mutating func read(
    into elements: inout [StreamElement<RawSample>]
  ) throws(SensorError) -> SourceProgress {
    if let end { return .ended(end) }
    guard source != nil else { return try look(into: &elements) }

    let first = elements.count
    do throws(SensorError) {
      let progress = try source?.read(into: &elements)
      bridge(&elements, from: first)
      switch progress {
      case .ended(.complete):
        end = .complete
        return .ended(.complete)
      case .ended(.lost(let what)): lose(what, &elements, from: first)
      case .running, .away, nil: return .running
      }
    } catch {
      bridge(&elements, from: first)
      if error.outlastsWaiting {
        source?.close()
        source = nil
        end = .lost("it can't be used")
        throw error
      }
      lose(words(error), &elements, from: first)
    }
    return .away(absence)
  }

  /// Closes the device, if it is there. The stream is over then.
  public mutating func close() {
    end = end ?? .complete
    source?.close()
    source = nil
  }

  /// One attempt at finding the device.
  private mutating func look(
    into elements: inout [StreamElement<RawSample>]
  ) throws(SensorError) -> SourceProgress {
    do throws(SensorError) {
      guard var found = try search.attempt() else {
        if let obstacle = search.obstacle, !obstacle.saysAbsent { absence = words(obstacle) }
        return .away(absence)
      }
      if let objection = description.objection(to: found.description) {
        found.close()
        search.pause()
        absence = objection
        return .away(absence)
      }
      source = consume found
      return .running
    } catch {
      if owesGap, let lastGood {
        elements.append(.gap(Gap(start: lastGood, end: lastGood, cause: .unplugged)))
      }
      end = .lost("it can't be opened again")
      throw error
    }
  }

  /// Notes that the device went away, and takes back the gap that its stream ended in: how long it is
  /// isn't known yet.
  private mutating func lose(
    _ what: String, _ elements: inout [StreamElement<RawSample>], from first: Int
  ) {
    while elements.count > first, case .gap(let gap)? = elements.last, gap.end <= gap.start {
      elements.removeLast()
    }
    absence = what
    owesGap = lastGood != nil
    source?.close()
    source = nil
  }

  /// Puts the gap that is owed before the first good moment, and remembers the last one.
  private mutating func bridge(
    _ elements: inout [StreamElement<RawSample>], from first: Int
  ) {
    if owesGap, let lastGood {
      // Gaps before it lie within the one that is owed.
      let next = elements[first...].firstIndex { !$0.isGap } ?? elements.endIndex
      elements.removeSubrange(first..<next)
      guard first < elements.endIndex else { return }
      let gap = Gap(start: lastGood, end: elements[first].end, cause: .unplugged)
      elements.insert(.gap(gap), at: first)
      owesGap = false
    }
    if first < elements.endIndex, let last = elements.last { lastGood = last.end }
  }
}

extension SensorDescription {
  /// Why another device can't go on with the stream of this one, in words; nil where it is the same.
  fileprivate func objection(to other: SensorDescription) -> String? {
    if other.device != device || other.identity != identity {
      let names = [self, other].map { "\($0.device) (\($0.identity ?? "no identity"))" }
      return "another device came: \(names[1]) instead of \(names[0])"
    }
    if other.channels != channels || other.nominalRate != nominalRate || other.fuzz != fuzz {
      return "the device came back with other channels, scales or rate"
    }
    if other.calibrationTable != calibrationTable {
      return "the device came back with another calibration"
    }
    return nil
  }
}

extension StreamElement {
  fileprivate var isGap: Bool {
    if case .gap = self { true } else { false }
  }
}
