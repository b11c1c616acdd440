public import Exercises
public import Recordings
public import Samples

/// What is written down, beside a replay, of why its report says what it says.
public protocol Explanation: AnyObject {
  /// Whether it wants to see what each sample was judged by.
  var wantsMoments: Bool { get }

  /// Whether it wants to see the stream itself.
  var wantsElements: Bool { get }

  /// Takes what a sample was judged by.
  func take(_ moment: ExcursionMoment) throws(RecordingError)

  /// Takes an element of the stream, before the session does.
  func take(_ element: StreamElement<Sample>)

  /// Takes an event.
  func take(_ event: SessionEvent, of exercise: Exercise) throws(RecordingError)

  /// Completes what it writes, of what the report says.
  ///
  /// - Returns: the paths of its files.
  func finish(_ report: SessionReport) throws(RecordingError) -> [String]

  /// What isn't shown although it was asked for, and why, a line each; to be asked for after ``finish(_:)``.
  var missing: [String] { get }
}

extension Explanation {
  /// Most don't.
  public var wantsMoments: Bool { false }

  /// Most don't.
  public var wantsElements: Bool { false }

  /// Nothing.
  public var missing: [String] { [] }

  /// Nothing.
  public func take(_ element: StreamElement<Sample>) {}
}

/// Whatever watches a replay, and beside it an ``Explanation``.
public struct Explaining<Watcher: SessionObserver>: SessionObserver {
  private var watcher: Watcher
  private let explanation: any Explanation
  private let exercise: Exercise

  /// An explanation beside a watcher.
  public init(_ watcher: Watcher, _ explanation: any Explanation, exercise: Exercise) {
    self.watcher = watcher
    self.explanation = explanation
    self.exercise = exercise
  }

  /// What the explanation wants.
  public var wantsMoments: Bool { explanation.wantsMoments }

  /// What the explanation wants.
  public var wantsElements: Bool { explanation.wantsElements }

  /// Keeps what a sample was judged by.
  public mutating func observe(_ moment: ExcursionMoment) throws {
    try explanation.take(moment)
  }

  /// Keeps an element.
  public mutating func observe(_ element: StreamElement<Sample>) { explanation.take(element) }

  /// Keeps the event and hands it on.
  public mutating func observe(_ event: SessionEvent, of side: Side?) throws {
    try explanation.take(event, of: exercise)
    try watcher.observe(event, of: side)
  }

  /// Handed on.
  public mutating func begin(_ title: SessionTitle) throws { try watcher.begin(title) }

  /// Handed on.
  public mutating func refresh(_ statuses: () -> [SessionStatus]) throws {
    try watcher.refresh(statuses)
  }

  /// Handed on.
  public mutating func warn(_ trouble: String) { watcher.warn(trouble) }

  /// Handed on.
  public mutating func observe(absence: String?, of side: Side?) {
    watcher.observe(absence: absence, of: side)
  }

  /// Handed on; the picture wants the report.
  public mutating func end(_ statuses: [SessionStatus]) throws { try watcher.end(statuses) }
}
