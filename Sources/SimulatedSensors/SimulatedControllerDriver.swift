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

  /// Half of a sync's way through input core: the frames of one report aren't quite simultaneous.
  private static let frameTime = 3e-6

  init(_ model: SimulatedController.Model, _ settings: SimulatedController.Settings) {
    self.model = model
    self.settings = settings
    timestamp = settings.clockAtStart
  }

  /// Handles the report that was made as number `number` and arrived at `seconds`.
  mutating func handle(
    _ samples: [InertialState], madeAt number: Int64, at seconds: Double,
    on node: inout SimulatedEventNode
  ) {
    switch model {
    case .joyCon: handleJoyCon(samples, at: seconds, on: &node)
    case .dualSense: handleDualSense(samples, madeAt: number, at: seconds, on: &node)
    case .wiiRemote: handleWiiRemote(samples, at: seconds, on: &node)
    }
  }

  /// `joycon_parse_imu_report`: its time is made of jiffies (250 a second), its axes gyroscope first.
  private mutating func handleJoyCon(
    _ samples: [InertialState], at seconds: Double, on node: inout SimulatedEventNode
  ) {
    let milliseconds = Int(seconds * 250) * 4
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
    for (index, sample) in samples.enumerated() {
      let time = Self.time(seconds + Double(index) * Self.frameTime)
      node.report(timestamp: timestamp, at: time)
      for axis in 0..<3 {
        // 14.247 digits per degree/s, times 1000; a calibration of 1.
        let digits = saturated(
          sample.angularVelocity[axis] * 180 / .pi * 14.247, within: Int16.min...Int16.max)
        node.report(axis: 3 + axis, value: Int32(digits) * 1000, at: time)
      }
      for axis in 0..<3 {
        let digits = saturated(
          sample.specificForce[axis] / 9.80665 * 4096, within: Int16.min...Int16.max)
        node.report(axis: axis, value: Int32(digits), at: time)
      }
      node.synchronize(at: time)
      timestamp &+= UInt32(meanInterval * 1000 / 3)
    }
  }

  /// `dualsense_parse_report`: gyroscope, accelerometer, then the sensor's clock in thirds of a µs,
  /// whose differences are rounded to µs.
  private mutating func handleDualSense(
    _ samples: [InertialState], madeAt number: Int64, at seconds: Double,
    on node: inout SimulatedEventNode
  ) {
    let time = Self.time(seconds)
    for sample in samples {
      for axis in 0..<3 {
        // Calibration: 17694 digits are 1080 degrees/s; mult_frac truncates.
        let digits = saturated(
          sample.angularVelocity[axis] * 180 / .pi * 17_694 / 1080,
          within: Int16.min...Int16.max)
        let value = Int64(digits) * 1080 * 1024 / 17_694
        node.report(axis: 3 + axis, value: Int32(value), at: time)
      }
      for axis in 0..<3 {
        // Calibration: 16 384 digits are 2 g, so that a digit is a count.
        let digits = saturated(
          sample.specificForce[axis] / 9.80665 * 8192, within: Int16.min...Int16.max)
        node.report(axis: axis, value: Int32(digits), at: time)
      }
    }
    let clock = UInt32(truncatingIfNeeded: number * 12_000)
    if let sensorClock { timestamp &+= ((clock &- sensorClock) + 1) / 3 }
    sensorClock = clock
    node.report(timestamp: timestamp, at: time)
    node.synchronize(at: time)
  }

  /// `wiimod_accel_in_accel`: ten bits for x, for y and z nine; 0x200 is no force. A remote gives about
  /// 26 of its upper eight bits' digits a g.
  private func handleWiiRemote(
    _ samples: [InertialState], at seconds: Double, on node: inout SimulatedEventNode
  ) {
    let time = Self.time(seconds)
    for sample in samples {
      for axis in 0..<3 {
        let exact = 512 + sample.specificForce[axis] / 9.80665 * 104
        let digits = Int32(min(max(exact.rounded(), 0), 1023))
        node.report(axis: axis, value: (axis == 0 ? digits : digits & ~1) - 512, at: time)
      }
    }
    node.synchronize(at: time)
  }

  private static func time(_ seconds: Double) -> Timestamp {
    Timestamp(microseconds: 0).advanced(bySeconds: seconds)
  }
}
