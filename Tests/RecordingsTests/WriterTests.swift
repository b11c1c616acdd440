import Foundation
import Recordings
import Samples
import Testing

struct WriterTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func row(_ microseconds: Int64) -> StreamElement<RawSample> {
    .sample(RawSample(time: Timestamp(microseconds: microseconds), counts: SIMD8(repeating: 7)))
  }

  @Test("a file that is there is kept unless it may be overwritten")
  func overwriting() throws {
    let path = try folder.file("old.csv", "precious")
    #expect(throws: RecordingError(file: path, problem: .alreadyExists)) {
      _ = try RecordingWriter(path: path, header: header(.boardLoads(scale: 1)))
    }
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "precious")
    var writer = try RecordingWriter(
      path: path, header: header(.boardLoads(scale: 1)), overwrite: true)
    try writer.append(row(0))
    try writer.close()
    try writer.close()
    #expect(try Contents.of(path).times == [0])
  }

  @Test("a full disk is an error that stays, with the path")
  func fullDisk() throws {
    #expect(
      throws: RecordingError(
        file: "/dev/full", problem: .system(operation: "write", code: ENOSPC))
    ) {
      _ = try RecordingWriter(
        path: "/dev/full", header: header(.boardLoads(scale: 1)), overwrite: true)
    }
  }

  @Test("a disk that fills while writing leaves whole rows and a clear error")
  func fillingDisk() async {
    // In a process of its own, whose files may not grow beyond 100,000 bytes.
    await #expect(processExitsWith: .success) {
      let folder = try TemporaryFolder()
      var limit = rlimit(rlim_cur: 100_000, rlim_max: 100_000)
      let isSet = unsafe setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit) == 0
      try #require(isSet)
      _ = signal(SIGXFSZ, SIG_IGN)

      let path = folder.path("full.csv")
      var writer = try RecordingWriter(path: path, header: header(.boardLoads(scale: 1)))
      var thrown: RecordingError?
      var row: Int64 = 0
      while thrown == nil, row < 100_000 {
        let counts = SIMD8<Int32>(repeating: 123_456)
        let time = Timestamp(microseconds: row)
        do { try writer.append(.sample(RawSample(time: time, counts: counts))) } catch {
          thrown = error as? RecordingError
        }
        row += 1
      }
      #expect(
        thrown
          == RecordingError(file: path, problem: .system(operation: "write", code: EFBIG)))
      let read = try Contents.of(path)
      #expect(read.times == Array(0..<Int64(read.times.count)))
      #expect(read.times.count > 2_000)
      #expect(read.notes == [])
    }
  }

  @Test("a pipe whose reader has gone is an error of its own, and it stays")
  func closedPipe() throws {
    let path = folder.path("pipe")
    let isMade = unsafe mkfifo(path, 0o600) == 0
    try #require(isMade)
    _ = signal(SIGPIPE, SIG_IGN)
    let reading = unsafe open(path, O_RDONLY | O_NONBLOCK)
    var writer = try RecordingWriter(
      path: path, header: header(.boardLoads(scale: 1)), overwrite: true)
    try writer.append(row(0))
    try writer.flush()
    close(reading)
    try writer.append(row(1))
    let expected = RecordingError(file: path, problem: .closedPipe)
    var thrown: [RecordingError] = []
    do { try writer.flush() } catch { thrown.append(error) }
    do { try writer.append(row(2)) } catch { thrown.append(error) }
    do { try writer.close() } catch { thrown.append(error) }
    #expect(thrown == [expected, expected, expected])
  }

  @Test("rows reach the file within half a second of stream time")
  func delay() throws {
    let path = folder.path("live.csv")
    var writer = try RecordingWriter(path: path, header: header(.boardLoads(scale: 1)))
    for row in 0..<100 { try writer.append(self.row(Int64(row) * 10_000)) }
    #expect(try Contents.of(path).times.last == 500_000)
    try writer.close()
    #expect(try Contents.of(path).times.last == 990_000)
  }

  @Test("a writer that is dropped keeps its rows")
  func dropped() throws {
    let path = folder.path("dropped.csv")
    do {
      var writer = try RecordingWriter(path: path, header: header(.boardLoads(scale: 1)))
      try writer.append(row(0))
    }
    #expect(try Contents.of(path).times == [0])
  }

  @Test("time that goes back isn't written")
  func backwards() throws {
    let path = folder.path("back.csv")
    var writer = try RecordingWriter(path: path, header: header(.boardLoads(scale: 1)))
    try writer.append(row(5))
    var thrown: RecordingError?
    do { try writer.append(row(4)) } catch { thrown = error }
    #expect(thrown?.problem == .timeBackwards(column: "t_us", seconds: 1e-6))
    try writer.close()
    #expect(try Contents.of(path).times == [5])
  }
}
