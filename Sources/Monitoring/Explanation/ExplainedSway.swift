public import Exercises
public import Recordings
public import Samples

/// Shows what the sway of a replay was measured on: a table with a line a sample and a picture of every hold,
/// or of the stance, into files; and sketches of them for a terminal.
///
/// Both need the report, so that they are made at the end, of points that a ``SwayTrack`` kept.
public final class ExplainedSway: Explanation {
  private let files: (path: String, overwrite: Bool)?
  private let source: String
  private let configuration: SessionConfiguration
  private var track: SwayTrack
  private var events: [SessionEvent] = []
  /// Pictures that can't be drawn, and why.
  public private(set) var missing: [String] = []

  /// Looks whether its files could be created.
  ///
  /// - Parameters:
  ///   - path: of all files, without their endings; nil for sketches alone.
  ///   - source: what is replayed, as people call it.
  ///   - overwrite: whether files that are there may be lost.
  public init(
    path: String?, source: String, configuration: SessionConfiguration, overwrite: Bool
  ) throws(RecordingError) {
    files = path.map { ($0, overwrite) }
    self.source = source
    self.configuration = configuration
    track = SwayTrack(configuration: configuration)
    guard let path else { return }
    for ending in [".csv", configuration.exercise == .quietStance ? ".svg" : ".1.svg"] {
      try OutputPath.check(path + ending, overwrite: overwrite)
    }
  }

  /// Every element is kept.
  public var wantsElements: Bool { true }

  /// Keeps the points of an element.
  public func take(_ element: StreamElement<Sample>) { track.advance(element) }

  /// Nothing: it is about repetitions.
  public func take(_ moment: ExcursionMoment) {}

  /// Keeps an event for the table.
  public func take(_ event: SessionEvent, of exercise: Exercise) { events.append(event) }

  /// Writes the table and the pictures of what the report says.
  ///
  /// - Returns: the paths of all of them.
  public func finish(_ report: SessionReport) throws(RecordingError) -> [String] {
    track.finish()
    let scenes = SwayScene.all(in: report, on: track, configuration: configuration)
    missing = missing(of: scenes, isStance: report.sway != nil)
    guard let files else { return [] }
    let table = SwayTable(
      track: track, report: report, events: events, source: source, configuration: configuration)
    var paths = [files.path + ".csv"]
    try table.write(to: paths[0], overwrite: files.overwrite)
    for (index, scene) in scenes.enumerated() {
      guard let scene else { continue }
      let number = report.sway == nil ? ".\(index + 1)" : ""
      let path = "\(files.path)\(number).svg"
      let picture = try TextFile(path: path, overwrite: files.overwrite)
      for line in SwayPicture(scene: scene, source: source).svg { try picture.append(line: line) }
      try picture.close()
      paths.append(path)
    }
    return paths
  }

  /// The holds, or the stance, as text that fits a terminal; to be asked for after ``finish(_:)``.
  ///
  /// - Parameters:
  ///   - columns: of the terminal; more than 80 aren't used.
  ///   - hasDots: whether the terminal writes in UTF-8; else the sketch is ASCII.
  public func sketch(of report: SessionReport, columns: Int, hasDots: Bool) -> String {
    let scenes = SwayScene.all(in: report, on: track, configuration: configuration)
    guard !scenes.isEmpty else { return "\nno picture: \(Self.nothing)\n" }
    return scenes.map { scene in
      guard let scene else { return "\nno picture: \(lost)\n" }
      let lines = SwaySketch(scene: scene, columns: min(80, columns), hasDots: hasDots).lines
      return "\n" + lines.joined(separator: "\n") + "\n"
    }.joined()
  }

  private static let nothing = "there is no hold and no stance to show"

  /// Why points aren't there.
  private var lost: String {
    track.forgottenUntil == nil
      ? "nothing came that could be drawn"
      : "the recording is too long: only its last \(SwayTrack.capacity) samples or less are kept; cut it into "
        + "shorter ones"
  }

  private func missing(of scenes: [SwayScene?], isStance: Bool) -> [String] {
    guard !scenes.isEmpty else { return ["no picture: \(Self.nothing)"] }
    let numbers = scenes.indices.filter { scenes[$0] == nil }.map { String($0 + 1) }
    guard !numbers.isEmpty else { return [] }
    let holds = (numbers.count > 1 ? "holds " : "hold ") + numbers.joined(separator: ", ")
    return ["no picture of \(isStance ? "the stance" : holds): \(lost)"]
  }
}

extension Exercise {
  /// Whether ``ExplainedSway`` has something to show: holds or a stance of what a file holds.
  public func hasSway(on content: RecordingContent) -> Bool {
    switch self {
    case .quietStance, .balanceHold: true
    case .wallStretch: content == .accelerometer || content == .accelerometerAndGyroscope
    case .calfRaise, .bandPress, .generic: false
    }
  }
}
