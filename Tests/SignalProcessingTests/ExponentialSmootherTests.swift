import Foundation
import SignalProcessing
import Testing

@Suite("The exponential smoother")
struct ExponentialSmootherTests {
  /// Two equal low-passes in a row answer a unit step with 1 - (1 + t/tau) e^(-t/tau).
  @Test("answers a step as two RC filters do", arguments: [0.1, 0.5, 1])
  func stepAnswer(timeConstant: Double) {
    var smoother = ExponentialSmoother(timeConstant: timeConstant)
    _ = smoother.process(0, at: 0)
    let step = timeConstant / 2000
    for index in 1...10_000 {
      let time = Double(index) * step
      let value = smoother.process(1, at: time)
      let turns = time / timeConstant
      #expect(abs(value - (1 - (1 + turns) * exp(-turns))) < 1e-3)
    }
  }

  @Test("reaches 90 % of a step after 3.9 time constants")
  func ninetyPercent() {
    var smoother = ExponentialSmoother(timeConstant: 1)
    _ = smoother.process(0, at: 0)
    var reached: Double?
    for index in 1...6000 where reached == nil {
      if smoother.process(1, at: Double(index) / 1000) >= 0.9 { reached = Double(index) / 1000 }
    }
    #expect(abs((reached ?? 0) - 3.89) < 0.01)
  }

  @Test("one stage's answer to a held value doesn't depend on how finely time is cut")
  func irregularTimes() {
    var coarse = ExponentialSmoother(timeConstant: 0.2)
    var fine = ExponentialSmoother(timeConstant: 0.2)
    for time in [0.0, 0.013, 0.4, 0.41, 3] { _ = coarse.process(5, at: time) }
    for index in 0...300 { _ = fine.process(5, at: Double(index) / 100) }
    #expect(coarse.process(5, at: 3.1) == fine.process(5, at: 3.1))
  }

  @Test("never overshoots")
  func noOvershoot() {
    var smoother = ExponentialSmoother(timeConstant: 0.05)
    var previous = smoother.process(-2, at: 0)
    for index in 1...500 {
      let value = smoother.process(3, at: Double(index) * 0.007)
      #expect(value >= previous && value <= 3)
      previous = value
    }
  }

  @Test("a time constant of 0 passes everything through, a repeated time changes nothing")
  func edges() {
    var open = ExponentialSmoother(timeConstant: 0)
    #expect(open.process(1, at: 0) == 1)
    #expect(open.process(9, at: 0.01) == 9)
    var smoother = ExponentialSmoother(timeConstant: 1)
    _ = smoother.process(2, at: 1)
    #expect(smoother.process(8, at: 1) == 2)
  }

  @Test("after a reset the next value stands as it is")
  func reset() {
    var smoother = ExponentialSmoother(timeConstant: 10)
    _ = smoother.process(1, at: 0)
    smoother.reset()
    #expect(smoother.process(40, at: 0.1) == 40)
  }
}
