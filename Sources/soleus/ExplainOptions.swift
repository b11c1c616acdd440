import ArgumentParser
import Exercises
import Monitoring
import Recordings

/// Whether a replay writes down why it counted what it counted.
struct ExplainOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      """
      Write why into this folder: NAME.explained.csv, a line a sample with the excursion and the levels it \
      is judged by, and NAME.explained.svg, a picture. For exercises with repetitions.
      """,
      valueName: "folder"))
  var explain: String?

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
  ) throws -> ExplainedReplay? {
    guard let explain else { return nil }
    guard configuration.exercise.isExplained(on: content) else {
      throw Failure(
        "\(file): --explain is for repetitions: calf-raise, band-press and generic with a sensor on the "
          + "limb, calf-raise on a board; it can't show this \(configuration.exercise.rawValue)",
        .usage)
    }
    try OutputPath.makeFolder(explain)
    let folder = explain.hasSuffix("/") ? explain : explain + "/"
    return try ExplainedReplay(
      path: "\(folder)\(Self.name(of: file)).explained", source: file,
      configuration: configuration, isBoard: content == .board, overwrite: overwrite)
  }

  /// What a file's explanation is called: its own name without folder and `.csv`.
  private static func name(of file: String) -> String {
    guard file != "-" else { return "standard-input" }
    let name = file.split(separator: "/").last.map(String.init) ?? "recording"
    return name.hasSuffix(".csv") && name.count > 4 ? String(name.dropLast(4)) : name
  }
}
