import Exercises
import Recordings
import Samples

/// What the excursion of a replay is measured in.
struct ExcursionUnit: Hashable {
  /// In names of columns.
  let key: String
  /// What is measured, with its unit.
  let axis: String

  let isBoard: Bool

  /// Degrees for a limb, mm for a board.
  init(isBoard: Bool) {
    self.isBoard = isBoard
    key = isBoard ? "mm" : "deg"
    axis = isBoard ? "height of the body (mm)" : "excursion (°)"
  }
}

/// A replay as CSV: a line a sample with what it was judged by, events in place as comments.
///
///     # soleus explanation 1
///     # {"source":"morning.csv","exercise":"calf-raise",…,"excursion_delay_s":0.06,…}
///     t_s,excursion_deg,phase,sense,direction,rise_level_deg,back_level_deg,usual_range_deg
///     0.0,,,1,assumed,,,
///     # {"t_s":1.21,"event":"neutral-learned"}
///
/// pandas reads it with `comment="#"`. An empty field isn't known, or not in force.
final class ExplanationTable {
  let path: String
  let unit: ExcursionUnit
  private let file: TextFile
  private let source: String
  private let configuration: SessionConfiguration
  private var isBegun = false
  /// Events before the first sample's line, which says how late the excursion is.
  private var early: [String] = []
  private var last: (time: Double, sense: Double)?

  init(
    path: String, source: String, configuration: SessionConfiguration, unit: ExcursionUnit,
    overwrite: Bool
  ) throws(RecordingError) {
    self.path = path
    self.unit = unit
    self.source = source
    self.configuration = configuration
    file = try TextFile(path: path, overwrite: overwrite)
  }

  private func begin(delay: Double?) throws(RecordingError) {
    guard !isBegun else { return }
    isBegun = true
    let about: JSONValue = [
      "source": .string(source),
      "exercise": .string(configuration.exercise.rawValue),
      "placement": JSONValue(configuration.placement?.rawValue),
      "side": JSONValue(configuration.side?.rawValue),
      "excursion_unit": .string(unit.key),
      "excursion_delay_s": JSONValue(delay),
      "columns": [
        "t_s": "seconds from the first sample",
        "excursion": "lightly smoothed, late by excursion_delay_s, up positive as believed then",
        "phase": "live; empty outside a set",
        "sense": "believed then: 1 up is along the line of movement, -1 against it",
        "direction": "known or assumed",
        "rise_level": "what a rise must pass to be a movement; empty while one is under way",
        "back_level": "where the limb counts as back; empty while no movement is under way",
        "usual_range": "median of the last five counted ranges; less than half of it is partial",
      ],
    ]
    let columns = [
      "t_s", "excursion_\(unit.key)", "phase", "sense", "direction", "rise_level_\(unit.key)",
      "back_level_\(unit.key)", "usual_range_\(unit.key)",
    ]
    let opening = ["# soleus explanation 1", "# " + about.text(), columns.joined(separator: ",")]
    for line in opening + early { try file.append(line: line) }
    early = []
  }

  /// Appends a sample's line, unless it is the last one's: a board's row may be held back.
  func append(_ moment: ExcursionMoment) throws(RecordingError) {
    guard moment.time != last?.time else { return }
    last = (moment.time, moment.sense)
    try begin(delay: moment.delay)
    func field(_ value: Double?) -> String { value.map { $0.fixed(3) } ?? "" }
    let fields = [
      moment.time.fixed(6), field(moment.excursion), moment.phase?.rawValue ?? "",
      moment.sense < 0 ? "-1" : "1", moment.direction.rawValue, field(moment.levels.rise),
      field(moment.levels.back), field(moment.levels.usualRange),
    ]
    try file.append(line: fields.joined(separator: ","))
  }

  /// Appends an event, as `replay --events --json` prints it.
  func append(_ event: SessionEvent, of exercise: Exercise) throws(RecordingError) {
    let line = "# " + event.json(of: exercise).text()
    if isBegun { try file.append(line: line) } else { early.append(line) }
  }

  /// Appends what is believed in the end, and completes the file.
  func close() throws(RecordingError) {
    try begin(delay: nil)
    let end: JSONValue = [
      "t_s": JSONValue(last?.time), "event": "end",
      "sense": .integer((last?.sense ?? 1) < 0 ? -1 : 1),
    ]
    try file.append(line: "# " + end.text())
    try file.close()
  }

  /// Takes the file away again.
  func discard() { file.discard() }
}
