import Samples

/// Keeps count of what came in.
struct InputAccount: Sendable {
  private(set) var first: Timestamp?
  private var last: Timestamp?
  private var samples = 0
  private var sensor: String?
  private(set) var gaps: [ReportedGap] = []

  /// Seconds of `time` from the first sample; a moment before there is one is 0.
  func seconds(_ time: Timestamp) -> Double {
    first.map { time.seconds(since: $0) } ?? 0
  }

  /// Takes a sample; its time in seconds from the first.
  mutating func advance(_ sample: Sample) -> Double {
    if first == nil {
      first = sample.time
      sensor = sample.sensorName
    }
    last = sample.time
    samples += 1
    return seconds(sample.time)
  }

  /// Takes a loss; nil where it came before the first sample, when nothing was lost yet.
  mutating func advance(_ gap: Gap) -> ReportedGap? {
    guard first != nil else { return nil }
    let reported = ReportedGap(
      start: seconds(gap.start), end: seconds(gap.end), cause: gap.cause)
    gaps.append(reported)
    return reported
  }

  /// What came in so far.
  func summary(nominalRate: Double?) -> InputSummary {
    let duration = last.map(seconds) ?? 0
    // Every gap takes its own stretch, and the one interval that spans it, out of the rate.
    let spanning = gaps.filter { $0.end > $0.start }
    let lost = spanning.reduce(0) { $0 + $1.end - $1.start }
    let intervals = samples - 1 - spanning.count
    let covered = duration - lost
    return InputSummary(
      sensor: sensor, duration: duration, samples: samples, nominalRate: nominalRate,
      effectiveRate: intervals > 0 && covered > 0 ? Double(intervals) / covered : nil, gaps: gaps)
  }
}

extension Sample {
  /// The report's word for what measured it.
  var sensorName: String {
    switch self {
    case .inertial(let sample):
      sample.angularVelocity == nil ? "accelerometer" : "accelerometer+gyroscope"
    case .board: "board"
    case .centerOfPressure: "center-of-pressure"
    }
  }
}
