extension RepetitionPlan {
  /// A watch over a new set; nil without stop rules.
  var enduranceWatch: EnduranceWatch? {
    stopRules.map { EnduranceWatch(rules: $0, beatPeriod: beatPeriod) }
  }
}

extension Repetition {
  /// The same repetition with the phases that are off the plan's tempo.
  func judged(by plan: RepetitionPlan) -> Repetition {
    guard let target = plan.tempo else { return self }
    var judged = self
    judged.offTarget = tempo.deviations(
      from: target, beyond: plan.tolerance ?? TempoTolerance())
    return judged
  }
}

extension SetReport {
  /// Writes how the set kept a plan.
  ///
  /// - Parameter losses: when samples were lost in it, in seconds.
  mutating func review(by plan: RepetitionPlan, losses: [Double]) {
    if let target = plan.tempo {
      repetitions = repetitions.map { $0.judged(by: plan) }
      practice = practice.map { $0.judged(by: plan) }
      tempoReview = TempoReview(
        of: repetitions, medians: tempo, target: target,
        tolerance: plan.tolerance ?? TempoTolerance())
    }
    if let beats = plan.metronome {
      metronome = MetronomeReview(
        beatsPerMinute: beats, riseStarts: repetitions.map(\.riseStart),
        cadencePerMinute: cadencePerMinute)
    }
    endurance = endurance(by: plan, losses: losses)
  }

  /// The stop rules once more, on what is measured for good.
  private func endurance(by plan: RepetitionPlan, losses: [Double]) -> EnduranceReport? {
    guard var watch = plan.enduranceWatch else { return nil }
    let movements =
      repetitions.map { (repetition: $0, isPartial: false) }
      + partial.map { (repetition: $0, isPartial: true) }
    var losses = losses[...]
    for movement in movements.sorted(by: { $0.repetition.riseStart < $1.repetition.riseStart }) {
      if let loss = losses.first, loss < movement.repetition.riseStart {
        watch.interrupt()
        losses = losses.drop { $0 < movement.repetition.riseStart }
      }
      _ = watch.take(movement.repetition, isPartial: movement.isPartial)
    }
    return watch.report
  }
}
