import Samples
public import Sensors

/// Looks for a device until it is there: an attempt four times a second.
///
/// A device that isn't there, or is only just being plugged in, is no error. What waiting can't mend is.
public struct DeviceSearch: Sendable {
  /// Opens the device, or throws why that can't be done now. It is called from one thread at a time.
  public typealias Opening =
    @Sendable () throws(SensorError) -> sending any SampleSource & ~Copyable

  /// Seconds between two attempts while nothing is there.
  static let interval = 0.25
  /// Seconds between two attempts at something that is there and won't do.
  static let longInterval = 2.0
  /// Seconds for which a node may refuse everybody: it is made before udev has set its group.
  static let permissionTime = 5.0

  /// Why the last attempt failed; nil before one.
  public private(set) var obstacle: SensorError?

  private let open: Opening
  private var timer = PollTimer()
  private var refusedSince: Timestamp?

  /// A search that opens what it finds by `open`.
  public init(open: @escaping Opening) {
    self.open = open
  }

  /// Sleeps until the next attempt is due, at most 0.1 s, and makes it if it is; nil where nothing was
  /// opened, and ``obstacle`` says why.
  ///
  /// - Throws: `permission` once the system has refused for five seconds, `ownedByKernel`,
  ///   `unsupportedSetting` and `unknownScale` at once.
  public mutating func attempt()
    throws(SensorError) -> sending (any SampleSource & ~Copyable)?
  {
    guard timer.waitForTurn() else { return nil }
    do throws(SensorError) {
      let source = try open()
      // What opens and fails at its first reading, again and again, is asked no more often.
      timer.pause(seconds: Self.interval)
      (obstacle, refusedSince) = (nil, nil)
      return source
    } catch {
      obstacle = error
      try judge(error, at: MonotonicClock.now())
      return nil
    }
  }

  /// Lets the next attempt wait: what was opened isn't what is looked for.
  mutating func pause() {
    timer.pause(seconds: Self.longInterval)
  }

  /// Settles when the next attempt is due.
  private mutating func judge(_ error: SensorError, at now: Timestamp) throws(SensorError) {
    timer.pause(seconds: Self.interval)
    guard case .permission = error else {
      refusedSince = nil
      if error.outlastsWaiting { throw error }
      switch error {
      case .wrongIdentity, .implausibleCalibration: pause()
      default: break
      }
      return
    }
    let since = refusedSince ?? now
    refusedSince = since
    if now.seconds(since: since) >= Self.permissionTime { throw error }
  }
}

extension SensorError {
  /// Whether no wait for the device mends it.
  var outlastsWaiting: Bool {
    switch self {
    case .ownedByKernel, .unsupportedSetting, .unknownScale, .implausible: true
    case .notFound, .wrongIdentity, .bus, .permission, .implausibleCalibration, .system: false
    }
  }

  /// Whether it only says that nothing is there (yet).
  var saysAbsent: Bool {
    switch self {
    case .notFound, .bus, .permission: true
    default: false
    }
  }
}
