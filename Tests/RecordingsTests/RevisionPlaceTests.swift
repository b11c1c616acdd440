import Exercises
import Foundation
import Recordings
import Testing

/// Changes by hand, kept behind the rows of a recording.
struct RevisionPlaceTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private static let opening = """
    # soleus recording 1
    # {"device":"board","clock":"monotonic","channels":[{"name":"tl","unit":"kg","scale":0.01},\
    {"name":"tr","unit":"kg","scale":0.01},{"name":"bl","unit":"kg","scale":0.01},\
    {"name":"br","unit":"kg","scale":0.01}]}
    t_us,tl,tr,bl,br
    500000,1,1,1,1
    20500000,1,1,1,1

    """

  /// A reader at the end of a file.
  private func read(
    _ path: String
  ) throws -> (revisions: [Revision], notes: [RecordingNote], place: RevisionPlace?) {
    var reader = try RecordingReader(path: path)
    while try reader.next() != nil {}
    return (reader.revisions, reader.notes, reader.revisionPlace)
  }

  private func text(_ path: String) throws -> String {
    try String(contentsOfFile: path, encoding: .utf8)
  }

  private static let revisions: [Revision] = [
    .strike(at: 12), .add(start: 13.5, end: 17.25), .undo,
  ]
  private static let lines = """
    # {"t_us":12500000,"event":"revision","action":"strike"}
    # {"t_us":14000000,"event":"revision","action":"add","end_us":17750000}
    # {"t_us":20500000,"event":"revision","action":"undo"}

    """

  @Test(
    "they are event lines on the stream's clock, and read back in seconds from the first sample")
  func roundTrip() throws {
    let path = try folder.file("a.csv", Self.opening)
    try #require(try read(path).place).append(Self.revisions)
    #expect(try text(path) == Self.opening + Self.lines)
    let (revisions, notes, place) = try read(path)
    #expect(revisions == Self.revisions)
    #expect(notes == [])
    try #require(place).append([.strike(at: 1)])
    #expect(try read(path).revisions == Self.revisions + [.strike(at: 1)])
  }

  @Test(
    "a last line that is cut off makes room for them, every whole one stays",
    arguments: ["3000", "21500000,1,1,1\n", "# {\"t_us\":21500000,\"event\":\"gap\"", "\0\0\0\n"])
  func tornLine(torn: String) throws {
    let path = try folder.file("a.csv", Self.opening + torn)
    let before = try read(path)
    #expect(before.notes == [.tornLastLine(6)])
    try #require(before.place).append(Self.revisions)
    #expect(try text(path) == Self.opening + Self.lines)
    #expect(try read(path).notes == [])
  }

  @Test("one that is broken is an error with its line, one of a later version is passed over")
  func broken() throws {
    let table = [
      (#"# {"t_us":1,"event":"revision"}"#, "a revision needs an action"),
      (
        #"# {"t_us":1,"event":"revision","action":"add"}"#,
        "a repetition that was added needs an end_us after t_us"
      ),
      (
        #"# {"t_us":5,"event":"revision","action":"add","end_us":5}"#,
        "a repetition that was added needs an end_us after t_us"
      ),
    ]
    for (line, reason) in table {
      let path = try folder.file("a.csv", Self.opening + line + "\n" + Self.lines)
      #expect(
        problem(of: path) == RecordingError(file: path, line: 6, problem: .brokenEvent(reason)))
    }
    let later = #"# {"t_us":1,"event":"revision","action":"praise"}"#
    let path = try folder.file("b.csv", Self.opening + later + "\n")
    #expect(
      try read(path).notes == [
        .unknownEvents(count: 1, first: "revision of another kind", firstLine: 6)
      ])
  }

  @Test("imports and pipes keep none")
  func imports() throws {
    let path = try folder.file("a.csv", "t_s,ax_g,ay_g,az_g\n0,0,0,1\n0.1,0,0,1\n")
    #expect(try read(path).place == nil)
    #expect(try read(path).revisions == [])
  }

  @Test("a file that has gone is an error and isn't made anew")
  func missing() throws {
    let path = try folder.file("a.csv", Self.opening)
    let place = try #require(try read(path).place)
    try FileManager.default.removeItem(atPath: path)
    #expect(
      throws: RecordingError(file: path, problem: .system(operation: "write", code: ENOENT))
    ) { try place.append(Self.revisions) }
    #expect(!FileManager.default.fileExists(atPath: path))
  }

  @Test("a disk that is full leaves the file as it was")
  func fullDisk() async {
    // In a process of its own, whose files may not grow beyond the recording and a part of a line.
    await #expect(processExitsWith: .success) {
      let folder = try TemporaryFolder()
      let path = try folder.file("a.csv", Self.opening)
      var reader = try RecordingReader(path: path)
      while try reader.next() != nil {}
      let found = reader.revisionPlace
      let place = try #require(found)
      let size = rlim_t(Self.opening.utf8.count + 10)
      var limit = rlimit(rlim_cur: size, rlim_max: size)
      let isSet = unsafe setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit) == 0
      try #require(isSet)
      _ = signal(SIGXFSZ, SIG_IGN)
      #expect(
        throws: RecordingError(file: path, problem: .system(operation: "write", code: EFBIG))
      ) { try place.append(Self.revisions) }
      #expect(try String(contentsOfFile: path, encoding: .utf8) == Self.opening)
    }
  }
}
