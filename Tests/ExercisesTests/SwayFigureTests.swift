import Foundation
import Samples
import Testing

@testable import Exercises

/// What a picture of sway is drawn from.
struct SwayFigureTests {
  /// A session over centre-of-pressure points at 100 Hz, and the track beside it.
  private func run(
    seconds: Int, filter: SwayFilter? = SwayFilter.none, _ point: (Double) -> (x: Double, y: Double)
  ) throws -> (report: SwayReport, track: SwayTrack, configuration: SessionConfiguration) {
    let configuration = SessionConfiguration(exercise: .quietStance, swayFilter: filter)
    var session = Session(configuration: configuration)
    var track = SwayTrack(configuration: configuration)
    for index in 0..<(seconds * 100) {
      let time = Double(index) / 100
      let place = point(time)
      let element = StreamElement.sample(
        Sample.centerOfPressure(
          CenterOfPressureSample(
            time: Timestamp(microseconds: Int64(index) * 10_000), mediolateral: place.x,
            anteroposterior: place.y, verticalForce: nil)))
      track.advance(element)
      session.advance(element) { _ in }
    }
    session.finish { _ in }
    track.finish()
    return (try #require(session.report.sway), track, configuration)
  }

  /// The factor between a covariance and its 95 % prediction ellipse's squared half axes, after Schubert &
  /// Kirchner 2014: 2 (n + 1)(n - 1) / (n (n - 2)) F, where F of 2 and d degrees has a closed form.
  private func factor(_ n: Double) -> Double {
    let d = n - 2
    return 2 * (n + 1) * (n - 1) / (n * (n - 2)) * (d / 2 * (pow(0.05, -2 / d) - 1))
  }

  @Test(
    "an ellipse drawn by two sines has half axes in closed form, turned as they are",
    arguments: [0.0, 30, 90, 150, 179])
  func ellipse(degrees: Double) throws {
    let (a, b) = (12.0, 5.0)
    let turn = degrees * .pi / 180
    let (report, track, configuration) = try run(seconds: 20) { time in
      let (along, across) = (a * cos(2 * .pi * time), b * sin(2 * .pi * time))
      return (
        3 + along * cos(turn) - across * sin(turn), -7 + along * sin(turn) + across * cos(turn)
      )
    }
    let figure = try #require(SwayFigure(of: report, on: track, configuration: configuration))
    let ellipse = try #require(figure.ellipse)
    // Over whole turns the variances are a²/2 and b²/2, here with 1/(n - 1).
    let n = 2000.0
    let scale = (n / (n - 1) / 2 * factor(n)).squareRoot()
    #expect(abs(ellipse.semiMajor - a * scale) < 1e-9)
    #expect(abs(ellipse.semiMinor - b * scale) < 1e-9)
    // The report's numbers are those of the picture; its angle turns from ML to AP as well.
    #expect(abs(try #require(report["ellipse95_prediction_semi_major_mm"]) - a * scale) < 1e-9)
    #expect(abs(try #require(report["ellipse95_prediction_semi_minor_mm"]) - b * scale) < 1e-9)
    let angle = try #require(report["ellipse_angle_from_ml_deg"])
    #expect((0..<180).contains(angle))
    #expect(min(abs(angle - degrees), 180 - abs(angle - degrees)) < 1e-7)
    #expect(abs(ellipse.center.x - 3) < 1e-9)
    #expect(abs(ellipse.center.y + 7) < 1e-9)
    let away = abs(ellipse.angle - degrees)
    #expect(min(away, 180 - away) < 1e-6)
    let area = try #require(report["ellipse95_prediction_area_mm2"])
    #expect(abs(ellipse.area - area) < 1e-9 * area)
    let quarter = ellipse.point(at: 0.25) - ellipse.center
    #expect(abs((quarter * quarter).sum().squareRoot() - ellipse.semiMinor) < 1e-9)
  }

  @Test("its points have the path that the report has, filtered or not")
  func samePoints() throws {
    for filter in [SwayFilter.none, .lowpass(hertz: 10), nil] as [SwayFilter?] {
      let (report, track, configuration) = try run(seconds: 20, filter: filter) { time in
        (4 * sin(2.1 * time) + sin(31 * time), 3 * cos(1.7 * time))
      }
      let points = try #require(SwayFigure(of: report, on: track, configuration: configuration))
        .points
      let path = zip(points, points.dropFirst()).reduce(0.0) {
        $0 + hypot($1.1.x - $1.0.x, $1.1.y - $1.0.y)
      }
      let reported = try #require(report["path_mm"])
      #expect(abs(path - reported) < 1e-9 * reported)
      #expect(points.first?.time == report.processing.windowStart)
    }
  }

  @Test("the worst second is the one with the shake in it")
  func worst() throws {
    let (report, track, configuration) = try run(seconds: 20) { time in
      (sin(time) + ((13..<14).contains(time) ? 2 * sin(18 * time) : 0), 0.5 * cos(time))
    }
    let worst = try #require(
      SwayFigure(of: report, on: track, configuration: configuration)?.worstSecond)
    #expect(abs(worst.lowerBound - 13) < 0.05)
    #expect(abs(worst.upperBound - 14) < 0.05)
  }

