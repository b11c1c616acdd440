import Exercises
import Samples

/// A ``Exercises/Revision`` as it stands behind the rows of a recording, on the stream's own clock:
///
///     # {"t_us":12500000,"event":"revision","action":"strike"}
///     # {"t_us":14000000,"event":"revision","action":"add","end_us":17500000}
///     # {"t_us":60000000,"event":"revision","action":"undo"}
///
/// `t_us` is where it applies; of an undo, the last sample.
enum RecordedRevision: Hashable, Sendable {
  case strike(at: Timestamp)
  case add(start: Timestamp, end: Timestamp)
  case undo(at: Timestamp)

  static let event = "revision"

  /// On the clock of a stream that runs from `first` to `last`; nil for a time that no clock has.
  init?(_ revision: Revision, first: Timestamp, last: Timestamp) {
    func moment(_ seconds: Double) -> Timestamp? {
      // A thousand years: beyond that the clock would run over.
      abs(seconds) < 3e10 ? first.advanced(bySeconds: seconds) : nil
    }
    switch revision {
    case .strike(let time):
      guard let time = moment(time) else { return nil }
      self = .strike(at: time)
    case .add(let start, let end):
      guard let start = moment(start), let end = moment(end) else { return nil }
      self = .add(start: start, end: end)
    case .undo: self = .undo(at: last)
    }
  }

  /// Reads the event at `time`; nil for an action of a later version.
  init?(json: JSONValue, at time: Timestamp) throws(RecordingError.Problem) {
    switch json["action"]?.stringValue {
    case "strike"?: self = .strike(at: time)
    case "add"?:
      guard let end = json["end_us"]?.integerValue, end > time.microseconds else {
        throw .brokenEvent("a repetition that was added needs an end_us after t_us")
      }
      self = .add(start: time, end: Timestamp(microseconds: end))
    case "undo"?: self = .undo(at: time)
    case _?: return nil
    case nil: throw .brokenEvent("a revision needs an action")
    }
  }

  /// The line, without its end.
  var line: String {
    let time: Timestamp
    let details: [JSONMember]
    switch self {
    case .strike(let at): (time, details) = (at, [JSONMember(key: "action", value: "strike")])
    case .undo(let at): (time, details) = (at, [JSONMember(key: "action", value: "undo")])
    case .add(let start, let end):
      time = start
      details = [
        JSONMember(key: "action", value: "add"),
        JSONMember(key: "end_us", value: .integer(end.microseconds)),
      ]
    }
    let opening: JSONValue = [
      "t_us": .integer(time.microseconds), "event": .string(Self.event),
    ]
    return "# " + JSONValue.object(opening.members + details).text()
  }

  /// In seconds from the stream's first sample.
  func revision(since first: Timestamp) -> Revision {
    switch self {
    case .strike(let time): .strike(at: time.seconds(since: first))
    case .add(let start, let end):
      .add(start: start.seconds(since: first), end: end.seconds(since: first))
    case .undo: .undo
    }
  }
}
