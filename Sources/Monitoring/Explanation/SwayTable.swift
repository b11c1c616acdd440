import Exercises
import Recordings
import Samples

/// The points of a replay's holds, or of its stance, as CSV: a line a sample with where it lies, events in
/// place as comments.
///
///     # soleus explanation 1
///     # {"source":"hold.csv","exercise":"balance-hold",…}
///     t_s,ml_mm,ap_mm,hold,window,fault
///     6.21,-104.31,12.07,1,0,
///     # {"t_s":6.5,"event":"hold-started",…}
///
/// pandas reads it with `comment="#"`.
struct SwayTable {
  let track: SwayTrack
  let report: SessionReport
  let events: [SessionEvent]
  let source: String
  let configuration: SessionConfiguration

  /// A hold, or the stance.
  private struct Part {
    var number: Int?
    var whole: ClosedRange<Double>
    var window: ClosedRange<Double>?
    var faults: [Fault]
  }

  private var isPressure: Bool { track.signal != .acceleration }
  /// Whether an acceleration's axes are those of the body: every hold's that has any.
  private var isAnatomical: Bool {
    let known = ([report.sway] + report.holds.map(\.sway)).compactMap { $0 }
    return !known.isEmpty && known.allSatisfy { $0.processing.forwardAxis != nil }
  }

  func write(to path: String, overwrite: Bool) throws(RecordingError) {
    let file = try TextFile(path: path, overwrite: overwrite)
    for line in ["# soleus explanation 1", "# " + about.text(), columns] {
      try file.append(line: line)
    }
    var waiting = events[...]
    func tell(until time: Double) throws(RecordingError) {
      while let event = waiting.first, event.time <= time {
        try file.append(line: "# " + event.json(of: report.exercise).text())
        waiting.removeFirst()
      }
    }
    var end = -Double.infinity
    for part in parts {
      // What lies between two holds has no number; an acceleration is seen from the hold's own vertical.
      try append(
        before: part, after: end, to: file
      ) { time throws(RecordingError) in try tell(until: time) }
      end = part.whole.upperBound
    }
    try append(before: nil, after: end, to: file) { time throws(RecordingError) in
      try tell(until: time)
    }
    try tell(until: .infinity)
    try file.close()
  }

  private var about: JSONValue {
    [
      "source": .string(source),
      "exercise": .string(configuration.exercise.rawValue),
      "placement": JSONValue(configuration.placement?.rawValue),
      "side": JSONValue(configuration.side?.rawValue),
      "signal": JSONValue(track.signal?.rawValue),
      "forgotten_until_s": JSONValue(track.forgottenUntil),
      "columns": [
        "t_s": "seconds from the first sample",
        "point": isPressure
          ? "centre of pressure as it came, + right, + forward; no line without load"
          : isAnatomical
            ? "acceleration across the mean vertical of the window, + right, + forward; empty outside holds"
            : "acceleration across the mean vertical of the window, axes anyhow about it; empty outside holds",
        "hold": "its number; empty outside holds",
        "window": "1 where sway is measured, 0 elsewhere",
        "fault": "what went wrong; empty where nothing did",
      ],
    ]
  }

  private var columns: String {
    let point =
      isPressure
      ? "ml_mm,ap_mm" : isAnatomical ? "ml_m_s2,ap_m_s2" : "horizontal_1_m_s2,horizontal_2_m_s2"
    return "t_s,\(point),hold,window,fault"
  }

  private var parts: [Part] {
    func window(_ sway: SwayReport?) -> ClosedRange<Double>? {
      sway.map { $0.processing.windowStart...$0.processing.windowEnd }
    }
    if let stance = window(report.sway) {
      return [Part(number: nil, whole: stance, window: stance, faults: [])]
    }
    return report.holds.enumerated().map { index, hold in
      Part(
        number: index + 1, whole: hold.start...max(hold.start, hold.end), window: window(hold.sway),
        faults: hold.faults)
    }
  }

  /// Appends the lines from the end of the part before up to this part's start, and this part's own.
  private func append(
    before part: Part?, after end: Double, to file: TextFile,
    tell: (Double) throws(RecordingError) -> Void
  ) throws(RecordingError) {
    let level = part.map { $0.window ?? $0.whole } ?? (0...0)
    let upper = part?.whole.upperBound ?? .greatestFiniteMagnitude
    let lower = max(end.nextUp, -.greatestFiniteMagnitude)
    guard upper >= lower else { return }
    for point in track.points(in: lower...upper, level: level) {
      try tell(point.time)
      let isInside = part?.whole.contains(point.time) == true
      func field(_ value: Double) -> String {
        isPressure || isInside ? value.fixed(isPressure ? 3 : 5) : ""
      }
      let fault =
        isInside
        ? part?.faults.first { $0.start <= point.time && point.time <= $0.end }?.kind.rawValue : nil
      let fields = [
        point.time.fixed(6), field(point.x), field(point.y),
        isInside ? part?.number.map(String.init) ?? "" : "",
        part?.window?.contains(point.time) == true ? "1" : "0", fault ?? "",
      ]
      try file.append(line: fields.joined(separator: ","))
    }
  }
}
