public import Samples

/// What a balance board measures of a motion, row by row, without driver or kernel: loads in steps of 10 g
/// with a noise of 10 g, at times as irregular as Bluetooth makes them.
public struct SampledBoardMotion: Sequence, Sendable {
  private let motion: any BoardMotion
  private let rate: Double
  private let jitter: Double
  private let zero: Double
  private let seed: UInt64
  private let duration: Double

  /// The rows from 0 to `duration` seconds.
  ///
  /// - Parameters:
  ///   - rate: rows a second; positive.
  ///   - jitter: standard deviation of the time between two rows, as a part of it.
  ///   - zero: what the top right cell reads too much, in kg: a zero that has drifted.
  public init(
    _ motion: any BoardMotion, rate: Double, jitter: Double = 0.2, zero: Double = 0, seed: UInt64,
    duration: Double
  ) {
    precondition(rate > 0, "a rate is positive")
    self.motion = motion
    self.rate = rate
    self.jitter = jitter
    self.zero = zero
    self.seed = seed
    self.duration = duration
  }

  /// Begins at time 0; equal arguments give equal rows.
  public func makeIterator() -> some IteratorProtocol<StreamElement<Sample>> {
    var generator = SeededGenerator(seed: seed)
    var time = 0.0
    return AnyIterator {
      guard time <= duration else { return nil }
      defer { time += Swift.max(0.25, 1 + jitter * generator.normal()) / rate }
      let loads = motion.loads(at: time)
      func cell(_ load: Double) -> Double {
        Swift.max(0, ((load + 0.01 * generator.normal()) * 100).rounded(.down) / 100)
      }
      return .sample(
        .board(
          BoardSample(
            time: Timestamp(microseconds: 0).advanced(bySeconds: time),
            topLeft: cell(loads.topLeft), topRight: cell(loads.topRight + zero),
            bottomLeft: cell(loads.bottomLeft), bottomRight: cell(loads.bottomRight))))
    }
  }
}
