/// Keeps the sets, and tells what a track found in the words of a session and of its plan.
struct SetBook: Sendable {
  /// Sets that are over.
  private(set) var sets: [SetReport] = []
  /// Whether a set is under way.
  private(set) var isOpen = false
  private let plan: RepetitionPlan
  /// Of the tempo while it lasts, one for either way that up may be; nil where nobody is to be told.
  private var judges: (along: TempoJudge, against: TempoJudge)?
  private var watch: EnduranceWatch?
  /// Practice repetitions in the sets that are over.
  private var practised = 0
  /// When samples were lost in the set under way, in seconds.
  private var losses: [Double] = []
  private var lastCall: (time: Double, call: TempoCall)?
  private var lastRepetition: Repetition?
  private var phaseStart = 0.0
  private var openedAt = 0.0

  /// - Parameter judge: of the tempo while it lasts; nil where nobody is to be told.
  init(plan: RepetitionPlan, judge: TempoJudge? = nil) {
    self.plan = plan
    judges = judge.map { ($0, $0) }
    watch = plan.enduranceWatch
  }

  /// How many repetitions of the set under way are practice, from its first on.
  var practice: Int { max(0, (plan.practice ?? 0) - practised) }

  /// Repetitions of the set under way that count, of those that its track has; nil without a track.
  private func count(of counted: Int?) -> Int { max(0, (counted ?? 0) - practice) }

  /// Tells a finding, opening a set with the first.
  mutating func tell(
    _ found: RepetitionTrack.Finding, time: Double, emit: (SessionEvent) -> Void
  ) {
    if let revised = found.revised { tell(revised, time: time, emit: emit) }
    guard found.phase != nil || found.outcome != nil else { return }
    if !isOpen {
      isOpen = true
      openedAt = time
      emit(SessionEvent(time: time, kind: .setStarted(start: time)))
    }
    if let phase = found.phase {
      phaseStart = time
      emit(SessionEvent(time: time, kind: .phase(phase, start: time)))
    }
    for outcome in found.earlier { tell(outcome, time: time, emit: emit) }
    if let outcome = found.outcome {
      tell(outcome, isFollowed: found.correction?.wasTold != true, time: time, emit: emit)
    }
    if let counted = found.correction?.counted {
      emit(SessionEvent(time: time, kind: .recounted(count(of: counted))))
    }
  }

  /// - Parameter isFollowed: whether the stop rules are to look at it; not where they have already.
  private mutating func tell(
    _ outcome: RepetitionTrack.Outcome, isFollowed: Bool = true, time: Double,
    emit: (SessionEvent) -> Void
  ) {
    switch outcome {
    case .counted(let measured, let number):
      let repetition = measured.judged(by: plan)
      lastRepetition = repetition
      if number <= practice {
        let kind = SessionEvent.Kind.practice(repetition, number: practised + number)
        emit(SessionEvent(time: time, kind: kind))
      } else {
        emit(
          SessionEvent(time: time, kind: .repetition(repetition, number: number - practice)))
        if isFollowed { follow(repetition, isPartial: false, time: time, emit: emit) }
      }
    case .partial(let repetition):
      emit(SessionEvent(time: time, kind: .partial(repetition)))
      if isFollowed { follow(repetition, isPartial: true, time: time, emit: emit) }
    case .rejected(let rejection):
      emit(SessionEvent(time: time, kind: .rejected(rejection)))
    }
  }

  /// What a track made of a sample.
  typealias Made = (phase: Phase, outcome: RepetitionTrack.Outcome?)

  /// Takes the smoothed excursion along the line, after what either track made of it was told.
  ///
  /// - Parameter isAlong: which one is believed in.
  mutating func follow(
    time: Double, value: Double, along: Made, against: Made, isAlong: Bool,
    emit: (SessionEvent) -> Void
  ) {
    // In place: a copy of either would have to be allocated.
    let calls = (
      judges?.along.advance(
        time: time, value: value, phase: along.phase, outcome: along.outcome),
      judges?.against.advance(
        time: time, value: -value, phase: against.phase, outcome: against.outcome)
    )
    guard let call = isAlong ? calls.0 : calls.1, isOpen else { return }
    lastCall = (time, call)
    emit(SessionEvent(time: time, kind: .pacing(call)))
  }

