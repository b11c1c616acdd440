import Foundation
import SignalProcessing
import Testing

@Suite("Statistics")
struct StatisticsTests {
  @Test("mean and median of nothing are nil")
  func nothing() {
    #expect(mean(of: [Double]()) == nil)
    #expect(median(of: [Double]()) == nil)
  }

  @Test("the mean of 1 to 10 is 5.5")
  func meanOfRange() {
    #expect(mean(of: (1...10).map(Double.init)) == 5.5)
  }

  @Test("the median is the middle value, whatever the order")
  func oddMedian() {
    #expect(median(of: [9, -1, 100, 3, 4]) == 4)
  }

  @Test("the median of an even number lies between the two in the middle")
  func evenMedian() {
    #expect(median(of: [4, 1, 1000, 2]) == 3)
  }
}

@Suite("Covariance in the plane")
struct PlanarCovarianceTests {
  /// From `numpy.cov([1, 2, 4, 8], [2, 1, 5, 4])`.
  @Test("agrees with numpy, one less than the count as the divisor")
  func agreesWithNumpy() throws {
    let covariance = try #require(PlanarCovariance(x: [1, 2, 4, 8], y: [2, 1, 5, 4]))
    #expect(abs(covariance.xx - 9.583333333333334) < 1e-12)
    #expect(abs(covariance.xy - 11 / 3.0) < 1e-12)
    #expect(abs(covariance.yy - 3.3333333333333335) < 1e-12)
    #expect(abs(covariance.determinant - (9.583333333333334 * 10 / 3 - 121 / 9.0)) < 1e-12)
  }

  @Test("fewer than two points, or lists of different length, have none")
  func refuses() {
    #expect(PlanarCovariance(x: [1], y: [2]) == nil)
    #expect(PlanarCovariance(x: [1, 2], y: [2]) == nil)
  }

  @Test("points on a line have no determinant, and the line as direction", arguments: 0..<24)
  func line(step: Int) throws {
    let angle = Double(step) * .pi / 24
    let along = stride(from: -5.0, through: 5, by: 0.5)
    let covariance = try #require(
      PlanarCovariance(x: along.map { $0 * cos(angle) }, y: along.map { $0 * sin(angle) }))
    #expect(covariance.determinant < 1e-9)
    let direction = covariance.principalDirection
    #expect(abs(abs(direction.x * cos(angle) + direction.y * sin(angle)) - 1) < 1e-9)
  }

  @Test("a round scatter has a direction all the same")
  func round() {
    #expect(PlanarCovariance(xx: 0, xy: 0, yy: 0).principalDirection == SIMD2(1, 0))
    let direction = PlanarCovariance(xx: 2, xy: 0, yy: 2).principalDirection
    #expect(direction == SIMD2(1, 0))
  }

  @Test("turning the points leaves the determinant alone", arguments: [0.3, 1.2, 2.7])
  func rotation(angle: Double) throws {
    let x = (0..<50).map { 3 * sin(Double($0)) }
    let y = (0..<50).map { cos(1.7 * Double($0)) + 0.2 * sin(Double($0)) }
    let turnedX = zip(x, y).map { $0 * cos(angle) - $1 * sin(angle) }
    let turnedY = zip(x, y).map { $0 * sin(angle) + $1 * cos(angle) }
    let before = try #require(PlanarCovariance(x: x, y: y)).determinant
    let after = try #require(PlanarCovariance(x: turnedX, y: turnedY)).determinant
    #expect(abs(after / before - 1) < 1e-12)
  }
}

@Suite("Moments of points in the plane about any point")
struct PlanarMomentTests {
  @Test("about the mean they are the sample covariance times (n - 1) / n, about another point more")
  func aboutPoint() throws {
    let x = [1.0, 2, 4, 9]
    let y = [3.0, -1, 0, 2]
    let sample = try #require(PlanarCovariance(x: x, y: y))
    let about = try #require(PlanarCovariance(x: x, y: y, about: SIMD2(4, 1)))
    #expect(about.xx == sample.xx * 3 / 4 && about.xy == sample.xy * 3 / 4)
    #expect(about.yy == sample.yy * 3 / 4)
    let origin = try #require(PlanarCovariance(x: x, y: y, about: .zero))
    #expect(origin.xx == (1 + 4 + 16 + 81) / 4.0 && origin.xy == (3 - 2 + 0 + 18) / 4.0)
    #expect(PlanarCovariance(x: [], y: [], about: .zero) == nil)
    #expect(PlanarCovariance(x: [1], y: [], about: .zero) == nil)
  }

  @Test("principal variances are those of the axes that the points were turned from")
  func principalVariances() {
    for degrees in stride(from: 0.0, to: 180, by: 15) {
      let (c, s) = (cos(degrees * .pi / 180), sin(degrees * .pi / 180))
      let turned = PlanarCovariance(
        xx: 9 * c * c + 2 * s * s, xy: 7 * c * s, yy: 9 * s * s + 2 * c * c)
      #expect(abs(turned.principalVariances.x - 9) < 1e-12)
      #expect(abs(turned.principalVariances.y - 2) < 1e-12)
    }
    #expect(PlanarCovariance(xx: 0, xy: 0, yy: 0).principalVariances == .zero)
  }
}
