import Exercises

extension HoldTruth {
  /// The first one-foot hold on a board in `span`, by the definition; nil where there is none.
  ///
  /// It must follow half a second on two feet, and the raised foot must stay light for 0.3 s. A load
  /// under 30 % for half a second ends it, as does the raised foot when it carries over 10 % for a
  /// second. Shorter contacts of 0.1 s and more and shorter unloadings are faults.
  ///
  /// - Parameters:
  ///   - raisedShare: what the raised foot carries of the load, 0...1, without sway.
  ///   - load: the load as a share of the person's weight, without sway.
  static func onBoard(
    raisedShare: Trajectory, load: Trajectory, during span: ClosedRange<Double>
  ) -> HoldTruth? {
    let contacts = Stretch.all(above: 0.1, in: span) { raisedShare.jet(at: $0).value }
    let lift = contacts.indices.first { index in
      let next = index + 1 < contacts.count ? contacts[index + 1].start : span.upperBound
      return contacts[index].duration >= 0.5 && next - contacts[index].end >= 0.3
    }
    guard let lift else { return nil }
    let start = contacts[lift].end
    var ends: [(time: Double, kind: HoldEnd)] = [(span.upperBound, .endOfRecording)]
    var faults: [Fault] = []
    for contact in contacts[(lift + 1)...] where contact.duration >= 0.1 {
      if contact.duration < 1 {
        faults.append(Fault(start: contact.start, end: contact.end, kind: .otherFootTouch))
      } else {
        ends.append((contact.start, .touchDown))
      }
    }
    let unloadings = Stretch.all(above: -0.3, in: start...span.upperBound) {
      -load.jet(at: $0).value
    }
    for unloading in unloadings {
      if unloading.duration < 0.5 {
        faults.append(Fault(start: unloading.start, end: unloading.end, kind: .hop))
      } else {
        ends.append((unloading.start, .stepOff))
      }
    }
    guard let end = ends.min(by: { $0.time < $1.time }) else { return nil }
    return HoldTruth(
      start: start, end: end.time, endedBy: end.kind, footOff: start,
      faults: faults.filter { $0.end <= end.time }.sorted { $0.start < $1.start })
  }

  /// When each heel lift of a stretched foot begins and ends: over 3 degrees, or over 10 mm of the
  /// heel where that comes first, for 0.3 s or more.
  static func heelLifts(
    in excursion: Trajectory, anatomy: LegAnatomy, during span: ClosedRange<Double>
  ) -> [Fault] {
    Stretch.all(above: 1, in: span) { time in
      let angle = excursion.jet(at: time).value
      return max(angle / 3, anatomy.height(at: angle) / 10)
    }
    .filter { $0.duration >= 0.3 }
    .map { Fault(start: $0.start, end: $0.end, kind: .heelLift) }
  }

  /// When the first second begins whose tilt rate has a root mean square under twice the median of
  /// all seconds in `steady`; `steady.lowerBound` where no earlier one has.
  ///
  /// - Parameters:
  ///   - steady: the hold after it has surely settled, in seconds.
  ///   - earliest: when the other foot is off, in seconds: what is quiet before is no hold yet.
  ///   - tiltRate: the size of the tilt rate, in any unit.
  static func settling(
    from earliest: Double, steady: ClosedRange<Double>, tiltRate: (Double) -> Double
  ) -> Double {
    func level(from time: Double) -> Double {
      let squares = (0..<100).map { tiltRate(time + Double($0) / 100) }.map { $0 * $0 }
      return (squares.reduce(0, +) / 100).squareRoot()
    }
    let levels = stride(from: steady.lowerBound, through: steady.upperBound - 1, by: 1)
      .map(level).sorted()
    guard !levels.isEmpty else { return steady.lowerBound }
    let limit = 2 * levels[levels.count / 2]
    return stride(from: earliest, to: steady.lowerBound, by: 0.02).first { level(from: $0) < limit }
      ?? steady.lowerBound
  }
}

/// A time in which something stays above a level.
struct Stretch {
  var start: Double
  var end: Double
  var duration: Double { end - start }

  static func all(
    above level: Double, in span: ClosedRange<Double>, of value: (Double) -> Double
  ) -> [Stretch] {
    var stretches: [Stretch] = []
    var start = value(span.lowerBound) >= level ? span.lowerBound : nil
    for crossing in LevelCrossing.all(of: level, in: span, by: value) {
      if crossing.isRising {
        start = crossing.time
      } else if let opened = start {
        stretches.append(Stretch(start: opened, end: crossing.time))
        start = nil
      }
    }
    if let start { stretches.append(Stretch(start: start, end: span.upperBound)) }
    return stretches
  }
}