  /// Why the set under way ends now; nil where it goes on.
  ///
  /// - Parameters:
  ///   - counted: repetitions that its track has.
  ///   - isDown: whether the last lowering is over and the next rise hasn't begun.
  ///   - hasRested: whether nothing has moved for the set pause since.
  func end(counted: Int, isDown: Bool, hasRested: Bool) -> SetEnd? {
    if let size = plan.setSize, isDown, count(of: counted) >= size { return .size }
    return hasRested ? .rest : nil
  }

  /// Samples were lost from `time` on, and what was under way with them.
  mutating func interrupt(at time: Double) {
    judges?.along.interrupt()
    judges?.against.interrupt()
    watch?.interrupt()
    losses.append(time)
  }

  /// Up is the other way than was believed, and that track has counted so many.
  mutating func turnOver(counted: Int?, time: Double, emit: (SessionEvent) -> Void) {
    watch = plan.enduranceWatch
    if isOpen { emit(SessionEvent(time: time, kind: .recounted(count(of: counted)))) }
  }

  /// Closes the set under way with what is left of it; a set that was opened and had nothing in it is
  /// told and not kept.
  mutating func close(
    _ ended: (set: SetReport?, revised: RepetitionTrack.NumberedRepetition?)?, by end: SetEnd,
    time: Double, emit: (SessionEvent) -> Void
  ) {
    if isOpen, let revised = ended?.revised { tell(revised, time: time, emit: emit) }
    if var set = ended?.set {
      practised += set.practice.count
      set.endedBy = end
      set.review(by: plan, losses: losses)
      sets.append(set)
      emit(SessionEvent(time: time, kind: .setEnded(set)))
    } else if isOpen {
      var set = SetReport.empty(from: openedAt, to: time)
      set.endedBy = end
      emit(SessionEvent(time: time, kind: .setEnded(set)))
    }
    isOpen = false
    losses = []
    judges?.along.endSet()
    judges?.against.endSet()
    watch = plan.enduranceWatch
  }

  /// Writes the count and the phase of the set under way, as its track has them, into a live status.
  func contribute(to status: inout SessionStatus, count counted: Int?, phase: Phase?) {
    status.repetitions = isOpen ? count(of: counted) : sets.last?.repetitions.count ?? 0
    status.isPractice = (isOpen ? counted ?? 0 : 0) < practice
    status.sets = sets.count + (isOpen ? 1 : 0)
    status.phase = isOpen ? phase : nil
    status.phaseStart = phaseStart
    status.lastRepetition = lastRepetition
    if let lastCall, status.time - lastCall.time < TempoCall.shownFor {
      status.tempoCall = lastCall.call
    }
  }

  /// Writes the sets into a report, and which stop rules can't be followed.
  ///
  /// - Parameter heightReason: why neither height nor range is to be had; nil where one is.
  func contribute(to report: inout SessionReport, heightReason: String?) {
    report.sets = sets
    if let heightReason, plan.stopRules?.heightPercent != nil {
      report.unavailable.append(
        Unavailable(key: "sets.endurance.height", reason: heightReason))
    }
  }

  private mutating func tell(
    _ revised: RepetitionTrack.NumberedRepetition, time: Double, emit: (SessionEvent) -> Void
  ) {
    let repetition = revised.repetition.judged(by: plan)
    lastRepetition = repetition
    guard revised.number > practice else { return }
    emit(
      SessionEvent(time: time, kind: .revised(repetition, number: revised.number - practice)))
  }

  private mutating func follow(
    _ repetition: Repetition, isPartial: Bool, time: Double, emit: (SessionEvent) -> Void
  ) {
    for word in watch?.take(repetition, isPartial: isPartial) ?? [] {
      let number = watch?.number ?? 0
      let kind: SessionEvent.Kind =
        switch word {
        case .prompt(let rule): .prompt(rule, afterRepetition: number)
        case .stop(let rule): .testEnded(rule, afterRepetition: number)
        }
      emit(SessionEvent(time: time, kind: kind))
    }
  }
}

extension TempoCall {
  /// Seconds for which a live status shows a call.
  fileprivate static let shownFor = 2.0
}
