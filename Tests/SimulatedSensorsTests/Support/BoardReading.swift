import Exercises
import Samples

@testable import SimulatedSensors

/// How a board is read in a test: its rate, its noise and its faults.
struct BoardReading {
  /// Rows a second, and the standard deviation of their interval as a part of it.
  var rate = 63.0
  var jitter = 0.2
  /// What the top right cell reads too much, in kg: a zero that has drifted.
  var zero = 0.3
  /// How often in a thousand rows a cell reads 0 for one or two of them.
  var dropouts = 0.0
  /// A stretch of seconds that is lost.
  var gap: ClosedRange<Double>?
  var seed: UInt64 = 1

  /// What a session makes of calf raises under a motion of so many seconds.
  func session(
    of motion: any BoardMotion, duration: Double
  ) -> (report: SessionReport, events: [SessionEvent]) {
    var session = Session(configuration: SessionConfiguration(exercise: .calfRaise))
    var events: [SessionEvent] = []
    for element in elements(of: motion, duration: duration) {
      session.advance(element) { events.append($0) }
    }
    session.finish(endedByHand: false) { events.append($0) }
    return (session.report, events)
  }

  /// Rows in steps of 10 g with a noise of 10 g, as the kernel gives them.
  private func elements(
    of motion: any BoardMotion, duration: Double
  ) -> [StreamElement<Sample>] {
    var generator = SeededGenerator(seed: seed)
    var elements: [StreamElement<Sample>] = []
    var time = 0.0
    var dropped = (cell: 0, rows: 0)
    var isLost = false
    while time < duration {
      let loads = motion.loads(at: time)
      var cells = SIMD4(loads.topLeft, loads.topRight + zero, loads.bottomLeft, loads.bottomRight)
      for cell in cells.indices {
        cells[cell] = max(0, ((cells[cell] + 0.01 * generator.normal()) * 100).rounded(.down) / 100)
      }
      if dropped.rows == 0, generator.unit() * 1000 < dropouts {
        dropped = (Int(generator.unit() * 4), generator.unit() < 0.5 ? 1 : 2)
      }
      if dropped.rows > 0 {
        cells[dropped.cell] = 0
        dropped.rows -= 1
      }
      let now = Timestamp(microseconds: 7_000_000 + Int64(time * 1e6))
      if let gap, gap.contains(time) {
        if !isLost {
          isLost = true
          elements.append(
            .gap(
              Gap(
                start: now, end: now.advanced(bySeconds: gap.upperBound - time),
                cause: .eventsDropped)))
        }
      } else {
        elements.append(
          .sample(
            .board(
              BoardSample(
                time: now, topLeft: cells[0], topRight: cells[1], bottomLeft: cells[2],
                bottomRight: cells[3]))))
      }
      time += max(0.25, 1 + jitter * generator.normal()) / rate
    }
    return elements
  }
}
