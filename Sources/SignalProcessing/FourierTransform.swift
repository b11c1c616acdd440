import CKissFFT
import Glibc

/// The discrete Fourier transform of complex signals of one length, by KISS FFT.
///
/// O(n log n) for every length: one with a large prime factor is made of two transforms of a power of 2
/// (Bluestein 1970, IEEE Trans Audio Electroacoust 18:451). Fastest for powers of 2.
@safe struct FourierTransform: ~Copyable {
  /// How many values a signal has.
  let length: Int
  private let plan: OpaquePointer
  /// What a length with a large prime factor needs besides; nil for others.
  private let chirp: Chirp?

  /// The largest prime factor that KISS FFT does no worse with than a chirp of two transforms.
  private static let largestFactor = 31

  /// A transform of signals of `length` values, at least 1; nil for less, or where memory is out.
  init?(length: Int) {
    guard length > 0 else { return nil }
    let isSmooth = Self.largestPrimeFactor(of: length) <= Self.largestFactor
    var inner = length
    if !isSmooth {
      inner = 1
      while inner < 2 * length - 1 { inner *= 2 }
    }
    guard let plan = unsafe soleus_fft_create(inner) else { return nil }
    self.length = length
    unsafe self.plan = plan
    chirp = isSmooth ? nil : unsafe Chirp(length: length, inner: inner, plan: plan)
  }

  deinit { unsafe soleus_fft_destroy(plan) }

  /// X[k] = sum of x[n] exp(-2 pi i k n / length), k = 0..<length.
  ///
  /// - Parameter signal: ``length`` pairs of real and imaginary part, one after the other.
  /// - Returns: as many pairs.
  /// - Precondition: `signal` has 2 ``length`` values.
  func callAsFunction(_ signal: [Double]) -> [Double] {
    var output: [Double] = []
    transform(signal, into: &output)
    return output
  }

  /// The same into an array that is there: of the right length it isn't allocated anew.
  /// - Precondition: `signal` has 2 ``length`` values.
  func transform(_ signal: [Double], into output: inout [Double]) {
    precondition(signal.count == 2 * length)
    if let chirp {
      output = unsafe chirp.transform(signal, by: plan)
    } else if output.count == signal.count {
      unsafe output.withUnsafeMutableBufferPointer { output in
        unsafe signal.withUnsafeBufferPointer { input in
          guard let source = input.baseAddress, let target = output.baseAddress else { return }
          unsafe soleus_fft_forward(plan, source, target)
        }
      }
    } else {
      output = unsafe Self.transform(signal, by: plan)
    }
  }

  private static func transform(_ signal: [Double], by plan: OpaquePointer) -> [Double] {
    unsafe [Double](unsafeUninitializedCapacity: signal.count) { output, count in
      unsafe signal.withUnsafeBufferPointer { input in
        guard let source = input.baseAddress, let target = output.baseAddress else { return }
        unsafe soleus_fft_forward(plan, source, target)
        count = signal.count
      }
    }
  }

  private static func largestPrimeFactor(of number: Int) -> Int {
    var rest = number
    var factor = 2
    while factor * factor <= rest {
      if rest.isMultiple(of: factor) { rest /= factor } else { factor += 1 }
    }
    return rest
  }

  /// A transform of any length as a convolution with a chirp: 2 k n = k² + n² - (k - n)².
  private struct Chirp {
    /// exp(-i pi k² / length), in pairs.
    private let factors: [Double]
    /// The transform of the conjugate chirp on the longer, circular length.
    private let answer: [Double]

    init(length: Int, inner: Int, plan: OpaquePointer) {
      var factors = [Double](repeating: 0, count: 2 * length)
      var conjugate = [Double](repeating: 0, count: 2 * inner)
      for k in 0..<length {
        // k² modulo the chirp's period keeps the angle small and its sine exact.
        let angle = Double.pi * Double((k * k) % (2 * length)) / Double(length)
        let (real, imaginary) = (cos(angle), sin(angle))
        factors[2 * k] = real
        factors[2 * k + 1] = -imaginary
        for place in [k, (inner - k) % inner] {
          conjugate[2 * place] = real
          conjugate[2 * place + 1] = imaginary
        }
      }
      self.factors = factors
      answer = unsafe FourierTransform.transform(conjugate, by: plan)
    }

    func transform(_ signal: [Double], by plan: OpaquePointer) -> [Double] {
      var work = [Double](repeating: 0, count: answer.count)
      Self.multiply(signal, factors, into: &work)
      work = unsafe FourierTransform.transform(work, by: plan)
      Self.multiply(work, answer, into: &work)
      // The inverse is the forward transform of the conjugate, conjugated and divided by the length.
      for index in stride(from: 1, to: work.count, by: 2) { work[index].negate() }
      work = unsafe FourierTransform.transform(work, by: plan)
      let scale = 2 / Double(work.count)
      for index in stride(from: 0, to: signal.count, by: 2) {
        work[index] *= scale
        work[index + 1] *= -scale
      }
      var output = [Double](repeating: 0, count: signal.count)
      Self.multiply(work, factors, into: &output)
      return output
    }

    /// Products of complex pairs, as many as the shorter list has.
    private static func multiply(_ left: [Double], _ right: [Double], into product: inout [Double])
    {
      for index in stride(from: 0, to: min(left.count, right.count), by: 2) {
        let real = left[index] * right[index] - left[index + 1] * right[index + 1]
        let imaginary = left[index] * right[index + 1] + left[index + 1] * right[index]
        product[index] = real
        product[index + 1] = imaginary
      }
    }
  }
}
