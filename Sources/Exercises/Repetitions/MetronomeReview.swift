import SignalProcessing

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
