import Samples

/// A sway test: standing still on both feet, on a board, a plate or with a sensor on the body.
///
/// On a board the stance is the longest stretch with a person on it, without the second after the
/// step-on and the half second before the step-off. Plates and body-worn sensors take the whole stream.
struct StanceSway: ExerciseAnalysis {
  private let configuration: SessionConfiguration
  private var dropouts = CellDropoutFilter()
  private var loadTracker = BoardLoadTracker()
  private var pressure = SwayWindow()
  private var acceleration = AccelerationWindow()
  private var longest: [PlanarPoint] = []
  private var stanceStart: Double?
  private var liveSway = LiveSway()
  private var load: Double?
  private var transitions: [Transition] = []
  private var origin: Timestamp?
  private var sway: SwayReport?
  private var cutsWindow = false
  /// Why there is no sway, in words; nil where there is some, and before the end.
  private var missing: String?

  init(configuration: SessionConfiguration) {
    self.configuration = configuration
  }

  mutating func advance(time: Double, sample: Sample, emit: (SessionEvent) -> Void) {
    switch sample {
    case .board(let board):
      if origin == nil { origin = board.time.advanced(bySeconds: -time) }
      var filter = dropouts
      filter.advance(board) { process($0, emit: emit) }
      dropouts = filter
    case .centerOfPressure(let point):
      append(PlanarPoint(time: time, x: point.mediolateral, y: point.anteroposterior))
    case .inertial(let inertial):
      acceleration.append(time: time, acceleration: inertial.acceleration)
    }
  }

  mutating func advance(gap: ReportedGap, emit: (SessionEvent) -> Void) {}

  mutating func finish(time: Double, endedByHand: Bool, emit: (SessionEvent) -> Void) {
    var filter = dropouts
    filter.flush { process($0, emit: emit) }
    dropouts = filter
    keepLongest(through: .infinity)
    cutsWindow = cutsWindow || acceleration.isFull
    if !longest.isEmpty {
      sway = SwayReport(
        points: longest, signal: .centerOfPressure, filter: configuration.swayFilter,
        geometry: load == nil ? nil : configuration.boardGeometry)
    } else if acceleration.start != nil {
      sway = SwayReport(
        points: acceleration.horizontal(from: -.infinity, through: .infinity),
        signal: .acceleration, filter: configuration.swayFilter, geometry: nil)
    } else {
      missing = "nobody stood on the board"
      return
    }
    if sway == nil { missing = "fewer than three samples, or a filter that their rate can't carry" }
  }

  func contribute(to status: inout SessionStatus) {
    status.isNeutralKnown = true
    status.load = load
    status.holdStart = stanceStart
    status.swayVelocity = liveSway.velocity
  }

  func contribute(to report: inout SessionReport) {
    report.sway = sway
    report.transitions = transitions
    report.input.dropouts = dropouts.count
    if let missing { report.unavailable.append(Unavailable(key: "sway", reason: missing)) }
    if cutsWindow {
      report.unavailable.append(
        Unavailable(
          key: "sway", reason: "measured on the first \(Int(SwayWindow.capacity)) s only"))
    }
  }

  private mutating func process(_ board: BoardSample, emit: (SessionEvent) -> Void) {
    let time = origin.map { board.time.seconds(since: $0) } ?? 0
    load = board.total
    switch loadTracker.advance(time: time, load: board.total) {
    case .steppedOn(let start)?:
      stanceStart = time
      tell(Transition(start: start, end: time, kind: .stepOn), now: time, emit: emit)
    case .steppedOff(let start)?:
      stanceStart = nil
      keepLongest(through: start - HoldReport.leadOut)
      tell(Transition(start: start, end: time, kind: .stepOff), now: time, emit: emit)
    case .tapped(let start, let end)?:
      tell(Transition(start: start, end: end, kind: .tap), now: time, emit: emit)
    case nil: break
    }
    guard let stanceStart, time >= stanceStart + HoldReport.leadIn, loadTracker.isLoaded else {
      return
    }
    append(configuration.boardGeometry.centerOfPressure(of: board, at: time))
  }

  private mutating func append(_ point: PlanarPoint) {
    pressure.append(point)
    liveSway.advance(point)
  }

  private mutating func keepLongest(through end: Double) {
    func length(_ points: [PlanarPoint]) -> Double {
      (points.last?.time ?? 0) - (points.first?.time ?? 0)
    }
    let stance = pressure.trimmed(from: -.infinity, through: end)
    if longest.isEmpty || length(stance) > length(longest) {
      longest = stance
      cutsWindow = pressure.isFull
    }
    pressure.removeAll()
    liveSway = LiveSway()
  }

  private mutating func tell(
    _ transition: Transition, now: Double, emit: (SessionEvent) -> Void
  ) {
    transitions.append(transition)
    emit(SessionEvent(time: now, kind: .transition(transition)))
  }
}
