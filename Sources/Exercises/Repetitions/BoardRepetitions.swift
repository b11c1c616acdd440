import Samples
import SignalProcessing

/// Calf raises on a balance board: the load shows the body going up and down, the centre of pressure runs
/// to the forefoot and back.
///
/// Angles and heights of the heel aren't to be had.
struct BoardRepetitions: ExerciseAnalysis {
  /// Shares of the body's load within which it stands; the quickest raise stays within a third.
  private static let standing = 0.6...1.5

  private let configuration: SessionConfiguration
  private var board: BoardInput
  private var finder = StanceFinder()
  private var stance: StanceFinder.Stance?
  private var track: BoardTrack?
  private var buffer = MotionBuffer()
  private var book = SetBook()
  private var asideSince: Double?

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
    track?.interrupt(
      from: gap.start, to: gap.end, rest: stance?.load ?? 0, reason: .gap, buffer: buffer)
    forgetStance()
    finder.reset()
  }

  mutating func finish(time: Double, endedByHand: Bool, emit: (SessionEvent) -> Void) {
    board.flush()
    drain(emit: emit)
    endSet(at: time, emit: emit)
  }

  func contribute(to status: inout SessionStatus) {
    status.isNeutralKnown = stance != nil
    status.load = board.load
    status.excursion = stance == nil ? nil : track?.detector.height
    book.contribute(to: &status, count: track?.count, phase: track?.phase)
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
    if case .steppedOff? = row.change {
      endSet(at: time, emit: emit)
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
    // What the last second's look found of the load at rest is what the next one starts from.
    if let rest = track?.takeRestLoad() { stance.load += 0.3 * (rest - stance.load) }
    if let detector = track?.detector, detector.restLength >= 1.5, let rest = detector.rest {
      stance.load += 0.02 * (rest - stance.load)
    }
    self.stance = stance
    if let track, track.hasPaused(for: configuration.setPause, at: time) {
      endSet(at: time, emit: emit)
    }
    watchFeet(place)
  }

  /// A weight that went over to one foot is another stance.
  private mutating func watchFeet(_ place: PlanarPoint) {
    guard let stance, abs(place.x - stance.place.x) > 50 else {
      asideSince = nil
      return
    }
    let since = asideSince ?? place.time
    asideSince = since
    if place.time - since >= 0.5 { forgetStance() }
  }

  private mutating func forgetStance() {
    stance = nil
    finder.reset()
    asideSince = nil
    track?.restart(from: nil)
  }

  private mutating func findStance(
    _ place: PlanarPoint, load: Double, emit: (SessionEvent) -> Void
  ) {
    guard let found = finder.advance(place, load: load) else { return }
    stance = found
    if track == nil { track = BoardTrack() }
    track?.restart(from: found.start...place.time)
    emit(SessionEvent(time: place.time, kind: .neutralLearned))
  }

  private mutating func endSet(at time: Double, emit: (SessionEvent) -> Void) {
    book.close(track?.endSet(at: time, rest: stance?.load ?? 0, buffer: buffer), time: time, emit: emit)
  }
}

/// Finds a second in which a person stands still on a board.
struct StanceFinder: Sendable {
  /// Where and how heavy somebody stands.
  struct Stance: Hashable, Sendable {
    var place: PlanarPoint
    /// In kg.
    var load: Double
    /// Since when, in seconds.
    var start: Double
  }
  private static let length = 1.0
  private static let radius = 18.0
  private static let loadShare = 0.025

  private var start: Double?
  private var place = SIMD2<Double>(0, 0)
  private var load = 0.0
  private var count = 0.0

  mutating func reset() { self = StanceFinder() }

  mutating func advance(_ point: PlanarPoint, load now: Double) -> Stance? {
    let here = SIMD2(point.x, point.y)
    if count > 0 {
      let off = here - place / count
      let mean = load / count
      if max(abs(off.x), abs(off.y)) > Self.radius || abs(now - mean) > Self.loadShare * mean {
        reset()
      }
    }
    let since = start ?? point.time
    start = since
    place += here
    load += now
    count += 1
    guard point.time - since >= Self.length else { return nil }
    return Stance(
      place: PlanarPoint(time: point.time, x: place.x / count, y: place.y / count),
      load: load / count, start: since)
  }
}

