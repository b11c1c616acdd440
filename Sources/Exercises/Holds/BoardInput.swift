import Samples

/// What every analysis of a balance board needs first: rows without dropouts, who stands on it, and how
/// people got on and off.
struct BoardInput: Sendable {
  /// A row that is settled, with what it changed.
  struct Row: Sendable {
    /// Seconds from the first sample.
    var time: Double
    var sample: BoardSample
    /// Who got on or off; nil for no change.
    var change: BoardLoadTracker.Change?
  }

  private let geometry: BoardGeometry
  private let isTurned: Bool
  private var dropouts = CellDropoutFilter()
  private var origin: Timestamp?
  private(set) var tracker = BoardLoadTracker()
  private(set) var transitions: [Transition] = []
  /// Load on the board now, in kg; nil before the first row.
  private(set) var load: Double?

  init(configuration: SessionConfiguration) {
    geometry = configuration.boardGeometry
    isTurned = configuration.isBoardTurned
  }

  /// Takes a row at `time` seconds from the first; ask ``next(emit:)`` for what it settled.
  mutating func append(_ sample: BoardSample, at time: Double) {
    if origin == nil { origin = sample.time.advanced(bySeconds: -time) }
    dropouts.append(isTurned ? sample.turned : sample)
  }

  /// Settles what is held back: the stream is over, or has a gap.
  mutating func flush() { dropouts.flush() }

  /// The next settled row; getting on and off is told on the way.
  mutating func next(emit: (SessionEvent) -> Void) -> Row? {
    guard let sample = dropouts.next(), let origin else { return nil }
    let time = sample.time.seconds(since: origin)
    load = sample.total
    let change = tracker.advance(time: time, load: sample.total)
    switch change {
    case .steppedOn(let start)?:
      tell(Transition(start: start, end: time, kind: .stepOn), now: time, emit: emit)
    case .steppedOff(let start)?:
      tell(Transition(start: start, end: time, kind: .stepOff), now: time, emit: emit)
    case .tapped(let start, let end)?:
      tell(Transition(start: start, end: end, kind: .tap), now: time, emit: emit)
    case nil: break
    }
    return Row(time: time, sample: sample, change: change)
  }

  /// Where the ground's reaction acts in a row. Meaningless without load.
  func centerOfPressure(of row: Row) -> PlanarPoint {
    geometry.centerOfPressure(of: row.sample, at: row.time)
  }

  /// Keeps and tells a transition.
  mutating func tell(
    _ transition: Transition, now: Double, emit: (SessionEvent) -> Void
  ) {
    transitions.append(transition)
    emit(SessionEvent(time: now, kind: .transition(transition)))
  }

  /// Writes transitions and dropouts into a report.
  func contribute(to report: inout SessionReport) {
    report.transitions = transitions
    guard load != nil else { return }
    report.input.dropouts = dropouts.count
    report.input.isBoardTurned = isTurned
  }
}

extension BoardSample {
  /// The same loads on a board that lies the wrong way round, as the person on it has them: the cell at
  /// the person's left toes is the board's bottom right one.
  var turned: BoardSample {
    BoardSample(
      time: time, topLeft: bottomRight, topRight: bottomLeft, bottomLeft: topRight,
      bottomRight: topLeft)
  }
}
