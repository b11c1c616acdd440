/// What a sway measure is computed from.
public enum SwaySignal: String, Hashable, Sendable {
  /// Centre of pressure, in mm.
  case centerOfPressure = "center-of-pressure"
  /// Horizontal acceleration of the sensor, in m/s². Never called a centre of pressure.
  case acceleration
}

/// What was done to a window's samples before they were measured, in words for a reader.
public struct SwayPreparation: Hashable, Sendable {
  /// How a regular grid was made of the samples: `none` where they stand as they came.
  public var resampling: String
  /// `none`, `lowpass:HZ` (``SwayFilter``) or a published filter in words.
  public var filter: String
  /// How spectra were estimated, in words; nil where none are.
  public var spectrum: String?

  /// A preparation in words.
  public init(resampling: String, filter: String, spectrum: String? = nil) {
    self.resampling = resampling
    self.filter = filter
    self.spectrum = spectrum
  }
}

/// How sway measures were made: everything a reader needs to make them again.
public struct SwayProcessing: Hashable, Sendable {
  /// The way that was gone.
  public var profile: SwayProfile
  /// What they are computed from.
  public var signal: SwaySignal
  /// What was done to the samples.
  public var preparation: SwayPreparation
  /// Samples that were measured: those in the window, or on the grid made of them.
  public var samples: Int
  /// Their rate in Hz: (samples - 1) over the time from the first to the last.
  public var rate: Double
  /// Start of the window, in seconds from the stream's first sample.
  public var windowStart: Double
  /// Last sample of the window, in seconds from the stream's first sample.
  public var windowEnd: Double
  /// Values on a grid that stand for no sample: straight lines over windows without one. nil without a grid.
  public var interpolated: Int?
  /// The board's rectangle where the centre of pressure comes from load cells.
  public var boardGeometry: BoardGeometry?
  /// The foot's rectangle where the time to boundary was measured with it.
  public var footRectangle: FootRectangle?
  /// What the two axes of a body-worn sensor's acceleration are; nil of a centre of pressure.
  public var horizontalAxes: HorizontalAxes?

  /// A processing record.
  public init(
    profile: SwayProfile, signal: SwaySignal, preparation: SwayPreparation, samples: Int,
    rate: Double, windowStart: Double, windowEnd: Double, boardGeometry: BoardGeometry?,
    footRectangle: FootRectangle? = nil, interpolated: Int? = nil,
    horizontalAxes: HorizontalAxes? = nil
  ) {
    self.profile = profile
    self.signal = signal
    self.preparation = preparation
    self.samples = samples
    self.rate = rate
    self.windowStart = windowStart
    self.windowEnd = windowEnd
    self.boardGeometry = boardGeometry
    self.footRectangle = footRectangle
    self.interpolated = interpolated
    self.horizontalAxes = horizontalAxes
  }

  /// The sensor's axis that was taken to point forward; nil where none was.
  public var forwardAxis: SensorAxis? {
    if case .anatomical(let axis)? = horizontalAxes { axis } else { nil }
  }
}

/// One measure: its key (with unit and variant) and its value; nil where it can't be had.
public struct SwayMeasure: Hashable, Sendable {
  /// The report's key, for instance `ellipse95_prediction_area_mm2`.
  public var key: String
  /// In the key's unit.
  public var value: Double?
  /// Why there is no value, in words; nil where there is one, or no more to say.
  public var missing: String?

  /// A measure.
  public init(key: String, value: Double?, missing: String? = nil) {
    self.key = key
    self.value = value
    self.missing = missing
  }

  /// Without a reason where there is a value; a value that isn't finite is none.
  var settled: SwayMeasure {
    let number = value.flatMap { $0.isFinite ? $0 : nil }
    return SwayMeasure(key: key, value: number, missing: number == nil ? missing : nil)
  }
}

/// Sway measures with the processing that made them.
public struct SwayReport: Hashable, Sendable {
  /// How they were made.
  public var processing: SwayProcessing
  /// In the documented order.
  public var measures: [SwayMeasure]

  /// A report.
  public init(processing: SwayProcessing, measures: [SwayMeasure]) {
    self.processing = processing
    self.measures = measures
  }

  /// The value under `key`; nil where it can't be had or isn't measured.
  public subscript(key: String) -> Double? {
    measures.first { $0.key == key }?.value ?? nil
  }
}
