/// What was found out about one device, when and how.
public struct SensorCalibration: Hashable, Sendable {
  /// How it was made. Raw values are the words of files and reports.
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    /// Six still poses, each axis up and down: bias and scale of every axis.
    case sixPosition = "six-position"
    /// One still pose: what the gyroscope reads at rest.
    case stillPose = "still-pose"
    /// An empty board.
    case boardTare = "board-tare"
  }

  /// One thing that was measured on the way, and isn't applied.
  public struct Figure: Hashable, Sendable {
    /// What, with its unit, for instance `residual_percent`.
    public var key: String
    /// How much; nil where this calibration can't tell.
    public var value: Double?

    /// A figure.
    public init(_ key: String, _ value: Double?) {
      self.key = key
      self.value = value
    }
  }

  /// How it was made.
  public var kind: Kind
  /// The device's name.
  public var device: String
  /// What tells the device from others. An I2C chip has no number of its own: there it is a place on a
  /// bus and the kind of chip.
  public var identity: String
  /// When it was made, in ISO 8601; kept as text, nothing is computed from it.
  public var date: String
  /// The program and version that made it; nil where somebody wrote it by hand.
  public var software: String?
  /// What is applied.
  public var correction: Correction
  /// What else was measured: noise, residuals, checks.
  public var figures: [Figure]

  /// A calibration.
  public init(
    kind: Kind, device: String, identity: String, date: String, software: String?,
    correction: Correction, figures: [Figure] = []
  ) {
    self.kind = kind
    self.device = device
    self.identity = identity
    self.date = date
    self.software = software
    self.correction = correction
    self.figures = figures
  }
}
