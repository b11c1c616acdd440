import Samples

/// A gap, a mark or a revision as it stands between the rows of a recording: `# ` and one JSON object.
///
///     # {"t_us":1500000,"event":"gap","end_us":1740000,"cause":"fifo-overflow"}
///     # {"t_us":2000000,"event":"mark","label":"button"}
enum RecordedEvent {
  case gap(Gap)
  case mark(Mark)
  case revision(RecordedRevision)
  /// An event of a later version, or a comment; passed over with a note.
  case unknown(String)

  /// Reads an event line, which begins with `#`.
  init(line: String) throws(RecordingError.Problem) {
    let text = line.dropFirst().drop { $0 == " " }
    guard text.hasPrefix("{") else {
      self = .unknown("comment")
      return
    }
    let json: JSONValue
    do { json = try JSONValue(parsing: String(text)) } catch {
      throw .brokenEvent(error.description)
    }
    guard let time = json["t_us"]?.integerValue, let kind = json["event"]?.stringValue else {
      throw .brokenEvent("it needs a whole t_us and an event")
    }
    let start = Timestamp(microseconds: time)
    switch kind {
    case "gap":
      guard let end = json["end_us"]?.integerValue, end >= time,
        let cause = json["cause"]?.stringValue.flatMap(GapCause.init(rawValue:))
      else { throw .brokenEvent("a gap needs an end_us not before t_us and a known cause") }
      self = .gap(Gap(start: start, end: Timestamp(microseconds: end), cause: cause))
    case "mark":
      guard let label = json["label"]?.stringValue else {
        throw .brokenEvent("a mark needs a label")
      }
      self = .mark(Mark(time: start, label: label))
    case RecordedRevision.event:
      let revision = try RecordedRevision(json: json, at: start)
      self = revision.map(RecordedEvent.revision) ?? .unknown("revision of another kind")
    default: self = .unknown(excerpt(kind))
    }
  }

  /// The line of a gap, without its end.
  static func line(_ gap: Gap) -> String {
    let json: JSONValue = [
      "t_us": .integer(gap.start.microseconds), "event": "gap",
      "end_us": .integer(gap.end.microseconds), "cause": .string(gap.cause.rawValue),
    ]
    return "# " + json.text()
  }

  /// The line of a mark, without its end.
  static func line(_ mark: Mark) -> String {
    let json: JSONValue = [
      "t_us": .integer(mark.time.microseconds), "event": "mark", "label": .string(mark.label),
    ]
    return "# " + json.text()
  }
}
