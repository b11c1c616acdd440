/// What a sway measure is computed from.
public enum SwaySignal: String, Hashable, Sendable {
  /// Centre of pressure, in mm.
  case centerOfPressure = "center-of-pressure"
  /// Horizontal acceleration of the sensor, in m/s². Never called a centre of pressure.
  case acceleration
}

/// How sway measures were made: everything a reader needs to make them again.
public struct SwayProcessing: Hashable, Sendable {
  /// What they are computed from.
  public var signal: SwaySignal
  /// The filter in force.
  public var filter: SwayFilter
  /// Samples in the window.
  public var samples: Int
  /// Samples a second: (samples - 1) over the time from the first to the last.
  public var rate: Double
  /// Start of the window, in seconds from the stream's first sample.
  public var windowStart: Double
  /// Last sample of the window, in seconds from the stream's first sample.
  public var windowEnd: Double
  /// The board's rectangle where the centre of pressure comes from load cells.
  public var boardGeometry: BoardGeometry?

  /// A processing record.
  public init(
    signal: SwaySignal, filter: SwayFilter, samples: Int, rate: Double, windowStart: Double,
    windowEnd: Double, boardGeometry: BoardGeometry?
  ) {
    self.signal = signal
    self.filter = filter
    self.samples = samples
    self.rate = rate
    self.windowStart = windowStart
    self.windowEnd = windowEnd
    self.boardGeometry = boardGeometry
  }
}

/// One measure: its key (with unit and variant) and its value; nil where it can't be had.
public struct SwayMeasure: Hashable, Sendable {
  /// The report's key, for instance `ellipse95_prediction_area_mm2`.
  public var key: String
  /// In the key's unit.
  public var value: Double?

  /// A measure.
  public init(key: String, value: Double?) {
    self.key = key
    self.value = value
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
