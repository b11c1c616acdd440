/// What somebody means to do in a set: how often, how far, how slowly, and how it goes downhill.
///
/// Angles are degrees from neutral, up positive. Times are whole movements from rest to rest and true
/// pauses; a report measures between crossings of 10 and 90 % instead, so its numbers differ.
public struct RaiseSchedule: Hashable, Sendable {
  /// How many rises, partial ones included.
  public var repetitions: Int
  /// Seconds for a rise.
  public var rise: Double
  /// Seconds of rest at the top.
  public var top: Double
  /// Seconds for a lowering.
  public var lower: Double
  /// Seconds of rest at the bottom.
  public var bottom: Double
  /// The top in degrees above neutral.
  public var peak: Double
  /// The bottom in degrees below neutral; 0 on flat ground.
  public var dip: Double
  /// Seconds of rest in neutral on the way down into each dip; nil to go straight through.
  public var neutralPause: Double?
  /// How unlike repetitions are: the largest change of any angle or time, as a share.
  public var variation: Double
  /// The share of its height that the last repetition has lost; its tempo is slower by as much.
  public var fade: Double
  /// Which repetitions, counted from 1, stop early.
  public var partialRepetitions: Set<Int>
  /// How high those go, as a share of the way from dip to peak.
  public var partialShare: Double
  /// How each movement goes.
  public var shape: MovementShape

  /// A set.
  public init(
    repetitions: Int, rise: Double, top: Double, lower: Double, bottom: Double, peak: Double,
    dip: Double = 0, neutralPause: Double? = nil, variation: Double = 0, fade: Double = 0,
    partialRepetitions: Set<Int> = [], partialShare: Double = 0.35,
    shape: MovementShape = .minimumJerk
  ) {
    self.repetitions = repetitions
    self.rise = rise
    self.top = top
    self.lower = lower
    self.bottom = bottom
    self.peak = peak
    self.dip = dip
    self.neutralPause = neutralPause
    self.variation = variation
    self.fade = fade
    self.partialRepetitions = partialRepetitions
    self.partialShare = partialShare
    self.shape = shape
  }

  /// The excursion in degrees, from neutral back to neutral, with its first movement at `start`.
  ///
  /// With a dip it begins with the sink into it and ends with the return from it; neither is a
  /// repetition.
  /// - Precondition: movements take time and pauses aren't negative.
  public func excursion(from start: Double, seed: UInt64) -> Trajectory {
    var generator = SeededGenerator(seed: seed ^ 0x5E7)
    var path = Trajectory()
    var clock = start
    func move(to target: Double, over seconds: Double, then pause: Double) {
      path.move(to: target, at: clock, over: seconds, shape: shape)
      clock = path.end + pause
    }
    func varied(_ value: Double) -> Double { generator.varied(value, by: variation) }

    if dip > 0, repetitions > 0 { move(to: -varied(dip), over: varied(lower / 2), then: bottom) }
    for number in stride(from: 1, through: repetitions, by: 1) {
      let done = repetitions > 1 ? Double(number - 1) / Double(repetitions - 1) : 0
      let slowness = 1 + fade * done
      var height = varied(peak) * (1 - fade * done)
      if partialRepetitions.contains(number) { height = partialShare * (height + dip) - dip }
      move(to: height, over: varied(rise) * slowness, then: varied(top))
      let lowering = varied(lower) * slowness
      if let neutralPause {
        move(to: 0, over: lowering, then: varied(neutralPause))
        if dip > 0, number < repetitions {
          move(to: -varied(dip), over: varied(lower / 2), then: varied(bottom))
        }
      } else {
        move(to: -varied(dip), over: lowering, then: varied(bottom))
      }
    }
    if path.target < 0 { move(to: 0, over: varied(rise / 2), then: 0) }
    return path
  }
}
