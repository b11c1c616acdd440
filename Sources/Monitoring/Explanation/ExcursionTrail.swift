import Exercises

/// The excursion of a whole replay, and the levels in force, in a bounded number of columns of time.
///
/// Values are kept along the line of movement, whatever was believed of up at the time: which way is up is
/// settled at the end of each set, and the picture shows it as the report has it.
struct ExcursionTrail {
  /// What came within one column's time.
  struct Column {
    /// A time in seconds and the excursion then, along the line of movement.
    typealias Point = (time: Double, value: Double)
    var least: Point
    var greatest: Point
    /// The last levels in it, if up is along the line and if it is against it.
    var along: DetectionLevels
    var against: DetectionLevels
    /// Whether something is missing between the column before and this one.
    var isBroken: Bool
  }

  /// Columns are this wide until there are too many of them, in seconds.
  static let finest = 0.01
  /// Then two are made one.
  static let mostColumns = 65_536

  /// Seconds by which the excursion lags behind the limb.
  private(set) var delay = 0.0
  /// Seconds of a column.
  private(set) var width = finest
  private var columns: [Column?] = []
  private var isBroken = true
  private var senses: [(end: Double, sense: Double)] = []
  private var lastSense = 1.0
  /// What is shown of the events, in time order: a moment and its words, which begin with `opening` where
  /// there may be several of a kind.
  private(set) var flags: [(time: Double, opening: String?, words: String)] = []

  /// Whether nothing was measured.
  var isEmpty: Bool { columns.isEmpty }

  /// Takes what a sample was judged by.
  mutating func append(_ moment: ExcursionMoment) {
    lastSense = moment.sense
    delay = moment.delay
    guard let excursion = moment.excursion, moment.time >= 0 else {
      isBroken = true
      return
    }
    while moment.time / width >= Double(Self.mostColumns) { halve() }
    let index = Int(moment.time / width)
    while columns.count <= index { columns.append(nil) }
    let point = (time: moment.time, value: excursion * moment.sense)
    let levels = [moment.levels, moment.levelsOtherWay]
    let column = Column(
      least: point, greatest: point, along: levels[moment.sense > 0 ? 0 : 1],
      against: levels[moment.sense > 0 ? 1 : 0], isBroken: isBroken)
    columns[index] = columns[index]?.joined(with: column) ?? column
    isBroken = false
  }

  /// Takes an event: a gap breaks the line, the end of a set settles which way was up in it.
  mutating func take(_ event: SessionEvent) {
    switch event.kind {
    case .gap: isBroken = true
    case .setEnded: senses.append((event.time, lastSense))
    case .neutralLearned: flags.append((event.time, nil, "neutral learned"))
    case .directionLearned: flags.append((event.time, "up: ", "known"))
    case .recounted: flags.append((event.time, "", "recounted"))
    case .mark(let label): flags.append((event.time, "mark: ", label))
    default: break
    }
  }

  /// +1 where up is along the line of movement at `time`, -1 against it: as the set's report has it.
  func sense(at time: Double) -> Double {
    senses.first { time <= $0.end }?.sense ?? lastSense
  }

  /// What lies in a stretch, in columns of at least `least` seconds; times are of the samples.
  func columns(in stretch: ClosedRange<Double>, ofAtLeast least: Double) -> [Column] {
    var merged: [Column] = []
    var slot = -1
    let first = max(0, Int(stretch.lowerBound / width))
    guard first < columns.count else { return [] }
    for index in first..<columns.count {
      let start = Double(index) * width
      guard start <= stretch.upperBound else { break }
      guard let column = columns[index] else { continue }
      let place = Int((start - stretch.lowerBound) / max(least, width))
      if place == slot, let last = merged.last, !column.isBroken {
        merged[merged.count - 1] = last.joined(with: column)
      } else {
        merged.append(column)
      }
      slot = place
    }
    return merged
  }

  /// The excursion at a time, up positive; nil where none is near.
  func excursion(at time: Double) -> Double? {
    guard time >= 0, time / width < Double(columns.count) else { return nil }
    let near = Int(time / width)
    let around = [0, 1, -1, 2, -2, 3, -3, 4, -4].lazy.map { near + $0 }
      .filter { columns.indices.contains($0) }
    guard let column = around.compactMap({ columns[$0] }).first else { return nil }
    return sense(at: time) * (column.least.value + column.greatest.value) / 2
  }

  /// Makes one column of two.
  private mutating func halve() {
    width *= 2
    columns = stride(from: 0, to: columns.count, by: 2).map { index in
      let next = index + 1 < columns.count ? columns[index + 1] : nil
      guard let column = columns[index] else { return next }
      return next.map { column.joined(with: $0) } ?? column
    }
  }
}

extension ExcursionTrail.Column {
  /// This column and the one after it.
  fileprivate func joined(with next: Self) -> Self {
    var joined = next
    joined.isBroken = isBroken
    if least.value <= next.least.value { joined.least = least }
    if greatest.value >= next.greatest.value { joined.greatest = greatest }
    return joined
  }
}
