import Foundation
import Samples

/// A foot that turns about its ball, with a sensor strapped behind it any way round.
///
/// World: x forward, y left, z up. The heel rises by a right-handed turn about y. The sensor feels
/// gravity, the tangential and the centripetal acceleration of its place.
struct HingeSensor {
  var schedule: AngleSchedule
  var rate = 100.0
  var hasGyroscope = true
  /// Chooses the mounting and the noise.
  var seed: UInt64 = 1
  /// From the ball of the foot to the sensor, in m.
  var lever = 0.15
  /// Standard deviation of each axis, in m/s² and rad/s.
  var noise = (acceleration: 0.03, angularVelocity: 0.003)
  /// In degrees per second, about each axis.
  var gyroscopeBias = SIMD3(0.6, -0.4, 0.5)
  /// Greatest share of an interval by which a sample comes early or late.
  var jitter = 0.0
  /// Where the stream's clock stands at the first sample, in microseconds.
  var origin: Int64 = 5_000_000

  /// The samples of the whole schedule.
  func elements() -> [StreamElement<Sample>] {
    var random = SeededGenerator(seed: seed)
    let mounting = simdRotation(&random)
    return (0..<Int(schedule.length * rate)).map { index in
      let late = jitter == 0 ? 0 : Double.random(in: -jitter...jitter, using: &random)
      let microseconds = Int64(((Double(index) + late) / rate * 1e6).rounded())
      let (force, turning) = felt(at: Double(microseconds) / 1e6)
      let angularVelocity =
        mounting(turning) + gyroscopeBias * (.pi / 180) + random.normals(noise.angularVelocity)
      return .sample(
        .inertial(
          InertialSample(
            time: Timestamp(microseconds: origin + microseconds),
            acceleration: mounting(force) + random.normals(noise.acceleration),
            angularVelocity: hasGyroscope ? angularVelocity : nil)))
    }
  }

  /// Specific force in m/s² and angular velocity in rad/s, in the foot's own axes.
  private func felt(at time: Double) -> (SIMD3<Double>, SIMD3<Double>) {
    let state = schedule.state(at: time) * (.pi / 180)
    let (sine, cosine) = (sin(state.x), cos(state.x))
    // The sensor's place is lever (-cos, sin); its second derivative, and gravity.
    let forward = lever * (state.z * sine + state.y * state.y * cosine)
    let upward = lever * (state.z * cosine - state.y * state.y * sine) + 9.80665
    return (
      SIMD3(forward * cosine - upward * sine, 0, forward * sine + upward * cosine),
      SIMD3(0, state.y, 0)
    )
  }

  /// A random rotation, from a unit quaternion.
  private func simdRotation(
    _ random: inout SeededGenerator
  ) -> (SIMD3<Double>) -> SIMD3<Double> {
    var q = SIMD4(random.normal(1), random.normal(1), random.normal(1), random.normal(1))
    q /= (q * q).sum().squareRoot()
    let axis = SIMD3(q.x, q.y, q.z)
    func cross(_ a: SIMD3<Double>, _ b: SIMD3<Double>) -> SIMD3<Double> {
      SIMD3(a.y * b.z - a.z * b.y, a.z * b.x - a.x * b.z, a.x * b.y - a.y * b.x)
    }
    return { vector in
      let turned = 2 * cross(axis, vector)
      return vector + q.w * turned + cross(axis, turned)
    }
  }
}
