import SignalProcessing

/// What ends a heel-rise endurance test.
public enum StopRule: String, Hashable, Sendable, CaseIterable {
  /// The heel no longer reaches the required share of its height.
  case height
  /// A repetition comes too late: the pace is lost.
  case pace
}

/// When a heel-rise endurance test is over: one prompt, and the end after two more repetitions in a row
/// that don't answer it. A repetition that keeps the rule again answers; a later lapse is prompted anew.
///
/// The protocol (one leg, 60 beats a minute, one prompt, stop after two unanswered) leaves the thresholds
/// to the tester's eye; the usual ones here are our own choice.
public struct StopRules: Hashable, Sendable {
  /// Percent of the height that every heel rise must reach; nil where height isn't a rule.
  ///
  /// 100 % is the median of the set's first three repetitions (the highest one may be a lapse upwards).
  /// It is a share of the heel's height where that is measured, else of the range; a *partial* repetition
  /// misses it.
  public var heightPercent: Double?
  /// Percent by which the time from one rise to the next may exceed the metronome's, or without a
  /// metronome the median of the set's first three; nil where pace isn't a rule.
  public var pacePercent: Double?

  /// What each rule takes unless it is told.
  public static let usual = StopRules(heightPercent: 70, pacePercent: 25)

  /// Rules; what isn't given isn't one.
  public init(heightPercent: Double? = nil, pacePercent: Double? = nil) {
    self.heightPercent = heightPercent
    self.pacePercent = pacePercent
  }

  /// As in `height=70%,pace=25%`.
  public var word: String {
    [("height", heightPercent), ("pace", pacePercent)].compactMap { name, percent in
      percent.map { "\(name)=\($0.plainText)%" }
    }.joined(separator: ",")
  }

  /// Reads `height=70%,pace=25%`, `height` or `pace` alone with its usual threshold; nil for anything
  /// else.
  public init?(word: String) {
    self.init()
    for part in word.split(separator: ",", omittingEmptySubsequences: false) {
      let pair = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard let rule = pair.first.flatMap({ StopRule(rawValue: String($0)) }) else { return nil }
      var told: Double?
      if pair.count == 2 {
        let number = pair[1].last == "%" ? pair[1].dropLast() : pair[1]
        guard let value = Double(plainText: number) else { return nil }
        told = value
      }
      switch rule {
      case .height:
        let percent = told ?? Self.usual.heightPercent ?? 0
        guard heightPercent == nil, (1...100).contains(percent) else { return nil }
        heightPercent = percent
      case .pace:
        let percent = told ?? Self.usual.pacePercent ?? 0
        guard pacePercent == nil, (1...500).contains(percent) else { return nil }
        pacePercent = percent
      }
    }
  }
}

/// How an endurance test went.
public struct EnduranceReport: Hashable, Sendable {
  /// The rules in force.
  public var rules: StopRules
  /// Repetitions up to the stop that kept the rules: those that were prompted or unanswered, and all
  /// after the stop, aren't among them.
  public var count: Int
  /// Where it stopped; nil where no rule stopped it.
  public var stop: EnduranceStop?

  /// A report.
  public init(rules: StopRules, count: Int, stop: EnduranceStop?) {
    self.rules = rules
    self.count = count
    self.stop = stop
  }
}

/// Where an endurance test stopped.
public struct EnduranceStop: Hashable, Sendable {
  /// The rule that was broken.
  public var rule: StopRule
  /// The number in the set of the last repetition before the stop.
  public var afterRepetition: Int
  /// When the movement ended that broke it, in seconds from the first sample.
  public var time: Double

  /// A stop.
  public init(rule: StopRule, afterRepetition: Int, time: Double) {
    self.rule = rule
    self.afterRepetition = afterRepetition
    self.time = time
  }
}

/// Follows a set with the stop rules, a movement at a time: the same live and for the report.
struct EnduranceWatch: Sendable {
  /// What a movement led to.
  enum Word: Hashable {
    case prompt(StopRule)
    case stop(StopRule)
  }

  /// Repetitions that make the reference.
  private static let remembered = 3
  /// Lapses in a row: the prompted one and two unanswered.
  private static let most = 3

  private let rules: StopRules
  private let beatPeriod: Double?
  private var hasHeight: Bool?
  private var heights: [Double] = []
  private var intervals: [Double] = []
  private var lastRise: Double?
  private var lapses: [StopRule: Int] = [:]
  /// Repetitions so far, partial ones left out.
  private(set) var number = 0
  private var kept = 0
  private var stop: EnduranceStop?

  /// - Parameter beatPeriod: seconds from rise to rise that a metronome asks for; nil without one.
  init(rules: StopRules, beatPeriod: Double?) {
    self.rules = rules
    self.beatPeriod = beatPeriod
  }

  /// What is known so far.
  var report: EnduranceReport { EnduranceReport(rules: rules, count: kept, stop: stop) }

  /// Forgets when the last rise was: samples were lost since.
  mutating func interrupt() { lastRise = nil }

  /// Takes the next movement of the set.
  mutating func take(_ repetition: Repetition, isPartial: Bool) -> [Word] {
    if !isPartial { number += 1 }
    let judged: [(rule: StopRule, isKept: Bool?)] = [
      (.height, reaches(repetition, isPartial: isPartial)), (.pace, isInTime(repetition)),
    ]
    guard stop == nil else { return [] }
    if !isPartial, !judged.contains(where: { $0.isKept == false }) { kept += 1 }
    var words: [Word] = []
    for case (let rule, let isKept?) in judged {
      let count = isKept ? 0 : lapses[rule, default: 0] + 1
      lapses[rule] = count
      if count == 1 { words.append(.prompt(rule)) }
      if count == Self.most, stop == nil {
        stop = EnduranceStop(rule: rule, afterRepetition: number, time: repetition.end)
        words.append(.stop(rule))
      }
    }
    return words
  }

  /// Whether the heel reached its share; nil where that can't be judged or isn't asked.
  private mutating func reaches(_ repetition: Repetition, isPartial: Bool) -> Bool? {
    // What the first one was measured by: heights and ranges don't compare.
    let hasHeight = hasHeight ?? (repetition.height != nil)
    self.hasHeight = hasHeight
    guard let percent = rules.heightPercent,
      let height = hasHeight ? repetition.height : repetition.range
    else { return nil }
    guard heights.count == Self.remembered, let usual = median(of: heights) else {
      if !isPartial { heights.append(height) }
      return nil
    }
    return !isPartial && height >= percent / 100 * usual
  }

  /// Whether the rise came in time; nil where that can't be judged or isn't asked.
  private mutating func isInTime(_ repetition: Repetition) -> Bool? {
    defer { lastRise = repetition.riseStart }
    guard let percent = rules.pacePercent, let lastRise else { return nil }
    let interval = repetition.riseStart - lastRise
    var usual = beatPeriod
    if usual == nil {
      guard intervals.count == Self.remembered else {
        intervals.append(interval)
        return nil
      }
      usual = median(of: intervals)
    }
    return usual.map { interval <= (1 + percent / 100) * $0 }
  }
}
