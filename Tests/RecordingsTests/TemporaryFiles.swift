import Foundation
import Recordings
import Samples
import Sensors

/// A folder of its own for each test, gone with it.
final class TemporaryFolder {
  let url: URL

  init() throws {
    url = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  func path(_ name: String) -> String { url.appendingPathComponent(name).path }

  func file(_ name: String, _ bytes: some Sequence<UInt8>) throws -> String {
    try Data(bytes).write(to: url.appendingPathComponent(name))
    return path(name)
  }

  func file(_ name: String, _ text: String) throws -> String { try file(name, text.utf8) }
}

/// Everything that a file gives, in SI units or in counts.
struct Contents {
  var elements: [StreamElement<Sample>] = []
  var rawElements: [StreamElement<RawSample>] = []
  var notes: [RecordingNote] = []

  /// The times of the samples, in microseconds.
  var times: [Int64] {
    elements.compactMap { element in
      if case .sample(let sample) = element { sample.time.microseconds } else { nil }
    }
  }

  static func of(_ path: String) throws -> Contents {
    var reader = try RecordingReader(path: path)
    var contents = Contents()
    while let element = try reader.next() { contents.elements.append(element) }
    contents.notes = reader.notes
    return contents
  }

  static func raw(of path: String) throws -> Contents {
    var reader = try RecordingReader(path: path)
    var contents = Contents()
    while let element = try reader.nextRaw() { contents.rawElements.append(element) }
    contents.notes = reader.notes
    return contents
  }
}

/// What is wrong with a file; nil if it reads to its end.
func problem(of path: String) -> RecordingError? {
  do {
    _ = try Contents.of(path)
    return nil
  } catch {
    return error as? RecordingError
  }
}

func header(_ channels: Channels) -> RecordingHeader {
  RecordingHeader(
    sensor: SensorDescription(
      device: "A \"quoted\" chip", identity: "i2c-1 0x68 id 0x68", channels: channels,
      nominalRate: 200, clock: .monotonic))
}
