import Benchmark
import Exercises
import Glibc
import Samples

/// What a minute of quiet stance on a plate costs at 100 Hz, preparation and all measures: for each profile.
nonisolated(unsafe) let benchmarks: @Sendable () -> Void = {
  for profile in SwayProfile.allCases {
    Benchmark(
      "sway of a minute at 100 Hz, \(profile.rawValue)",
      configuration: .init(metrics: [.wallClock], maxDuration: .seconds(4))
    ) { benchmark, samples in
      for _ in benchmark.scaledIterations { blackHole(measure(samples, by: profile)) }
    } setup: {
      quietStance(seconds: 60, rate: 100)
    }
  }
}

/// A whole session over samples in memory.
private func measure(
  _ samples: [StreamElement<Sample>], by profile: SwayProfile
) -> SessionReport {
  var session = Session(
    configuration: SessionConfiguration(exercise: .quietStance, swayProfile: profile))
  for sample in samples { session.advance(sample) { blackHole($0) } }
  session.finish { blackHole($0) }
  return session.report
}

/// Slow swings of some millimetres with a tremor, never the same twice.
private func quietStance(seconds: Int, rate: Int) -> [StreamElement<Sample>] {
  (0..<(seconds * rate)).map { index in
    let time = Double(index) / Double(rate)
    let tremor = Double(index * 7919 % 1009) / 1009 - 0.5
    let side = 3 * sin(0.9 * time) + 1.5 * sin(3.7 * time + 1) + 0.2 * tremor
    let front = 5 * sin(0.6 * time + 2) + sin(5.9 * time) - 0.2 * tremor
    return .sample(
      .centerOfPressure(
        CenterOfPressureSample(
          time: Timestamp(microseconds: Int64(index) * 1_000_000 / Int64(rate)),
          mediolateral: side, anteroposterior: front)))
  }
}
