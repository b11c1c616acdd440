import Benchmark
import Exercises
import Glibc
import LongStreams
import Recordings
import Samples

/// What a row of a file and a sample of a stream cost.
nonisolated(unsafe) let benchmarks: @Sendable () -> Void = {
  let nanoseconds = BenchmarkMetric.custom(
    "ns a sample", polarity: .prefersSmaller, useScalingFactor: false)

  Benchmark(
    "replay an hour, six axes at 200 Hz",
    configuration: .init(
      metrics: [.wallClock, nanoseconds], maxDuration: .seconds(20), maxIterations: 5)
  ) { benchmark, path in
    try measure(benchmark, as: nanoseconds) { try replay(path) }
  } setup: {
    let path = temporaryPath("hour.csv")
    try LongStream.minuteOfCalfRaises().record(rounds: 60, to: path, exercise: .calfRaise)
    return path
  } teardown: {
    unlink(temporaryPath("hour.csv"))
  }

  Benchmark(
    "advance calf-raise, six axes",
    configuration: .init(metrics: [nanoseconds], maxDuration: .seconds(4))
  ) { benchmark, samples in
    let configuration = SessionConfiguration(exercise: .calfRaise, placement: .foot)
    measure(benchmark, as: nanoseconds) { advance(samples, configuration) }
  } setup: {
    try LongStream.minuteOfCalfRaises().samples(ofRound: 0)
  }

  Benchmark(
    "advance balance-hold, board",
    configuration: .init(metrics: [nanoseconds], maxDuration: .seconds(4))
  ) { benchmark, samples in
    measure(benchmark, as: nanoseconds) {
      advance(samples, SessionConfiguration(exercise: .balanceHold))
    }
  } setup: {
    try LongStream.boardHold().samples(ofRound: 0)
  }
}

/// Measures one session, and what a sample of it cost.
private func measure(
  _ benchmark: Benchmark, as metric: BenchmarkMetric, _ run: () throws -> SessionReport
) rethrows {
  let clock = ContinuousClock()
  let start = clock.now
  let report = try run()
  let elapsed = clock.now - start
  benchmark.measurement(metric, Int(elapsed / .nanoseconds(max(1, report.input.samples))))
  blackHole(report)
}

/// Replays a recording as `soleus replay` does.
private func replay(_ path: String) throws -> SessionReport {
  var input = try RecordingReader(path: path)
  var session = Session(
    configuration: SessionConfiguration(exercise: .calfRaise, placement: .foot))
  while let element = try input.next() { session.advance(element) { blackHole($0) } }
  session.finish { blackHole($0) }
  return session.report
}

/// A whole session over samples in memory.
private func advance(
  _ samples: [StreamElement<Sample>], _ configuration: SessionConfiguration
) -> SessionReport {
  var session = Session(configuration: configuration)
  for sample in samples { session.advance(sample) { blackHole($0) } }
  session.finish { blackHole($0) }
  return session.report
}

private func temporaryPath(_ name: String) -> String { "/tmp/soleus-benchmark-\(getpid())-\(name)" }
