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
  private var board: BoardInput
  /// A second within 8 mm is a still stance.
  private var finder = PlateauFinder(radius: 8, length: 1)
  private var smoother = ExponentialSmoother(timeConstant: smoothing)
  private var neutral: Double?
  private var track: RepetitionTrack?
  private var buffer = MotionBuffer()
  private var book = SetBook()
  private var excursion: Double?
  /// The last row that was settled, and the last with an excursion, in seconds.
  private var lastRow = 0.0
  private var measuredAt: Double?
  /// The excursion's own line: forward.
  private static let forward = SIMD3<Double>(1, 0, 0)

  init(configuration: SessionConfiguration) {
    self.configuration = configuration
    board = BoardInput(geometry: configuration.boardGeometry)
  }

  mutating func advance(time: Double, sample: Sample, emit: (SessionEvent) -> Void) {
    guard case .board(let sample) = sample else { return }
    board.append(sample, at: time)
    drain(emit: emit)
  }

  mutating func advance(gap: ReportedGap, emit: (SessionEvent) -> Void) {
    board.flush()
    drain(emit: emit)
    guard gap.end - gap.start > RepetitionTrack.bridgedGap else { return }
    track?.interrupt(from: gap.start, to: gap.end, line: Self.forward, buffer: buffer)
    smoother.reset()
    finder.reset()
  }

  mutating func finish(time: Double, endedByHand: Bool, emit: (SessionEvent) -> Void) {
    board.flush()
    drain(emit: emit)
    endSet(at: time, emit: emit)
  }

  func moment(at time: Double) -> ExcursionMoment? {
    ExcursionMoment(
      time: lastRow, excursion: measuredAt == lastRow ? excursion : nil,
      delay: 2 * smoother.timeConstant, phase: book.isOpen ? track?.phase : nil, sense: 1,
      direction: .known,
      levels: track?.levels ?? DetectionLevels())
  }

  func contribute(to status: inout SessionStatus) {
    status.isNeutralKnown = neutral != nil
    status.load = board.load
    status.excursion = excursion
    book.contribute(to: &status, track: track)
  }

  func contribute(to report: inout SessionReport) {
    report.sets = book.sets
    board.contribute(to: &report)
    for key in ["range_deg", "height_mm", "depth_mm"] {
      report.unavailable.append(
        Unavailable(key: "sets.repetitions.\(key)", reason: "a board doesn't show the foot's angle")
      )
    }
  }

  private mutating func drain(emit: (SessionEvent) -> Void) {
    while let row = board.next(emit: emit) { process(row, emit: emit) }
  }

  private mutating func process(_ row: BoardInput.Row, emit: (SessionEvent) -> Void) {
    let time = row.time
    lastRow = time
    if case .steppedOff? = row.change {
      endSet(at: time, emit: emit)
      // Whoever steps on next stands elsewhere.
      neutral = nil
      track = nil
      excursion = nil
      finder.reset()
      smoother.reset()
      buffer.removeAll()
    }
    guard board.tracker.isOn, board.tracker.isLoaded, let bodyLoad = board.tracker.bodyLoad else {
      return
    }
    let raw = board.centerOfPressure(of: row)
    let forward = smoother.process(raw.y, at: time)
    guard let neutral else {
      findNeutral(PlanarPoint(time: time, x: forward, y: 0), emit: emit)
      return
    }
    let value = forward - neutral
    excursion = value
    measuredAt = time
    buffer.append(
      time: time, point: SIMD3(raw.y - neutral, 0, 0),
      force: row.sample.total / bodyLoad * PhysicalConstant.standardGravity)
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
}
