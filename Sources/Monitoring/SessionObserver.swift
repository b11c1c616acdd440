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

  /// Something went wrong and the session goes on, for instance without its recording.
  mutating func warn(_ trouble: String)

  /// The device went away, with what was seen, and is waited for; nil when it is back.
  mutating func observe(absence: String?)

  /// The session is over; nothing follows.
  mutating func end(_ status: SessionStatus) throws
}

extension SessionObserver {
  /// Says the trouble on standard error. There is nobody left to tell if that fails.
  public mutating func warn(_ trouble: String) {
    do { try TextOutput.errors.writeLine("soleus: \(trouble)") } catch {}
  }

  /// Says it on standard error.
  public mutating func observe(absence: String?) { warn(Self.words(for: absence)) }

  /// What people are told of an absence, or of its end.
  static func words(for absence: String?) -> String {
    absence.map { "\($0); waiting for it" } ?? "the device is back"
  }
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

  /// Nothing.
  public mutating func begin(_ title: SessionTitle) {}

  /// Nothing.
  public mutating func observe(_ event: SessionEvent) {}

  /// Nothing.
  public mutating func refresh(_ status: () -> SessionStatus) {}

  /// Nothing.
  public mutating func end(_ status: SessionStatus) {}
}
