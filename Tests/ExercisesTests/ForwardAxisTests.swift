import Glibc
import Samples
import Testing

@testable import Exercises

/// Sway of a body-worn sensor side to side and front to back, by the axis that was told to point forward.
struct ForwardAxisTests {
  private static let right = (amplitude: 0.3, hertz: 0.5)
  private static let ahead = (amplitude: 0.2, hertz: 0.3)

  /// Twenty seconds at 100 Hz of a sensor whose axes point right, forward and up as told, each a unit vector of the
  /// body's right, forward and up; whole turns of both sines.
  private func report(
    x: SIMD3<Double>, y: SIMD3<Double>, z: SIMD3<Double>, forward: SensorAxis?,
    profile: SwayProfile = .soleus
  ) -> SessionReport {
    let elements = (0..<2000).map { index -> StreamElement<Sample> in
      let time = Double(index) / 100
      let force = SIMD3(
        Self.right.amplitude * sin(2 * .pi * Self.right.hertz * time),
        Self.ahead.amplitude * sin(2 * .pi * Self.ahead.hertz * time), 9.80665)
      return .sample(
        .inertial(
          InertialSample(
            time: Timestamp(microseconds: Int64(index) * 10_000),
            acceleration: SIMD3((force * x).sum(), (force * y).sum(), (force * z).sum()))))
    }
    var configuration = SessionConfiguration(
      exercise: .quietStance, placement: .waist, swayProfile: profile,
      swayFilter: profile == .soleus ? SwayFilter.none : nil)
    configuration.forwardAxis = forward
    return SessionRun(configuration, elements).report
  }

  private func expect(
    _ report: SessionReport, _ key: String, _ expected: Double, within share: Double = 1e-3
  ) throws {
    let value = try #require(report.sway?["acceleration_" + key], "\(key)")
    #expect(abs(value / expected - 1) < share, "\(key) is \(value), not \(expected)")
  }

  /// How a sensor may sit, and which of its axes points forward then.
  static let seats: [(x: SIMD3<Double>, y: SIMD3<Double>, z: SIMD3<Double>, forward: SensorAxis)] =
    [
      (SIMD3(1, 0, 0), SIMD3(0, 1, 0), SIMD3(0, 0, 1), .y),
      (SIMD3(-1, 0, 0), SIMD3(0, -1, 0), SIMD3(0, 0, 1), .minusY),
      // Against the body, x up: z forward, then back.
      (SIMD3(0, 0, 1), SIMD3(1, 0, 0), SIMD3(0, 1, 0), .z),
      (SIMD3(0, 0, 1), SIMD3(-1, 0, 0), SIMD3(0, -1, 0), .minusZ),
      (SIMD3(0, 1, 0), SIMD3(0, 0, 1), SIMD3(1, 0, 0), .x),
      (SIMD3(0, -1, 0), SIMD3(0, 0, -1), SIMD3(1, 0, 0), .minusX),
    ]

  @Test("the two axes are told apart however the sensor sits", arguments: 0..<6)
  func seats(index: Int) throws {
    let seat = Self.seats[index]
    let report = report(x: seat.x, y: seat.y, z: seat.z, forward: seat.forward)
    for (name, sine) in [("ml", Self.right), ("ap", Self.ahead)] {
      let (a, w) = (sine.amplitude, 2 * Double.pi * sine.hertz)
      // Of a sine over whole turns, all in closed form.
      try expect(report, "rms_\(name)_m_s2", a / 2.0.squareRoot())
      try expect(report, "mean_distance_\(name)_m_s2", 2 * a / .pi)
      try expect(report, "range_\(name)_m_s2", 2 * a)
      try expect(report, "path_\(name)_m_s2", 4 * a * sine.hertz * 20, within: 2e-3)
      try expect(report, "jerk_\(name)_m2_s5", a * a * w * w * 20 / 4, within: 2e-3)
      try expect(
        report, "mean_frequency_\(name)_hz", .pi / (2 * 2.0.squareRoot()) * sine.hertz, within: 2e-3
      )
      try expect(report, "f50_\(name)_hz", sine.hertz, within: 1e-9)
      // The straight line that is taken off changes it a little.
      try expect(report, "integrated_velocity_\(name)_m_s", 2 * a / (.pi * w), within: 0.1)
    }
    let sway = try #require(report.sway)
    let squares = try ["ml", "ap"].map { try #require(sway["acceleration_rms_\($0)_m_s2"]) }
      .reduce(0) { $0 + $1 * $1 }
    try expect(report, "rms_m_s2", squares.squareRoot(), within: 1e-9)
    #expect(sway.processing.forwardAxis == seat.forward)
    #expect(report.unavailable.isEmpty)
  }

  /// A sensor that leans: its axis points forward and so many degrees up.
  private func leaning(_ degrees: Double, profile: SwayProfile = .soleus) -> SessionReport {
    let turn = degrees * .pi / 180
    return report(
      x: SIMD3(1, 0, 0), y: SIMD3(0, cos(turn), sin(turn)), z: SIMD3(0, -sin(turn), cos(turn)),
      forward: .y, profile: profile)
  }

  @Test(
    "a sensor that leans shows the same, since up is taken from gravity", arguments: [0.0, 20, 55])
  func lean(degrees: Double) throws {
    let leaning = leaning(degrees)
    try expect(leaning, "rms_ap_m_s2", Self.ahead.amplitude / 2.0.squareRoot())
    try expect(leaning, "rms_ml_m_s2", Self.right.amplitude / 2.0.squareRoot())
  }

  @Test(
    "an axis within 30 degrees of the vertical can't point forward", arguments: [61.0, 75, 90, -90])
  func upright(degrees: Double) {
    let leaning = leaning(degrees)
    #expect(leaning.sway?["acceleration_rms_ap_m_s2"] == nil)
    // What doesn't hang on the axes is measured all the same.
    #expect(leaning.sway?["acceleration_rms_m_s2"] != nil)
    let angle = Int((90 - abs(degrees)).rounded())
    #expect(leaning.refusedForwardAxis?.contains("lies \(angle)° from the vertical") == true)
    #expect(leaning.sway?.processing.forwardAxis == nil)
  }

  @Test(
    "untold, nothing is known along the axes, and the reason says what to do",
    arguments: [
      SwayProfile.soleus, .isway2012,
    ])
  func untold(profile: SwayProfile) throws {
    let report = report(
      x: SIMD3(1, 0, 0), y: SIMD3(0, 1, 0), z: SIMD3(0, 0, 1), forward: nil, profile: profile)
    let along = try #require(report.sway).measures.filter {
      $0.key.contains("_ml") || $0.key.contains("_ap")
    }
    // Twelve measures of Mancini's table along two axes; the swept area is of the plane.
    #expect(along.count == 24)
    #expect(along.allSatisfy { $0.value == nil && $0.missing?.contains("--forward-axis") == true })
    #expect(report.refusedForwardAxis == nil)
  }

  @Test("right is to the right: forward x, up z, and y to the left")
  func sign() {
    let plane = HorizontalPlane(up: SIMD3(0, 0, 1), forward: .x)
    #expect(plane.components(of: SIMD3(0, -2, 5)) == SIMD2(2, 0))
    #expect(plane.components(of: SIMD3(3, 0, 0)) == SIMD2(0, 3))
  }
}
