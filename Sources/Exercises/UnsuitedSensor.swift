import Samples

/// An exercise that this kind of sensor cannot show: nothing is found, and the report says why.
struct UnsuitedSensor: ExerciseAnalysis {
  /// What is missing from the report, and why.
  let unavailable: Unavailable

  init(exercise: Exercise, sample: Sample) {
    let sensor =
      switch sample {
      case .inertial: "an accelerometer"
      case .board: "a balance board"
      case .centerOfPressure: "a centre of pressure"
      }
    unavailable = Unavailable(
      key: exercise == .wallStretch ? "holds" : "sets",
      reason: "\(sensor) doesn't show the exercise \(exercise.rawValue)")
  }

  mutating func advance(time: Double, sample: Sample, emit: (SessionEvent) -> Void) {}

  mutating func advance(gap: ReportedGap, emit: (SessionEvent) -> Void) {}

  mutating func finish(time: Double, endedByHand: Bool, emit: (SessionEvent) -> Void) {}

  func contribute(to status: inout SessionStatus) {}

  func contribute(to report: inout SessionReport) {
    report.unavailable.append(unavailable)
  }
}
