import Glibc

/// A second-order Butterworth low-pass section in transposed direct form II.
///
/// Designed by the bilinear transform with its corner frequency pre-warped, so that the gain at the
/// corner is exactly -3 dB (Oppenheim & Schafer, Discrete-Time Signal Processing, 3rd ed., 7.2).
public struct ButterworthLowPass: Hashable, Sendable {
  /// Feed-forward coefficients of z^0, z^-1, z^-2.
  public let feedforward: SIMD3<Double>
  /// Feedback coefficients of z^-1 and z^-2, with the sign of the difference equation's left side.
  public let feedback: SIMD2<Double>
  /// What the section remembers between samples.
  public var state: SIMD2<Double>

  /// A section with its gain -3 dB at `corner`.
  ///
  /// - Parameters:
  ///   - corner: in Hz, above 0 and below half of `sampleRate`.
  ///   - sampleRate: in Hz.
  /// - Returns: nil where the corner doesn't fit the rate.
  public init?(corner: Double, sampleRate: Double) {
    guard corner > 0, sampleRate.isFinite, corner < sampleRate / 2 else { return nil }
    self.init(warpedCorner: tan(.pi * corner / sampleRate))
  }

  /// A section 1 / (s² + `damping` s + 1) whose pre-warped analogue corner is `warpedCorner` =
  /// tan(pi corner / rate).
  init(warpedCorner k: Double, damping: Double = 2.0.squareRoot()) {
    let norm = 1 / (1 + damping * k + k * k)
    let gain = k * k * norm
    feedforward = SIMD3(gain, 2 * gain, gain)
    feedback = SIMD2(2 * (k * k - 1) * norm, (1 - damping * k + k * k) * norm)
    state = SIMD2(0, 0)
  }

  /// A section 1 / (s + 1): the odd one of an odd order.
  init(firstOrderWithWarpedCorner k: Double) {
    let gain = k / (1 + k)
    feedforward = SIMD3(gain, gain, 0)
    feedback = SIMD2((k - 1) / (1 + k), 0)
    state = SIMD2(0, 0)
  }

  /// The sections of a low-pass of `order`, at least 1, one after the other.
  ///
  /// Its poles lie on the left half of a circle, pi / order apart (Oppenheim & Schafer, B.1); a pair at the
  /// angle phi from the negative real axis has the damping 2 cos phi.
  static func cascade(order: Int, warpedCorner: Double) -> [ButterworthLowPass] {
    let pairs = (0..<(order / 2)).map { pair in
      let damping = 2 * sin(.pi * Double(2 * pair + 1) / Double(2 * order))
      return ButterworthLowPass(warpedCorner: warpedCorner, damping: damping)
    }
    guard !order.isMultiple(of: 2) else { return pairs }
    return pairs + [ButterworthLowPass(firstOrderWithWarpedCorner: warpedCorner)]
  }

  /// The filtered value for the next sample.
  public mutating func process(_ input: Double) -> Double {
    let output = feedforward.x * input + state.x
    state.x = feedforward.y * input - feedback.x * output + state.y
    state.y = feedforward.z * input - feedback.y * output
    return output
  }

  /// Sets the memory to what an endless constant `value` would have left.
  public mutating func settle(at value: Double) {
    state.y = (feedforward.z - feedback.y) * value
    state.x = (feedforward.y - feedback.x) * value + state.y
  }
}

/// A Butterworth low-pass run forward and backward: no phase shift, twice its order in effect.
public struct ZeroPhaseLowPass: Sendable {
  private let sections: [ButterworthLowPass]
  /// Samples of mirrored padding at each end.
  private let padding: Int

  /// A filter of order 2, 4 in effect, with -3 dB at `corner` Hz *after both runs*; nil where the corner
  /// doesn't fit the rate.
  ///
  /// Each run's analogue corner is raised by (2^(1/2) - 1)^(-1/4), applied to the pre-warped frequency,
  /// where it is exact (Winter, Biomechanics and Motor Control of Human Movement, 4th ed., 2.2.4.4, has the
  /// factor; he applies it before warping).
  public init?(corner: Double, sampleRate: Double) {
    guard corner > 0, sampleRate.isFinite, corner < sampleRate / 2 else { return nil }
    let raised = tan(.pi * corner / sampleRate) / pow(2.0.squareRoot() - 1, 0.25)
    sections = ButterworthLowPass.cascade(order: 2, warpedCorner: raised)
    // Two periods of the corner: by then the section's memory is below 1e-5. No signal is as long as the
    // limit, which a corner next to 0 would pass.
    padding = Int(min(1e9, 2 * sampleRate / corner).rounded(.up))
  }

  /// A filter of `order` each way with -3 dB at `corner` Hz after *one* run, so -6 dB after both; nil where
  /// the order isn't 1 to 16 or the corner doesn't fit the rate.
  ///
  /// Corner, padding of 3 (order + 1) samples and the start from a settled filter are those of
  /// `scipy.signal.filtfilt` on `scipy.signal.butter`; numbers agree with it. It refuses signals that aren't
  /// longer than the padding; here they are padded by less.
  public init?(order: Int, cornerOfEachRun corner: Double, sampleRate: Double) {
    guard (1...16).contains(order), corner > 0, sampleRate.isFinite, corner < sampleRate / 2 else {
      return nil
    }
    sections = ButterworthLowPass.cascade(
      order: order, warpedCorner: tan(.pi * corner / sampleRate))
    padding = 3 * (order + 1)
  }

  /// The filtered signal, as long as `signal`.
  ///
  /// The ends are continued by point reflection about the first and last value, which keeps level and
  /// slope. Signals of one sample come back as they are. Cost O(n); allocates.
  public func callAsFunction(_ signal: [Double]) -> [Double] {
    guard signal.count > 1, let first = signal.first, let last = signal.last else { return signal }
    let pad = min(padding, signal.count - 1)
    var extended: [Double] = []
    extended.reserveCapacity(signal.count + 2 * pad)
    for index in stride(from: pad, to: 0, by: -1) { extended.append(2 * first - signal[index]) }
    extended.append(contentsOf: signal)
    for index in 1..<(pad + 1) { extended.append(2 * last - signal[signal.count - 1 - index]) }
    for section in sections { run(section, over: &extended, indices: extended.indices) }
    for section in sections { run(section, over: &extended, indices: extended.indices.reversed()) }
    return Array(extended[pad..<(pad + signal.count)])
  }

  private func run(
    _ section: ButterworthLowPass, over signal: inout [Double], indices: some Collection<Int>
  ) {
    guard let start = indices.first else { return }
    var filter = section
    filter.settle(at: signal[start])
    for index in indices { signal[index] = filter.process(signal[index]) }
  }
}
