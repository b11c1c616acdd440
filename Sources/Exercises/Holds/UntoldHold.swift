/// A hold on a board that is over and was in doubt to its end: both feet's stance before it was too short to
/// compare with. Whether it was one shows when they stand calmly after it.
struct UntoldHold: Sendable {
  /// How many times more restless than both feet it is, at least.
  private static let liveliness = 2.2

  var report: HoldReport
  /// How restless it was, in mm/s (``StancePlateau/unrest``).
  var unrest: Double

  /// Whether it is one, if both feet's stance has this unrest in mm/s.
  func isHold(over quiet: Double) -> Bool { unrest > Self.liveliness * quiet }

  /// Tells it from beginning to end.
  func tell(now: Double, emit: (SessionEvent) -> Void) {
    emit(SessionEvent(time: now, kind: .holdStarted(start: report.start, basis: .footOff)))
    for fault in report.faults { emit(SessionEvent(time: now, kind: .fault(fault))) }
    emit(SessionEvent(time: now, kind: .holdEnded(report)))
  }
}
