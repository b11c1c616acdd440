import Exercises

/// Colours and sizes of the chart: a light ground, and tints that differ in lightness too.
enum ChartStyle {
  static let ground = "#ffffff"
  static let ink = "#1d2733"
  static let soft = "#5d6975"
  static let grid = "#e3e7eb"
  static let frame = "#b9c1c9"
  static let curve = "#10263d"
  static let riseLevel = "#d1600a"
  static let backLevel = "#0a7f6f"
  static let partial = "#7a3fa0"
  static let rejected = "#b3261e"
  static let struck = "#6b6b6b"
  static let byHand = "#0b6e99"
  static let gap = "#8a6d1f"

  static let width = 1200.0
  static let left = 66.0
  static let right = 1180.0
  /// Height of a row's plot where there are several rows, and of a single one.
  static let plotHeight = (several: 132.0, single: 260.0)
  /// Below a plot: the times.
  static let timesHeight = 34.0
  /// Seconds of a row at most, and rows at most.
  static let longestRow = 60.0
  static let mostRows = 60.0

  /// The ground under a phase.
  static func tint(_ phase: Phase) -> String {
    switch phase {
    case .rise: "#bfdcf5"
    case .top: "#fde29b"
    case .lower: "#c9e8c4"
    case .bottom: "#e9ebee"
    }
  }
}
