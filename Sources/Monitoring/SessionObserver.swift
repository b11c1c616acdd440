public import Exercises
public import Samples

/// Somebody who watches a session: a terminal, a pipe, later a web page or a coach.
///
/// Observers see events and the live status; nothing travels back.
public protocol SessionObserver {
  /// A session begins.
  mutating func begin(_ title: SessionTitle) throws

  /// Something was noticed; `side` tells by which sensor where there is one on each leg, else it is nil.
  mutating func observe(_ event: SessionEvent, of side: Side?) throws

  /// Samples went by; `statuses` works the present state out, which costs something: one for each sensor,
  /// in the order of ``SessionTitle/sides``.
  mutating func refresh(_ statuses: () -> [SessionStatus]) throws

  /// Whether it wants to see what each sample of a replay was judged by, which costs something.
  var wantsMoments: Bool { get }

  /// A sample was judged by this; asked for by ``wantsMoments``.
  mutating func observe(_ moment: ExcursionMoment) throws

  /// Whether it wants to see the stream of a replay itself, which costs something.
  var wantsElements: Bool { get }

  /// An element of the stream, before the session takes it; asked for by ``wantsElements``.
  mutating func observe(_ element: StreamElement<Sample>)

  /// Something went wrong and the session goes on, for instance without its recording.
  mutating func warn(_ trouble: String)

  /// The device went away, with what was seen, and is waited for; nil when it is back.
  mutating func observe(absence: String?, of side: Side?)

  /// The session is over; nothing follows.
  mutating func end(_ statuses: [SessionStatus]) throws
}

extension SessionObserver {
  /// Most don't.
  public var wantsMoments: Bool { false }

  /// Nothing.
  public mutating func observe(_ moment: ExcursionMoment) throws {}

  /// Most don't.
  public var wantsElements: Bool { false }

  /// Nothing.
  public mutating func observe(_ element: StreamElement<Sample>) {}

  /// Says the trouble on standard error. There is nobody left to tell if that fails.
  public mutating func warn(_ trouble: String) {
    do { try TextOutput.errors.writeLine("soleus: \(trouble)") } catch {}
  }

  /// Says it on standard error.
  public mutating func observe(absence: String?, of side: Side?) {
    warn(Self.words(for: absence, of: side))
  }

  /// What people are told of an absence, or of its end.
  static func words(for absence: String?, of side: Side?) -> String {
    side.prefix + (absence.map { "\($0); waiting for it" } ?? "the device is back")
  }
}

/// What a session is called while it runs.
public struct SessionTitle: Hashable, Sendable {
  /// What is being done.
  public var exercise: Exercise
  /// What measures it, for instance `MPU-6050 (i2c-1 0x68)`, or the file's name.
  public var source: String
  /// The legs in the order in which their statuses come; empty where there is one sensor.
  public var sides: [Side]
  /// Whether a key ends the set under way.
  public var endsSetsByKey: Bool

  /// A title.
  public init(
    exercise: Exercise, source: String, sides: [Side] = [], endsSetsByKey: Bool = false
  ) {
    self.exercise = exercise
    self.source = source
    self.sides = sides
    self.endsSetsByKey = endsSetsByKey
  }
}

extension Side? {
  /// What stands before a line about one of two sensors: `left: `; nothing where there is one.
  public var prefix: String { map { "\($0.rawValue): " } ?? "" }
}

/// Nobody watches.
public struct NoObserver: SessionObserver {
  /// Nobody.
  public init() {}

  /// Nothing.
  public mutating func begin(_ title: SessionTitle) {}

  /// Nothing.
  public mutating func observe(_ event: SessionEvent, of side: Side?) {}

  /// Nothing.
  public mutating func refresh(_ statuses: () -> [SessionStatus]) {}

  /// Nothing.
  public mutating func end(_ statuses: [SessionStatus]) {}
}
