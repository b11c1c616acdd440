extension SessionReport {
  /// Seconds beside a repetition that still mean it: nobody points at a crossing exactly.
  public static let strikeTolerance = 0.5

  /// The report with a person's changes, the machine's numbers of every repetition as they were.
  ///
  /// A struck repetition goes from ``SetReport/repetitions`` to ``SetReport/struck``; an added one is marked
  /// ``Repetition/byHand``, has its start and end and nothing else. It goes into the nearest set that a pause
  /// doesn't part it from, or makes one. What a set tells of all its repetitions (tempo, cadence, range
  /// lost, heights and work) is made again from what counts then. A revision that fits nothing changes nothing, and
  /// ``revisions`` says why.
  ///
  /// - Parameter configuration: the session's own.
  public func revised(
    by revisions: [Revision], configuration: SessionConfiguration
  ) -> SessionReport {
    var report = self
    for revision in Revision.standing(revisions) {
      let misfit = report.apply(revision, configuration)
      report.revisions.append(ReportedRevision(revision: revision, misfit: misfit))
    }
    return report
  }

  private mutating func apply(
    _ revision: Revision, _ configuration: SessionConfiguration
  ) -> RevisionMisfit? {
    guard exercise.hasRepetitions else { return .otherExercise }
    return switch revision {
    case .strike(let time): strike(at: time, configuration)
    case .add(let start, let end): add(from: start, to: end, configuration)
    case .undo: nil
    }
  }

  private mutating func strike(
    at time: Double, _ configuration: SessionConfiguration
  ) -> RevisionMisfit? {
    let places = sets.indices.flatMap { set in
      sets[set].repetitions.indices.map { index in
        let repetition = sets[set].repetitions[index]
        return (
          set: set, index: index,
          distance: max(0, repetition.riseStart - time, time - repetition.end)
        )
      }
    }
    guard let nearest = places.min(by: { $0.distance < $1.distance }),
      nearest.distance <= Self.strikeTolerance
    else { return .noRepetition }
    let struck = sets[nearest.set].repetitions.remove(at: nearest.index)
    sets[nearest.set].struck.insert(struck, at: sets[nearest.set].struck.place(of: struck))
    sets[nearest.set].summarize(gaps: input.gaps, configuration)
    return nil
  }

  private mutating func add(
    from start: Double, to end: Double, _ configuration: SessionConfiguration
  ) -> RevisionMisfit? {
    guard start >= 0, end > start, end <= input.duration else { return .outsideRecording }
    let isTaken = sets.contains { set in
      set.repetitions.contains { $0.riseStart < end && start < $0.end }
    }
    guard !isTaken else { return .alreadyCounted }
    // A person saw it go up and come down.
    let added = Repetition(
      riseStart: start, topStart: nil, lowerStart: nil, end: end, direction: .known, byHand: true)
    let distances = sets.indices.map {
      (set: $0, distance: sets[$0].distance(from: start, to: end))
    }
    let set: Int
    if let nearest = distances.min(by: { $0.distance < $1.distance }),
      nearest.distance <= configuration.setPause
    {
      set = nearest.set
    } else {
      set = sets.firstIndex { $0.start > start } ?? sets.count
      sets.insert(.empty(from: start, to: end), at: set)
    }
    sets[set].start = min(sets[set].start, start)
    sets[set].end = max(sets[set].end, end)
    sets[set].repetitions.insert(added, at: sets[set].repetitions.place(of: added))
    sets[set].summarize(gaps: input.gaps, configuration)
    return nil
  }
}

extension [Repetition] {
  /// Where a repetition belongs in a list in time order.
  fileprivate func place(of repetition: Repetition) -> Int {
    firstIndex { $0.riseStart > repetition.riseStart } ?? count
  }
}

extension SetReport {
  /// Seconds between the set and a stretch; 0 where they meet.
  fileprivate func distance(from other: Double, to otherEnd: Double) -> Double {
    max(0, start - otherEnd, other - end)
  }

  /// Makes what is told of the repetitions together from those that count now.
  fileprivate mutating func summarize(gaps: [ReportedGap], _ configuration: SessionConfiguration) {
    // A loss that is bridged parts nothing.
    let lost = gaps.filter { $0.end - $0.start > RepetitionTrack.bridgedGap }
    tempo = Tempo(mediansOf: repetitions)
    let riseStarts = repetitions.map(\.riseStart)
    cadencePerMinute = Self.cadence(riseStarts: riseStarts) { index in
      lost.contains { $0.start < riseStarts[index + 1] && riseStarts[index] < $0.end }
    }
    rangeLossPercent = Self.loss(of: repetitions.compactMap(\.range))?.percent
    review(by: configuration.plan, losses: lost.map(\.start))
    heelRise = HeelRiseMeasures(
      of: repetitions, basis: heelRise.heightBasis, bodyMass: configuration.bodyMass)
  }
}
