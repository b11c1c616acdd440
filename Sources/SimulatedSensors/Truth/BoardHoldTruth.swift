import Exercises
import Samples

extension HoldTruth {
  /// Every one-foot hold on a board in `span`, by the definition.
  ///
  /// On: over 60 % of the person's load; off: under 30 % for half a second. A hold starts where the
  /// raised foot's share of the load falls under 10 % for 0.3 s, after half a second or more on both
  /// feet. It is touched where the raised foot carries over 10 % again, or where the floor beside the
  /// board takes over 10 % of the person from it, each for 0.1 s or more; under a second is a fault, a
  /// second or more ends it at first contact. A contact that is still there when the board is left ends
  /// the hold by stepping off. A hop is a load under 20 % for 0.1 to 0.5 s with over 120 % after it.
  ///
  /// - Parameters:
  ///   - rightShare: what the right foot carries of the load on the board, 0...1, without sway.
  ///   - load: the load as a share of the person's weight, without sway.
  ///   - shortest: seconds that a hold lasts at least.
  ///   - isStrict: whether any fault ends a hold.
  static func allOnBoard(
    rightShare: Trajectory, load: Trajectory, during span: ClosedRange<Double>,
    shortest: Double = 2, isStrict: Bool = false
  ) -> [HoldTruth] {
    let visits = BoardVisit.all(load: load, during: span)
    return visits.flatMap { visit in
      [Side.left, .right].flatMap { side in
        visit.holds(
          on: side, isStrict: isStrict,
          raised: { time in
            let right = rightShare.jet(at: time).value
            return side == .left ? right : 1 - right
          })
      }
    }
    .filter { $0.end - $0.start >= shortest }
    .sorted { $0.start < $1.start }
  }
}

/// A time on the board between getting on and getting off.
private struct BoardVisit {
  var span: ClosedRange<Double>
  /// Whether it ends by getting off, rather than with the recording.
  var isLeft: Bool
  var hops: [Fault] = []
  /// When the floor beside the board took a part of the load.
  var floorContacts: [Stretch] = []

  static func all(load: Trajectory, during span: ClosedRange<Double>) -> [BoardVisit] {
    func lower(than level: Double, in part: ClosedRange<Double>) -> [Stretch] {
      Stretch.all(above: -level, in: part) { -load.jet(at: $0).value }
    }
    let away = lower(than: 0.3, in: span).filter { $0.duration >= 0.5 }
    var visits: [BoardVisit] = []
    var start = span.lowerBound
    for next in away + [Stretch(start: span.upperBound, end: span.upperBound)] {
      defer { start = next.end }
      guard next.start > start else { continue }
      let loaded = Stretch.all(above: 0.6, in: start...next.start) { load.jet(at: $0).value }
      guard let on = loaded.first else { continue }
      var visit = BoardVisit(
        span: on.start...next.start, isLeft: next.start < span.upperBound)
      visit.hops = lower(than: 0.2, in: visit.span).filter { low in
        (0.1...0.5).contains(low.duration)
          && stride(from: low.end, to: low.end + 0.3, by: 0.002).contains {
            load.jet(at: $0).value > 1.2
          }
      }
      .map { Fault(start: $0.start, end: $0.end, kind: .hop) }
      visit.floorContacts = lower(than: 0.9, in: visit.span).filter { low in
        low.start > on.start && low.end < next.start
          && !visit.hops.contains { $0.start < low.end && $0.end > low.start }
      }
      visits.append(visit)
    }
    return visits
  }

  func holds(on side: Side, isStrict: Bool, raised: (Double) -> Double) -> [HoldTruth] {
    let onBoard = Stretch.all(above: 0.1, in: span, of: raised)
    let alone = Stretch.all(above: 0.9, in: span, of: raised)
    let contacts = (onBoard + floorContacts).filter { $0.duration >= 0.1 }
      .sorted { $0.start < $1.start }
    var holds: [HoldTruth] = []
    var free = span.lowerBound
    for stance in contacts where stance.end >= free && stance.end < span.upperBound {
      guard raised(stance.end + 0.001) < 0.11 else { continue }
      // Of a change from foot to foot only the time on both counts.
      let twoFeet = max(stance.start, alone.last { $0.end < stance.end }?.end ?? stance.start)
      let next = contacts.first { $0.start > stance.end }?.start ?? span.upperBound
      guard stance.end - twoFeet >= 0.5, next - stance.end >= 0.3 else { continue }
      let hold = hold(
        from: stance.end, on: side, contacts: contacts.filter { $0.start > stance.end },
        isStrict: isStrict)
      holds.append(hold)
      free = hold.end
    }
    return holds
  }

  private func hold(
    from start: Double, on side: Side, contacts: [Stretch], isStrict: Bool
  ) -> HoldTruth {
    var end = (time: span.upperBound, kind: isLeft ? HoldEnd.stepOff : .endOfRecording)
    var faults = hops.filter { $0.start > start }
    for contact in contacts where contact.start < end.time {
      if contact.end >= span.upperBound {
        let isLong = contact.duration >= 1
        end = (contact.start, isLong ? .touchDown : end.kind)
      } else if contact.duration >= 1 {
        end = (contact.start, .touchDown)
      } else {
        faults.append(Fault(start: contact.start, end: contact.end, kind: .otherFootTouch))
      }
    }
    faults = faults.filter { $0.end <= end.time }.sorted { $0.start < $1.start }
    if isStrict, let first = faults.first {
      end = (first.start, .touchDown)
      faults = []
    }
    return HoldTruth(
      start: start, end: end.time, endedBy: end.kind, footOff: start, faults: faults, side: side)
  }
}
