import Exercises
import Samples
import Testing

@testable import Monitoring

/// A hold's card in the words that go into the file.
struct HoldCardTextTests {
  private func hold() -> HoldReport {
    HoldReport(
      start: 2, end: 18.5, side: .left, basis: .declared, startBasis: .settled,
      endedBy: .touchDown, faults: [], sway: nil)
  }

  private let conditions = HoldConditions(
    surface: .bosuPlatform, sensor: "accelerometer+gyroscope", placement: .platform,
    trainer: BalanceTrainer(ball: "blue", inflation: "22 cm"), bodyMass: 70)

  @Test("a hold on a platform: tilt, recovery, earlier holds and what to be careful with")
  func platform() {
    var hold = hold()
    hold.faults = [Fault(start: 9, end: 10.25, kind: .lurch, recovery: 1.75)]
    hold.credited = 16.5
    hold.tilt = PlatformTilt(
      reference: .stillPose, mean: 2.44, rms: 2.86, worst: 9.81, worstTime: 15.26, path: 108.4,
      pathRate: 8.63)
    hold.comparison = HoldComparison(
      duration: HoldComparison.Standing(count: 1, median: 12, lowest: 12, highest: 12, below: 1),
      score: nil, leftOut: 2, warnings: [.otherBall, .unknownMass])
    #expect(
      hold.lines(1).joined(separator: "\n") == """
        hold 1  16.50 s on the left leg, ended by touch-down
          from 2.00 s (settled) to 18.50 s
          one foot is declared, not seen: this sensor can't tell one from two
          fault  9.00 to 10.25 s: a lurch, quiet again after 1.8 s
          ladder  the step of 15 s is reached
          tilt    of the platform: mean 2.4°, RMS 2.9°, worst 9.8° at 15.3 s, path 108°
                  (8.6 °/s)
                  mean and worst from where the platform lay still, RMS about the mean
                  pose
          earlier your own last hold like it took 12.0 s
          warning earlier holds on another ball are left out
          warning it isn't known whether the body mass is the same (--mass)
        """)
  }

  @Test("an acceleration is never called a centre of pressure")
  func acceleration() {
    var hold = hold()
    hold.seconds = [
      SecondMeans(
        quantity: .acceleration, count: 15, mean: 0.12, median: 0.1, worst: 0.4567, worstStart: 7)
    ]
    let text = hold.lines(1).joined(separator: "\n")
    let joined = text.split(separator: " ").joined(separator: " ").replacing("\n", with: "")
    #expect(joined.contains("mean second 0.120 m/s², worst 0.457 m/s² from 7.0 s on"))
    #expect(text.contains("(no centre of pressure)"))
    #expect(!text.contains("mm"))
    #expect(!text.contains("stability score"))
  }

  @Test("what the holds come to: trials, symmetry, ladder, ball and device")
  func summary() {
    let summary = HoldSummary(
      conditions: conditions,
      trials: [
        HoldTrials(
          side: .left, count: 3, best: 15.04, mean: 12, bestScore: 61.2, meanScore: 55.5)
      ], symmetry: LimbSymmetry(percent: 75.2, basis: .involved))
    #expect(
      summary.lines(device: DeviceIdentity(name: "MPU-6050", identity: "i2c-1 0x68"))
        .joined(separator: "\n") == """

          all holds on the surface bosu-platform
            left    3 holds, best 15.0 s, mean 12.0 s; score best 61.2, mean 55.5
            LSI     75 % (involved/uninvolved leg, best hold times up to 45 s)
            with    MPU-6050 (i2c-1 0x68)
            with    ball blue, pumped up to 22 cm, body mass 70.0 kg
          """)
    #expect(HoldSummary(conditions: conditions).lines(device: nil).isEmpty)
  }

  @Test("an index by earlier holds says by which, with what to be careful with")
  func earlierLeg() {
    func trials(_ side: Side, _ count: Int, _ best: Double) -> HoldTrials {
      HoldTrials(
        side: side, count: count, best: best, mean: best, bestScore: nil, meanScore: nil)
    }
    func lines(_ count: Int) -> String {
      HoldSummary(
        conditions: HoldConditions(surface: .firm, sensor: "board"),
        trials: [trials(.left, 1, 15)],
        symmetry: LimbSymmetry(
          percent: 75, basis: .involved, earlier: trials(.right, count, 20),
          warnings: [.unknownDevice, .cutShort])
      ).lines(device: nil).joined(separator: "\n")
    }
    #expect(
      lines(3) == """

        all holds on the surface firm
          left    1 hold, best 15.0 s, mean 15.0 s
          LSI     75 % (involved/uninvolved leg, best hold times up to 45 s)
                  the right leg by its best of 3 earlier holds, 20.0 s
          warning it isn't known whether the same device measured the earlier holds
          warning a leg's best hold was stopped, or the recording ended first: it may
                  have gone on
        """)
    #expect(lines(1).contains("the right leg by its earlier hold, 20.0 s"))
  }
}
