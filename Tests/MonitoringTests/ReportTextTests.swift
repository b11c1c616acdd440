import Exercises
import Monitoring
import Samples
import Testing

/// The text report, whole, for three sessions made by hand.
struct ReportTextTests {
  private func report(_ exercise: Exercise, gaps: [ReportedGap] = []) -> SessionReport {
    SessionReport(
      exercise: exercise, placement: nil, side: nil, surface: .firm,
      input: InputSummary(
        sensor: "accelerometer", duration: 20, samples: 2001, nominalRate: 100,
        effectiveRate: 100, gaps: gaps),
      sets: [], holds: [], transitions: [], sway: nil, unavailable: [])
  }

  @Test("a set of calf raises")
  func set() {
    var report = report(
      .calfRaise,
      gaps: [
        ReportedGap(start: 3.5, end: 4.25, cause: .fifoOverflow),
        ReportedGap(start: 20, end: 20, cause: .unplugged),
      ])
    report.placement = .foot
    report.side = .right
    let first = Repetition(
      riseStart: 5, topStart: 7, lowerStart: 8, end: 11, range: 40.06, lower: 3, bottom: 1,
      rise: 2, top: 0.44, direction: .known)
    let second = Repetition(
      riseStart: 12, topStart: 14, lowerStart: 15, end: 18, range: 38, height: 101.6, lower: 3.2,
      bottom: nil, rise: 2.2, top: 0.5, direction: .assumed)
    report.sets = [
      SetReport(
        start: 5, end: 18, repetitions: [first, second],
        partial: [
          Repetition(
            riseStart: 19, topStart: nil, lowerStart: nil, end: 19.5, range: 9,
            direction: .known)
        ],
        rejected: [RejectedRepetition(start: 1, end: 2.5, reason: .locomotion)],
        tempo: Tempo(lower: 3.1, bottom: 1, rise: 2.1, top: 0.47), cadencePerMinute: 8.57,
        rangeLossPercent: nil)
    ]
    report.unavailable = [
      Unavailable(key: "sets.repetitions.height_mm", reason: "needs a lever"),
      Unavailable(key: "sets.repetitions.depth_mm", reason: "needs a lever"),
    ]
    #expect(
      report.text(of: "morning.csv") == """
        morning.csv: calf-raise, sensor on the foot, right leg
        2 repetitions in 1 set
          20.0 s, 2001 samples at 100.00 Hz (nominal 100.00 Hz), 2 gaps
          gap    3.50 to 4.25 s: the chip's buffer ran over (fifo-overflow)
          gap    from 20.00 s to the end: the device went away (unplugged)

        set 1  5.0 to 18.0 s, 2 repetitions, 8.6 a minute
          tempo 3-1-2-0  (lower 3.1 s · stretch 1.0 s · rise 2.1 s · hold 0.5 s)
                # start s   lower s   stretch s   rise s   hold s   range °   height mm
                1    5.00      3.00        1.00     2.00     0.44      40.1           -
                2   12.00      3.20           -     2.20     0.50      38.0         102
          partial   19.00         -           -        -        -       9.0           -
          not counted: 1.0 to 2.5 s, walking or running
          direction assumed: the larger movement is taken for the rise

        not known
          height, depth: needs a lever

        """)
  }

  @Test("how a plan was kept: a line for each thing that was asked")
  func plan() {
    var report = report(.calfRaise)
    var slow = Repetition(
      riseStart: 5, topStart: 7, lowerStart: 8, end: 11, range: 40, lower: 1.8, bottom: 2.5,
      rise: 2, top: 1, direction: .known)
    slow.offTarget = [
      PhaseDeviation(phase: .lower, seconds: -1.2), PhaseDeviation(phase: .bottom, seconds: 1.5),
    ]
    report.sets = [
      SetReport(
        start: 1, end: 11, repetitions: [slow], partial: [], rejected: [],
        tempo: Tempo(lower: 1.8, bottom: nil, rise: 2, top: 1), cadencePerMinute: nil,
        rangeLossPercent: nil, endedBy: .hand,
        practice: [
          Repetition(
            riseStart: 1, topStart: 2, lowerStart: 3, end: 4, range: 39, lower: 3, bottom: 1,
            rise: 2, top: 1, direction: .known)
        ],
        tempoReview: TempoReview(
          target: TempoTarget(lower: 3, bottom: 1, rise: 2, top: 1), tolerance: TempoTolerance(),
          deviation: Tempo(lower: -1.2, bottom: nil, rise: 0, top: 0), kept: 0, judged: 1),
        metronome: MetronomeReview(
          beatsPerMinute: 60, deviationPercent: -4.26, beatDrift: 0.125, missedBeats: 2),
        endurance: EnduranceReport(
          rules: StopRules(heightPercent: 70, pacePercent: 25), count: 1,
          stop: EnduranceStop(rule: .pace, afterRepetition: 1, time: 11)))
    ]
    #expect(
      report.text(of: "a.csv").contains(
        """
          tempo 2-0-2-1  (lower 1.8 s · stretch ? s · rise 2.0 s · hold 1.0 s)
          target 3-1-2-1, kept by 0 of 1 repetition
                 medians lower -1.2 s · rise +0.0 s · hold +0.0 s
          off    1: lower 1.2 s too fast, stretch 1.5 s too long
          beat   60 a minute, 30.0 repetitions: 4.3 % slower, 0.13 s off, 2 missed
          test   1 repetition by the rules height=70%,pace=25%, stopped after repetition
                 1 at 11.0 s: too late for the pace
          ended by hand
                # start s   lower s   stretch s   rise s   hold s   range °     tempo
         practice    1.00      3.00        1.00     2.00     1.00      39.0   3-1-2-1
                1    5.00      1.80        2.50     2.00     1.00      40.0   2-3-2-1
        """))
  }

  @Test("a hold with a fault and its sway")
  func hold() {
    var report = report(.balanceHold)
    let processing = SwayProcessing(
      profile: .soleus, signal: .centerOfPressure,
      preparation: SwayPreparation(resampling: "none", filter: "lowpass:10.0"),
      samples: 901, rate: 60, windowStart: 3, windowEnd: 18, boardGeometry: BoardGeometry())
    report.holds = [
      HoldReport(
        start: 2, end: 18.5, side: .left, basis: .measured, startBasis: .footOff,
        endedBy: .touchDown,
        faults: [Fault(start: 9, end: 9.25, kind: .otherFootTouch)],
        stability: StabilityScore(quantity: .pressureSpeed, speed: 40, halfSpeed: 50),
        sway: SwayReport(
          processing: processing,
          measures: [
            SwayMeasure(key: "path_mm", value: 963.32),
            SwayMeasure(key: "rms_ml_mm", value: nil),
          ]))
    ]
    report.holds[0].credited = 7
    report.holds[0].seconds = [
      SecondMeans(
        quantity: .pressureSpeed, count: 15, mean: 43.21, median: 40, worst: 88.88, worstStart: 9)
    ]
    report.transitions = [Transition(start: 0.5, end: 1.5, kind: .stepOn)]
    #expect(
      report.text(of: "board") == """
        board: balance-hold
        1 hold, the longest 16.5 s
          20.0 s, 2001 samples at 100.00 Hz (nominal 100.00 Hz), no gaps

        hold 1  16.50 s on the left leg, ended by touch-down
          from 2.00 s (foot off) to 18.50 s
          fault  9.00 to 9.25 s: the other foot touched
          ladder  the step of 5 s is reached, 7.0 s without help counted
          scored  3.00 to 18.00 s; the transition is left out: 1.0 s at the start, 0.5 s
                  at the end
          stability score  57.4 of 100 = 100 · 2^(-v / v0), v 40.0 mm/s, v0 50 mm/s
                  v is the median second of the centre of pressure's speed
          centre of pressure's speed: mean second 43.2 mm/s, worst 88.9 mm/s from 9.0 s
                  on
          sway of the centre of pressure, 3.00 to 18.00 s
            profile soleus: 901 samples at 60.00 Hz
            resampling: none
            filter: lowpass:10.0
            cells 433 x 238 mm apart
            path and speed
              path       963.3 mm
            spread
              RMS ML         - mm
            ML is side to side, AP forward and back

        transitions
             0.5 to    1.5 s  step on

        """)
  }

  @Test("nothing at all")
  func nothing() {
    var report = report(.generic)
    report.input = InputSummary(
      sensor: nil, duration: 0, samples: 0, nominalRate: nil, effectiveRate: nil, gaps: [])
    #expect(
      report.text(of: "a.csv") == """
        a.csv: generic
        0 repetitions in 0 sets
          0.0 s, 0 samples at unknown rate, no gaps

        """)
  }

  @Test("many movements that don't count are told by their reasons")
  func manyRejected() {
    var report = report(.calfRaise)
    let steps = (0..<7).map {
      RejectedRepetition(start: Double($0), end: Double($0) + 0.5, reason: .locomotion)
    }
    report.sets = [
      SetReport(
        start: 0, end: 8, repetitions: [], partial: [],
        rejected: steps + [RejectedRepetition(start: 7, end: 8, reason: .incomplete)],
        tempo: Tempo(lower: nil, bottom: nil, rise: nil, top: nil), cadencePerMinute: nil,
        rangeLossPercent: nil)
    ]
    let lines = report.text(of: "walk.csv").split(separator: "\n").filter {
      $0.contains("not counted")
    }
    #expect(
      lines == [
        "  not counted: walking or running, 7 times",
        "  not counted: didn't come back down, 1 times",
      ])
  }
}
