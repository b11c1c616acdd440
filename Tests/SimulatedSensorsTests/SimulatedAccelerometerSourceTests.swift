import Samples
import Sensors
import SimulatedSensors
import Testing

@Suite("Simulated accelerometer source")
struct SimulatedAccelerometerSourceTests {
  private func read(
    model: AccelerometerModel = .mpu6050, errors: ChipErrors = .none,
    host: HostConditions = HostConditions(), duration: Double = 10
  ) throws -> (
    elements: [StreamElement<RawSample>], end: SourceEnd, description: SensorDescription
  ) {
    var source = try SimulatedAccelerometerSource(
      model: model, motion: Resting(), errors: errors, host: host, duration: duration)
    var elements: [StreamElement<RawSample>] = []
    while true {
      if case .ended(let end) = try source.read(into: &elements) {
        return (elements, end, source.description)
      }
    }
  }

  private func samples(_ elements: [StreamElement<RawSample>]) -> [RawSample] {
    elements.compactMap { if case .sample(let sample) = $0 { sample } else { nil } }
  }

  @Test("it begins at time 0, ends complete and says who it is", arguments: AccelerometerModel.all)
  func whole(model: AccelerometerModel) throws {
    let (elements, end, description) = try read(model: model)
    let samples = samples(elements)
    let rate = try #require(description.nominalRate)
    #expect(end == .complete)
    #expect((-5...1).contains(Double(samples.count) - (10 * rate).rounded()))
    #expect(elements.count == samples.count)
    #expect(try #require(samples.first).time.microseconds < 20_000)
    #expect(try #require(samples.last).time.microseconds > 9_970_000)
  }

  @Test("it is neither live nor anything after its end")
  func ended() throws {
    var source = try SimulatedAccelerometerSource(motion: Resting(), duration: 0.1)
    let isLive = source.isLive
    #expect(!isLive)
    #expect(source.description.clock == .virtual)
    #expect(source.description.identity == "sim 0x68 id 0x68")
    var elements: [StreamElement<RawSample>] = []
    while try source.read(into: &elements) == .running {}
    let count = elements.count
    #expect(try source.read(into: &elements) == .ended(.complete))
    #expect(elements.count == count)
    source.close()
    source.close()
  }

  @Test("the same seeds give the same stream, others another")
  func determinism() throws {
    var host = HostConditions()
    host.pollJitter = 0.3
    let first = try read(errors: .typical(seed: 3), host: host)
    let second = try read(errors: .typical(seed: 3), host: host)
    let third = try read(errors: .typical(seed: 4), host: host)
    #expect(first.elements == second.elements)
    #expect(first.elements != third.elements)
  }

  @Test("a chip whose clock is 2 % fast gives 2 % more samples, at times that show it")
  func clockError() throws {
    var errors = ChipErrors()
    errors.clockError = 20_000
    var host = HostConditions()
    host.pollJitter = 0.4
    let samples = samples(try read(errors: errors, host: host, duration: 60).elements)
    #expect((6110...6120).contains(samples.count))
    let later = samples.filter { $0.time.microseconds > 30_000_000 }
    let first = try #require(later.first)
    let last = try #require(later.last)
    let rate = Double(later.count - 1) / last.time.seconds(since: first.time)
    #expect(abs(rate / 102 - 1) < 0.001)
  }

  @Test("noise has the deviation of its density, bias and scale their size")
  func noise() throws {
    var errors = ChipErrors()
    errors.accelerationNoise = 0.02
    errors.accelerationBias = SIMD3(0.3, 0, 0)
    errors.accelerationScaleError = SIMD3(0, 0, 0.02)
    let (elements, _, description) = try read(errors: errors, duration: 40)
    let forces = samples(elements).map { sample in
      guard case .inertial(let inertial) = description.channels.decode(sample) else {
        return SIMD3<Double>.zero
      }
      return inertial.acceleration
    }
    let count = Double(forces.count)
    let mean = forces.reduce(.zero, +) / count
    let variance = forces.reduce(0) { $0 + ($1.x - mean.x) * ($1.x - mean.x) } / count
    // 44 Hz of bandwidth at 100 samples a second.
    #expect(abs(variance.squareRoot() / (0.02 * 44.0.squareRoot()) - 1) < 0.05)
    #expect(abs(mean.x - 0.3) < 0.01)
    #expect(abs(mean.z - 9.80665 * 1.02) < 0.01)
  }

  @Test("a host that stalls finds one overflow")
  func stall() throws {
    var host = HostConditions()
    host.stalls = [3...6]
    let (elements, end, _) = try read(host: host)
    let gaps: [Gap] = elements.compactMap { if case .gap(let gap) = $0 { gap } else { nil } }
    #expect(end == .complete)
    #expect(gaps.map(\.cause) == [.fifoOverflow])
    let gap = try #require(gaps.first)
    #expect(abs(Double(gap.start.microseconds) / 1e6 - 3) < 0.1)
    #expect(abs(Double(gap.end.microseconds) / 1e6 - 6) < 0.1)
  }

  @Test("a chip that goes away ends the stream as lost")
  func gone() throws {
    var host = HostConditions()
    host.faults = [.gone(from: 4)]
    let (elements, end, _) = try read(host: host)
    #expect(end == .lost("MPU-6050 stopped answering"))
    #expect((390...400).contains(samples(elements).count))
  }

  @Test("settings that the chip hasn't are refused")
  func refused() {
    #expect(throws: SensorError.self) {
      _ = try SimulatedAccelerometerSource(
        motion: Resting(), settings: AccelerometerSettings(rate: 123), duration: 1)
    }
  }
}
