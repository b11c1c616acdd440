import Samples
import Sensors
import SimulatedSensors
import Testing

/// A chip whose true sample times have a closed form, read by a host that is late at random.
private struct Scenario: CustomTestStringConvertible {
  var name: String
  var nominalRate = 100.0
  /// The chip's true rate at the start, relative to nominal.
  var clockFactor = 1.0
  /// What the relative rate grows by each second.
  var drift = 0.0
  var pollInterval = 0.05
  var pollJitter = 0.3
  /// Mean of the exponential delay between reading the level and taking the time, in seconds.
  var delay = 0.0
  var seed: UInt64 = 1

  var testDescription: String { name }

  /// Samples taken up to `t` by the closed form: the integral of rate from 0 to t.
  func phase(at t: Double) -> Double { nominalRate * (clockFactor * t + drift * t * t / 2) }

  /// When sample `k` is taken: the phase turned round.
  func time(of k: Int) -> Double {
    let n = Double(k) / nominalRate
    guard drift != 0 else { return n / clockFactor }
    return ((clockFactor * clockFactor + 2 * drift * n).squareRoot() - clockFactor) / drift
  }
}

private struct Run {
  var times: [Timestamp] = []
  var truth: [Double] = []
  var latest: [Timestamp] = []
  var rates: [(at: Double, hertz: Double)] = []
}

private func run(_ scenario: Scenario, for duration: Double) -> Run {
  var clock = SampleClock(nominalRate: scenario.nominalRate)
  var generator = SeededGenerator(seed: scenario.seed)
  var run = Run()
  var moment = 0.0
  var taken = 0
  while moment < duration {
    moment += scenario.pollInterval * (1 + scenario.pollJitter * (2 * generator.unit() - 1))
    let newest = Int(scenario.phase(at: moment))
    // -ln u without a logarithm: the mean of a few uniform numbers is scatter enough.
    let late = scenario.delay * (generator.unit() + generator.unit())
    let now = Timestamp(microseconds: Int64((moment + late) * 1e6))
    let times = clock.advance(count: newest - taken, readAt: now)
    for index in 0..<(newest - taken) {
      run.times.append(times[index])
      run.truth.append(scenario.time(of: taken + index + 1))
      run.latest.append(now)
    }
    taken = newest
    moment += late
    run.rates.append((moment, clock.rate))
  }
  return run
}

private let scenarios: [Scenario] = [
  Scenario(name: "an exact chip"),
  Scenario(name: "5 % fast", clockFactor: 1.05),
  Scenario(name: "5 % slow", clockFactor: 0.95),
  Scenario(name: "late reads", clockFactor: 1.02, delay: 0.002),
  Scenario(name: "very late reads", clockFactor: 0.98, delay: 0.015),
  Scenario(name: "polls to the microsecond", pollInterval: 0.04618, pollJitter: 0),
  Scenario(name: "polls that beat with the chip", clockFactor: 1.0001, pollJitter: 0),
  Scenario(name: "drifting by a percent in 5 minutes", clockFactor: 0.99, drift: 0.01 / 300),
  Scenario(name: "25 Hz", nominalRate: 25, clockFactor: 1.03, pollInterval: 0.1),
  Scenario(name: "1 kHz", nominalRate: 1000, clockFactor: 0.97, pollInterval: 0.02, delay: 0.0003),
]

/// Reads that fall at the very moments of samples, where rounding decides which side they are on.
private let inStep = Scenario(name: "reads in step with the chip", pollJitter: 0)

@Suite("Sample clock")
struct SampleClockTests {
  @Test(
    "times increase and none is later than the read that brought it",
    arguments: scenarios + [inStep])
  private func causality(scenario: Scenario) {
    let run = run(scenario, for: 120)
    for index in 1..<run.times.count {
      #expect(run.times[index] > run.times[index - 1])
    }
    for index in run.times.indices {
      #expect(run.times[index] <= run.latest[index])
    }
  }

  @Test("after 5 s successive intervals differ by under 0.5 % of a period", arguments: scenarios)
  private func jitter(scenario: Scenario) {
    let run = run(scenario, for: 120)
    let period = 1e6 / (scenario.nominalRate * scenario.clockFactor)
    var worst = 0.0
    for index in 2..<run.times.count where run.truth[index] > 5 {
      let before = run.times[index - 1].microseconds - run.times[index - 2].microseconds
      let after = run.times[index].microseconds - run.times[index - 1].microseconds
      worst = max(worst, abs(Double(after - before)))
    }
    // Each of the two intervals is rounded to the microsecond.
    #expect(worst <= 0.005 * period + 2)
  }

  @Test("after 30 s the rate is known to 0.1 %", arguments: scenarios + [inStep])
  private func rate(scenario: Scenario) {
    for (moment, hertz) in run(scenario, for: 120).rates where moment > 30 {
      let truth = scenario.nominalRate * (scenario.clockFactor + scenario.drift * moment)
      #expect(abs(hertz / truth - 1) < 0.001)
    }
  }

  @Test("times are off by less than a period and the mean delay", arguments: scenarios + [inStep])
  private func lag(scenario: Scenario) {
    let run = run(scenario, for: 120)
    var sum = 0.0
    for index in run.times.indices {
      sum += abs(Double(run.times[index].microseconds) / 1e6 - run.truth[index])
    }
    #expect(sum / Double(run.times.count) < 1 / scenario.nominalRate + scenario.delay + 1e-4)
  }

  @Test("after a gap times begin behind it and the rate is still known")
  func restart() {
    var clock = SampleClock(nominalRate: 100)
    // A chip that takes 104 samples a second, read every half second.
    for read in 1...60 {
      _ = clock.advance(count: 52, readAt: Timestamp(microseconds: Int64(read) * 500_000))
    }
    let resumed = Timestamp(microseconds: 33_000_000)
    clock.restart(after: resumed)
    #expect(abs(clock.rate / 104 - 1) < 0.001)
    let read = Timestamp(microseconds: 33_500_000)
    let times = clock.advance(count: 51, readAt: read)
    #expect(times[0] > resumed)
    #expect(times[50] <= read)
    #expect(abs(times[50].seconds(since: times[0]) / 50 * 104 - 1) < 0.02)
  }

  @Test("samples taken back keep their places for the next read")
  func withdrawal() {
    var whole = SampleClock(nominalRate: 100)
    var broken = whole
    let first = Timestamp(microseconds: 100_000)
    let second = Timestamp(microseconds: 200_000)
    _ = whole.advance(count: 10, readAt: first)
    let times = broken.advance(count: 10, readAt: first)
    broken.withdraw(from: times, count: 10, delivered: 4)
    let after = broken.advance(count: 16, readAt: second)
    let unbroken = whole.advance(count: 10, readAt: second)
    #expect(after[0] > times[3])
    #expect(abs(after[15].seconds(since: unbroken[9])) < 0.005)
  }

  @Test("more samples than microseconds still come in order")
  func crowd() {
    var clock = SampleClock(nominalRate: 100)
    let now = Timestamp(microseconds: 5)
    let first = clock.advance(count: 3, readAt: now)
    let second = clock.advance(count: 50, readAt: now)
    #expect(second[0] > first[2])
    for index in 1..<50 { #expect(second[index] > second[index - 1]) }
  }
}
