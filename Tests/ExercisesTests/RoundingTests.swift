import Glibc
import Samples
import Testing

@testable import Exercises

/// A track that rests off the origin: what rounding leaves of it is no measure of anybody.
struct RoundingTests {
  private static let profiles: [SwayProfile] = [.soleus, .prieto1996, .duarte, .quijoux2021]

  @Test("who doesn't move has lengths of 0, and nothing that takes a movement", arguments: profiles)
  func rest(profile: SwayProfile) throws {
    for place in [SIMD2(123.456, -78.9), SIMD2(0.1, 1e-3), SIMD2(-4e5, 1.0 / 3), SIMD2(0, 0)] {
      let report = plateReport(count: 1500, rate: 100, profile: profile) { _ in place }
      for measure in try #require(report.sway).measures {
        switch measure.key {
        case "mean_ml_mm": #expect(measure.value == place.x)
        case "mean_ap_mm": #expect(measure.value == place.y)
        default: #expect(measure.value == nil || measure.value == 0, "\(measure.key)")
        }
        let takesMovement =
          ["fractal", "angle", "direction_from", "frequency_", "f50", "density", "scaling"]
          .contains { measure.key.contains($0) } && !measure.key.contains("power")
        if takesMovement {
          #expect(measure.value == nil, "\(measure.key)")
          #expect(measure.missing?.isEmpty == false, "\(measure.key)")
        }
      }
    }
  }

  /// Two neighbours of 123.456 among the doubles.
  @Test("what differs by the last bits rests", arguments: profiles)
  func lastBits(profile: SwayProfile) throws {
    let report = plateReport(count: 1500, rate: 100, profile: profile) { time in
      SIMD2(Int(time * 100).isMultiple(of: 3) ? 123.456 : 123.456.nextUp, -78.9)
    }
    let sway = try #require(report.sway)
    #expect(sway["mean_velocity_mm_s"] == 0)
    #expect(sway["f50_ml_hz"] == nil)
  }

  @Test("a nanometre at a metre from the origin is a movement", arguments: profiles)
  func nanometre(profile: SwayProfile) throws {
    let report = plateReport(count: 3000, rate: 100, profile: profile) {
      SIMD2(1000 + 1e-6 * sin(2 * .pi * 0.5 * $0), 1e-6 * cos(2 * .pi * 0.5 * $0))
    }
    let sway = try #require(report.sway)
    let rms = try #require(sway["rms_ml_mm"])
    #expect(abs(rms / (1e-6 / 2.0.squareRoot()) - 1) < 0.02)
  }

  @Test("a straight line has no area and no dimension of one, and an angle")
  func line() throws {
    func track(_ time: Double) -> SIMD2<Double> {
      let along = 3 * sin(2 * .pi * 0.4 * time)
      return SIMD2(50.1 + along, -20.3 + 2 * along)
    }
    let duarte = try #require(
      plateReport(count: 3000, rate: 100, profile: .duarte, along: track).sway)
    #expect(duarte["ellipse95_prediction_area_mm2"] == 0)
    // From AP to ML: atan(1 / 2).
    #expect(abs(try #require(duarte["ellipse_angle_from_ap_deg"]) - atan(0.5) * 180 / .pi) < 1e-9)
    let prieto = try #require(
      plateReport(count: 3000, rate: 100, profile: .prieto1996, along: track).sway)
    #expect(prieto["fractal_dimension_ellipse"] == nil)
    #expect(try #require(prieto["fractal_dimension"]) > 1)
  }

  @Test("a circle scatters alike in all directions: it has no angle")
  func circle() throws {
    let report = plateReport(count: 3000, rate: 100, profile: .duarte) {
      SIMD2(70 + 4 * cos(2 * .pi * $0), -31 + 4 * sin(2 * .pi * $0))
    }
    #expect(report.sway?["ellipse_angle_from_ap_deg"] == nil)
    #expect(report.unavailable.contains { $0.reason.contains("in all directions") })
  }
}
