import Glibc

/// When a twin takes its samples: its own idea of the present, and of the next sample.
struct SamplingTimer: Sendable {
  /// The moment up to which the twin has lived, in seconds.
  private(set) var now = -Double.infinity
  /// The moment of the next sample, in seconds; infinite where there is none.
  private(set) var next = Double.infinity

  /// Whether samples that nobody can see are left out, as a twin must that keeps pace with the world: a
  /// chip may take thousands a second before it is told its rate. Their noise is then left out too.
  var skipsUnseen = false

  /// Begins anew: the first sample comes a period from now.
  ///
  /// - Precondition: the twin has lived up to some moment.
  mutating func start(period: Double) {
    precondition(now.isFinite, "a twin lives up to a moment before it is told anything")
    next = now + period
  }

  /// No more samples from here on.
  mutating func stop() {
    next = .infinity
  }

  /// The moment of the sample that is due by `seconds`, or nil where none is and the twin has
  /// caught up.
  mutating func sampleDue(by seconds: Double) -> Double? {
    guard next <= seconds else {
      now = max(now, seconds)
      return nil
    }
    now = max(now, next)
    return next
  }

  /// Leaves out all samples but the last one that is due by `seconds`.
  mutating func skip(to seconds: Double, period: Double) {
    guard next < seconds else { return }
    next += ((seconds - next) / period).rounded(.down) * period
  }

  /// Puts the next sample a period after the one that was due.
  mutating func schedule(after period: Double) {
    next += period
  }
}