  @Test("a body sensor's points are what is left across the vertical, with the report's path")
  func acceleration() throws {
    let configuration = SessionConfiguration(
      exercise: .quietStance, placement: .waist, swayFilter: SwayFilter.none)
    var session = Session(configuration: configuration)
    var track = SwayTrack(configuration: configuration)
    for index in 0..<2000 {
      let time = Double(index) / 100
      let element = StreamElement.sample(
        Sample.inertial(
          InertialSample(
            time: Timestamp(microseconds: Int64(index) * 10_000),
            acceleration: SIMD3(
              0.3 * sin(2 * .pi * time), 9.8, 0.1 * cos(2 * .pi * time)), angularVelocity: nil)))
      track.advance(element)
      session.advance(element) { _ in }
    }
    session.finish { _ in }
    let report = try #require(session.report.sway)
    let figure = try #require(SwayFigure(of: report, on: track, configuration: configuration))
    #expect(track.signal == .acceleration)
    let path = zip(figure.points, figure.points.dropFirst()).reduce(0.0) {
      $0 + hypot($1.1.x - $1.0.x, $1.1.y - $1.0.y)
    }
    let reported = try #require(report["acceleration_path_m_s2"])
    #expect(abs(path - reported) < 1e-9)
    let scale = (2000.0 / 1999 / 2 * factor(2000)).squareRoot()
    #expect(abs((figure.ellipse?.semiMajor ?? 0) - 0.3 * scale) < 1e-6)
    #expect(abs((figure.ellipse?.semiMinor ?? 0) - 0.1 * scale) < 1e-6)
  }

  @Test("it keeps a stated number of points, and says which are gone")
  func capacity() throws {
    var track = SwayTrack(configuration: SessionConfiguration(exercise: .quietStance))
    for index in 0...SwayTrack.capacity {
      track.advance(
        .sample(
          .centerOfPressure(
            CenterOfPressureSample(
              time: Timestamp(microseconds: Int64(index) * 10_000), mediolateral: 0,
              anteroposterior: 0, verticalForce: nil))))
    }
    #expect(track.times.count == SwayTrack.capacity - SwayTrack.capacity / 8 + 1)
    #expect(track.forgottenUntil == Double(SwayTrack.capacity / 8) / 100)
    #expect(track.times.first == track.forgottenUntil)
  }

  @Test("a gap, and a plate without load, break the track")
  func breaks() {
    var track = SwayTrack(configuration: SessionConfiguration(exercise: .quietStance))
    func point(_ time: Double, force: Double?) -> StreamElement<Sample> {
      .sample(
        .centerOfPressure(
          CenterOfPressureSample(
            time: Timestamp(microseconds: Int64(time * 1e6)), mediolateral: time,
            anteroposterior: 0, verticalForce: force)))
    }
    for time in [0.0, 1] { track.advance(point(time, force: 700)) }
    track.advance(
      .gap(
        Gap(
          start: Timestamp(microseconds: 1_000_000), end: Timestamp(microseconds: 2_000_000),
          cause: .timeJump)))
    for time in [2.0, 3] { track.advance(point(time, force: 700)) }
    for time in [4.0, 5] { track.advance(point(time, force: 2)) }
    track.advance(point(6, force: 700))
    let points = track.points(in: 0...10, level: 0...10)
    #expect(points.map(\.time) == [0, 1, 2, 3, 6])
    #expect(points.map(\.isAfterBreak) == [true, false, true, false, true])
  }
}
