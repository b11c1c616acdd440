import Benchmark
import Exercises
import Glibc
import Samples

/// What quiet stance costs at 100 Hz, preparation and all measures: for each profile a minute, and ten, which
/// should be ten times as much and the little that transforms cost beyond.
nonisolated(unsafe) let benchmarks: @Sendable () -> Void = {
  for profile in SwayProfile.allCases {
    for minutes in [1, 10] {
      Benchmark(
        "sway of \(minutes) min at 100 Hz, \(profile.rawValue)",
        configuration: .init(metrics: [.wallClock], maxDuration: .seconds(4))
      ) { benchmark, samples in
        for _ in benchmark.scaledIterations { blackHole(measure(samples, by: profile)) }
      } setup: {
        quietStance(seconds: 60 * minutes, rate: 100, isInertial: profile == .isway2012)
      }
    }
  }
}

/// A whole session over samples in memory.
private func measure(
  _ samples: [StreamElement<Sample>], by profile: SwayProfile
) -> SessionReport {
  var session = Session(
    configuration: SessionConfiguration(
      exercise: .quietStance, placement: .waist, swayProfile: profile,
      footRectangle: FootRectangle(mediolateral: 300, anteroposterior: 260)))
  for sample in samples { session.advance(sample) { blackHole($0) } }
  session.finish { blackHole($0) }
  return session.report
}

/// Slow swings of some millimetres, or cm/s² of a sensor on the body, with a tremor, never the same twice.
private func quietStance(
  seconds: Int, rate: Int, isInertial: Bool
) -> [StreamElement<Sample>] {
  (0..<(seconds * rate)).map { index in
    let time = Double(index) / Double(rate)
    let tremor = Double(index * 7919 % 1009) / 1009 - 0.5
    let side = 3 * sin(0.9 * time) + 1.5 * sin(3.7 * time + 1) + 0.2 * tremor
    let front = 5 * sin(0.6 * time + 2) + sin(5.9 * time) - 0.2 * tremor
    let stamp = Timestamp(microseconds: Int64(index) * 1_000_000 / Int64(rate))
    guard isInertial else {
      return .sample(
        .centerOfPressure(
          CenterOfPressureSample(time: stamp, mediolateral: side, anteroposterior: front)))
    }
    return .sample(
      .inertial(
        InertialSample(time: stamp, acceleration: SIMD3(side / 100, front / 100, 9.80665))))
  }
}
