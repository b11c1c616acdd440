import CKissFFT

/// The discrete Fourier transform of complex signals of one length, by KISS FFT.
///
/// O(n log n) where n has small prime factors only; a prime factor p costs O(n p). Fastest for powers of 2.
@safe struct FourierTransform: ~Copyable {
  /// How many values a signal has.
  let length: Int
  private let plan: OpaquePointer

  /// A transform of signals of `length` values, at least 1; nil for less, or where memory is out.
  init?(length: Int) {
    guard length > 0, let plan = unsafe soleus_fft_create(length) else { return nil }
    self.length = length
    unsafe self.plan = plan
  }

  deinit { unsafe soleus_fft_destroy(plan) }

  /// X[k] = sum of x[n] exp(-2 pi i k n / length), k = 0..<length.
  ///
  /// - Parameter signal: ``length`` pairs of real and imaginary part, one after the other.
  /// - Returns: as many pairs.
  /// - Precondition: `signal` has 2 ``length`` values.
  func callAsFunction(_ signal: [Double]) -> [Double] {
    precondition(signal.count == 2 * length)
    return unsafe [Double](unsafeUninitializedCapacity: signal.count) { output, count in
      unsafe signal.withUnsafeBufferPointer { input in
        guard let source = input.baseAddress, let target = output.baseAddress else { return }
        unsafe soleus_fft_forward(plan, source, target)
        count = signal.count
      }
    }
  }
}
