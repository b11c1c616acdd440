import Testing

@testable import SimulatedSensors

@Suite("Trajectories")
struct TrajectoryTests {
  @Test("a minimum-jerk movement passes 10, 50 and 90 % where the polynomial's roots lie")
  func minimumJerkCrossings() {
    // Roots of 10u³ - 15u⁴ + 6u⁵ = 0.1, 0.9, found with scipy's brentq.
    for (share, root) in [(0.1, 0.24663645328847), (0.5, 0.5), (0.9, 0.75336354671153)] {
      let progress = MovementShape.minimumJerk.progress(at: root)
      #expect(abs(progress.value - share) < 1e-9)
    }
    #expect(MovementShape.minimumJerk.progress(at: 0.5).rate == 1.875)
  }

  @Test("a steady movement keeps five quarters of the mean speed for three fifths of its time")
  func steadySpeed() {
    for u in stride(from: 0.2, through: 0.8, by: 0.05) {
      #expect(abs(MovementShape.steady.progress(at: u).rate - 1.25) < 1e-12)
    }
    #expect(MovementShape.steady.progress(at: 0).value == 0)
    #expect(abs(MovementShape.steady.progress(at: 1).value - 1) < 1e-15)
  }

  @Test("derivatives are those of the value", arguments: MovementShape.allCases)
  func derivatives(of shape: MovementShape) {
    var path = Trajectory(from: -4)
    path.move(to: 30, at: 1, over: 2, shape: shape)
    path.move(to: 5, at: 3.5, over: 1.2, shape: shape)
    let h = 1e-5
    for time in stride(from: 0.9, to: 5, by: 0.0137) {
      let (before, now, after) = (
        path.jet(at: time - h), path.jet(at: time), path.jet(at: time + h)
      )
      #expect(abs((after.value - before.value) / (2 * h) - now.rate) < 1e-5)
      #expect(abs((after.rate - before.rate) / (2 * h) - now.acceleration) < 2e-2)
    }
  }

  @Test("before, between and after its movements a trajectory rests at their ends")
  func rests() {
    var path = Trajectory(from: 2)
    path.move(to: 7, at: 1, over: 1)
    path.move(to: -1, at: 3, over: 0.5)
    #expect(path.jet(at: -100) == Jet(2))
    #expect(path.jet(at: 1) == Jet(2))
    #expect(path.jet(at: 2.4) == Jet(7))
    #expect(path.jet(at: 600) == Jet(-1))
  }

  @Test("jets follow the product and chain rules")
  func jetArithmetic() {
    // x = t², so sin(x)·x has closed derivatives at t = 1.3.
    let t = 1.3
    let x = Jet(t * t, rate: 2 * t, acceleration: 2)
    let product = Jet.sin(x) * x
    let h = 1e-4
    func f(_ t: Double) -> Double { Jet.sin(Jet(t * t)).value * t * t }
    #expect(abs(product.rate - (f(t + h) - f(t - h)) / (2 * h)) < 1e-6)
    #expect(abs(product.acceleration - (f(t + h) - 2 * f(t) + f(t - h)) / (h * h)) < 1e-5)
  }
}

@Suite("Band noise")
struct BandNoiseTests {
  @Test("noise has the root mean square and the rate that were asked for")
  func size() {
    var generator = SeededGenerator(seed: 5)
    let noise = BandNoise(rms: 0.4, hertz: 0.5...3, slope: 1, using: &generator)
    let drift = BandNoise(rateRMS: 9, hertz: 0.5...3, slope: 1, using: &generator)
    let times = stride(from: 0.0, to: 400, by: 0.01)
    let count = 40_000.0
    let square = times.reduce(0) { $0 + noise.jet(at: $1).value * noise.jet(at: $1).value }
    let rate = times.reduce(0) { $0 + drift.jet(at: $1).rate * drift.jet(at: $1).rate }
    #expect(abs((square / count).squareRoot() - 0.4) < 0.02)
    #expect(abs((rate / count).squareRoot() - 9) < 0.3)
  }

  @Test("derivatives are those of the value")
  func derivatives() {
    var generator = SeededGenerator(seed: 6)
    let noise = BandNoise(rms: 1, hertz: 1...4, using: &generator)
    let ringing = Ringing(start: 0.4, amplitude: 10, frequency: 2, decay: 0.5)
    let h = 1e-5
    for time in stride(from: 0.5, to: 3, by: 0.0731) {
      for jet in [noise.jet(at:), ringing.jet(at:)] {
        #expect(
          abs((jet(time + h).value - jet(time - h).value) / (2 * h) - jet(time).rate) < 1e-5)
        #expect(
          abs((jet(time + h).rate - jet(time - h).rate) / (2 * h) - jet(time).acceleration) < 1e-2)
      }
    }
  }
}
