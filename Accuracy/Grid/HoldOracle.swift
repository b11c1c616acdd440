import Exercises
import Samples
import SimulatedSensors

/// How well anybody could date a hold on a board who is told the truth: where both feet stand, what the cells
/// read too much, and within a second and a half when it was. What is off then is off in the rows themselves: the
/// sway hides the way of the weight, or the link stamped it late.
///
/// Fits one movement of least jerk (Flash and Hogan 1985) to what the raised foot seems to carry, and reads off
/// when it passed a tenth.
struct HoldOracle {
  /// Errors in seconds of starts, and of ends by a foot that came down to stay.
  private(set) var starts: [Double] = []
  private(set) var ends: [Double] = []

  /// How far off the truth that is given may be, in seconds.
  private static let doubt = 1.5
  /// Seconds of both feet's stance that are looked at: it may be no longer than half a second.
  private static let bothFeet = 1.0
  private static let lengths: [Double] = [0.1, 0.15, 0.2, 0.3, 0.4, 0.55, 0.75, 1, 1.35, 1.8, 2.4]
  private static let step = 0.03

  init(_ drawn: DrawnHolds) {
    guard !drawn.isStrict else { return }
    let rows = Self.rightShares(of: drawn)
    for hold in drawn.session.holds where hold.end - hold.start >= 3 {
      func raised(_ row: (time: Double, right: Double)) -> Double {
        hold.side == .left ? row.right : 1 - row.right
      }
      // Both ways are read as a foot that comes down: a start backwards.
      let before = rows.filter {
        $0.time > hold.start - Self.bothFeet && $0.time < hold.start + Self.doubt
      }
      if let error = Self.crossing(before.map { (hold.start - $0.time, raised($0)) }) {
        starts.append(-error)
      }
      guard hold.endedBy == .touchDown else { continue }
      let after = rows.filter {
        $0.time > hold.end - Self.doubt && $0.time < hold.end + Self.bothFeet
      }
      if let error = Self.crossing(after.map { ($0.time - hold.end, raised($0)) }) {
        ends.append(error)
      }
    }
  }

  /// What the right foot seems to carry, row by row, from the true places of both feet.
  private static func rightShares(of drawn: DrawnHolds) -> [(time: Double, right: Double)] {
    let (link, person) = (drawn.link, drawn.person)
    let width = BoardGeometry().mediolateral
    return BluetoothBoardMotion(
      drawn.session, link: link, seed: UInt64(drawn.number), duration: drawn.session.duration
    )
    .compactMap { element in
      guard case .sample(.board(let row)) = element else { return nil }
      let cells = SIMD4(row.topLeft, row.topRight, row.bottomLeft, row.bottomRight) - link.zero
      guard cells.sum() > 0.5 * person.mass else { return nil }
      let place = width / 2 * (cells[1] + cells[3] - cells[0] - cells[2]) / cells.sum()
      let right = link.isTurned ? -place : place
      return (
        row.time.seconds(since: Timestamp(microseconds: 0)),
        0.5 + (right - person.aside) / person.footDistance
      )
    }
  }

  /// When a share that rises from nothing passed a tenth, in seconds; nil where too little was seen.
  private static func crossing(_ rows: [(time: Double, share: Double)]) -> Double? {
    guard rows.count > 20 else { return nil }
    var best: (cost: Double, time: Double)?
    for length in lengths {
      for start in stride(from: -doubt, through: bothFeet, by: step) {
        let done = rows.map { leastJerk(($0.time - start) / length) }
        let square = zip(done, done).reduce(1e-9) { $0 + $1.0 * $1.1 }
        let target = zip(done, rows).reduce(0) { $0 + $1.0 * $1.1.share } / square
        guard target > 0.12 else { continue }
        let cost = zip(done, rows).reduce(0) {
          let error = $1.1.share - min(1, target) * $1.0
          return $0 + error * error
        }
        let phases = stride(from: 0, through: 1, by: 0.005)
        let phase = phases.first { leastJerk($0) * min(1, target) >= 0.1 } ?? 1
        if cost < best?.cost ?? .infinity { best = (cost, start + phase * length) }
      }
    }
    return best?.time
  }

  private static func leastJerk(_ phase: Double) -> Double {
    let phase = min(1, max(0, phase))
    return phase * phase * phase * (10 - 15 * phase + 6 * phase * phase)
  }
}

extension AccuracyGrid {
  /// What is in the rows, beside what is found.
  func printHoldOracle(_ drawn: [DrawnHolds]) async {
    let oracles = await concurrently(drawn) { HoldOracle($0) }
    print(
      "Told where both feet stand and, to 1.5 s, when it was, a single fit to the same rows says:\n"
    )
    print("| | read | within 0.3 s | median / 95 % / worst, in ms |")
    print("|---|---|---|---|")
    for (name, errors) in [
      ("starts", oracles.flatMap(\.starts)), ("touch-downs", oracles.flatMap(\.ends)),
    ] {
      print(
        "| \(name) | \(errors.count) | \(errors.count { abs($0) <= 0.3 }) "
          + "| \(HoldTable.cell(errors)) |")
    }
    print()
  }
}
