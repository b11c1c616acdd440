import Exercises
import Glibc
import Samples

/// The report of a quiet stance on a force plate whose centre of pressure moves as told, in mm.
func plateReport(
  count: Int, rate: Double, profile: SwayProfile = .soleus, filter: SwayFilter? = nil,
  foot: FootRectangle? = nil, times: ((Int) -> Double)? = nil,
  along track: (Double) -> SIMD2<Double>
) -> SessionReport {
  let elements = (0..<count).map { index -> StreamElement<Sample> in
    let time = times?(index) ?? Double(index) / rate
    let place = track(time)
    return .sample(
      .centerOfPressure(
        CenterOfPressureSample(
          time: Timestamp(microseconds: 77 + Int64((time * 1e6).rounded())),
          mediolateral: place.x, anteroposterior: place.y)))
  }
  return SessionRun(
    SessionConfiguration(
      exercise: .quietStance, swayProfile: profile, swayFilter: filter, footRectangle: foot),
    elements
  ).report
}

/// A centre of pressure of two sines on each axis and something like noise, 100 times a second.
func mixedTrack(_ time: Double) -> SIMD2<Double> {
  let n = Int((time * 100).rounded())
  return SIMD2(
    4 * sin(1.1 * time) + 2 * sin(5.3 * time + 1) + 30 + Double((n * 7919) % 13) / 13,
    7 * sin(0.7 * time + 2) + sin(8.9 * time) - 12 + Double((n * 104_729) % 17) / 17)
}
