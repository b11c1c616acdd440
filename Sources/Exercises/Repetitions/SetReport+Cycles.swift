import SignalProcessing

extension Repetition {
  /// A repetition from its boundaries.
  ///
  /// - Parameters:
  ///   - nextRiseStart: start of the rise after it, in seconds; nil leaves the bottom unknown.
  ///   - measuresAngle: whether the excursion is the foot's own angle, so that a range means anything.
  ///   - lever: makes heights of angles; nil leaves them unknown.
  init(
    _ cycle: CycleMeasurement, nextRiseStart: Double? = nil, direction: Direction,
    measuresAngle: Bool, lever: HeelLever?
  ) {
    let rising = cycle.topStart - cycle.riseStart
    let lowering = cycle.end - cycle.lowerStart
    // A movement at constant speed reaches an eighth of its crossing interval past either crossing.
    let overhang = (rising + lowering) / 8
    guard cycle.isTopMeasured else {
      self.init(
        riseStart: cycle.riseStart, topStart: nil, lowerStart: nil, end: cycle.end,
        direction: direction)
      return
    }
    self.init(
      riseStart: cycle.riseStart, topStart: cycle.topStart, lowerStart: cycle.lowerStart,
      end: cycle.end, range: measuresAngle ? cycle.range : nil,
      height: lever.map { $0.height(at: cycle.top) },
      depth: lever.flatMap { lever in
        cycle.dip.map { -lever.height(at: -$0) }
      }, lower: cycle.isLoweringOver ? lowering / 0.8 : nil,
      bottom: nextRiseStart.map { max(0, $0 - cycle.end - overhang) }, rise: rising / 0.8,
      top: max(0, cycle.lowerStart - cycle.topStart - overhang), direction: direction,
      displacement: lever.map { $0.height(at: cycle.top) - $0.height(at: cycle.lowest) },
      riseVelocity: lever.map {
        0.8 * ($0.height(at: cycle.top) - $0.height(at: cycle.lowBefore)) / rising
      }, riseAngularVelocity: measuresAngle ? 0.8 * (cycle.top - cycle.lowBefore) / rising : nil)
  }
}

extension Tempo {
  /// The medians over the repetitions that have the time; nil where none has.
  init(mediansOf repetitions: [Repetition]) {
    self.init(
      lower: median(of: repetitions.compactMap(\.lower)),
      bottom: median(of: repetitions.compactMap(\.bottom)),
      rise: median(of: repetitions.compactMap(\.rise)),
      top: median(of: repetitions.compactMap(\.top)))
  }
}

extension SetReport {
  /// A set from its measured repetitions, each list in time order; nil where there is nothing in it.
  /// Practice isn't in any number.
  init?(
    counted: [CycleMeasurement], partial: [CycleMeasurement], rejected: [RejectedRepetition],
    direction: Direction, measuresAngle: Bool, lever: HeelLever?, practice: [CycleMeasurement] = []
  ) {
    let riseStarts = (counted + partial + practice).map(\.riseStart).sorted()
    let starts = riseStarts + rejected.map(\.start)
    let ends = (counted + partial + practice).map(\.end) + rejected.map(\.end)
    guard let start = starts.min(), let end = ends.max() else { return nil }

    func repetitions(_ cycles: [CycleMeasurement]) -> [Repetition] {
      var next = riseStarts[...]
      return cycles.map { cycle in
        next = next.drop { $0 <= cycle.riseStart }
        return Repetition(
          cycle, nextRiseStart: cycle.isFollowedByGap ? nil : next.first, direction: direction,
          measuresAngle: measuresAngle,
          lever: lever)
      }
    }
    let full = repetitions(counted)
    self.init(
      start: start, end: end, repetitions: full, partial: repetitions(partial), rejected: rejected,
      tempo: Tempo(mediansOf: full),
      cadencePerMinute: Self.cadence(riseStarts: counted.map(\.riseStart)) {
        counted[$0].isFollowedByGap
      },
      rangeLossPercent: measuresAngle ? Self.loss(of: counted.map(\.range))?.percent : nil,
      practice: repetitions(practice))
  }

  /// A set in which nothing happened in the end.
  static func empty(from start: Double, to end: Double) -> SetReport {
    SetReport(
      start: start, end: end, repetitions: [], partial: [], rejected: [],
      tempo: Tempo(mediansOf: []), cadencePerMinute: nil, rangeLossPercent: nil)
  }

  /// Repetitions a minute from rise to rise; nil for no two in a row.
  ///
  /// - Parameter isBroken: whether samples were lost between the rise at an index and the next one, which
  ///   leaves that stretch out.
  static func cadence(riseStarts: [Double], isBroken: (_ index: Int) -> Bool) -> Double? {
    let intervals = riseStarts.indices.dropLast().filter { !isBroken($0) }
      .map { riseStarts[$0 + 1] - riseStarts[$0] }
    return mean(of: intervals).flatMap { $0 > 0 ? 60 / $0 : nil }
  }

  /// From the best to the mean of the last three, in the values' own unit and in percent of the best; nil
  /// for fewer than four.
  static func loss(of values: [Double]) -> (absolute: Double, percent: Double)? {
    guard values.count >= 4, let best = values.max(), best > 0,
      let late = mean(of: values.suffix(3))
    else { return nil }
    return (best - late, 100 * (best - late) / best)
  }
}
