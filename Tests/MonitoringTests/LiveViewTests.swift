import Exercises
import Testing

@testable import Monitoring

struct LiveViewTests {
  @Test("a digit is five lines of equal width")
  func digits() {
    let three = BigDigits.lines("3")
    #expect(three == ["  ██████", "      ██", "  ██████", "      ██", "  ██████"])
    for text in ["0123456789", "-", "12.5"] {
      let lines = BigDigits.lines(text)
      #expect(lines.count == 5)
      #expect(Set(lines.map(\.count)).count == 1)
    }
  }

  @Test("every state of an exercise has as many lines", arguments: Exercise.allCases)
  func steady(exercise: Exercise) {
    var status = SessionStatus()
    let first = LiveText(exercise: exercise).lines(status).count
    status.isNeutralKnown = true
    status.repetitions = 12
    status.phase = .lower
    status.holdStart = 3
    status.time = 20
    status.excursion = 14
    status.load = 70
    status.swayVelocity = 30
    status.lastHold = HoldReport(
      start: 1, end: 2, side: nil, basis: .measured, startBasis: .button, endedBy: .stopped,
      faults: [], stability: StabilityScore(quantity: .pressureSpeed, speed: 50, halfSpeed: 50),
      sway: nil)
    #expect(LiveText(exercise: exercise).lines(status).count == first)
  }

  @Test("a hold under way shows the step it has reached and the next one")
  func ladder() {
    var status = SessionStatus()
    status.isNeutralKnown = true
    status.holdStart = 3
    status.time = 15
    status.ladderStep = 10
    status.nextLadderStep = 15
    let lines = LiveText(exercise: .balanceHold).lines(status).map(\.text)
    #expect(lines.contains("  holds 0  hold  10 s reached  next 15 s"))
  }

  @Test("a narrow terminal leaves words out, and cuts none off")
  func narrow() {
    var status = SessionStatus()
    status.isNeutralKnown = true
    status.holds = 1
    status.holdStart = 3
    status.time = 15
    status.ladderStep = 10
    status.nextLadderStep = 15
    status.load = 72
    status.swayVelocity = 42.8
    status.lastHold = HoldReport(
      start: 1, end: 23.3, side: nil, basis: .measured, startBasis: .footOff,
      endedBy: .touchDown, faults: [],
      stability: StabilityScore(quantity: .pressureSpeed, speed: 40, halfSpeed: 50), sway: nil)
    let title = SessionTitle(exercise: .balanceHold, source: "board")
    let lines = TerminalView.sessions([status], of: title, columns: 40).map(\.text)
    // 100 * 2^(-40 / 50) is 57.
    #expect(
      lines.suffix(4) == [
        "", "  holds 1  10 s reached  next 15 s", "  22.3 s, touch-down, score 57",
        "  sway  42.8 mm/s   load  72.0 kg",
      ])
    // One column is left free.
    for line in lines { #expect(line.count < 40) }
    status.ladderStep = nil
    status.nextLadderStep = nil
    let early = TerminalView.sessions([status], of: title, columns: 40).map(\.text)
    #expect(early.contains("  holds 1  hold"))
  }

  @Test("phase and tempo are told in the words of the exercise")
  func phase() {
    var status = SessionStatus()
    status.isNeutralKnown = true
    status.sets = 1
    status.phase = .bottom
    status.phaseStart = 10
    status.time = 11.26
    status.lastRepetition = Repetition(
      riseStart: 1, topStart: 2, lowerStart: 3, end: 5, lower: 3.04, rise: 2, top: nil,
      direction: .known)
    let lines = LiveText(exercise: .calfRaise).lines(status).map(\.text)
    #expect(lines.contains("  set 1  stretch  1.3 s"))
    #expect(lines.contains("  last   lower 3.0 s · rise 2.0 s · hold - s"))
    let press = LiveText(exercise: .bandPress).lines(status).map(\.text)
    #expect(press.contains("  set 1  pause  1.3 s"))
  }

  @Test("a phase off its tempo is seen beside it; practice is called so")
  func tempoCall() {
    var status = SessionStatus()
    status.isNeutralKnown = true
    status.isPractice = true
    status.phase = .lower
    status.time = 1
    status.tempoCall = TempoCall(phase: .lower, verdict: .tooFast, target: 3, elapsed: 0.5)
    let lines = LiveText(exercise: .calfRaise).lines(status)
    #expect(
      lines.contains { $0.text == "  practice  lower  1.0 s   TOO FAST" && $0.style == .accent })
    status.phase = .bottom
    status.isPractice = false
    let later = LiveText(exercise: .calfRaise).lines(status).map(\.text)
    #expect(later.contains("  set 1  stretch  1.0 s   lower TOO FAST"))
  }

  @Test("before neutral is known, stillness is asked for")
  func neutral() {
    let lines = LiveText(exercise: .calfRaise).lines(SessionStatus()).map(\.text)
    #expect(lines.contains("  Stand still for a second."))
  }

  @Test("lines are cut to the terminal, blank ones left out first")
  func fit() {
    let lines = ["0123456789", "", "two", "", "three"].map { LiveLine(text: $0) }
    #expect(
      TerminalView.fit(lines, to: TerminalSize(columns: 6, rows: 24)).map(\.text)
        == ["01234", "", "two", "", "three"])
    #expect(
      TerminalView.fit(lines, to: TerminalSize(columns: 80, rows: 4)).map(\.text)
        == ["0123456789", "two", "three"])
    #expect(
      TerminalView.fit(lines, to: TerminalSize(columns: 80, rows: 2)).map(\.text) == ["0123456789"])
    #expect(TerminalView.fit(lines, to: TerminalSize(columns: 1, rows: 1)).count == 1)
  }
}
