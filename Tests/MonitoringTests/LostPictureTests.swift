import Exercises
import Foundation
import Samples
import Testing

@testable import Monitoring

/// Pictures that can't be drawn say why.
struct LostPictureTests {
  private static let configuration = SessionConfiguration(
    exercise: .quietStance, swayFilter: SwayFilter.none)

  private static func element(_ index: Int) -> StreamElement<Sample> {
    .sample(
      .centerOfPressure(
        CenterOfPressureSample(
          time: Timestamp(microseconds: Int64(index) * 1000),
          mediolateral: Double(index % 7), anteroposterior: Double(index % 11))))
  }

  /// The explanation of a stance of three seconds at 1 kHz, after which so many samples follow.
  private func explained(
    more: Int, in folder: String? = nil
  ) throws -> (explained: ExplainedSway, report: SessionReport) {
    var session = Session(configuration: Self.configuration)
    let explained = try ExplainedSway(
      path: folder, source: "a.csv", configuration: Self.configuration, overwrite: false)
    for index in 0..<3000 {
      session.advance(Self.element(index)) { _ in }
      explained.take(Self.element(index))
    }
    session.finish { _ in }
    for index in 3000..<(3000 + more) { explained.take(Self.element(index)) }
    return (explained, session.report)
  }

  @Test("a stance that lies before all points that are kept has no picture, and it is said")
  func tooLong() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let (explained, report) = try explained(more: SwayTrack.capacity, in: folder.path + "/a")
    let paths = try explained.finish(report)
    #expect(paths == [folder.path + "/a.csv"])
    #expect(explained.missing.count == 1)
    #expect(
      explained.missing.first?.contains("no picture of the stance: the recording is too long")
        == true)
    #expect(explained.sketch(of: report, columns: 80, hasDots: true).contains("too long"))
  }

  @Test("one that is kept has its picture, and nothing is missing")
  func kept() throws {
    let (explained, report) = try explained(more: 0)
    _ = try explained.finish(report)
    #expect(explained.missing == [])
  }

  @Test("where there is nothing to show, that is said")
  func nothing() throws {
    let (explained, report) = try explained(more: 0)
    var empty = report
    empty.sway = nil
    _ = try explained.finish(empty)
    #expect(explained.missing == ["no picture: there is no hold and no stance to show"])
  }
}
