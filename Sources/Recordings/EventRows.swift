internal import Samples
internal import Sensors
struct EventRows: RecordingRows {
  init(evemu lines: inout LineReader) throws(RecordingError) { throw lines.error(.brokenEventLine) }
  init(libinput lines: inout LineReader) throws(RecordingError) {
    throw lines.error(.brokenEventLine)
  }
  var format: RecordingFormat { .evemu }
  var header: RecordingHeader? { nil }
  var content: RecordingContent { .board }
  var sensor: SensorDescription? { nil }
  var notes: [RecordingNote] { [] }
  mutating func next(from lines: inout LineReader) throws(RecordingError) -> StreamElement<Sample>?
  { nil }
  mutating func nextRaw(
    from lines: inout LineReader
  ) throws(RecordingError) -> StreamElement<RawSample>? { nil }
}
