import Samples

/// Gives each frame of an input accelerometer its time on the host's monotonic clock.
///
/// An event's time is when the kernel handled the packet: Bluetooth's delays are in it, and the three
/// samples of a Joy-Con's report share it but for some microseconds. So where a device sends every
/// sample, the pace comes from the device and only the phase from the host (``SampleClock``): no
/// drift, no jolt, never backwards, and no sample later than its event.
///
/// - **Sony's drivers** give `MSC_TIMESTAMP` the sensor's own clock, lost reports included; a long step
///   is a loss, a step of 0 a report that was sent twice.
/// - **hid-nintendo** has no such clock to give. `joycon_parse_imu_report` adds a third of the mean
///   report interval, rounded down to a millisecond over 300 reports, for each sample; some kernels add
///   a whole interval more for each report, so that it runs twice too fast. It knows nothing of lost
///   reports and changes its pace by up to 7 % in mid-stream. So samples are counted instead, and the
///   rate is learnt from the events. A report that is late can't be told from one that is lost until
///   the next ones come: from two and a half report intervals on, where the driver itself speaks of
///   dropped reports, it is a loss; a shorter one is a gap as soon as the clock must give way.
/// - **The others** send changes without a clock: the event's time is all there is.
struct FrameClock: Sendable {
  /// The time of a frame, and whether samples were lost before it.
  struct FrameTime {
    var time: Timestamp
    var isAfterLoss = false
  }

  private let timing: InputAccelerometer.Timing
  private var clock: SampleClock
  /// The time given last.
  private var last: Timestamp?
  /// What usually lies between two reports, in seconds: by the events, or by the device's clock.
  private var usualInterval: Double
  /// The event of the last frame, or of the first of its report.
  private var lastEvent: Timestamp?
  private var lastStamp: UInt32?
  /// The times of the report under way, and how many of them are given.
  private var report: (times: SampleTimes, given: Int)?

  /// How far the device's clock and the events may part within one step, in seconds. hid-sony's
  /// counter of 16 bits (5.33 µs) folds at 0.35 s; Bluetooth holds a packet up for less than this.
  private static let largestDisagreement = 0.25

  init(_ timing: InputAccelerometer.Timing) {
    self.timing = timing
    switch timing {
    case .eventTimes:
      (clock, usualInterval) = (SampleClock(nominalRate: 1), 0)
    case .counted(let samples, let period):
      clock = SampleClock(nominalRate: 1 / period)
      usualInterval = period * Double(samples)
    case .stamped(let period):
      clock = SampleClock(nominalRate: 1 / period)
      usualInterval = period
    }
  }

  /// The time of a frame that came at `event` with that `MSC_TIMESTAMP`; nil for one that only repeats
  /// the last.
  mutating func time(ofFrameAt event: Timestamp, stamp: UInt32?) -> FrameTime? {
    let frame: FrameTime?
    switch timing {
    case .eventTimes: frame = FrameTime(time: event)
    case .counted(let samples, let period):
      frame = counted(samples, period: period, at: event)
    case .stamped(let period): frame = stamped(stamp, period: period, at: event)
    }
    if let frame { last = frame.time }
    return frame
  }

  /// The kernel's buffer ran over. A sensor's own clock goes on over it.
  mutating func lose() {
    guard case .counted = timing, let last else { return }
    clock.restart(after: last)
    (report, lastEvent) = (nil, nil)
  }

  private mutating func counted(
    _ samples: Int, period: Double, at event: Timestamp
  ) -> FrameTime {
    var isAfterLoss = false
    let sinceReport = lastEvent.map { event.seconds(since: $0) }
    // The frames of a report are sent in one go, give or take what else the processor does meanwhile; one
    // that was cut by a loss isn't waited for.
    let isNewReport =
      (sinceReport ?? .infinity) > 0.6 * usualInterval
      || report?.given ?? samples >= samples
    if isNewReport || report == nil {
      if let sinceReport {
        isAfterLoss = sinceReport > 2.5 * usualInterval
        if isAfterLoss, let last {
          clock.restart(after: last)
        } else {
          usualInterval += (sinceReport - usualInterval) / 16
        }
      }
      report = (clock.advance(count: samples, readAt: event), 0)
      lastEvent = event
    }
    guard let (times, given) = report else { return FrameTime(time: event) }
    let time = times[given]
    report = (times, given + 1)
    // The clock gives way only where more is missing than a delay explains.
    if let last, time.seconds(since: last) > 2.5 / clock.rate { isAfterLoss = true }
    return FrameTime(time: time, isAfterLoss: isAfterLoss)
  }

  private mutating func stamped(
    _ stamp: UInt32?, period: Double, at event: Timestamp
  ) -> FrameTime? {
    defer {
      lastStamp = stamp
      lastEvent = event
    }
    guard let stamp, let lastStamp, let lastEvent, let last else {
      return FrameTime(time: clock.advance(periods: 1, readAt: event))
    }
    // In 32 bits the difference is right across a wrap.
    let step = Double(stamp &- lastStamp) / 1e6
    if abs(event.seconds(since: lastEvent) - step) > Self.largestDisagreement {
      clock.restart(after: last)
      return FrameTime(time: clock.advance(periods: 1, readAt: event), isAfterLoss: true)
    }
    if step == 0 { return nil }
    // Shorter steps can't be told from the unevenness of Bluetooth; the times show them all the same.
    let isJump = step > max(4 * usualInterval, 0.015)
    if !isJump { usualInterval += (step - usualInterval) / 16 }
    return FrameTime(
      time: clock.advance(periods: step / period, readAt: event), isAfterLoss: isJump)
  }
}
