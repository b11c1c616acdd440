/// What spectra of sway are allowed.
extension SwayMetric {
  /// Seconds of a recording that frequencies are told of at least: frequencies lie 0.1 Hz apart then, and
  /// shorter ones tell other frequencies of the same sway (Vieira et al. 2009, Braz J Med Biol Res 42:665).
  static let shortestSpectrum = 10.0
}
