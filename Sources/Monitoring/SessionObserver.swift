public import Exercises

/// Somebody who watches a session: a terminal, a pipe, later a web page or a coach.
///
/// Observers see events and the live status; nothing travels back.
public protocol SessionObserver {
  /// A session begins.
  mutating func begin(_ title: SessionTitle) throws

  /// Something was noticed.
  mutating func observe(_ event: SessionEvent) throws

  /// Samples went by; `status` works the present state out, which costs something.
  mutating func refresh(_ status: () -> SessionStatus) throws

  /// The session is over; nothing follows.
  mutating func end(_ status: SessionStatus) throws
}

/// What a session is called while it runs.
public struct SessionTitle: Hashable, Sendable {
  /// What is being done.
  public var exercise: Exercise
  /// What measures it, for instance `MPU-6050 (i2c-1 0x68)`, or the file's name.
  public var source: String

  /// A title.
  public init(exercise: Exercise, source: String) {
    self.exercise = exercise
    self.source = source
  }
}

/// Nobody watches.
public struct NoObserver: SessionObserver {
  /// Nobody.
  public init() {}

  public mutating func begin(_ title: SessionTitle) {}

  public mutating func observe(_ event: SessionEvent) {}

  public mutating func refresh(_ status: () -> SessionStatus) {}

  public mutating func end(_ status: SessionStatus) {}
}
