/// Keeps the sets, and tells what a track found in the words of a session.
struct SetBook: Sendable {
  /// Sets that are over.
  private(set) var sets: [SetReport] = []
  /// Whether a set is under way.
  private(set) var isOpen = false
  private var lastRepetition: Repetition?
  private var phaseStart = 0.0
  private var openedAt = 0.0

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
    switch found.outcome {
    case .counted(let repetition, let number)?:
      lastRepetition = repetition
      emit(SessionEvent(time: time, kind: .repetition(repetition, number: number)))
    case .partial(let repetition)?:
      emit(SessionEvent(time: time, kind: .partial(repetition)))
    case .rejected(let rejection)?:
      emit(SessionEvent(time: time, kind: .rejected(rejection)))
    case nil: break
    }
  }

  /// Closes the set under way with what is left of it; a set that was opened and had nothing in it is
  /// told and not kept.
  mutating func close(
    _ ended: (set: SetReport?, revised: RepetitionTrack.NumberedRepetition?)?, time: Double,
    emit: (SessionEvent) -> Void
  ) {
    if isOpen, let revised = ended?.revised { tell(revised, time: time, emit: emit) }
    if let set = ended?.set {
      sets.append(set)
      emit(SessionEvent(time: time, kind: .setEnded(set)))
    } else if isOpen {
      emit(SessionEvent(time: time, kind: .setEnded(.empty(from: openedAt, to: time))))
    }
    isOpen = false
  }

  private mutating func tell(
    _ revised: RepetitionTrack.NumberedRepetition, time: Double, emit: (SessionEvent) -> Void
  ) {
    lastRepetition = revised.repetition
    emit(SessionEvent(time: time, kind: .revised(revised.repetition, number: revised.number)))
  }

  /// Writes the count and the phase into a live status; `track` owns the set under way.
  func contribute(to status: inout SessionStatus, track: RepetitionTrack?) {
    contribute(to: &status, count: track?.count, phase: track?.phase)
  }

  /// Writes the count and the phase of the set under way into a live status.
  func contribute(to status: inout SessionStatus, count: Int?, phase: Phase?) {
    status.repetitions = isOpen ? count ?? 0 : sets.last?.repetitions.count ?? 0
    status.sets = sets.count + (isOpen ? 1 : 0)
    status.phase = isOpen ? phase : nil
    status.phaseStart = phaseStart
    status.lastRepetition = lastRepetition
  }
}
