import Exercises
import Monitoring
import Samples
import Sensors

/// The calibration of a board: the tare, then a known mass where one is given.
struct BoardCalibrating {
  let seconds: Double
  let knownMass: Double?
  let corners: Bool
  let copML: SIMD2<Double>?
  let copAP: SIMD2<Double>?
  let stored: SensorCalibration?

  /// Weighs the empty board, then the mass.
  func run(_ watch: consuming SampleWatch) throws -> Calibrate.Finding {
    say(
      "leave the board empty for \(seconds.fixed(0)) s; if nothing happens, tap it once; "
        + "Ctrl-C stores nothing")
    var tare = BoardTare(seconds: seconds, settling: 2)
    var last: Timestamp?
    var result: Result<(tare: SIMD4<Double>, noise: Double), BoardTare.Refusal>?
    var check: KnownMassCheck?
    let end = try watch.run { moment in
      let sample = moment.boardSample
      let now = sample?.time ?? moment.silentUntil
      guard let now else { return false }
      last = now
      if check != nil {
        let place = sample.map { check?.take($0) } ?? check?.advance(to: now)
        if let place, let check { Self.tell(place, check) }
        return check?.missing.isEmpty ?? true
      }
      if let sample { tare.take(sample) }
      guard tare.isComplete(at: now) else { return false }
      result = Self.result(of: tare, at: now)
      guard case .success(let (loads, _))? = result, let knownMass else { return true }
      check = KnownMassCheck(kilograms: knownMass, tare: loads, withCorners: corners)
      say("the tare is done; now put \(knownMass.fixed(2)) kg on the middle")
      return false
    }
    try end.check()
    let outcome = result ?? last.map { Self.result(of: tare, at: $0) } ?? .failure(.silent)
    let found: (tare: SIMD4<Double>, noise: Double)
    do { found = try outcome.get() } catch {
      throw Failure("\(error.words); nothing is stored", .badData)
    }
    guard result != nil else {
      throw Failure(
        "the board wasn't watched for \(seconds.fixed(0)) s; nothing is stored", .badData)
    }
    if let missing = check?.missing, !missing.isEmpty {
      throw Failure(
        "the known mass wasn't seen at: \(listed(missing.map(\.rawValue))); nothing is stored",
        .badData)
    }
    Self.sayClamped(found.tare)
    return Calibrate.Finding(
      kind: .boardTare, correction: .board(correction(tare: found.tare)),
      figures: [.init("seconds", seconds), .init("noise_kg", found.noise)] + Self.figures(check))
  }

  /// Without a copy a state machine can't be asked and go on.
  private static func result(
    of tare: BoardTare, at time: Timestamp
  ) -> Result<(tare: SIMD4<Double>, noise: Double), BoardTare.Refusal> {
    Result { () throws(BoardTare.Refusal) in try tare.result(at: time) }
  }

  private func correction(tare: SIMD4<Double>) -> BoardCorrection {
    let geometry = BoardGeometry()
    func line(_ told: SIMD2<Double>?, _ distance: Double) -> BoardCorrection.Line? {
      told.map { BoardCorrection.Line(scale: $0.x, offset: $0.y, cellDistance: distance) }
    }
    var correction = BoardCorrection(
      tare: tare, mediolateral: line(copML, geometry.mediolateral),
      anteroposterior: line(copAP, geometry.anteroposterior))
    if case .board(let old)? = stored?.correction {
      let kept = (copML == nil ? old.mediolateral : nil, copAP == nil ? old.anteroposterior : nil)
      if kept.0 != nil || kept.1 != nil {
        say("note: the stored correction of the centre of pressure is kept")
      }
      correction.mediolateral = correction.mediolateral ?? kept.0
      correction.anteroposterior = correction.anteroposterior ?? kept.1
    }
    return correction
  }

  /// Percent by which a board that works is never off; boards are seen within 2.
  private static let largestError = 5.0

  private static func tell(_ place: KnownMassCheck.Place, _ check: KnownMassCheck) {
    guard let reading = check.readings.last else { return }
    let percent = check.percentOff(reading.kilograms)
    if abs(percent) > largestError {
      say("note: that is far off; is it really \(check.kilograms.fixed(2)) kg?")
    }
    say(
      "\(place.rawValue): \(reading.kilograms.fixed(2)) kg, \(percent.fixed(1)) % off"
        + (check.missing.isEmpty
          ? "" : "; still to come: " + listed(check.missing.map(\.rawValue))))
  }

  /// What the kernel takes away before anybody sees it.
  private static func sayClamped(_ tare: SIMD4<Double>) {
    let zero = (0..<4).filter { tare[$0] == 0 }.map { BalanceBoard.cellNames[$0] }
    guard !zero.isEmpty else { return }
    say(
      "note: \(listed(zero)) read 0 all the time; the kernel shows a cell below its zero as 0, so "
        + "whether it reads too little can't be seen")
  }

  private static func figures(_ check: KnownMassCheck?) -> [SensorCalibration.Figure] {
    guard let check else { return [] }
    return [.init("known_mass_kg", check.kilograms)]
      + check.readings.map { reading in
        let place = reading.place.rawValue.replacing(" ", with: "_")
        return .init("error_\(place)_percent", check.percentOff(reading.kilograms))
      }
  }
}

extension SampleWatch.Moment {
  fileprivate var boardSample: BoardSample? {
    if case .element(.sample(.board(let sample))) = self { sample } else { nil }
  }

  fileprivate var silentUntil: Timestamp? {
    if case .silence(let now) = self { now } else { nil }
  }
}

extension BoardTare.Refusal {
  /// For people.
  fileprivate var words: String {
    switch self {
    case .loaded(let kilograms):
      "\(kilograms.fixed(1)) kg stand on the board; take everything off and try again"
    case .noisy(let cell, let kilograms):
      "the cell \(cell) scatters by \(kilograms.fixed(2)) kg; put the board on a hard floor, keep "
        + "off it, and try again"
    case .drifting(let cell, let kilograms):
      "the cell \(cell) drifts by \(kilograms.fixed(2)) kg; let the board warm up for some "
        + "minutes and try again"
    case .silent: "the board said nothing; tap it once while it is weighed"
    }
  }
}
