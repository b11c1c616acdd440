import Exercises
import Samples
import Testing

@testable import Monitoring

struct EventLineTests {
  private let repetition = Repetition(
    riseStart: 1, topStart: 2, lowerStart: 3, end: 5, range: 39.6, lower: 2.04, bottom: nil,
    rise: 1, top: nil, direction: .known)

  private func call(_ phase: Phase, _ verdict: TempoVerdict) -> TempoCall {
    TempoCall(phase: phase, verdict: verdict, target: 3, elapsed: 1)
  }

  @Test("each event is a line of plain words")
  func words() {
    let kinds: [(SessionEvent.Kind, String)] = [
      (.neutralLearned, "neutral learned"),
      (.setStarted(start: 1), "set started"),
      (.phase(.lower, start: 1), "lower"),
      (.phase(.bottom, start: 1), "stretch"),
      (.repetition(repetition, number: 3), "repetition 3  lower 2.0 s · rise 1.0 s · range 40°"),
      (
        .rejected(RejectedRepetition(start: 1, end: 2, reason: .tooFast)),
        "not counted: too fast"
      ),
      (
        .holdStarted(start: 2.345, basis: .footOff),
        "hold started at 2.35 s (foot off)"
      ),
      (.fault(Fault(start: 1, end: 1.5, kind: .hop)), "fault: a hop, 0.50 s"),
      (.holdSecond(7), "7 s"),
      (.ladderStep(10, next: 15), "step of 10 s reached, next 15 s"),
      (.ladderStep(45, next: nil), "step of 45 s reached, the top of the ladder"),
      (
        .transition(Transition(start: 1, end: 2, kind: .stepOn)),
        "step on, 1.0 to 2.0 s"
      ),
      (
        .gap(ReportedGap(start: 1, end: 2, cause: .eventsDropped)),
        "gap 1.00 to 2.00 s: the kernel's event buffer ran over (events-dropped)"
      ),
      (.mark("button"), "mark: button"),
      (.practice(repetition, number: 1), "practice 1  lower 2.0 s · rise 1.0 s · range 40°"),
      (.pacing(call(.lower, .tooFast)), "lower too fast, 3.0 s to take"),
      (.pacing(call(.rise, .tooSlow)), "rise too slow, 3.0 s to take"),
      (.pacing(call(.top, .tooFast)), "hold too short, 3.0 s to take"),
      (.pacing(call(.bottom, .tooSlow)), "stretch too long, 3.0 s to take"),
      (
        .prompt(.height, afterRepetition: 21),
        "prompt: the heel isn't high enough, repetition 21"
      ),
      (
        .testEnded(.pace, afterRepetition: 23),
        "test ended: too late for the pace, after repetition 23"
      ),
    ]
    for (kind, words) in kinds { #expect(kind.words(in: .calfRaise) == words) }
    #expect(SessionEvent.Kind.phase(.bottom, start: 1).words(in: .bandPress) == "pause")
  }
}
