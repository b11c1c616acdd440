import LinuxSensors

/// The same work on many things, on several threads at once, with what it gives handed out in the things'
/// order, whichever thread was first.
///
/// At most ``ahead`` times as many things as threads are worked on, or wait to be handed out, at a time: memory
/// doesn't grow with their number.
public struct OrderedWork: Sendable {
  /// Things under way for each thread, at most.
  static let ahead = 4
  /// Milliseconds between two looks at how far it is.
  private static let patience = 100

  /// How many things there are.
  let count: Int
  /// Threads at a time; 1 works on the caller's own.
  let threads: Int

  /// So many things on so many threads; no more threads are started than there are things.
  public init(count: Int, threads: Int) {
    self.count = count
    self.threads = max(1, min(threads, count))
  }

  private struct State<Outcome: Sendable>: Sendable {
    /// The next thing that nobody works on.
    var next = 0
    /// Things before this one may be begun.
    var limit: Int
    var isStopped = false
    var outcomes: [Int: Outcome] = [:]
  }

  /// Works on everything, or until `take` has had enough.
  ///
  /// - Parameters:
  ///   - work: on any thread.
  ///   - progress: how many are done; asked on the caller's thread ten times a second and after each.
  ///   - take: on the caller's thread, in order; false ends the work.
  /// - Throws: what `take` throws, or ``SensorError`` where no thread can be started.
  public func run<Outcome: Sendable>(
    _ work: @escaping @Sendable (Int) -> Outcome, progress: (Int) -> Void,
    take: (Int, Outcome) throws -> Bool
  ) throws {
    guard threads > 1 else {
      for index in 0..<count {
        progress(index)
        guard try take(index, work(index)) else { break }
      }
      return progress(count)
    }
    let state = SharedValue(State<Outcome>(limit: threads * Self.ahead))
    try start(threads, of: state, work) {
      for index in 0..<count {
        let outcome = Self.outcome(of: index, from: state, progress)
        state.withLock { $0.limit += 1 }
        guard try take(index, outcome) else { break }
      }
    }
    progress(count)
  }

  /// Starts threads one by one, does `body` once all run, and waits for them.
  private func start<Outcome: Sendable>(
    _ left: Int, of state: SharedValue<State<Outcome>>,
    _ work: @escaping @Sendable (Int) -> Outcome, body: () throws -> Void
  ) throws {
    guard left > 0 else {
      defer { state.withLock { $0.isStopped = true } }
      return try body()
    }
    let count = count
    let thread: PosixThread
    do {
      thread = try PosixThread {
        while let index = Self.next(from: state, of: count) {
          let outcome = work(index)
          state.withLock { $0.outcomes[index] = outcome }
        }
      }
    } catch {
      state.withLock { $0.isStopped = true }
      throw error
    }
    let result = Result { try start(left - 1, of: state, work, body: body) }
    thread.join()
    try result.get()
  }

  /// The next thing to work on; nil where nothing is left.
  private static func next<Outcome: Sendable>(
    from state: SharedValue<State<Outcome>>, of count: Int
  ) -> Int? {
    let next = state.wait { state -> Int?? in
      if state.isStopped || state.next == count { return .some(nil) }
      guard state.next < state.limit else { return nil }
      defer { state.next += 1 }
      return state.next
    }
    return next ?? nil
  }

  private static func outcome<Outcome: Sendable>(
    of index: Int, from state: SharedValue<State<Outcome>>, _ progress: (Int) -> Void
  ) -> Outcome {
    while true {
      var waiting = 0
      let outcome = state.wait(milliseconds: patience) { state in
        defer { waiting = state.outcomes.count }
        return state.outcomes.removeValue(forKey: index)
      }
      progress(index + waiting)
      if let outcome { return outcome }
    }
  }
}
