/// Words above a row of the chart, in lanes so that none covers another.
struct ChartLabels {
  /// Words about a stretch of the row.
  struct Label {
    /// What they are about, in pixels.
    var stretch: ClosedRange<Double>
    var words: String
    var color: String
    /// How many stretches they stand for.
    var count = 1
    /// The lane, from 0 next to the plot upwards.
    var lane = 0

    /// The words, with their number where they stand for several.
    var text: String { count > 1 ? "\(words) ×\(count)" : words }

    /// Where they lie within `limits`: about the stretch's middle.
    func place(within limits: ClosedRange<Double>) -> ClosedRange<Double> {
      let width = ChartLabels.characterWidth * Double(text.count) + 4
      let middle = (stretch.lowerBound + stretch.upperBound) / 2
      let start = max(limits.lowerBound, min(middle - width / 2, limits.upperBound - width))
      return start...(start + width)
    }
  }

  /// A generous width of a character at the size that labels have.
  static let characterWidth = 6.4
  static let laneHeight = 14.0

  private(set) var labels: [Label] = []
  private let limits: ClosedRange<Double>

  /// Labels that stay within `limits`, in pixels.
  init(limits: ClosedRange<Double>) {
    self.limits = limits
  }

  /// Lanes that are needed.
  var lanes: Int { (labels.map(\.lane).max() ?? -1) + 1 }

  /// Where a label begins and ends, in pixels.
  func place(of label: Label) -> ClosedRange<Double> { label.place(within: limits) }

  /// Adds labels of one kind, in time order, above those that are there. One that wouldn't fit beside the
  /// one before, and says the same, is counted with it.
  mutating func add(_ new: [Label]) {
    var grouped: [Label] = []
    for label in new {
      if let last = grouped.last, last.words == label.words,
        place(of: label).lowerBound < place(of: last).upperBound
      {
        grouped[grouped.count - 1].stretch =
          last.stretch.lowerBound...max(last.stretch.upperBound, label.stretch.upperBound)
        grouped[grouped.count - 1].count += label.count
      } else {
        grouped.append(label)
      }
    }
    for var label in grouped {
      let wanted = place(of: label)
      let taken = Set(
        labels.filter { place(of: $0).overlaps(wanted) }.map(\.lane))
      label.lane = (0...taken.count).first { !taken.contains($0) } ?? 0
      labels.append(label)
    }
  }
}
