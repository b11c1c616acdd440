import Samples
import SignalProcessing

/// Calf raises on a balance board: the load shows the body going up and down, the centre of pressure runs
/// to the forefoot and back.
///
/// Angles and heights of the heel aren't to be had.
struct BoardRepetitions: ExerciseAnalysis {
  /// Shares of the body's load within which it stands; the quickest raise stays within a third.
  private static let standing = 0.6...1.5
  /// How far in mm, and for how many seconds, the pressure goes aside with a change of feet.
  private static let aside = (way: 50.0, length: 0.5)
  /// Shares by which a newer load at rest replaces the one in use: of a whole repetition, and of each row
  /// of a rest of so many seconds.
  private static let trust = (repetition: 0.3, row: 0.02, rest: 1.5)

  private let configuration: SessionConfiguration
  private var board: BoardInput
  /// Since when the pressure has been aside of the stance, in seconds.
  private var asideSince: Double?
  private var finder = StanceFinder()
  /// How the person stands; nil until that is known.
  private var stance: StanceFinder.Stance?
  private var track: BoardTrack?
  /// The pressure's place forward in mm along x, and the load in kg.
  private var buffer = MotionBuffer()
  private var book: SetBook
  /// The last row that was settled, in seconds.
  private var lastRow = 0.0

  init(configuration: SessionConfiguration) {
    self.configuration = configuration
    board = BoardInput(configuration: configuration)
    // The pressure runs ahead of the heel: no phase can be judged while it lasts.
    book = SetBook(plan: configuration.plan)
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
    book.interrupt(at: gap.start)
    track?.interrupt(
      from: gap.start, to: gap.end, rest: stance?.load ?? 0, reason: .gap, buffer: buffer)
    forgetStance()
  }

  mutating func finish(time: Double, endedByHand: Bool, emit: (SessionEvent) -> Void) {
    board.flush()
    drain(emit: emit)
    endSet(by: endedByHand ? .stopped : .endOfRecording, at: time, emit: emit)
  }

  mutating func endSetByHand(time: Double, emit: (SessionEvent) -> Void) {
    if book.isOpen { endSet(by: .hand, at: time, emit: emit) }
  }

  func moment(at time: Double) -> ExcursionMoment? {
    ExcursionMoment(
      time: lastRow, excursion: stance == nil ? nil : track?.detector.height, delay: 0,
      phase: book.isOpen ? track?.phase : nil, sense: 1, direction: .known,
      levels: DetectionLevels(usualRange: track?.detector.usualRise))
  }

  func contribute(to status: inout SessionStatus) {
    status.isNeutralKnown = stance != nil
    status.load = board.load
    status.excursion = stance == nil ? nil : track?.detector.height
    book.contribute(to: &status, count: track?.count, phase: track?.phase)
  }

  func contribute(to report: inout SessionReport) {
    let reason = "a board doesn't show the foot's angle"
    book.contribute(to: &report, heightReason: reason)
    board.contribute(to: &report)
    for key in ["range_deg", "height_mm", "depth_mm"] {
      report.unavailable.append(Unavailable(key: "sets.repetitions.\(key)", reason: reason))
    }
  }

  private mutating func drain(emit: (SessionEvent) -> Void) {
    while let row = board.next(emit: emit) { process(row, emit: emit) }
  }

  private mutating func process(_ row: BoardInput.Row, emit: (SessionEvent) -> Void) {
    let time = row.time
    lastRow = time
    if case .steppedOff? = row.change {
      endSet(by: .stepOff, at: time, emit: emit)
      // Whoever steps on next stands elsewhere.
      forgetStance()
      buffer.removeAll()
    }
    guard board.tracker.isOn, board.tracker.isLoaded else { return }
    let place = board.centerOfPressure(of: row)
    let load = row.sample.total
    if let stance, !Self.standing.contains(load / stance.load) {
      // Hopping, or on the way off: from here on the height isn't known.
      track?.interrupt(from: time, to: time, rest: stance.load, reason: .locomotion, buffer: buffer)
      forgetStance()
    }
    buffer.append(time: time, point: SIMD3(place.y, 0, 0), force: load)
    guard var stance else {
      findStance(place, load: load, emit: emit)
      return
    }
    if let found = track?.advance(time: time, rest: stance.load, buffer: buffer) {
      book.tell(found, time: time, emit: emit)
    }
    // The load at rest creeps, and the first second's mean isn't the body's weight to the gram.
    if let rest = track?.takeRestLoad() {
      stance.load += Self.trust.repetition * (rest - stance.load)
    }
    if let detector = track?.detector, detector.restLength >= Self.trust.rest,
      let rest = detector.rest
    {
      stance.load += Self.trust.row * (rest - stance.load)
    }
    self.stance = stance
    if let track {
      let end = book.end(
        counted: track.count, isDown: track.hasPaused(for: 0.3, at: time),
        hasRested: track.hasPaused(for: configuration.setPause, at: time))
      if let end { endSet(by: end, at: time, emit: emit) }
    }
    if track?.isLost == true { forgetStance() }
    watchFeet(place)
  }

  /// A weight that went over to one foot is another stance.
  private mutating func watchFeet(_ place: PlanarPoint) {
    guard let stance, abs(place.x - stance.place.x) > Self.aside.way else {
      asideSince = nil
      return
    }
    let since = asideSince ?? place.time
    asideSince = since
    if place.time - since >= Self.aside.length { forgetStance() }
  }

  private mutating func forgetStance() {
    if let stance { track?.leave(rest: stance.load, buffer: buffer) }
    stance = nil
    finder.reset()
    asideSince = nil
  }

  private mutating func findStance(
    _ place: PlanarPoint, load: Double, emit: (SessionEvent) -> Void
  ) {
    guard let found = finder.advance(place, load: load) else { return }
    stance = found
    if track == nil { track = BoardTrack() }
    track?.stand(in: found.start...place.time)
    emit(SessionEvent(time: place.time, kind: .neutralLearned))
  }

  private mutating func endSet(
    by end: SetEnd, at time: Double, emit: (SessionEvent) -> Void
  ) {
    let set = track?.endSet(
      at: time, rest: stance?.load ?? 0, buffer: buffer, practice: book.practice)
    book.close(set, by: end, time: time, emit: emit)
  }
}
