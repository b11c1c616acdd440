import Samples
import SignalProcessing

/// Calf raises on a balance board: the centre of pressure runs to the forefoot and back.
///
/// The excursion is the way forward from the still stance, in mm; the load shows the body's height where
/// a repetition is short enough. Angles and heights of the heel aren't to be had.
struct BoardRepetitions: ExerciseAnalysis {
  private static let smoothing = 0.03

  private let configuration: SessionConfiguration
  private let profile = RepetitionProfile.board
  private var dropouts = CellDropoutFilter()
  private var loadTracker = BoardLoadTracker()
  /// A second within 8 mm is a still stance.
  private var finder = PlateauFinder(radius: 8, length: 1)
  private var smoother = ExponentialSmoother(timeConstant: smoothing)
  private var neutral: Double?
  private var track: RepetitionTrack?
  private var buffer = MotionBuffer()
  private var book = SetBook()
  private var excursion: Double?
  private var load = 0.0
  private var transitions: [Transition] = []
  private var origin: Timestamp?
  /// The excursion's own line: forward.
  private static let forward = SIMD2<Double>(1, 0)

  init(configuration: SessionConfiguration) {
    self.configuration = configuration
  }

  mutating func advance(time: Double, sample: Sample, emit: (SessionEvent) -> Void) {
    guard case .board(let board) = sample else { return }
    if origin == nil { origin = board.time.advanced(bySeconds: -time) }
    var filter = dropouts
    filter.advance(board) { process($0, emit: emit) }
    dropouts = filter
  }

  mutating func advance(gap: ReportedGap, emit: (SessionEvent) -> Void) {
    track?.interrupt(from: gap.start, to: gap.end)
    smoother.reset()
  }

  mutating func finish(time: Double, endedByHand: Bool, emit: (SessionEvent) -> Void) {
    var filter = dropouts
    filter.flush { process($0, emit: emit) }
    dropouts = filter
    endSet(at: time, emit: emit)
  }

  func contribute(to status: inout SessionStatus) {
    status.isNeutralKnown = neutral != nil
    status.load = load
    status.excursion = excursion
    book.contribute(to: &status, track: track)
  }

  func contribute(to report: inout SessionReport) {
    report.sets = book.sets
    report.transitions = transitions
    report.input.dropouts = dropouts.count
    for key in ["range_deg", "height_mm", "depth_mm"] {
      report.unavailable.append(
        Unavailable(key: "sets.repetitions.\(key)", reason: "a board doesn't show the foot's angle")
      )
    }
  }

  private mutating func process(_ board: BoardSample, emit: (SessionEvent) -> Void) {
    let time = origin.map { board.time.seconds(since: $0) } ?? 0
    load = board.total
    switch loadTracker.advance(time: time, load: load) {
    case .steppedOn(let start)?:
      tell(Transition(start: start, end: time, kind: .stepOn), now: time, emit: emit)
    case .steppedOff(let start)?:
      endSet(at: time, emit: emit)
      tell(Transition(start: start, end: time, kind: .stepOff), now: time, emit: emit)
      // Whoever steps on next stands elsewhere.
      neutral = nil
      track = nil
      excursion = nil
      finder.reset()
      smoother.reset()
      buffer.removeAll()
    case .tapped(let start, let end)?:
      tell(Transition(start: start, end: end, kind: .tap), now: time, emit: emit)
    case nil: break
    }
    guard loadTracker.isOn, loadTracker.isLoaded, let bodyLoad = loadTracker.bodyLoad else {
      return
    }
    let raw = configuration.boardGeometry.centerOfPressure(of: board, at: time)
    let forward = smoother.process(raw.y, at: time)
    guard let neutral else {
      findNeutral(PlanarPoint(time: time, x: forward, y: 0), emit: emit)
      return
    }
    let value = forward - neutral
    excursion = value
    buffer.append(
      time: time, point: SIMD2(raw.y - neutral, 0),
      force: load / bodyLoad * PhysicalConstant.standardGravity)
    guard
      let found = track?.advance(
        time: time, value: value, line: Self.forward, buffer: buffer,
        restForce: PhysicalConstant.standardGravity)
    else { return }
    book.tell(found, time: time, emit: emit)
    if let track, track.hasPaused(for: configuration.setPause, at: time) {
      endSet(at: time, emit: emit)
    }
  }

  private mutating func findNeutral(_ point: PlanarPoint, emit: (SessionEvent) -> Void) {
    finder.advance(point)
    guard let plateau = finder.current else { return }
    neutral = plateau.center
    track = RepetitionTrack(sign: 1, profile: profile, start: point.time)
    emit(SessionEvent(time: point.time, kind: .neutralLearned))
  }

  private mutating func endSet(at time: Double, emit: (SessionEvent) -> Void) {
    let set = track?.endSet(at: time, line: Self.forward, buffer: buffer, direction: .known)
    book.close(set, time: time, emit: emit)
  }

  private mutating func tell(
    _ transition: Transition, now: Double, emit: (SessionEvent) -> Void
  ) {
    transitions.append(transition)
    emit(SessionEvent(time: now, kind: .transition(transition)))
  }
}
