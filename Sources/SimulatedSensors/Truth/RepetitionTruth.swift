extension RepetitionTruth {
  /// The smallest speed that is no pause and the deepest sink that is no dip, in an excursion's unit.
  struct Scale {
    /// Per second.
    var pauseSpeed: Double
    /// Below neutral.
    var dip: Double

    /// An excursion in degrees.
    static let degrees = Scale(pauseSpeed: 3, dip: 3)
    /// A forward shift on a board in mm: 80 mm stand for the 35 degrees of a full calf raise.
    static let forwardShift = Scale(pauseSpeed: 7, dip: 7)
  }

  /// The repetitions of a noise-free excursion, counted and partial alike, in time order.
  ///
  /// Looks the whole excursion up every half millisecond, finds where it pauses or turns, and applies
  /// the definition of a repetition to these stations. The top is the excursion's own maximum: a
  /// schedule has no noise that a low-pass at 2 Hz would have to take away.
  ///
  /// - Parameters:
  ///   - span: the time to look at, in seconds; it should begin and end with a pause.
  ///   - height: the sensor's height in mm at an excursion; nil for a limb without a heel to raise.
  ///   - heelHeight: the heel's.
  static func all(
    in excursion: Trajectory, during span: ClosedRange<Double>, scale: Scale = .degrees,
    height: ((Double) -> Double)? = nil, heelHeight: ((Double) -> Double)? = nil
  ) -> [RepetitionTruth] {
    // A slow movement doesn't pause because it is slow.
    let slowest = excursion.movements.map { abs($0.target - $0.origin) / $0.duration }.min()
    let stations = Station.all(
      in: excursion, during: span,
      pauseSpeed: min(scale.pauseSpeed, 0.4 * (slowest ?? .infinity)))
    let turns = Turn.all(among: stations)
    var found = turns.map { turn in
      RepetitionTruth(
        turn, of: excursion, height: height?(turn.top.highest),
        heelHeight: heelHeight?(turn.top.highest))
    }
    guard let height else { return found }
    for index in found.indices {
      let next = index + 1 < found.count ? found[index + 1].riseStart : span.upperBound
      let lowest = Station.lowest(of: excursion, during: found[index].end...next)
      if lowest < -scale.dip {
        found[index].depth = -height(lowest)
        found[index].heelDepth = heelHeight.map { -$0(lowest) }
      }
    }
    return found
  }

  /// Parts what counts from what is partial: under half the running median of the last five counted,
  /// from the fourth repetition on.
  static func parted(
    _ repetitions: [RepetitionTruth]
  ) -> (counted: [RepetitionTruth], partial: [RepetitionTruth]) {
    var counted: [RepetitionTruth] = []
    var partial: [RepetitionTruth] = []
    for repetition in repetitions {
      let usual = median(of: counted.suffix(5).map(\.range))
      if counted.count >= 3, let usual, repetition.range < usual / 2 {
        partial.append(repetition)
      } else {
        counted.append(repetition)
      }
    }
    return (counted, partial)
  }

  private init(
    _ turn: Turn, of excursion: Trajectory, height: Double?, heelHeight: Double?
  ) {
    let top = turn.top.highest
    let low = turn.lowBefore.level
    let nextLow = turn.lowAfter.level
    let rise = excursion.times(
      of: [low + 0.1 * (top - low), low + 0.9 * (top - low)], rising: true,
      in: turn.lowBefore.start...turn.top.end)
    let lowering = excursion.times(
      of: [top - 0.1 * (top - nextLow), top - 0.9 * (top - nextLow)], rising: false,
      in: turn.top.start...turn.lowAfter.end)
    guard let riseStart = rise[0].last, let topStart = rise[1].first,
      let lowerStart = lowering[0].last, let end = lowering[1].first
    else { preconditionFailure("a movement from station to station passes its own levels") }
    self.init(
      riseStart: riseStart, topStart: topStart, lowerStart: lowerStart, end: end,
      range: turn.range, height: height, depth: nil, heelHeight: heelHeight)
  }
}

extension Trajectory {
  /// When it passes each level in one direction, in seconds.
  fileprivate func times(
    of levels: [Double], rising isRising: Bool, in span: ClosedRange<Double>
  ) -> [[Double]] {
    levels.map { level in
      LevelCrossing.all(of: level, in: span) { jet(at: $0).value }
        .filter { $0.isRising == isRising }.map(\.time)
    }
  }
}

private func median(of values: [Double]) -> Double? {
  guard !values.isEmpty else { return nil }
  let sorted = values.sorted()
  return (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
}

/// Where an excursion pauses (0.3 s or more under the pause speed) or turns.
private struct Station {
  var start: Double
  var end: Double
  var lowest: Double
  var highest: Double
  /// Where it is stillest, and how still that is.
  var level: Double
  var leastSpeed: Double

  static let step = 0.0005

  static func all(
    in excursion: Trajectory, during span: ClosedRange<Double>, pauseSpeed: Double
  ) -> [Station] {
    var stations: [Station] = []
    var open: Station?
    /// The direction of the last movement at more than the pause speed: -1, 0 before any, 1.
    var direction = 0.0
    let count = Int((span.upperBound - span.lowerBound) / step)
    for index in 0...max(0, count) {
      let time = span.lowerBound + Double(index) * step
      let jet = excursion.jet(at: time)
      if abs(jet.rate) < pauseSpeed {
        var station =
          open
          ?? Station(
            start: time, end: time, lowest: jet.value, highest: jet.value, level: jet.value,
            leastSpeed: abs(jet.rate))
        station.end = time
        station.lowest = min(station.lowest, jet.value)
        station.highest = max(station.highest, jet.value)
        if abs(jet.rate) < station.leastSpeed {
          (station.level, station.leastSpeed) = (jet.value, abs(jet.rate))
        }
        open = station
      } else {
        let now = jet.rate > 0 ? 1.0 : -1.0
        if let station = open, station.end - station.start >= 0.3 || direction * now < 0 {
          stations.append(station)
        }
        (open, direction) = (nil, now)
      }
    }
    if let open { stations.append(open) }
    return stations
  }

  static func lowest(of excursion: Trajectory, during span: ClosedRange<Double>) -> Double {
    var lowest = excursion.jet(at: span.upperBound).value
    for time in stride(from: span.lowerBound, to: span.upperBound, by: step) {
      lowest = min(lowest, excursion.jet(at: time).value)
    }
    return lowest
  }
}

/// A top between two lows.
private struct Turn {
  var lowBefore: Station
  var top: Station
  var lowAfter: Station
  /// Top minus the lowest since the previous top.
  var range: Double

  /// Applies the definition: a low lies at or below neutral + 10 % of range, a top above that.
  static func all(among stations: [Station]) -> [Turn] {
    var turns: [Turn] = []
    var previousTop = 0
    var low = 0
    var top = 0
    for index in stations.indices.dropFirst() {
      if stations[index].highest > stations[top].highest {
        top = index
        continue
      }
      let range = stations[top].highest - (stations[previousTop...top].map(\.lowest).min() ?? 0)
      let band = 0.1 * range
      guard stations[top].highest > band, stations[index].level <= band else { continue }
      let before = (low..<top).last { stations[$0].level <= band }
      guard let before else { continue }
      turns.append(
        Turn(
          lowBefore: stations[before], top: stations[top], lowAfter: stations[index], range: range))
      (previousTop, low, top) = (top, index, index)
    }
    return turns
  }
}
