/// Which way a phase is off its target.
public enum TempoVerdict: String, Hashable, Sendable, CaseIterable {
  /// A movement too fast, a pause too short.
  case tooFast = "too-fast"
  /// A movement too slow, a pause too long.
  case tooSlow = "too-slow"
}

/// A phase of a repetition that was off its target by more than the tolerance.
public struct PhaseDeviation: Hashable, Sendable {
  /// Which phase.
  public var phase: Phase
  /// What it took minus the target, in seconds: negative is too fast or too short.
  public var seconds: Double

  /// A deviation in seconds.
  public init(phase: Phase, seconds: Double) {
    self.phase = phase
    self.seconds = seconds
  }

  /// Which way it is off.
  public var verdict: TempoVerdict { seconds < 0 ? .tooFast : .tooSlow }
}

/// A phase that is off its target, told while it lasts (of a pause that was too short, when it ends).
///
/// A movement at constant speed that keeps the target needs (p - 0.1) T seconds from its 10 % crossing to
/// the share p of its usual travel. It is *too fast* as soon as it is ahead of that by 0.8 of the
/// tolerance: even if the rest takes the target's time, the whole will be too short by more than the
/// tolerance. It is *too slow* as soon as 0.8 of target and tolerance have gone by and 90 % aren't reached.
public struct TempoCall: Hashable, Sendable {
  /// Which phase.
  public var phase: Phase
  /// Which way it is off.
  public var verdict: TempoVerdict
  /// The target in seconds.
  public var target: Double
  /// Seconds that it has taken so far, on the target's scale: of a movement the time since its 10 % crossing
  /// over 0.8, of a pause what is left between the movements.
  public var elapsed: Double

  /// A call.
  public init(phase: Phase, verdict: TempoVerdict, target: Double, elapsed: Double) {
    self.phase = phase
    self.verdict = verdict
    self.target = target
    self.elapsed = elapsed
  }
}

/// How a set kept its tempo.
public struct TempoReview: Hashable, Sendable {
  /// What was to be kept.
  public var target: TempoTarget
  /// How far a phase could be off it.
  public var tolerance: TempoTolerance
  /// The set's medians minus the target, in seconds; nil where either isn't known.
  public var deviation: Tempo
  /// Repetitions of which every phase that is known was within the tolerance.
  public var kept: Int
  /// Repetitions of which any phase could be judged.
  public var judged: Int

  /// A review.
  public init(
    target: TempoTarget, tolerance: TempoTolerance, deviation: Tempo, kept: Int, judged: Int
  ) {
    self.target = target
    self.tolerance = tolerance
    self.deviation = deviation
    self.kept = kept
    self.judged = judged
  }
}

extension TempoReview {
  init(
    of repetitions: [Repetition], medians: Tempo, target: TempoTarget, tolerance: TempoTolerance
  ) {
    let known = repetitions.filter { !$0.tempo.differences(from: target).isEmpty }
    let off = Dictionary(
      uniqueKeysWithValues: medians.differences(from: target).map { ($0.phase, $0.seconds) })
    self.init(
      target: target, tolerance: tolerance,
      deviation: Tempo(
        lower: off[.lower], bottom: off[.bottom], rise: off[.rise], top: off[.top]),
      kept: known.count { $0.tempo.deviations(from: target, beyond: tolerance).isEmpty },
      judged: known.count)
  }
}

extension Tempo {
  /// The time of a phase in seconds; nil where it isn't known.
  public func seconds(of phase: Phase) -> Double? {
    switch phase {
    case .lower: lower
    case .bottom: bottom
    case .rise: rise
    case .top: top
    }
  }

  /// What each phase took more than its target, where both are known, in the notation's order.
  func differences(from target: TempoTarget) -> [PhaseDeviation] {
    let phases: [Phase] = [.lower, .bottom, .rise, .top]
    return phases.compactMap { phase in
      guard let seconds = seconds(of: phase), let wanted = target.seconds(of: phase) else {
        return nil
      }
      return PhaseDeviation(phase: phase, seconds: seconds - wanted)
    }
  }

  /// The phases that are off their target by more than the tolerance.
  func deviations(from target: TempoTarget, beyond tolerance: TempoTolerance) -> [PhaseDeviation] {
    differences(from: target).filter { deviation in
      let wanted = target.seconds(of: deviation.phase) ?? 0
      return abs(deviation.seconds) > tolerance.allowed(for: wanted)
    }
  }
}

extension Repetition {
  /// Its phases as a tempo.
  public var tempo: Tempo { Tempo(lower: lower, bottom: bottom, rise: rise, top: top) }
}
