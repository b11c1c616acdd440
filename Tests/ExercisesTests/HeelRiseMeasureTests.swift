import Testing

@testable import Exercises

/// What a set of heel rises comes to.
struct HeelRiseMeasureTests {
  private func repetition(
    height: Double?, displacement: Double? = nil, velocity: Double? = nil, angular: Double? = nil
  ) -> Repetition {
    Repetition(
      riseStart: 0, topStart: 1, lowerStart: 2, end: 3, height: height, direction: .known,
      displacement: displacement ?? height, riseVelocity: velocity, riseAngularVelocity: angular)
  }

  @Test("displacement adds up the ways up; work is mass times gravity times that")
  func work() {
    let set = HeelRiseMeasures(
      of: [
        repetition(height: 90, displacement: 110), repetition(height: 100, displacement: 125),
        repetition(height: 80, displacement: 100),
      ], basis: .footLength, bodyMass: 70)
    #expect(set.heightBasis == .footLength)
    #expect(set.peakHeight == 100)
    #expect(set.totalDisplacement == 335)
    // 70 kg * 9.80665 m/s² * 0.335 m.
    #expect(abs((set.totalWork ?? 0) - 229.965943) < 1e-6)
  }

  @Test("without a mass there is no work, without heights nothing but what the angle tells")
  func unknown() {
    let massless = HeelRiseMeasures(of: [repetition(height: 90)], basis: .footLength, bodyMass: nil)
    #expect(massless.totalDisplacement == 90)
    #expect(massless.totalWork == nil)
    let flat = HeelRiseMeasures(
      of: [repetition(height: nil, angular: 40), repetition(height: nil, angular: 30)],
      basis: .fittedLever, bodyMass: 70)
    #expect(flat.heightBasis == nil)
    #expect(flat.peakHeight == nil)
    #expect(flat.totalDisplacement == nil)
    #expect(flat.totalWork == nil)
    #expect(flat.riseVelocity == nil)
    #expect(flat.riseAngularVelocity == 35)
    #expect(flat.velocityLossPercent == 25)
    #expect(
      HeelRiseMeasures(of: [], basis: .footLength, bodyMass: 70) == HeelRiseMeasures())
  }

  @Test("one repetition of unknown way makes the sum unknown, not smaller")
  func partlyKnown() {
    let set = HeelRiseMeasures(
      of: [repetition(height: 90), repetition(height: nil)], basis: .footLength, bodyMass: 70)
    #expect(set.peakHeight == 90)
    #expect(set.totalDisplacement == nil)
    #expect(set.totalWork == nil)
  }

  @Test("height is lost from the best repetition to the mean of the last three")
  func heightLoss() {
    let heights = [90.0, 100, 95, 80, 85, 75]
    let set = HeelRiseMeasures(
      of: heights.map { repetition(height: $0) }, basis: .footLength, bodyMass: nil)
    // 100 less (80 + 85 + 75) / 3.
    #expect(set.heightLoss == 20)
    #expect(set.heightLossPercent == 20)
    let few = HeelRiseMeasures(
      of: heights.prefix(3).map { repetition(height: $0) }, basis: .footLength, bodyMass: nil)
    #expect(few.heightLoss == nil)
    #expect(few.heightLossPercent == nil)
  }

  @Test("velocity loss is (best - last) / best of the mean concentric velocities")
  func velocityLoss() {
    let set = HeelRiseMeasures(
      of: [160.0, 200, 150].map { repetition(height: 90, velocity: $0, angular: 10) },
      basis: .footLength, bodyMass: nil)
    #expect(set.riseVelocity == 170)
    #expect(set.velocityLossPercent == 25)
    let one = HeelRiseMeasures(
      of: [repetition(height: 90, velocity: 160)], basis: .footLength, bodyMass: nil)
    #expect(one.velocityLossPercent == nil)
  }
}
