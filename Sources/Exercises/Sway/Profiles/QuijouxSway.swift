import SignalProcessing

/// The descriptors of Quijoux et al. 2021, Physiol Rep 9:e15067, with the preparation that its authors
/// recommend for plates and balance boards.
///
/// Centred on the mean of all samples; the artefacts of a balance board, the first 0.1 s and the last sample
/// left out; SWARII at 25 Hz; Butterworth low-pass at 10 Hz. Not centred again after that: what the source
/// measures from the mean is measured from there.
struct QuijouxSway: SwayMethod {
  /// Samples a second after resampling.
  static let rate = 25.0
  /// Width of SWARII's window, in seconds: twice the grid's step, without its ends.
  static let window = 0.08 - 1e-6
  /// The band of the spectra, in Hz.
  static let band = 0.15...5.0

  var preparation: SwayPreparation {
    SwayPreparation(
      resampling: "centred; jumps of a balance board and the first 0.1 s left out; SWARII 25 Hz, "
        + "window 0.08 s",
      filter: "Butterworth low-pass, order 4, 10 Hz, run forward and backward (-6 dB at 10 Hz)",
      spectrum: "Welch, Hann window of 10 s, overlap 5 s, linear detrend, zeros up to N, "
        + "0.15 to 5 Hz")
  }

  func prepare(_ points: [PlanarPoint]) -> PlanarSignal? {
    // Means from the first point on: those of a point at rest are that point.
    guard let first = points.first, let meanX = mean(of: points.map { $0.x - first.x }),
      let meanY = mean(of: points.map { $0.y - first.y })
    else { return nil }
    let origin = SIMD2(first.x + meanX, first.y + meanY)
    let rate = points.steadyRate
    let centered = points.indices.map { index in
      let point = points[index]
      // Else back to whole microseconds, so that steps of the grid still fall on samples.
      let time =
        rate.map { Double(index) / $0 } ?? ((point.time - first.time) * 1e6).rounded() / 1e6
      return PlanarPoint(time: time, x: point.x - origin.x, y: point.y - origin.y)
    }
    let kept = BoardJumps.removed(from: centered)
    guard
      let resampler = SlidingWindowResampler(window: Self.window, step: 1 / Self.rate),
      let lowpass = ZeroPhaseLowPass(order: 4, cornerOfEachRun: 10, sampleRate: Self.rate),
      let grid = resampler(times: kept.map(\.time), x: kept.map(\.x), y: kept.map(\.y)),
      grid.x.count >= 20
    else { return nil }
    return PlanarSignal(
      x: lowpass(grid.x), y: lowpass(grid.y), rate: Self.rate, origin: origin)
  }

  func measures(of signal: PlanarSignal) -> [SwayMeasure] {
    Self.positions(of: signal) + Self.movements(of: signal) + Self.frequencies(of: signal)
      + Self.diffusion(of: signal)
  }
}

/// Single and double samples of a balance board that jump away and come back.
enum BoardJumps {
  /// A jump of the board's cells is larger than this, in mm: the sum of both coordinates' distances.
  static let jump = 20.0
  /// What comes back comes nearer than this, in mm.
  static let back = 5.0
  /// Samples before this many seconds are left out.
  static let start = 0.1

  /// The points without jumps, the first 0.1 s, and the last point.
  ///
  /// Source: the authors' program of SWARII (Audiffren & Contal 2016, Sensors 16:1208).
  static func removed(from points: [PlanarPoint]) -> [PlanarPoint] {
    func distance(_ one: PlanarPoint, _ other: PlanarPoint) -> Double {
      abs(one.x - other.x) + abs(one.y - other.y)
    }
    var kept: [PlanarPoint] = []
    kept.reserveCapacity(points.count)
    for index in points.indices.dropFirst().dropLast() where points[index].time >= start {
      if let last = kept.last, distance(points[index], last) > jump {
        if distance(points[index + 1], last) < back { continue }
        if index + 2 < points.count, distance(points[index + 2], last) < back { continue }
      }
      kept.append(points[index])
    }
    return kept
  }
}
