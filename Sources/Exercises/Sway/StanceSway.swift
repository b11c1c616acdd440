import Samples

/// A sway test: standing still on both feet, on a board, a plate or with a sensor on the body.
///
/// On a board the stance is the longest stretch with a person on it, without the second after the
/// step-on and the half second before the step-off; so on a plate that tells its vertical force and is
/// empty at times. Other plates and body-worn sensors take the whole stream.
/// Where samples were lost, it is the longest stretch without a gap.
struct StanceSway: ExerciseAnalysis {
  private let configuration: SessionConfiguration
  private var board: BoardInput
  private var plate = PlateLoad()
  private var pressure = SwayWindow()
  private var acceleration = AccelerationWindow()
  private var longest: [PlanarPoint] = []
  private var stanceStart: Double?
  private var liveSway = LiveSway()
  private var sway: SwayReport?
  private var cutsWindow = false
  /// Why there is no sway, in words; nil where there is some, and before the end.
  private var missing: String?

  init(configuration: SessionConfiguration) {
    self.configuration = configuration
    board = BoardInput(configuration: configuration)
  }

  mutating func advance(time: Double, sample: Sample, emit: (SessionEvent) -> Void) {
    switch sample {
    case .board(let sample):
      board.append(sample, at: time)
      drain(emit: emit)
    case .centerOfPressure(let point):
      advance(time: time, pressure: point)
    case .inertial(let inertial):
      acceleration.append(time: time, acceleration: inertial.acceleration)
    }
  }

  mutating func advance(gap: ReportedGap, emit: (SessionEvent) -> Void) {
    board.flush()
    drain(emit: emit)
    pressure.breakOff()
    acceleration.breakOff()
  }

  mutating func finish(time: Double, endedByHand: Bool, emit: (SessionEvent) -> Void) {
    board.flush()
    drain(emit: emit)
    keepLongest(through: .infinity)
    cutsWindow = cutsWindow || acceleration.isFull
    do throws(SwayRefusal) {
      if !longest.isEmpty {
        sway = try SwayReport.make(
          points: longest, signal: .centerOfPressure, configuration: configuration,
          geometry: board.load == nil ? nil : configuration.boardGeometry)
      } else if acceleration.start != nil {
        sway = try SwayReport.make(
          acceleration.horizontal(
            from: -.infinity, through: .infinity, forward: configuration.forwardAxis),
          configuration: configuration)
      } else {
        missing = "nobody stood on the board"
      }
    } catch { missing = error.reason }
  }

  func contribute(to status: inout SessionStatus) {
    status.isNeutralKnown = true
    status.load = board.load
    status.holdStart = stanceStart
    status.swayVelocity = liveSway.velocity
  }

  func contribute(to report: inout SessionReport) {
    report.sway = sway
    board.contribute(to: &report)
    if let missing { report.unavailable.append(Unavailable(key: "sway", reason: missing)) }
    if cutsWindow {
      report.unavailable.append(
        Unavailable(
          key: "sway", reason: "measured on the first \(Int(SwayWindow.capacity)) s only"))
    }
  }

  private mutating func drain(emit: (SessionEvent) -> Void) {
    while let row = board.next(emit: emit) { process(row) }
  }

  private mutating func process(_ row: BoardInput.Row) {
    switch row.change {
    case .steppedOn?: stanceStart = row.time
    case .steppedOff(let start)?:
      stanceStart = nil
      keepLongest(through: start - HoldReport.leadOut)
    case .tapped?, nil: break
    }
    guard let stanceStart, row.time >= stanceStart + HoldReport.leadIn, board.tracker.isLoaded
    else {
      return
    }
    append(board.centerOfPressure(of: row))
  }

  private mutating func advance(time: Double, pressure: CenterOfPressureSample) {
    switch plate.advance(force: pressure.verticalForce) {
    case .loaded?: stanceStart = time
    case .unloaded?:
      stanceStart = nil
      keepLongest(through: time - HoldReport.leadOut)
    case nil: break
    }
    // Who stands there from the beginning didn't just get on.
    let leadIn = plate.hasBeenEmpty ? HoldReport.leadIn : 0
    guard let stanceStart, plate.isLoaded, time >= stanceStart + leadIn else { return }
    append(PlanarPoint(time: time, x: pressure.mediolateral, y: pressure.anteroposterior))
  }

  private mutating func append(_ point: PlanarPoint) {
    pressure.append(point)
    liveSway.advance(point)
  }

  private mutating func keepLongest(through end: Double) {
    let stance = pressure.longestStretch(from: -.infinity, through: end)
    if stance.seconds > longest.seconds || longest.isEmpty {
      longest = stance
      cutsWindow = pressure.isFull
    }
    pressure.removeAll()
    liveSway = LiveSway()
  }
}
