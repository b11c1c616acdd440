import Samples
import Sensors
import SimulatedSensors
import Testing

/// The twins' events against what the kernel's drivers do, read again in Linux 6.1.
struct SimulatedControllerTests {
  /// Lying still, but for a slow turn about the upward axis.
  private struct Turning: InertialMotion {
    func state(at seconds: Double) -> InertialState {
      InertialState(
        specificForce: SIMD3(0, 0, 9.80665), angularVelocity: SIMD3(0, 0, .pi / 180))
    }
  }

  private func events(
    _ model: SimulatedController.Model, until end: Double,
    _ change: (inout SimulatedController.Settings) -> Void = { _ in }
  ) -> [InputEvent] {
    var settings = SimulatedController.Settings()
    change(&settings)
    var controller = SimulatedController(model, motion: Turning(), settings: settings)
    var events: [InputEvent] = []
    var now = 0.0
    while now < end {
      now = min(now + 0.02, end)
      controller.run(until: now)
      controller.drainEvents(into: &events)
    }
    return events
  }

  private func timestamps(_ events: [InputEvent]) -> [UInt32] {
    events.filter { $0.type == 4 && $0.code == 5 }.map { UInt32(bitPattern: $0.value) }
  }

  @Test("a Joy-Con's report is three frames of nearly one moment, 5 ms apart by MSC_TIMESTAMP")
  func joyCon() {
    let events = events(.joyCon, until: 1)
    let ends = events.filter { $0.type == 0 }.map(\.time.microseconds)
    #expect(ends.count > 180 && ends.count % 3 == 0)
    for report in stride(from: 0, to: ends.count, by: 3) {
      #expect((1...20).contains(ends[report + 2] - ends[report]))
      if report > 0 { #expect(ends[report] - ends[report - 1] > 5000) }
    }
    #expect(timestamps(events) == (0..<UInt32(ends.count)).map { $0 * 5000 })
  }

  @Test("one g is 4096, one degree per second 14.247 digits that are shown in thousandths")
  func joyConScale() {
    let events = events(.joyCon, until: 1)
    #expect(events.contains { $0.type == 3 && $0.code == 2 && $0.value == 4096 })
    #expect(events.contains { $0.type == 3 && $0.code == 5 && $0.value == 14_000 })
  }

  @Test("axes that keep their value are left out; the time is always sent")
  func unchanged() {
    for model in [SimulatedController.Model.joyCon, .dualSense] {
      let events = events(model, until: 1)
      #expect(events.filter { $0.type == 3 }.count == 2)
      #expect(timestamps(events).count == events.filter { $0.type == 0 }.count)
    }
  }

  @Test("a Wii Remote that lies still is silent after its first report")
  func wiiRemote() {
    let events = events(.wiiRemote, until: 1)
    #expect(events.map(\.type) == [3, 0])
    // ABS_RZ, 104 counts per g.
    #expect(events.first?.code == 5)
    #expect(events.first?.value == 104)
  }

  @Test("hid-nintendo's mean report interval is rounded down to a millisecond after 300 reports")
  func meanInterval() {
    let stamps = timestamps(events(.joyCon, until: 10) { $0.errors.clockError = 5000 })
    let steps = Set(zip(stamps.dropFirst(), stamps).map { $0 - $1 })
    // 14.93 ms: a third of 15 ms at first, then of 14.
    #expect(steps == [5000, 4666])
  }

  @Test("kernels that count the interval twice run twice too fast")
  func twice() {
    let stamps = timestamps(events(.joyCon, until: 1) { $0.countsIntervalsTwice = true })
    #expect(stamps.prefix(7) == [0, 5000, 10_000, 30_000, 35_000, 40_000, 60_000])
  }

  @Test("a DualSense's time is its own clock's, 4 ms a report, and wraps at 32 bits")
  func dualSense() {
    let stamps = timestamps(
      events(.dualSense, until: 1) {
        $0.clockAtStart = UInt32.max - 9999
        $0.errors.clockError = 10_000
      })
    #expect(zip(stamps.dropFirst(), stamps).allSatisfy { $0 &- $1 == 4000 })
    #expect((stamps.first ?? 0) > (stamps.last ?? .max))
    // A clock that is 1 % fast makes 1 % more reports.
    #expect((251...253).contains(stamps.count))
  }

  @Test("the node's buffer holds 128 events; what runs over leaves the loss first")
  func overrun() {
    var controller = SimulatedController(.joyCon, motion: Turning())
    controller.run(until: 2)
    var events: [InputEvent] = []
    controller.drainEvents(into: &events)
    #expect(events.count < 128)
    #expect(events.first?.type == 0 && events.first?.code == 3)
    #expect(controller.counts[2] == 4096)
  }

  @Test("the same seed gives the same events, another seed others")
  func seed() {
    #expect(events(.joyCon, until: 1) == events(.joyCon, until: 1))
    #expect(events(.joyCon, until: 1) != events(.joyCon, until: 1) { $0.seed = 2 })
  }
}
