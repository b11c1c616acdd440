import SignalProcessing

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
  /// Seconds since the crossing that the phase began with.
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

/// How a set went with a metronome that sounds two beats a repetition: up on one, down on the next.
public struct MetronomeReview: Hashable, Sendable {
  /// Beats a minute.
  public var beatsPerMinute: Double
  /// What the cadence is more than half the beats, in percent; nil for fewer than two repetitions.
  public var deviationPercent: Double?
  /// How far rises are from their beats, in seconds: the median distance.
  ///
  /// The metronome isn't heard. Its beats are laid through the set, 120 / ``beatsPerMinute`` seconds
  /// apart and shifted so that as many rises come before their beat as after it (the median). Each rise
  /// belongs to the next beat after the last rise's, or to the later one that its distance in time from
  /// that rise is nearest to. Somebody who is steadily slower than the metronome moves away from it, and
  /// one late rise among good ones changes nothing. Nil for fewer than three repetitions.
  public var beatDrift: Double?
  /// Beats that passed without a rise; nil for fewer than two repetitions.
  public var missedBeats: Int?

  /// A review.
  public init(
    beatsPerMinute: Double, deviationPercent: Double?, beatDrift: Double?, missedBeats: Int?
  ) {
    self.beatsPerMinute = beatsPerMinute
    self.deviationPercent = deviationPercent
    self.beatDrift = beatDrift
    self.missedBeats = missedBeats
  }

  /// Repetitions a minute that the metronome asks for.
  public var targetPerMinute: Double { beatsPerMinute / 2 }

  /// A review of rises.
  ///
  /// - Parameters:
  ///   - riseStarts: in seconds, in time order.
  ///   - cadencePerMinute: the set's own, gaps left out.
  public init(beatsPerMinute: Double, riseStarts: [Double], cadencePerMinute: Double?) {
    let period = 120 / beatsPerMinute
    var beat = 0.0
    var missed = 0
    var offsets = riseStarts.prefix(1).map { $0 }
    for (before, rise) in zip(riseStarts, riseStarts.dropFirst()) {
      let beats = max(1, ((rise - before) / period).rounded())
      beat += beats
      missed += Int(exactly: beats - 1) ?? 0
      offsets.append(rise - beat * period)
    }
    let middle = median(of: offsets) ?? 0
    self.init(
      beatsPerMinute: beatsPerMinute,
      deviationPercent: cadencePerMinute.map { 100 * (2 * $0 / beatsPerMinute - 1) },
      beatDrift: riseStarts.count < 3 ? nil : median(of: offsets.map { abs($0 - middle) }),
      missedBeats: riseStarts.count < 2 ? nil : missed)
  }
}
