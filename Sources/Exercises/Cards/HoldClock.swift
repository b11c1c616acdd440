/// Calls the seconds of a hold under way as they pass, and the ladder's steps.
///
/// A pure state machine on the samples' times: a replay calls the same. A hold that is noticed late has its
/// seconds called from then on, the steps that it has passed at once.
struct HoldClock: Sendable {
  /// What is called.
  enum Call: Hashable, Sendable {
    /// So many whole seconds have been held.
    case second(Int)
    /// A step of the ladder is reached, in seconds, and which is the next; nil at the top.
    case step(Double, next: Double?)
  }

  /// The hold's start, in seconds from the first sample; nil outside a hold.
  private(set) var start: Double?
  /// Whole seconds called so far.
  private var called = 0
  /// Steps called so far.
  private var steps = 0
  /// From when on nothing is credited, in seconds from the first sample; nil as long as all is.
  private var creditEnd: Double?

  /// The highest step called in the hold under way, in seconds.
  var step: Double? { steps > 0 ? HoldLadder.steps[steps - 1] : nil }
  /// The step to reach next in the hold under way, in seconds; nil at the top, or when a touch ended what is
  /// credited.
  var nextStep: Double? {
    creditEnd == nil && steps < HoldLadder.steps.count ? HoldLadder.steps[steps] : nil
  }

  /// A hold began.
  mutating func begin(at start: Double) {
    self = HoldClock()
    self.start = start
  }

  /// The hold is over, or was none.
  mutating func stop() { start = nil }

  /// Follows a start that is dated otherwise than before.
  mutating func correct(start: Double) { self.start = start }

  /// A fault in the hold: nothing is credited after a touch or a hop.
  mutating func note(_ fault: Fault) {
    if start != nil, fault.kind.isSupport { creditEnd = min(creditEnd ?? fault.start, fault.start) }
  }

  /// Whether something is to be called at a time in seconds.
  func isDue(at time: Double) -> Bool {
    start.map { time - $0 >= Double(called + 1) } ?? false
  }

  /// What is to be called at a time in seconds.
  mutating func calls(at time: Double) -> [Call] {
    guard let start, isDue(at: time) else { return [] }
    called = max(called + 1, Int(time - start))
    var calls = [Call.second(called)]
    let credited = (creditEnd ?? time) - start
    while steps < HoldLadder.steps.count, HoldLadder.steps[steps] <= credited {
      let step = HoldLadder.steps[steps]
      steps += 1
      calls.append(.step(step, next: HoldLadder.step(after: step)))
    }
    return calls
  }
}
