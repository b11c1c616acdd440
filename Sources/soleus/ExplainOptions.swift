import ArgumentParser
import Exercises
import Monitoring
import Recordings

/// Whether a replay writes down why it counted what it counted.
struct ExplainOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      """
      Write why into this folder: NAME.explained.csv, a line a sample with what it is judged by, and pictures: \
      NAME.explained.svg of repetitions or a quiet stance, NAME.explained.1.svg and so on of holds.
      """,
      valueName: "folder"))
  var explain: String?

  @Flag(help: "Draw each hold, or the quiet stance, under its report.")
  var picture = false

  @Flag(help: "Let --explain and --table replace files that are there.")
  var overwrite = false

  /// Checks that files of different names come from different files to replay.
  func validate(files: [String]) throws {
    guard explain != nil else { return }
    let names = files.map(Self.name)
    for (index, name) in names.enumerated() {
      guard let other = names[..<index].firstIndex(of: name) else { continue }
      throw ValidationError(
        "\(files[other]) and \(files[index]) would both be explained in \(name).explained.csv; "
          + "replay them one by one into folders of their own.")
    }
  }

  /// Begins to explain a file's replay; nil where that isn't asked for.
  ///
  /// - Throws: ``Failure`` for an exercise that has nothing to explain, or ``RecordingError``.
  func begin(
    _ file: String, content: RecordingContent, configuration: SessionConfiguration
  ) throws -> (any Explanation)? {
    let hasSway = configuration.exercise.hasSway(on: content)
    guard explain != nil || picture else { return nil }
    guard explain == nil || hasSway || configuration.exercise.isExplained(on: content) else {
      throw Failure(
        "\(file): there is nothing to explain: this \(configuration.exercise.rawValue) can't be measured "
          + "with this sensor", .usage)
    }
    let path = try explain.map { explain in
      try OutputPath.makeFolder(explain)
      let folder = explain.hasSuffix("/") ? explain : explain + "/"
      return "\(folder)\(Self.name(of: file)).explained"
    }
    if hasSway {
      return try ExplainedSway(
        path: path, source: file, configuration: configuration, overwrite: overwrite)
    }
    if picture {
      say("\(file): note: --picture is for holds and quiet stance; --explain draws repetitions")
    }
    return try path.map {
      try ExplainedReplay(
        path: $0, source: file, configuration: configuration, isBoard: content == .board,
        overwrite: overwrite)
    }
  }

  /// What a file's explanation is called: its own name without folder and `.csv`.
  private static func name(of file: String) -> String {
    guard file != "-" else { return "standard-input" }
    let name = file.split(separator: "/").last.map(String.init) ?? "recording"
    return name.hasSuffix(".csv") && name.count > 4 ? String(name.dropLast(4)) : name
  }
}
