import Exercises
import Foundation
import Samples
import Testing

/// A quiet stance on a force plate whose centre of pressure moves as told, in mm.
private func sway(
  count: Int, rate: Double, filter: SwayFilter = .none, along track: (Double) -> SIMD2<Double>
) -> SwayReport? {
  let elements = (0..<count).map { index -> StreamElement<Sample> in
    let time = Double(index) / rate
    let place = track(time)
    return .sample(
      .centerOfPressure(
        CenterOfPressureSample(
          time: Timestamp(microseconds: 77 + Int64((time * 1e6).rounded())),
          mediolateral: place.x, anteroposterior: place.y)))
  }
  return SessionRun(
    SessionConfiguration(exercise: .quietStance, swayFilter: filter), elements
  ).report.sway
}

/// A circle of a radius in mm, `turns` a second.
private func circle(_ radius: Double, _ turns: Double) -> (Double) -> SIMD2<Double> {
  { radius * SIMD2(cos(2 * .pi * turns * $0), sin(2 * .pi * turns * $0)) }
}

/// Anything but regular, with its own length scale.
private func wander(_ time: Double) -> SIMD2<Double> {
  SIMD2(
    4 * sin(1.1 * time) + 2 * sin(5.3 * time + 1) + 30,
    7 * sin(0.7 * time + 2) + sin(8.9 * time) - 12)
}

private func expect(
  _ report: SwayReport?, _ key: String, _ expected: Double, within relative: Double = 1e-9,
  sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let value = try #require(report?[key], sourceLocation: sourceLocation)
  #expect(
    abs(value - expected) <= relative * abs(expected), "\(key) is \(value), not \(expected)",
    sourceLocation: sourceLocation)
}

@Suite("Sway measures against closed forms")
struct SwayTests {
  @Test("a circle of whole turns", arguments: [(8.0, 0.5, 1200), (20, 1, 600), (3, 2.5, 400)])
  func circleMeasures(radius: Double, turns: Double, count: Int) throws {
    let rate = 50.0
    let report = sway(count: count, rate: rate, along: circle(radius, turns))
    let n = Double(count)
    // N points make N - 1 chords; the time is N over the rate (Prieto et al. 1996).
    let path = (n - 1) * 2 * radius * sin(.pi * turns / rate)
    try expect(report, "path_mm", path)
    try expect(report, "mean_velocity_mm_s", path * rate / n)
    try expect(report, "mean_distance_mm", radius)
    try expect(report, "rms_distance_mm", radius)
    try expect(report, "rms_ml_mm", radius / 2.0.squareRoot())
    try expect(report, "rms_ap_mm", radius / 2.0.squareRoot())
    // In the limit of fast sampling the speed is 2 pi r f.
    try expect(report, "mean_velocity_mm_s", 2 * .pi * radius * turns, within: 0.01)
    #expect(report?.processing.samples == count)
    #expect(abs(try #require(report).processing.rate - rate) < 1e-9)
  }

  @Test("a circle reaches as far to each side as its diameter")
  func circleRange() throws {
    // 40 points a turn: one at each of the four extremes.
    let report = sway(count: 400, rate: 40, along: circle(9, 1))
    try expect(report, "range_ml_mm", 18)
    try expect(report, "range_ap_mm", 18)
  }

  /// From scipy: `pi * 2 * (N + 1) * (N - 1) / (N * (N - 2)) * f.ppf(.95, 2, N - 2)`, the area for a
  /// covariance with determinant 1.
  @Test(
    "the prediction ellipse of a circle",
    arguments: [
      (30, 22.46243696713225), (600, 18.98056685513913), (6000, 18.838424203953345),
    ])
  func ellipse(count: Int, unitArea: Double) throws {
    let radius = 5.0
    let report = sway(count: count, rate: 20, along: circle(radius, 2.0 / 3))
    // The covariance of a circle of whole turns is r^2/2 N/(N - 1) along either axis.
    let deviations = radius * radius / 2 * Double(count) / Double(count - 1)
    try expect(report, "ellipse95_prediction_area_mm2", unitArea * deviations, within: 1e-7)
  }

  @Test("a sine from side to side")
  func sine() throws {
    // 40 points a period, one at each extreme, for 25 periods and one point more.
    let report = sway(count: 1001, rate: 40) { SIMD2(6 * sin(2 * .pi * $0), 0) }
    try expect(report, "path_ml_mm", 25 * 4 * 6)
    try expect(report, "path_mm", 25 * 4 * 6)
    try expect(report, "mean_velocity_ml_mm_s", 600.0 * 40 / 1001)
    // Sums over half a period of 20 points: 10 for the squares, cot(pi/40) for the sine.
    try expect(report, "rms_ml_mm", (36 * 50 * 10 / 1001.0).squareRoot())
    try expect(report, "mean_distance_mm", 6 * 50 / tan(.pi / 40) / 1001)
    try expect(report, "range_ml_mm", 12)
    #expect(report?["path_ap_mm"] == 0)
    #expect(report?["range_ap_mm"] == 0)
    #expect(report?["ellipse95_prediction_area_mm2"] == 0)
  }

  private static let lengths = [
    "path_mm", "path_ml_mm", "path_ap_mm", "mean_velocity_mm_s", "mean_velocity_ml_mm_s",
    "mean_velocity_ap_mm_s", "mean_distance_mm", "rms_distance_mm", "rms_ml_mm", "rms_ap_mm",
    "range_ml_mm", "range_ap_mm",
  ]

