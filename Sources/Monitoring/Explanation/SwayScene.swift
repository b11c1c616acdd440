import Exercises
import Samples

/// What a picture of a hold or a quiet stance shows.
struct SwayScene {
  /// What a moment of it is, the more remarkable first.
  enum Kind: Hashable, CaseIterable {
    case fault
    case worstSecond
    case usual
  }

  /// Seconds that are shown before the hold and after it.
  static let margin = 1.5

  /// What it is of: `hold 1, left leg, 8.62 s, ended by touch-down`.
  let title: String
  let signal: SwaySignal
  /// Whether x is side to side and y front to back.
  let isAnatomical: Bool
  /// From the hold's start to its end; of a stance, the window.
  let whole: ClosedRange<Double>
  /// Where sway is measured; nil where it isn't.
  let window: ClosedRange<Double>?
  let faults: [Fault]
  let worstSecond: ClosedRange<Double>?
  /// As they came, from a little before the hold to a little after.
  let points: [SwayPoint]
  /// As the measures take them; where there are none, the hold's points as they came.
  let measured: [SwayPoint]
  let ellipse: PlanarEllipse?
  /// How the measured points were made, in words.
  let preparation: String

  /// All holds of a report, or its stance; nil for those whose points are no longer there.
  static func all(
    in report: SessionReport, on track: SwayTrack, configuration: SessionConfiguration
  ) -> [SwayScene?] {
    if let sway = report.sway {
      let processing = sway.processing
      let window = processing.windowStart...processing.windowEnd
      let length = window.upperBound - window.lowerBound
      return [
        SwayScene(
          title: "quiet stance, \(length.fixed(2)) s", whole: window, faults: [], sway: sway, track,
          configuration)
      ]
    }
    return report.holds.enumerated().map { index, hold in
      let leg = hold.side.map { "\($0.rawValue) leg, " } ?? ""
      return SwayScene(
        title:
          "hold \(index + 1), \(leg)\(hold.duration.fixed(2)) s, ended by \(hold.endedBy.words)",
        whole: hold.start...max(hold.start, hold.end), faults: hold.faults, sway: hold.sway, track,
        configuration)
    }
  }

  private init?(
    title: String, whole: ClosedRange<Double>, faults: [Fault], sway: SwayReport?,
    _ track: SwayTrack, _ configuration: SessionConfiguration
  ) {
    guard let signal = track.signal, track.forgottenUntil.map({ $0 <= whole.lowerBound }) != false
    else { return nil }
    let window = sway.map { $0.processing.windowStart...$0.processing.windowEnd }
    let figure = sway.flatMap { SwayFigure(of: $0, on: track, configuration: configuration) }
    let shown = (whole.lowerBound - Self.margin)...(whole.upperBound + Self.margin)
    let level = window ?? whole
    points = track.points(in: shown, level: level)
    measured = figure?.points ?? track.points(in: whole, level: level)
    guard !measured.isEmpty else { return nil }
    self.title = title
    self.signal = signal
    isAnatomical = signal == .centerOfPressure || sway?.processing.forwardAxis != nil
    self.whole = whole
    self.window = window
    self.faults = faults
    worstSecond = figure?.worstSecond
    ellipse = figure?.ellipse
    preparation =
      sway.map {
        "profile \($0.processing.profile.rawValue): resampling \($0.processing.preparation.resampling), "
          + "filter \($0.processing.preparation.filter)"
      } ?? "as they came"
  }

  /// What a moment is.
  func kind(at time: Double) -> Kind {
    if faults.contains(where: { $0.start <= time && time <= $0.end }) { return .fault }
    if let worstSecond, worstSecond.contains(time) { return .worstSecond }
    return .usual
  }

  /// Points of the hold's faults that lie outside the window, where nothing is measured.
  var faultsOutside: [SwayPoint] {
    points.filter { point in
      whole.contains(point.time) && window?.contains(point.time) != true
        && kind(at: point.time) == .fault
    }
  }

  /// The measured track in runs of one kind, each beginning where the one before it ends; and apart from them
  /// what the faults outside the window show.
  func runs(of wanted: Kind) -> [[SwayPoint]] {
    var runs: [[SwayPoint]] = []
    for track in [measured, faultsOutside] {
      var last: SwayPoint?
      var lastKind: Kind?
      for point in track {
        let kind = kind(at: point.time)
        let isJoined = last.map { !point.isAfterBreak && point.time - $0.time < 0.25 } ?? false
        if kind == wanted {
          if isJoined, lastKind == wanted, !runs.isEmpty {
            runs[runs.count - 1].append(point)
          } else {
            runs.append(isJoined ? [last, point].compactMap { $0 } : [point])
          }
        }
        last = point
        lastKind = kind
      }
    }
    return runs
  }

  /// The unit of both axes.
  var unit: String { signal == .centerOfPressure ? "mm" : "m/s²" }

  /// What the axes are called. Those of an acceleration lie anyhow about the vertical, unless it was told which of the
  /// sensor's points forward.
  var axes: (x: String, y: String) {
    isAnatomical ? ("ML, + right", "AP, + forward") : ("horizontal 1", "horizontal 2")
  }

  /// What is shown, in full.
  var subject: String {
    switch signal {
    case .centerOfPressure: "centre of pressure"
    case .acceleration: "horizontal acceleration (no centre of pressure)"
    }
  }

  /// The ellipse with its name and size; nil without one.
  var ellipseWords: String? {
    ellipse.map { ellipse in
      let decimals = signal == .centerOfPressure ? 1 : 3
      return "95 % prediction ellipse, half axes \(ellipse.semiMajor.fixed(decimals)) and "
        + "\(ellipse.semiMinor.fixed(decimals)) \(unit), \(ellipse.angle.fixed(0))° from "
        + (isAnatomical ? "ML" : "axis 1")
    }
  }
}
