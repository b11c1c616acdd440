import Exercises
import Samples

/// A quiet stance on a plate whose centre of pressure is told sample by sample.
enum SwayRun {
  /// The report's sway by a profile.
  ///
  /// - Parameters:
  ///   - microseconds: time of each sample.
  ///   - track: the place in mm at the sample of that number.
  static func report(
    _ profile: SwayProfile, microseconds: [Int64], along track: (Int) -> SIMD2<Double>
  ) -> SwayReport? {
    let elements = microseconds.indices.map { index -> StreamElement<Sample> in
      let place = track(index)
      return .sample(
        .centerOfPressure(
          CenterOfPressureSample(
            time: Timestamp(microseconds: microseconds[index]), mediolateral: place.x,
            anteroposterior: place.y)))
    }
    return SessionRun(
      SessionConfiguration(exercise: .quietStance, swayProfile: profile), elements
    ).report.sway
  }

  /// `count` samples at `rate` Hz along a track told by the time in seconds.
  static func report(
    _ profile: SwayProfile, count: Int, rate: Double, along track: (Double) -> SIMD2<Double>
  ) -> SwayReport? {
    let times = (0..<count).map { Int64((Double($0) / rate * 1e6).rounded()) }
    return report(profile, microseconds: times) { track(Double($0) / rate) }
  }
}
