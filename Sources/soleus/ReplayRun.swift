import ArgumentParser
import Exercises
import Monitoring
import Recordings

/// What the replay of one file gives.
struct ReplayedFile: Sendable {
  /// Lines for standard error that belong to it.
  var notes: [String] = []
  /// What is printed; nil where nothing is.
  var output: String?
  /// Whether a blank line sets it apart from what was printed before.
  var standsApart = false
  /// Its rows of the table, where there is one.
  var rows: ReportTable.Rows?
  /// The report, where people read it: what several files have in common is told after them.
  var report: SessionReport?
  /// Keeps a change by hand in the file: to be asked for when the report is written, since nobody saw before
  /// what it does.
  var keepRevisions: (@Sendable () throws -> Void)?
  /// Whether a person ended it before its end.
  var isCutShort = false
  /// Why there is no report; nil where there is one.
  var failure: Failure?
  /// Whether the failure is of standard output, which no other file gets over.
  var losesOutput = false
}

/// Many replays in their order: prints, gathers the table, and keeps account of what failed.
struct ReplayRun {
  private let inputs: [ReplayInput]
  private let tablePath: String?
  private var progress: ProgressBar?
  private var table = ReportTable()
  private var series = HoldSeries()
  /// Files whose holds are in ``series``.
  private var counted: Set<FileIdentity> = []
  private var reports = 0
  private var broken: [(file: String, status: Failure.Status)] = []
  /// Files that a person's stop left unread.
  private var unread = 0
  /// Notes that aren't about a file are said once.
  private var said: Set<String> = []

  init(inputs: [ReplayInput], table: String?, showsProgress: Bool) {
    self.inputs = inputs
    tablePath = table
    if showsProgress, inputs.count > 1 {
      progress = ProgressBar(total: inputs.count, hasBlocks: Environment.allowsUnicode)
    }
  }

  /// Shows how many are done.
  mutating func show(_ done: Int) { progress?.show(done) }

  /// Takes what a file gave; false where nothing more is wanted.
  mutating func take(_ file: ReplayedFile, at index: Int) throws -> Bool {
    if !file.notes.isEmpty || file.failure != nil || file.output != nil { progress?.clear() }
    for note in file.notes where !note.hasPrefix("note: ") || said.insert(note).inserted {
      say(note)
    }
    if let failure = file.failure {
      complain(failure)
      // A closed pipe wants no more files; a full disk takes none.
      guard let status = failure.status else { throw ExitCode.success }
      if file.losesOutput { throw ExitCode(status.rawValue) }
      broken.append((inputs[index].name, status))
    } else {
      // Half a recording has no place in a table.
      let isLeftOut = file.isCutShort && tablePath != nil
      if let output = file.output {
        do {
          try TextOutput.standard.write((file.standsApart && reports > 0 ? "\n" : "") + output)
        } catch TextOutputError.closedPipe {
          // Whoever reads has seen enough of the report; the change holds all the same.
          try file.keepRevisions?()
          throw TextOutputError.closedPipe
        }
      }
      try file.keepRevisions?()
      if isLeftOut { return stop(before: index) }
      reports += 1
      if let rows = file.rows { table.append(rows) }
      if let report = file.report { count(report, of: inputs[index].name) }
    }
    return StopRequest.isPending ? stop(before: index + 1) : true
  }

  /// Adds a file's holds to those of the others; the same file again, by whatever name, has no more of them.
  private mutating func count(_ report: SessionReport, of name: String) {
    if name != "-", let identity = FileIdentity(name), !counted.insert(identity).inserted {
      if !report.holds.isEmpty { say("\(name): note: given before; its holds count once") }
      return
    }
    series.add(report)
  }

  /// Tells what the holds of several files come to, writes the table and names the files that gave no report.
  mutating func finish(overwrite: Bool) throws {
    progress?.clear()
    if let text = series.text { try TextOutput.standard.write("\n" + text) }
    if let tablePath {
      guard reports > 0 else {
        say("soleus: no table: there is nothing to put into it")
        return try tellIncomplete()
      }
      try WholeFile.write(table.lines, to: tablePath, overwrite: overwrite)
      if tablePath != "-" {
        say(
          "\(tablePath): note: \(table.count) row\(table.count == 1 ? "" : "s") of \(reports) "
            + "recording\(reports == 1 ? "" : "s")")
      }
    }
    try tellIncomplete()
  }

  /// Names the files that gave no report; these, and a table that a stop cut short, are in the exit status.
  private func tellIncomplete() throws {
    if tablePath != nil, unread > 0 {
      say("soleus: the table isn't complete: \(unread) of \(inputs.count) files weren't read")
    }
    guard let first = broken.first else {
      // As a calibration that was stopped: what was asked for isn't there.
      if tablePath != nil, unread > 0 { throw ExitCode(Failure.Status.inputOutput.rawValue) }
      return
    }
    if inputs.count > 1 {
      let names = broken.map { "\($0.file) (\($0.status.rawValue))" }.joined(separator: ", ")
      say("soleus: \(broken.count) of \(inputs.count) files gave no report: \(names)")
    }
    throw ExitCode(first.status.rawValue)
  }

  /// Says what a person's stop leaves unread.
  private mutating func stop(before index: Int) -> Bool {
    let left = inputs[index...].map(\.name)
    unread = left.count
    guard !left.isEmpty else { return false }
    let more = left.count > 4 ? " and \(left.count - 4) more" : ""
    say("soleus: stopped; not read: \(left.prefix(4).joined(separator: ", "))\(more)")
    return false
  }
}
