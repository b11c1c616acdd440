public import Samples

/// What a chip with these errors measures of a motion at even times, without registers, range or
/// resolution: a stream for measuring analyses, many times faster than a simulated chip behind its driver.
public struct SampledMotion: Sequence, Sendable {
  private let motion: any InertialMotion
  private let errors: ChipErrors
  private let rate: Double
  private let duration: Double
  private let hasGyroscope: Bool

  /// The samples from 0 to `duration` seconds.
  ///
  /// - Parameters:
  ///   - rate: samples a second; positive. Noise is let through up to half of it.
  ///   - hasGyroscope: whether samples have an angular velocity.
  public init(
    _ motion: any InertialMotion, errors: ChipErrors = .none, rate: Double,
    hasGyroscope: Bool = true, duration: Double
  ) {
    precondition(rate > 0, "a rate is positive")
    self.motion = motion
    self.errors = errors
    self.rate = rate
    self.duration = duration
    self.hasGyroscope = hasGyroscope
  }

  /// Begins at time 0; equal arguments give equal samples.
  public func makeIterator() -> some IteratorProtocol<StreamElement<Sample>> {
    var sensing = SensingElement(motion: motion, errors: errors)
    var index = 0
    return AnyIterator {
      let time = Double(index) / rate
      guard time <= duration else { return nil }
      index += 1
      let state = sensing.measure(at: time, bandwidth: rate / 2)
      return .sample(
        .inertial(
          InertialSample(
            time: Timestamp(microseconds: 0).advanced(bySeconds: time),
            acceleration: state.specificForce,
            angularVelocity: hasGyroscope ? state.angularVelocity : nil)))
    }
  }
}
