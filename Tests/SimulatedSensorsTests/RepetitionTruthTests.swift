import Testing

@testable import SimulatedSensors

@Suite("Truth of repetitions")
struct RepetitionTruthTests {
  // Shares of a minimum-jerk movement's time at which it has made 10, 20, 80 and 90 % of its way:
  // roots of 10u³ - 15u⁴ + 6u⁵, found with scipy's brentq.
  private let u10 = 0.24663645328847
  private let u20 = 0.32659793784141
  private let u80 = 0.67340206215859
  private let u90 = 0.75336354671153

  /// A path through targets, each `(target, seconds, pause)`, from 3 s on.
  private func path(_ targets: [(Double, Double, Double)]) -> Trajectory {
    var path = Trajectory()
    var clock = 3.0
    for (target, seconds, pause) in targets {
      path.move(to: target, at: clock, over: seconds)
      clock += seconds + pause
    }
    return path
  }

  private func truth(_ path: Trajectory, anatomy: LegAnatomy? = nil) -> [RepetitionTruth] {
    RepetitionTruth.all(
      in: path, during: 0...(path.end + 3), height: anatomy.map { $0.height(at:) })
  }

  @Test("one rise from the flat has its crossings where the polynomial has them")
  func flatRise() throws {
    let found = truth(path([(30, 2, 1), (0, 3, 0)]))
    try #require(found.count == 1)
    #expect(abs(found[0].riseStart - (3 + 2 * u10)) < 2e-6)
    #expect(abs(found[0].topStart - (3 + 2 * u90)) < 2e-6)
    #expect(abs(found[0].lowerStart - (6 + 3 * u10)) < 2e-6)
    #expect(abs(found[0].end - (6 + 3 * u90)) < 2e-6)
    #expect(abs(found[0].range - 30) < 1e-9)
    #expect(found[0].height == nil)
  }

  @Test("the first sink into a dip and the last return from it are no repetitions")
  func dip() throws {
    let anatomy = LegAnatomy(footLever: 0.2, footLeverAngle: 0)
    let found = truth(
      path([(-10, 2, 0.5), (30, 2, 1), (-12, 3, 0.5), (28, 2, 1), (-9, 3, 1), (0, 1, 0)]),
      anatomy: anatomy)
    try #require(found.count == 2)
    #expect(abs(found[0].riseStart - (5.5 + 2 * u10)) < 2e-6)
    #expect(abs(found[0].end - (8.5 + 3 * u90)) < 2e-6)
    #expect(abs(found[0].range - 40) < 1e-6)
    #expect(abs(found[1].range - 40) < 1e-6)
    // 200 sin 30°, 200 sin 12° and 200 sin 9° mm.
    #expect(abs(try #require(found[0].height) - 100) < 1e-6)
    #expect(abs(try #require(found[0].depth) - 41.582338) < 1e-4)
    #expect(abs(try #require(found[1].depth) - 31.286893) < 1e-4)
  }

  @Test("the heel's height is that of a lever of 0.74 of the foot, level with the ball")
  func heel() throws {
    let anatomy = LegAnatomy(footLength: 0.25)
    let path = path([(-10, 2, 0.5), (30, 2, 1), (-12, 3, 0.5), (28, 2, 1), (0, 3, 0)])
    let found = RepetitionTruth.all(
      in: path, during: 0...(path.end + 3), height: anatomy.height(at:),
      heelHeight: anatomy.heelHeight(at:))
    try #require(found.count == 2)
    // 185 sin 30° and 185 sin 12° mm.
    #expect(abs(try #require(found[0].heelHeight) - 92.5) < 1e-6)
    #expect(abs(try #require(found[0].heelDepth) - 38.463663) < 1e-4)
    #expect(found[1].heelDepth == nil)
  }

  @Test("a pause in neutral ends the lowering; the dip after it belongs to the bottom")
  func neutralPause() throws {
    let anatomy = LegAnatomy(footLever: 0.2, footLeverAngle: 0)
    let found = truth(
      path([
        (-10, 1, 0.5), (30, 2, 0.5), (0, 2, 0.8), (-10, 1, 0.5), (30, 2, 0.5), (0, 2, 0),
      ]), anatomy: anatomy)
    try #require(found.count == 2)
    // The lowering goes from 30 to 0, not to -10.
    #expect(abs(found[0].end - (7 + 2 * u90)) < 2e-6)
    #expect(abs(found[1].riseStart - (11.3 + 2 * u10)) < 2e-6)
    #expect(abs(found[1].range - 40) < 1e-6)
    #expect(abs(try #require(found[0].depth) - 34.729636) < 1e-4)
    #expect(found[1].depth == nil)
  }

  @Test("a pause above the low band belongs to the rise")
  func pauseAboveBand() throws {
    let found = truth(path([(15, 1, 0.6), (30, 1, 0.5), (0, 2, 0)]))
    try #require(found.count == 1)
    // 3 of 30 degrees are 20 % of the first half, 27 are 80 % of the second.
    #expect(abs(found[0].riseStart - (3 + u20)) < 2e-6)
    #expect(abs(found[0].topStart - (4.6 + u80)) < 2e-6)
  }

  @Test("a pause within the low band starts the rise again")
  func pauseWithinBand() throws {
    let found = truth(path([(2, 1, 0.6), (30, 1, 0.5), (0, 2, 0)]))
    try #require(found.count == 1)
    #expect(abs(found[0].riseStart - (4.6 + u10)) < 2e-6)
    #expect(abs(found[0].range - 30) < 1e-9)
  }

  @Test("two tops with a sag between them that stays above the band are one repetition")
  func sagAtTop() throws {
    let found = truth(path([(28, 1, 0.1), (20, 0.5, 0.1), (30, 0.5, 0.1), (0, 2, 0)]))
    try #require(found.count == 1)
    #expect(abs(found[0].range - 30) < 1e-9)
  }

  @Test("sinking, coming back to neutral and sinking again is no repetition")
  func repeatedSink() {
    #expect(truth(path([(-12, 1, 0.5), (0, 1, 0.5), (-12, 1, 0.5), (0, 1, 0)])).isEmpty)
    #expect(truth(Trajectory()).isEmpty)
  }

  @Test("under half the usual range is partial, from the fourth repetition on")
  func partial() {
    func range(_ value: Double) -> RepetitionTruth {
      RepetitionTruth(
        riseStart: 0, topStart: 1, lowerStart: 2, end: 3, range: value, height: nil, depth: nil)
    }
    let (counted, partial) = RepetitionTruth.parted([30, 10, 28, 13, 14.5, 26].map(range))
    // Median of 30, 10, 28 is 28; of 30, 10, 28, 14.5 it is 21.25.
    #expect(counted.map(\.range) == [30, 10, 28, 14.5, 26])
    #expect(partial.map(\.range) == [13])
  }

  @Test("a fading set keeps its partial repetitions apart and loses range")
  func fadingSet() throws {
    let schedule = RaiseSchedule(
      repetitions: 12, rise: 1, top: 0.4, lower: 1.2, bottom: 0.4, peak: 36, fade: 0.4,
      partialRepetitions: [6])
    let parted = RepetitionTruth.parted(truth(schedule.excursion(from: 3, seed: 1)))
    #expect(parted.counted.count == 11)
    #expect(parted.partial.count == 1)
    let (first, last) = (try #require(parted.counted.first), try #require(parted.counted.last))
    #expect(abs(last.range / first.range - 0.6) < 1e-6)
    let (quick, slow) = (first.topStart - first.riseStart, last.topStart - last.riseStart)
    #expect(abs(slow / quick - 1.4) < 1e-4)
  }
}
