import Exercises
import Recordings
public import Samples
public import Sensors
import SimulatedSensors

/// A simulated stretch of a stream, repeated as often as it takes.
///
/// One stretch is simulated, the repetitions only shift its times: making an hour costs no more memory
/// than making a minute.
public struct LongStream: Sendable {
  /// The sensor that the stream comes from.
  public let sensor: SensorDescription
  /// Samples of the stretch, times from 0.
  public let stretch: [RawSample]
  /// Length of the stretch in microseconds, to the first sample of the next one.
  public let period: Int64

  /// A minute of slow calf raises felt by an MPU-6050 on the foot: six axes at 200 Hz, 12,000 samples.
  public static func minuteOfCalfRaises() throws -> LongStream {
    let scenario = try Scenario.make(name: "calf-raise", options: ScenarioOptions(repetitions: 9))
    guard case .inertial(let motion) = scenario.motion else { throw WrongMotion() }
    var source = try SimulatedAccelerometerSource(
      model: .mpu6050, motion: motion, errors: .typical(seed: scenario.seed),
      settings: AccelerometerSettings(rate: 200), duration: scenario.duration)
    return LongStream(
      sensor: source.description, samples: try samples(of: &source, atMost: 12_000))
  }

  /// A one-foot hold on a balance board.
  public static func boardHold() throws -> LongStream {
    let scenario = try Scenario.named("balance-board")
    guard case .board(let motion) = scenario.motion else { throw WrongMotion() }
    var source = SimulatedBalanceBoardSource(
      motion: motion, duration: scenario.duration, settings: SimulatedBalanceBoard.Settings())
    return LongStream(sensor: source.description, samples: try samples(of: &source, atMost: .max))
  }

  /// The samples of the stretch in physical units, `round` repetitions later.
  public func samples(ofRound round: Int) -> [StreamElement<Sample>] {
    raw(ofRound: round).map { .sample(sensor.channels.decode($0)) }
  }

  /// Writes a recording of `rounds` repetitions.
  public func record(rounds: Int, to path: String, exercise: Exercise) throws {
    let placement: Placement? = exercise == .calfRaise ? .foot : nil
    var writer = try RecordingWriter(
      path: path,
      header: RecordingHeader(sensor: sensor, exercise: exercise, placement: placement),
      overwrite: true)
    for round in 0..<rounds {
      for sample in raw(ofRound: round) { try writer.append(.sample(sample)) }
    }
    try writer.close()
  }

  /// The sensor isn't what the scenario moves.
  public struct WrongMotion: Error {}

  private init(sensor: SensorDescription, samples: [RawSample]) {
    self.sensor = sensor
    let start = samples.first?.time.microseconds ?? 0
    stretch = samples.map {
      RawSample(
        time: Timestamp(microseconds: $0.time.microseconds - start), counts: $0.counts)
    }
    let last = stretch.last?.time.microseconds ?? 0
    period = last + last / Int64(max(1, stretch.count - 1))
  }

  private func raw(ofRound round: Int) -> some Sequence<RawSample> {
    let shift = Int64(round) * period
    return stretch.lazy.map {
      RawSample(
        time: Timestamp(microseconds: $0.time.microseconds + shift), counts: $0.counts)
    }
  }

  private static func samples(
    of source: inout some SampleSource & ~Copyable, atMost most: Int
  ) throws -> [RawSample] {
    var samples: [RawSample] = []
    var elements: [StreamElement<RawSample>] = []
    while samples.count < most {
      elements.removeAll(keepingCapacity: true)
      let progress = try source.read(into: &elements)
      for case .sample(let sample) in elements where samples.count < most {
        samples.append(sample)
      }
      if case .ended = progress { break }
    }
    source.close()
    return samples
  }
}
