import Exercises

/// A stretch of the chart that means something: a phase, a movement that doesn't count, a gap.
struct ChartBand {
  /// What it means.
  enum Kind: Hashable {
    case phase(Phase)
    /// The number of a repetition stands above it; its ground are the phases.
    case repetition
    case byHand
    case partial
    case rejected
    case struck
    case set
    case gap

    /// Those that words stand above, from the plot upwards.
    static let labelled: [Kind] = [
      .repetition, .byHand, .partial, .rejected, .struck, .gap, .set,
    ]

    /// Whether its ground has a frame.
    var isMarked: Bool { self == .partial || self == .rejected || self == .struck }

    /// What its words begin with, said once where several stand together; nil where each stands alone.
    var opening: String? {
      switch self {
      case .partial: "partial: "
      case .rejected: "not counted: "
      case .struck: "struck "
      case .gap: "lost: "
      case .phase, .repetition, .byHand, .set: nil
      }
    }

    /// Of its words and its frame.
    var color: String {
      switch self {
      case .phase, .repetition: ChartStyle.ink
      case .byHand: ChartStyle.byHand
      case .partial: ChartStyle.partial
      case .rejected: ChartStyle.rejected
      case .struck: ChartStyle.struck
      case .set: ChartStyle.soft
      case .gap: ChartStyle.gap
      }
    }
  }

  var kind: Kind
  /// In seconds from the first sample.
  var stretch: ClosedRange<Double>
  var words: String?

  /// Its ground, where it has no frame.
  var fill: String {
    switch kind {
    case .phase(let phase): ChartStyle.tint(phase)
    case .byHand: "url(#hand)"
    case .gap: "url(#gap)"
    case .repetition, .set, .partial, .rejected, .struck: "none"
    }
  }

  private init?(_ kind: Kind, _ start: Double, _ end: Double, _ words: String? = nil) {
    guard end >= start else { return nil }
    self.kind = kind
    stretch = start...end
    self.words = words
  }

  /// Everything that a report has to show, phases first.
  static func all(in report: SessionReport) -> [ChartBand] {
    let sets = report.sets.enumerated()
    let bands =
      report.sets.flatMap { phases(of: $0) }
      + report.sets.flatMap { marks(of: $0) }
      + sets.map { Self(.set, $0.element.start, $0.element.end, $0.element.title($0.offset + 1)) }
      + report.input.gaps.map { Self(.gap, $0.start, $0.end, $0.cause.words) }
    return bands.compactMap { $0 }
  }

  private static func phases(of set: SetReport) -> [ChartBand?] {
    let starts = (set.repetitions + set.partial).map(\.riseStart).sorted()
    return set.repetitions.flatMap { repetition -> [ChartBand?] in
      guard !repetition.byHand else { return [Self(.byHand, repetition.riseStart, repetition.end)] }
      let next = repetition.bottom == nil ? nil : starts.first { $0 > repetition.riseStart }
      let bottom = next.flatMap { Self(.phase(.bottom), repetition.end, $0) }
      guard let top = repetition.topStart, let lower = repetition.lowerStart else {
        return [Self(.phase(.rise), repetition.riseStart, repetition.end), bottom]
      }
      return [
        Self(.phase(.rise), repetition.riseStart, top), Self(.phase(.top), top, lower),
        Self(.phase(.lower), lower, repetition.end), bottom,
      ]
    }
  }

  private static func marks(of set: SetReport) -> [ChartBand?] {
    set.repetitions.enumerated().map { index, repetition in
      Self(
        repetition.byHand ? .byHand : .repetition, repetition.riseStart, repetition.end,
        repetition.byHand ? "\(index + 1) by hand" : "\(index + 1)")
    }
      + set.partial.map {
        Self(.partial, $0.riseStart, $0.end, "less than half the usual range")
      }
      + set.rejected.map { Self(.rejected, $0.start, $0.end, $0.reason.words) }
      + set.struck.map { Self(.struck, $0.riseStart, $0.end, "by hand") }
  }
}

extension SetReport {
  /// What stands above it.
  fileprivate func title(_ number: Int) -> String {
    "set \(number): "
      + (repetitions.isEmpty
        ? "nothing counted" : counted(repetitions.count, "repetition"))
      + (tempo.notation.map { ", tempo \($0)" } ?? "")
  }
}
