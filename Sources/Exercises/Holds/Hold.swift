public import Samples

/// Why a hold ended.
public enum HoldEnd: String, Hashable, Sendable, CaseIterable {
  /// The raised foot came down, or the held position was given up.
  case touchDown = "touch-down"
  /// The person got or jumped off.
  case stepOff = "step-off"
  /// Stopped by hand.
  case stopped
  /// The stream ended first, or was lost for more than ``HoldReport/longestGap``.
  case endOfRecording = "end-of-recording"
}

/// What a hold rests on.
public enum HoldBasis: String, Hashable, Sendable {
  /// Seen by the sensor.
  case measured
  /// The exercise's word: the sensor cannot tell one foot from two.
  case declared
}

/// What a hold's start was found by.
public enum HoldStartBasis: String, Hashable, Sendable {
  /// The other foot left the ground.
  case footOff = "foot-off"
  /// The sensor came to rest.
  case settled
  /// A person marked it.
  case button
}

/// What went wrong in a hold without ending it.
public enum FaultKind: String, Hashable, Sendable, CaseIterable {
  /// The raised foot touched for less than a second.
  case otherFootTouch = "other-foot-touch"
  /// The standing foot left the ground.
  case hop
  /// The heel of the back foot lifted (wall stretch).
  case heelLift = "heel-lift"
  /// The body lurched (body-worn sensor).
  case lurch
}

/// One fault.
public struct Fault: Hashable, Sendable {
  /// Seconds from the first sample.
  public var start: Double
  /// Seconds from the first sample.
  public var end: Double
  /// What went wrong.
  public var kind: FaultKind
  /// Seconds from a lurch's start until things were quiet again (``LurchRecovery``); nil for other faults,
  /// without a gyroscope, or where that didn't come before the hold's end.
  public var recovery: Double?

  /// A fault between two times.
  public init(start: Double, end: Double, kind: FaultKind, recovery: Double? = nil) {
    self.start = start
    self.end = end
    self.kind = kind
    self.recovery = recovery
  }
}

/// One hold with its sway.
public struct HoldReport: Hashable, Sendable {
  /// Seconds from the first sample.
  public var start: Double
  /// Seconds from the first sample.
  public var end: Double
  /// Which leg carried; nil where it wasn't told and can't be seen.
  public var side: Side?
  /// What the hold rests on.
  public var basis: HoldBasis
  /// What its start was found by.
  public var startBasis: HoldStartBasis
  /// Why it ended.
  public var endedBy: HoldEnd
  /// What went wrong in it.
  public var faults: [Fault]
  /// How steady it was; nil where that can't be told.
  public var stability: StabilityScore?
  /// Sway in the scoring window (start + 1 s to end - 0.5 s); nil where the window is too short.
  public var sway: SwayReport?
  /// The scoring window second by second, a quantity each; empty where it is too short.
  public var seconds: [SecondMeans] = []
  /// Seconds that the ladder credits (``creditedTime``); nil where none is followed.
  public var credited: Double?
  /// How the platform tilted; nil without a gyroscope on one.
  public var tilt: PlatformTilt?
  /// Where it stands among the person's own last ten of its kind; nil for the first of them.
  public var comparison: HoldComparison?

  /// Seconds after the start, and before the end, that are left out of the scoring window.
  public static let leadIn = 1.0
  /// See ``leadIn``.
  public static let leadOut = 0.5

  /// Seconds of lost samples that a hold survives. A touch of the other foot can hide in them; the gap
  /// stands in the report.
  public static let longestGap = 2.0

  /// How long it was held, in seconds.
  public var duration: Double { end - start }
  /// Stability score, 0 to 100; nil where it can't be had.
  public var score: Double? { stability?.value }

  /// A hold.
  public init(
    start: Double, end: Double, side: Side?, basis: HoldBasis, startBasis: HoldStartBasis,
    endedBy: HoldEnd, faults: [Fault], stability: StabilityScore? = nil, sway: SwayReport?
  ) {
    self.start = start
    self.end = end
    self.side = side
    self.basis = basis
    self.startBasis = startBasis
    self.endedBy = endedBy
    self.faults = faults
    self.stability = stability
    self.sway = sway
  }
}

/// A moment between steady states that is no hold.
public enum TransitionKind: String, Hashable, Sendable, CaseIterable {
  /// Getting on.
  case stepOn = "step-on"
  /// Getting off.
  case stepOff = "step-off"
  /// On one foot for too short a time, or without a two-foot stance before it.
  case oneFoot = "one-foot"
  /// Weight on the board that never became a person standing.
  case tap
}

/// A transition.
public struct Transition: Hashable, Sendable {
  /// Seconds from the first sample.
  public var start: Double
  /// Seconds from the first sample.
  public var end: Double
  /// What it was.
  public var kind: TransitionKind

  /// A transition between two times.
  public init(start: Double, end: Double, kind: TransitionKind) {
    self.start = start
    self.end = end
    self.kind = kind
  }
}

extension SessionReport {
  /// Why the report has no hold; nothing where it has one.
  func missingHold(_ reason: String) -> [Unavailable] {
    holds.isEmpty ? [Unavailable(key: "holds", reason: reason)] : []
  }
}
