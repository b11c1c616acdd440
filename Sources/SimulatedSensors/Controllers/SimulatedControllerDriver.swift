import Glibc
import Samples

/// A kernel driver's arithmetic between a controller's report and input core.
struct SimulatedControllerDriver: Sendable {
  private let model: SimulatedController.Model
  private let settings: SimulatedController.Settings
  /// What the next `MSC_TIMESTAMP` says, in µs.
  private var timestamp: UInt32
  /// hid-nintendo: the mean report interval in ms, and what it will next be made of.
  private var meanInterval = 15
  private var intervals = (count: 0, sum: 0)
  private var lastReport: Int?
  /// hid-playstation: the sensor's clock at the last report, in thirds of a µs.
  private var sensorClock: UInt32?

  /// A sync's way through input core: the frames of one report aren't quite simultaneous.
  private static let frameTime = 3e-6

  init(_ model: SimulatedController.Model, _ settings: SimulatedController.Settings) {
    self.model = model
    self.settings = settings
    timestamp = settings.clockAtStart
  }

  /// Handles a report at its arrival.
  mutating func handle(
    _ report: SimulatedControllerReport, on node: inout SimulatedEventNode
  ) {
    switch model {
    case .joyCon: handleJoyCon(report, on: &node)
    case .dualSense: handleDualSense(report, on: &node)
    case .wiiRemote: handleWiiRemote(report, on: &node)
    }
  }

  /// `joycon_parse_imu_report`: its time is made of jiffies (250 a second), its axes gyroscope first.
  private mutating func handleJoyCon(
    _ report: SimulatedControllerReport, on node: inout SimulatedEventNode
  ) {
    let milliseconds = Int(report.seconds * 250) * 4
    if let lastReport {
      intervals.count += 1
      intervals.sum += milliseconds - lastReport
      if intervals.count >= 300 {
        meanInterval = max(1, intervals.sum / intervals.count)
        intervals = (0, 0)
      }
      if settings.countsIntervalsTwice { timestamp &+= UInt32(meanInterval * 1000) }
    }
    lastReport = milliseconds
    for (index, sample) in report.samples.enumerated() {
      let time = Self.time(report.seconds + Double(index) * Self.frameTime)
      node.report(timestamp: timestamp, at: time)
      // A calibration of 1; the gyroscope's digits are shown times 1000.
      Self.report(sample.angularVelocity, times: 1000, from: 3, at: time, on: &node)
      Self.report(sample.acceleration, from: 0, at: time, on: &node)
      node.synchronize(at: time)
      timestamp &+= UInt32(meanInterval * 1000 / 3)
    }
  }

  /// `dualsense_parse_report`: gyroscope, accelerometer, then the sensor's clock in thirds of a µs,
  /// whose differences are rounded to µs.
  private mutating func handleDualSense(
    _ report: SimulatedControllerReport, on node: inout SimulatedEventNode
  ) {
    let time = Self.time(report.seconds)
    for sample in report.samples {
      // 1080 degrees/s are 17694 digits; mult_frac truncates. Of the acceleration a digit is a count.
      Self.report(
        sample.angularVelocity, times: 1080 * 1024, over: 17_694, from: 3, at: time, on: &node)
      Self.report(sample.acceleration, from: 0, at: time, on: &node)
    }
    let clock = UInt32(truncatingIfNeeded: report.number * 12_000)
    if let sensorClock { timestamp &+= ((clock &- sensorClock) + 1) / 3 }
    sensorClock = clock
    node.report(timestamp: timestamp, at: time)
    node.synchronize(at: time)
  }

  /// `wiimod_accel_in_accel`: 0x200 is taken off.
  private func handleWiiRemote(
    _ report: SimulatedControllerReport, on node: inout SimulatedEventNode
  ) {
    let time = Self.time(report.seconds)
    for sample in report.samples {
      Self.report(sample.acceleration, from: 0, at: time, on: &node)
    }
    node.synchronize(at: time)
  }

  /// Three axes from the node's axis `first` on, scaled as the driver does it.
  private static func report(
    _ digits: SIMD3<Int16>, times numerator: Int64 = 1, over denominator: Int64 = 1,
    from first: Int, at time: Timestamp, on node: inout SimulatedEventNode
  ) {
    for axis in 0..<3 {
      let value = Int64(digits[axis]) * numerator / denominator
      node.report(axis: first + axis, value: Int32(value), at: time)
    }
  }

  private static func time(_ seconds: Double) -> Timestamp {
    Timestamp(microseconds: 0).advanced(bySeconds: seconds)
  }
}
