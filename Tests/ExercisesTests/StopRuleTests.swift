import Testing

@testable import Exercises

@Suite("The stop rules of a heel-rise endurance test")
struct StopRuleTests {
  /// Repetitions 2 s apart unless told otherwise, with a range each.
  private func repetitions(_ ranges: [Double?], every seconds: [Double]? = nil) -> [Repetition] {
    var rise = 10.0
    return ranges.enumerated().map { index, range in
      if index > 0 { rise += seconds?[index - 1] ?? 2 }
      return Repetition(
        riseStart: rise, topStart: rise + 0.5, lowerStart: rise + 1, end: rise + 1.5, range: range,
        direction: .known)
    }
  }

  private func follow(
    _ rules: StopRules, _ repetitions: [Repetition], beatPeriod: Double? = nil,
    partial: Set<Int> = []
  ) -> (words: [Int: [EnduranceWatch.Word]], report: EnduranceReport) {
    var watch = EnduranceWatch(rules: rules, beatPeriod: beatPeriod)
    var words: [Int: [EnduranceWatch.Word]] = [:]
    for (index, repetition) in repetitions.enumerated() {
      let said = watch.take(repetition, isPartial: partial.contains(index))
      if !said.isEmpty { words[index] = said }
    }
    return (words, watch.report)
  }

  private let height = StopRules(heightPercent: 70)

  @Test("one prompt, and the end after two more that don't answer it")
  func heightLost() {
    // 70 % of the median of 40, 38, 42 are 28.
    let found = follow(height, repetitions([40, 38, 42, 36, 30, 27, 27, 27, 40]))
    #expect(found.words == [5: [.prompt(.height)], 7: [.stop(.height)]])
    #expect(found.report.count == 5)
    // Seven intervals of 2 s after 10 s, and 1.5 s to the end.
    #expect(
      found.report.stop == EnduranceStop(rule: .height, afterRepetition: 8, time: 25.5))
  }

  @Test("a repetition that is high enough answers the prompt; the next lapse is prompted anew")
  func answered() {
    let found = follow(height, repetitions([40, 40, 40, 20, 20, 40, 20, 20, 40]))
    #expect(found.words == [3: [.prompt(.height)], 6: [.prompt(.height)]])
    #expect(found.report.stop == nil)
    #expect(found.report.count == 5)
  }

  @Test("the first three make the reference, and the highest is no better than the others")
  func reference() {
    let found = follow(height, repetitions([40, 60, 40, 29, 29, 29]))
    #expect(found.words.isEmpty)
    #expect(found.report.count == 6)
  }

  @Test("a partial repetition misses the height and has no number")
  func partial() {
    let found = follow(
      height, repetitions([40, 40, 40, 40, 15, 15, 15]), partial: [4, 5, 6])
    #expect(found.words == [4: [.prompt(.height)], 6: [.stop(.height)]])
    #expect(found.report.stop?.afterRepetition == 4)
    #expect(found.report.count == 4)
  }

  @Test("where neither height nor range is measured, height is never judged")
  func unknown() {
    let found = follow(height, repetitions([nil, nil, nil, nil, nil]), partial: [3, 4])
    #expect(found.words.isEmpty)
    #expect(found.report.stop == nil)
  }

  @Test("pace is lost against a metronome, or against the first three intervals")
  func paceLost() {
    let rules = StopRules(pacePercent: 25)
    let ranges = [Double?](repeating: 40, count: 8)
    // 25 % more than 2 s are 2.5 s.
    let late = [2, 2, 2, 2.4, 2.6, 2.6, 2.6]
    let free = follow(rules, repetitions(ranges, every: late))
    #expect(free.words == [5: [.prompt(.pace)], 7: [.stop(.pace)]])
    #expect(free.report.count == 5)
    // Against 60 beats a minute 2.6 s are late from the first on.
    let beat = follow(
      rules, repetitions(ranges, every: [2.6, 2.6, 2.6, 2, 2, 2, 2]), beatPeriod: 2)
    #expect(beat.words == [1: [.prompt(.pace)], 3: [.stop(.pace)]])
    #expect(beat.report.count == 1)
  }

  @Test("a stretch with lost samples is no lost pace")
  func gap() {
    var watch = EnduranceWatch(rules: StopRules(pacePercent: 25), beatPeriod: 2)
    let repetitions = repetitions([40, 40, 40], every: [2, 9])
    for (index, repetition) in repetitions.enumerated() {
      if index == 2 { watch.interrupt() }
      #expect(watch.take(repetition, isPartial: false).isEmpty)
    }
    #expect(watch.report.count == 3)
  }

  @Test("the words of the rules come back, alone with their usual thresholds")
  func words() {
    let usual = StopRules(heightPercent: 70, pacePercent: 25)
    #expect(StopRules(word: "height,pace") == usual)
    #expect(StopRules(word: "pace=25%,height=70") == usual)
    #expect(StopRules(word: usual.word) == usual)
    #expect(StopRules(word: "pace=33.5%") == StopRules(pacePercent: 33.5))
    for word in [
      "", "knee", "height=", "height=0", "height=101", "pace=-1", "height,height", "pace=x",
    ] {
      #expect(StopRules(word: word) == nil, "\(word)")
    }
  }
}
