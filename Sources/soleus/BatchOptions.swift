import ArgumentParser
import Glibc
import Monitoring
import Recordings

/// What many recordings at once are made into, and how many are read at a time.
struct BatchOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      """
      Write all reports as one table (CSV, RFC 4180) into this file, - for standard output: a row a hold, a \
      set or a recording, every measure a column. Reports are then printed with --json only.
      """,
      valueName: "file"))
  var table: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Read so many recordings at a time (as many as there are processors).", valueName: "n"))
  var jobs: Int?

  /// Checks what can't be meant.
  func validate(json: Bool, events: Bool, speed: Double?) throws {
    if let jobs, !(1...256).contains(jobs) {
      throw ValidationError("--jobs must be 1 to 256, not \(jobs).")
    }
    if let jobs, jobs > 1, events || speed != nil {
      throw ValidationError(
        "--jobs reads recordings at once; --events and --speed show one after the other.")
    }
    let others = [("--json", json), ("--events", events), ("--speed", speed != nil)]
    if table == "-", let other = others.first(where: \.1)?.0 {
      throw ValidationError(
        "--table - and \(other) would mix on standard output; give the table a file.")
    }
  }

  /// Recordings read at a time, where nothing is shown while it is read.
  var threads: Int { jobs ?? max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }

  /// Looks whether the table could be written, before anything is read. Only a table gives way to a table:
  /// never a recording.
  func check(overwrite: Bool) throws {
    guard let table else { return }
    try OutputPath.check(table, overwrite: overwrite)
    if overwrite, table != "-", try !ReportTable.mayReplace(table) {
      throw Failure(
        "\(table) isn't a table that soleus wrote, and would be lost: give the table another name",
        .usage)
    }
  }

  /// What is to be replayed: the files as they were named, and for a folder the recordings in it.
  func inputs(of names: [String]) -> [ReplayInput] {
    names.flatMap { name -> [ReplayInput] in
      guard name != "-", RecordingFolder.isFolder(name) else { return [.file(name)] }
      do {
        let folder = try RecordingFolder(path: name, excluding: table)
        guard !folder.recordings.isEmpty else {
          let endings = RecordingFolder.endings.joined(separator: ", ")
          return [
            .nothing(name, Failure("\(name): holds no recordings (\(endings))", .noInput))
          ]
        }
        saySkipped(folder)
        return folder.recordings.map(ReplayInput.file)
      } catch {
        return [.nothing(name, Failure(error))]
      }
    }
  }

  private func saySkipped(_ folder: RecordingFolder) {
    let others = folder.others
    guard !others.isEmpty else { return }
    let shown = others.prefix(4).joined(separator: ", ")
    let more = others.count > 4 ? " and \(others.count - 4) more" : ""
    say("\(folder.path): note: no recordings, left out: \(shown)\(more)")
  }
}

/// Something to replay.
enum ReplayInput: Sendable {
  case file(String)
  /// A folder that gives nothing, and why.
  case nothing(String, Failure)

  /// As it was named.
  var name: String {
    switch self {
    case .file(let name), .nothing(let name, _): name
    }
  }

  /// The file; nil where there is none.
  var file: String? {
    if case .file(let name) = self { name } else { nil }
  }
}
