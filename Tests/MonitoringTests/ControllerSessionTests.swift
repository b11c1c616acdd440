import Exercises
import Monitoring
import Samples
import Sensors
import SimulatedSensors
import Testing

/// "A Joy-Con in a sock is a calf-raise sensor": whole sessions with the twins of controllers.
struct ControllerSessionTests {
  /// The report of a simulated device's session.
  private func report(_ name: String) throws -> (report: SessionReport, truth: Truth) {
    let device = try SimulatedDevice(name)
    let scenario = try device.makeScenario()
    let source = try device.makeSource(of: scenario, settings: AccelerometerSettings())
    var observer = NoObserver()
    let lane = Lane(
      source: source,
      configuration: SessionConfiguration(
        exercise: scenario.truth.exercise, placement: scenario.truth.placement,
        side: scenario.truth.side, surface: scenario.truth.surface))
    let outcomes = try LiveSession(lanes: [lane]).run(observer: &observer)
    let outcome = try #require(outcomes.first)
    return (outcome.report, scenario.truth)
  }

  @Test(
    "calf raises are counted exactly, whichever controller is in the sock",
    arguments: SimulatedController.Model.allCases.map(\.rawValue),
    ["calf-raise", "calf-raise-fast", "calf-raise-single-tired,seed=5", "calf-raise-shank"])
  func count(controller: String, scenario: String) throws {
    let (report, truth) = try report("\(scenario),chip=\(controller)")
    let counted = report.sets.flatMap(\.repetitions)
    #expect(counted.count == truth.repetitions.count)
    #expect(report.sets.flatMap(\.partial).count == truth.partial.count)
    #expect(report.input.gaps.isEmpty)
  }

  @Test("without the gyroscope a Joy-Con counts as well")
  func withoutGyroscope() throws {
    let (report, truth) = try report("calf-raise,chip=Joy-Con,gyro=off")
    #expect(report.sets.flatMap(\.repetitions).count == truth.repetitions.count)
  }

  @Test(
    "walking about with a controller is no repetition",
    arguments: SimulatedController.Model.allCases.map(\.rawValue))
  func walking(controller: String) throws {
    #expect(try report("walking,chip=\(controller)").report.sets.flatMap(\.repetitions).isEmpty)
  }

  @Test(
    "a stall of the host is one gap of the report",
    arguments: SimulatedController.Model.allCases.map(\.rawValue))
  func stall(controller: String) throws {
    let report = try report("calf-raise,chip=\(controller),stall=10-14").report
    #expect(report.input.gaps.map(\.cause) == [.eventsDropped])
  }
}