  @Test(
    "three times the sway is three times every length and nine times the area",
    arguments: [SwayFilter.none, .lowpass(hertz: 10)])
  func scaling(filter: SwayFilter) throws {
    let one = sway(count: 1500, rate: 50, filter: filter, along: wander)
    let three = sway(count: 1500, rate: 50, filter: filter) { 3 * wander($0) }
    for key in Self.lengths { try expect(three, key, 3 * (try #require(one?[key]))) }
    let area = "ellipse95_prediction_area_mm2"
    try expect(three, area, 9 * (try #require(one?[area])))
    #expect(one?.measures.map(\.key) == Self.lengths + [area])
  }

  @Test(
    "standing elsewhere, or turned, leaves what has no axis alone", arguments: [0.4, 1.9, 3.0])
  func rotation(angle: Double) throws {
    let one = sway(count: 1500, rate: 50, along: wander)
    let turned = sway(count: 1500, rate: 50) { time in
      let p = wander(time)
      return SIMD2(
        p.x * cos(angle) - p.y * sin(angle) + 100, p.x * sin(angle) + p.y * cos(angle) - 40)
    }
    for key in [
      "path_mm", "mean_velocity_mm_s", "mean_distance_mm", "rms_distance_mm",
      "ellipse95_prediction_area_mm2",
    ] { try expect(turned, key, try #require(one?[key])) }
  }

  @Test("a quarter of a turn swaps the axes")
  func quarterTurn() throws {
    let one = sway(count: 1500, rate: 50, along: wander)
    let turned = sway(count: 1500, rate: 50) { SIMD2(-wander($0).y, wander($0).x) }
    for (ml, ap) in [("path_ml_mm", "path_ap_mm"), ("rms_ml_mm", "rms_ap_mm")] {
      try expect(turned, ml, try #require(one?[ap]))
      try expect(turned, ap, try #require(one?[ml]))
    }
  }

  @Test("the low-pass takes 3 dB off a circle that turns at its corner, and is named in the report")
  func filtered() throws {
    let report = sway(
      count: 4000, rate: 100, filter: .lowpass(hertz: 5), along: circle(10, 5))
    try expect(report, "rms_distance_mm", 10 / 2.0.squareRoot(), within: 0.01)
    #expect(report?.processing.preparation.filter == "lowpass:5.0")
    let slow = sway(
      count: 4000, rate: 100, filter: .lowpass(hertz: 10), along: circle(10, 0.5))
    try expect(slow, "mean_velocity_mm_s", 2 * .pi * 5, within: 0.01)
  }

  @Test("fewer than three samples have no sway", arguments: 0...2)
  func tooFew(count: Int) {
    #expect(sway(count: count, rate: 50, along: wander) == nil)
  }

  @Test("a recording over ten minutes is measured on its first ten, and says so")
  func capacity() throws {
    let elements = (0..<3300).map { index -> StreamElement<Sample> in
      .sample(
        .centerOfPressure(
          CenterOfPressureSample(
            time: Timestamp(microseconds: Int64(index) * 200_000), mediolateral: Double(index % 7),
            anteroposterior: 0)))
    }
    let report = SessionRun(SessionConfiguration(exercise: .quietStance), elements).report
    #expect(try #require(report.sway).processing.windowEnd == 600)
    #expect(report.unavailable.contains { $0.reason.contains("600 s") })
  }

  @Test("a filter that the rate can't carry leaves no sway, and the report says why")
  func unfittingFilter() {
    let elements = (0..<200).map { index -> StreamElement<Sample> in
      .sample(
        .centerOfPressure(
          CenterOfPressureSample(
            time: Timestamp(microseconds: Int64(index) * 100_000), mediolateral: 0,
            anteroposterior: Double(index % 5))))
    }
    let report = SessionRun(
      SessionConfiguration(exercise: .quietStance, swayFilter: .lowpass(hertz: 10)), elements
    ).report
    #expect(report.sway == nil)
    #expect(report.unavailable.map(\.key) == ["sway"])
    #expect(report.unavailable.allSatisfy { $0.reason.contains("filter") })
  }
}

@Suite("Sway of a body-worn sensor")
struct AccelerationSwayTests {
  /// A circle of horizontal acceleration, 0.3 m/s² at 0.5 Hz, in the axes of a sensor turned by `mounting`.
  private func report(mounting: (SIMD3<Double>) -> SIMD3<Double>) -> SwayReport? {
    let elements = (0..<2000).map { index -> StreamElement<Sample> in
      let angle = 2 * .pi * Double(index) / 200
      return .sample(
        .inertial(
          InertialSample(
            time: Timestamp(microseconds: Int64(index) * 10_000),
            acceleration: mounting(SIMD3(0.3 * cos(angle), 0.3 * sin(angle), 9.80665)))))
    }
    return SessionRun(
      SessionConfiguration(exercise: .quietStance, placement: .waist), elements
    ).report.sway
  }

  @Test("is horizontal acceleration about its mean, however the sensor is turned", arguments: 0..<6)
  func mountings(step: Int) throws {
    let a = Double(step)
    let report = report { vector in
      let turned = SIMD3(
        vector.x * cos(a) - vector.y * sin(a), vector.x * sin(a) + vector.y * cos(a), vector.z)
      return SIMD3(
        turned.x, turned.y * cos(2 * a) - turned.z * sin(2 * a),
        turned.y * sin(2 * a) + turned.z * cos(2 * a))
    }
    try expect(report, "acceleration_mean_distance_m_s2", 0.3)
    try expect(report, "acceleration_rms_m_s2", 0.3)
    try expect(report, "acceleration_path_m_s2", 1999 * 0.6 * sin(.pi / 200))
    #expect(report?.processing.signal == .acceleration)
    #expect(report?["path_mm"] == nil)
  }
}
