/// The tempo that somebody set out to keep: seconds for each phase, in the field's order.
///
/// Movements are whole ones at constant speed, as ``Repetition/lower`` and ``Repetition/rise`` are.
public struct TempoTarget: Hashable, Sendable {
  /// Eccentric, in seconds; nil for `X`, as fast as possible: how fast that is isn't known, and it is
  /// never judged.
  public var lower: Double?
  /// Pause at the bottom, in seconds.
  public var bottom: Double
  /// Concentric, in seconds; nil for `X`.
  public var rise: Double?
  /// Pause at the top, in seconds.
  public var top: Double

  /// A target in seconds.
  public init(lower: Double?, bottom: Double, rise: Double?, top: Double) {
    self.lower = lower
    self.bottom = bottom
    self.rise = rise
    self.top = top
  }

  /// The seconds of a phase; nil for `X`.
  public func seconds(of phase: Phase) -> Double? {
    switch phase {
    case .lower: lower
    case .bottom: bottom
    case .rise: rise
    case .top: top
    }
  }

  /// Lower - bottom - rise - top as in `3-1-2-0.5`, `X` for as fast as possible.
  public var notation: String {
    [lower, bottom, rise, top].map { $0?.plainText ?? "X" }.joined(separator: "-")
  }
}

/// Why a text is no tempo.
public enum TempoTargetError: Error, Hashable, CustomStringConvertible {
  /// Not three or four parts.
  case wrongParts(Int)
  /// A part that is neither seconds nor `X`.
  case wrongPart(String)
  /// Seconds that nobody means: more than a minute, or a movement of less than a tenth.
  case outOfRange(String)
  /// `X` for a pause.
  case fastestPause

  /// What is wrong, and what would do.
  public var description: String {
    let usage = "lower-bottom-rise-top in seconds, as in 3-1-2-1"
    return switch self {
    case .wrongParts(let count): "a tempo has 3 or 4 parts, not \(count): \(usage)"
    case .wrongPart(let text): "'\(text)' is no number of seconds: \(usage), X as fast as possible"
    case .outOfRange(let text):
      "\(text) s can't be meant: a movement takes 0.1 to 60 s, a pause 0 or 0.01 to 60 s; "
        + "X is as fast as possible"
    case .fastestPause: "a pause can't be X, only a movement: \(usage)"
    }
  }
}

extension TempoTarget {
  /// Reads `3-1-2-1`: four parts (lower, bottom, rise, top), or three without a pause at the top; `X` for
  /// a movement as fast as possible. Single digits may stand together: `3121`, `31X`.
  public init(parsing text: String) throws(TempoTargetError) {
    let isCompact = !text.contains("-") && text.count > 1 && text.allSatisfy(Self.isCompactPart)
    let parts =
      isCompact
      ? text.map { String($0) }
      : text.split(separator: "-", omittingEmptySubsequences: false).map(String.init)
    guard (3...4).contains(parts.count) else { throw .wrongParts(parts.count) }
    self.init(
      lower: try Self.movement(parts[0]), bottom: try Self.pause(parts[1]),
      rise: try Self.movement(parts[2]), top: parts.count == 4 ? try Self.pause(parts[3]) : 0)
  }

  private static func isCompactPart(_ character: Character) -> Bool {
    ("0"..."9").contains(character) || isFastest(character)
  }

  private static func isFastest(_ text: some CustomStringConvertible) -> Bool {
    text.description == "X" || text.description == "x"
  }

  private static func movement(_ part: String) throws(TempoTargetError) -> Double? {
    if isFastest(part) { return nil }
    guard let seconds = Double(plainText: part) else { throw .wrongPart(part) }
    guard (0.1...60).contains(seconds) else { throw .outOfRange(part) }
    return seconds
  }

  private static func pause(_ part: String) throws(TempoTargetError) -> Double {
    if isFastest(part) { throw .fastestPause }
    guard let seconds = Double(plainText: part) else { throw .wrongPart(part) }
    guard seconds == 0 || (0.01...60).contains(seconds) else { throw .outOfRange(part) }
    return seconds
  }
}

/// How far a phase may be off its target before it counts as too fast or too slow.
///
/// A share of the target alone would ask the impossible of short pauses, seconds alone would let long
/// phases go: the larger of both is allowed. The usual 25 % and 0.4 s are our own choice: counting aloud,
/// a person hits a second to about half a one.
public struct TempoTolerance: Hashable, Sendable {
  /// Percent of the target.
  public var percent: Double
  /// Seconds.
  public var seconds: Double

  /// A tolerance, as usual where nothing is given.
  public init(percent: Double = 25, seconds: Double = 0.4) {
    self.percent = percent
    self.seconds = seconds
  }

  /// Seconds that a phase with this target may be off.
  public func allowed(for target: Double) -> Double { max(percent / 100 * target, seconds) }

  /// As in `25%,0.4`.
  public var word: String { "\(percent.plainText)%,\(seconds.plainText)" }

  /// Reads `25%,0.4`, `20%` or `0.5`; what isn't given is as usual. Nil for anything else.
  public init?(word: String) {
    self.init()
    var isGiven = (percent: false, seconds: false)
    for part in word.split(separator: ",", omittingEmptySubsequences: false) {
      if part.last == "%" {
        guard !isGiven.percent, let value = Double(plainText: part.dropLast()),
          value == 0 || (0.01...100).contains(value)
        else { return nil }
        percent = value
        isGiven.percent = true
      } else {
        guard !isGiven.seconds, let value = Double(plainText: part), (0.01...60).contains(value)
        else { return nil }
        seconds = value
        isGiven.seconds = true
      }
    }
  }
}

extension Double {
  /// Without the decimals that say nothing: `3`, `0.5`. For numbers of at least 0.01.
  var plainText: String {
    let text = "\(self)"
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }

  /// Digits with at most one point between them, and nothing else.
  init?(plainText: some StringProtocol) {
    guard plainText.allSatisfy({ ("0"..."9").contains($0) || $0 == "." }),
      plainText.first != ".", plainText.last != ".", let value = Double(plainText)
    else { return nil }
    self = value
  }
}
