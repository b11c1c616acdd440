/// Words above a row of the chart, in lanes so that none covers another.
struct ChartLabels {
  /// Words about a stretch of the row.
  struct Label {
    /// What they are about, in pixels.
    var stretch: ClosedRange<Double>
    /// What is said once for all that stand in one label; nil for words that stand alone.
    var opening: String?
    /// What is said, and of how many stretches.
    var words: [(text: String, count: Int)]
    var color: String
    /// The lane, from 0 next to the plot upwards.
    var lane = 0

    /// A label of one stretch.
    init(stretch: ClosedRange<Double>, opening: String? = nil, words: String, color: String) {
      self.stretch = stretch
      self.opening = opening
      self.words = [(words, 1)]
      self.color = color
    }

    /// All that is said.
    var text: String {
      (opening ?? "")
        + words.map { $0.count > 1 ? "\($0.text) ×\($0.count)" : $0.text }.joined(separator: ", ")
    }

    /// Where they lie within `limits`: about the stretch's middle.
    func place(within limits: ClosedRange<Double>) -> ClosedRange<Double> {
      let width = ChartLabels.characterWidth * Double(text.count) + 4
      let middle = (stretch.lowerBound + stretch.upperBound) / 2
      let start = max(limits.lowerBound, min(middle - width / 2, limits.upperBound - width))
      return start...(start + width)
    }

    /// Says of another stretch too what `other` says.
    mutating func join(_ other: Label) {
      stretch =
        min(
          stretch.lowerBound, other.stretch.lowerBound)...max(
          stretch.upperBound, other.stretch.upperBound)
      for (text, count) in other.words {
        if let known = words.firstIndex(where: { $0.text == text }) {
          words[known].count += count
        } else {
          words.append((text, count))
        }
      }
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

  /// Adds labels of one kind, in time order, above those that are there. Where one with an opening wouldn't
  /// fit beside the one before, they become one.
  mutating func add(_ new: [Label]) {
    var joined: [Label] = []
    for label in new {
      var label = label
      // A label that has grown may reach the one before it.
      while let last = joined.last, last.opening != nil, last.opening == label.opening,
        place(of: label).lowerBound < place(of: last).upperBound
      {
        var both = last
        both.join(label)
        label = both
        joined.removeLast()
      }
      joined.append(label)
    }
    for var label in joined {
      let wanted = place(of: label)
      let taken = Set(labels.filter { place(of: $0).overlaps(wanted) }.map(\.lane))
      label.lane = (0...taken.count).first { !taken.contains($0) } ?? 0
      labels.append(label)
    }
  }
}
