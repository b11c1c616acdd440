import Benchmark
import Exercises
import Glibc
import LongStreams
import Recordings
import Samples

/// What a sample costs. An iteration of `advance …` is one round of a stream (a minute of calf raises, a
/// hold on a board): its time over the samples of the round is the cost of a sample.
nonisolated(unsafe) let benchmarks: @Sendable () -> Void = {
  let metrics: [BenchmarkMetric] = [.wallClock, .cpuUser, .mallocCountTotal, .throughput]

  Benchmark(
    "replay one hour, six axes at 200 Hz",
    configuration: .init(metrics: metrics, maxDuration: .seconds(20), maxIterations: 5)
  ) { benchmark, path in
    for _ in benchmark.scaledIterations { blackHole(try replay(path)) }
  } setup: {
    let path = temporaryPath("hour.csv")
    try LongStream.minuteOfCalfRaises().record(rounds: 60, to: path, exercise: .calfRaise)
    return path
  } teardown: {
    unlink(temporaryPath("hour.csv"))
  }

  Benchmark(
    "advance calf-raise, 12000 samples",
    configuration: .init(metrics: metrics, maxDuration: .seconds(5))
  ) { benchmark, stream in
    advance(benchmark, stream, SessionConfiguration(exercise: .calfRaise, placement: .foot))
  } setup: {
    try LongStream.minuteOfCalfRaises()
  }

  Benchmark(
    "advance balance-hold, board",
    configuration: .init(metrics: metrics, maxDuration: .seconds(5))
  ) { benchmark, stream in
    advance(benchmark, stream, SessionConfiguration(exercise: .balanceHold))
  } setup: {
    try LongStream.boardHold()
  }
}

/// Replays a recording as `soleus replay` does.
private func replay(_ path: String) throws -> SessionReport {
  var input = try RecordingReader(path: path)
  var session = Session(
    configuration: SessionConfiguration(exercise: .calfRaise, placement: .foot))
  while let element = try input.next() { session.advance(element) { _ in } }
  session.finish { _ in }
  return session.report
}

/// Advances one session by a round a measured iteration.
private func advance(
  _ benchmark: Benchmark, _ stream: LongStream, _ configuration: SessionConfiguration
) {
  var session = Session(configuration: configuration)
  for round in benchmark.scaledIterations {
    benchmark.stopMeasurement()
    let samples = stream.samples(ofRound: round)
    benchmark.startMeasurement()
    for sample in samples { session.advance(sample) { blackHole($0) } }
  }
  blackHole(session.report)
}

private func temporaryPath(_ name: String) -> String { "/tmp/soleus-benchmark-\(getpid())-\(name)" }
