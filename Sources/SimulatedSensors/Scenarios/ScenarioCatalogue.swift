import Exercises
import Samples

extension ScenarioEntry {
  /// Every scenario. A new one is a row here.
  static let all: [ScenarioEntry] = repetitions + holds + negatives + calibrations

  private static let repetitions = [
    ScenarioEntry(
      name: "calf-raise",
      summary: "slow calf raises on a step, both feet, sensor on the foot",
      repetitions: 9, seed: 1
    ) { repetitions, seed in
      .calfRaise(CalfRaise(.slow(repetitions), mounting: .random(seed: seed), seed: seed))
    },
    ScenarioEntry(
      name: "calf-raise-fast",
      summary: "calf raises without a pause on the flat, about 45 a minute, sensor on the foot",
      repetitions: 15, seed: 2
    ) { repetitions, seed in
      let schedule = RaiseSchedule(
        repetitions: repetitions, rise: 0.6, top: 0.05, lower: 0.65, bottom: 0.05, peak: 34,
        variation: 0.08)
      return .calfRaise(
        CalfRaise(schedule, mounting: .random(seed: seed), seed: seed))
    },
    ScenarioEntry(
      name: "calf-raise-single-tired",
      summary: "one-foot calf raises that fade, two of them partial, sensor on the foot",
      repetitions: 14, seed: 3
    ) { repetitions, seed in
      let schedule = RaiseSchedule(
        repetitions: repetitions, rise: 1.1, top: 0.4, lower: 1.5, bottom: 0.5, peak: 36,
        variation: 0.1, fade: 0.4, partialRepetitions: [8, 11])
      return .calfRaise(
        CalfRaise(
          schedule, mounting: .random(seed: seed), unsteadiness: .tired, seed: seed),
        side: .right)
    },
    ScenarioEntry(
      name: "calf-raise-shank",
      summary: "slow calf raises on a step, both feet, sensor on the shank",
      repetitions: 9, seed: 4
    ) { repetitions, seed in
      .calfRaise(
        CalfRaise(
          .slow(repetitions), placement: .shank, mounting: .random(seed: seed), seed: seed))
    },
    ScenarioEntry(
      name: "calf-raise-board",
      summary: "calf raises with both feet flat on a balance board",
      repetitions: 10, seed: 5
    ) { repetitions, seed in
      let schedule = RaiseSchedule(
        repetitions: repetitions, rise: 1.4, top: 1, lower: 1.8, bottom: 1, peak: 32,
        variation: 0.08)
      return .boardCalfRaise(BoardCalfRaise(schedule, mass: personMass, seed: seed))
    },
    ScenarioEntry(
      name: "band-press",
      summary: "presses of the foot against a band, seated, sensor on the forefoot",
      repetitions: 12, seed: 6
    ) { repetitions, seed in
      let schedule = RaiseSchedule(
        repetitions: repetitions, rise: 1.8, top: 0.8, lower: 2.2, bottom: 0.8, peak: 38,
        variation: 0.08)
      return .limbSwing(
        .bandPress(schedule, mounting: .random(seed: seed), seed: seed), exercise: .bandPress,
        placement: .foot, side: .right)
    },
    ScenarioEntry(
      name: "generic",
      summary: "seated leg raises, sensor on the shank",
      repetitions: 10, seed: 7
    ) { repetitions, seed in
      let schedule = RaiseSchedule(
        repetitions: repetitions, rise: 1.5, top: 1, lower: 1.8, bottom: 1, peak: 42,
        variation: 0.1)
      return .limbSwing(
        .legRaise(schedule, mounting: .random(seed: seed), seed: seed), exercise: .generic,
        placement: .shank, side: .right)
    },
  ]

  private static let holds = [
    ScenarioEntry(
      name: "wall-stretch",
      summary: "a wall stretch whose heel lifts once, sensor on the back foot",
      seconds: 32, from: 12, seed: 8
    ) { seconds, seed in
      let motion = WallStretch(
        seconds: seconds,
        heelLifts: [.init(time: 0.6 * seconds, angle: 8, stay: 0.7)],
        mounting: .random(seed: seed), seed: seed)
      return .hold(
        motion, duration: motion.duration, hold: motion.hold, neutral: motion.neutral,
        exercise: .wallStretch, placement: .foot, side: .right)
    },
    bosu(
      name: "bosu", summary: "a one-foot hold on a balance trainer, ended by the other foot",
      ending: .touchDown, seed: 9),
    bosu(
      name: "bosu-step-off", summary: "a one-foot hold on a balance trainer, ended by a jump off",
      ending: .stepOff, seed: 10),
    ScenarioEntry(
      name: "balance-waist",
      summary: "a one-foot hold on the floor, sensor at the waist",
      seconds: 25, from: 12, seed: 11
    ) { seconds, seed in
      let motion = BodyHold(
        seconds: seconds, lurch: 0.5 * seconds, mounting: .random(seed: seed),
        seed: seed)
      return .hold(
        motion, duration: motion.duration, hold: motion.hold, neutral: motion.neutral,
        exercise: .balanceHold, placement: .waist, side: .left)
    },
    ScenarioEntry(
      name: "balance-board",
      summary: "a one-foot hold on a balance board with one touch, ended by the other foot",
      seconds: 22, from: 12, seed: 12
    ) { seconds, seed in
      .boardHold(
        BoardOneFootHold(
          seconds: seconds, ending: .touchDown,
          mishaps: [.touch(at: 0.55 * seconds, seconds: 0.6)], mass: personMass, seed: seed),
        side: .left)
    },
    ScenarioEntry(
      name: "balance-board-step-off",
      summary: "a one-foot hold on a balance board with one hop, ended by a jump off",
      seconds: 18, from: 12, seed: 13
    ) { seconds, seed in
      .boardHold(
        BoardOneFootHold(
          seconds: seconds, ending: .stepOff, standsOnLeft: false,
          mishaps: [.hop(at: 0.5 * seconds)], mass: personMass, seed: seed),
        side: .right)
    },
    ScenarioEntry(
      name: "board-stance",
      summary: "quiet stance with both feet on a balance board",
      seconds: 35, from: 10, seed: 14
    ) { seconds, seed in
      let motion = BoardStance(seconds: seconds, mass: personMass, seed: seed)
      return ScenarioPerformance(
        motion: .board(motion), duration: motion.duration,
        truth: Truth(exercise: .quietStance, placement: nil, neutral: motion.neutral))
    },
  ]

  private static let negatives = [
    ScenarioEntry(
      name: "walking",
      summary: "walking with turns, sensor on the foot: nothing to count",
      repetitions: 40, seed: 15
    ) { repetitions, seed in
      let motion = Walking(
        strides: repetitions, mounting: .random(seed: seed), seed: seed)
      return .nothing(motion, duration: motion.duration, placement: .foot, neutral: 0...3)
    },
    ScenarioEntry(
      name: "resting",
      summary: "standing still, sensor on the foot: nothing to count",
      seconds: 30, from: 5, seed: 16
    ) { seconds, seed in
      .nothing(
        Resting(mounting: .random(seed: seed), seed: seed), duration: seconds,
        placement: .foot, neutral: 0...seconds)
    },
    ScenarioEntry(
      name: "fidgeting",
      summary: "onto a step, weight to and fro, toe taps, off again, shoe off: nothing to count",
      repetitions: 1, seed: 17
    ) { repetitions, seed in
      let round: [Distraction.Kind] = [
        .climbing, .shiftingWeight, .tappingToes, .steppingOff, .takingShoeOff,
      ]
      let motion = Distraction(
        Array(repeating: round, count: repetitions).flatMap(\.self),
        mounting: .random(seed: seed), seed: seed)
      return .nothing(motion, duration: motion.duration, placement: .foot, neutral: 0...3)
    },
  ]

  private static let calibrations = [
    ScenarioEntry(
      name: "six-poses",
      summary: "a sensor laid down in six poses and a tilted one, to calibrate: nothing to count",
      repetitions: 1, seed: 18
    ) { rounds, seed in
      let motion = SixPoses(rounds: rounds, seed: seed)
      return ScenarioPerformance(
        motion: .inertial(motion), duration: motion.duration,
        truth: Truth(
          exercise: .quietStance, placement: .platform, neutral: 0...motion.firstPose))
    },
    ScenarioEntry(
      name: "board-tare",
      summary: "an empty board, then 20 kg in its middle and on its corners, to calibrate",
      seconds: 14, from: 3, seed: 19
    ) { seconds, seed in
      let motion = BoardTareAndMass(empty: seconds, seed: seed)
      return ScenarioPerformance(
        motion: .board(motion), duration: motion.duration,
        truth: Truth(exercise: .quietStance, placement: nil, neutral: 0...seconds))
    },
  ]

  /// In kg.
  private static let personMass = 72.0

  private static func bosu(
    name: String, summary: String, ending: HoldEnding, seed: UInt64
  ) -> ScenarioEntry {
    ScenarioEntry(name: name, summary: summary, seconds: 24, from: 12, seed: seed) {
      seconds, seed in
      let motion = BosuHold(
        seconds: seconds, ending: ending, lurch: 0.5 * seconds,
        mounting: .random(seed: seed), seed: seed)
      return .hold(
        motion, duration: motion.duration, hold: motion.hold, neutral: motion.neutral,
        exercise: .balanceHold, placement: .platform, side: .left, surface: .bosuPlatform)
    }
  }
}

extension RaiseSchedule {
  /// To a count of about 3 - 1 - 2 - 1 (lower, bottom, rise, top), from a step.
  fileprivate static func slow(_ repetitions: Int) -> RaiseSchedule {
    RaiseSchedule(
      repetitions: repetitions, rise: 2.5, top: 0.45, lower: 3.75, bottom: 0.45, peak: 35, dip: 10,
      variation: 0.06, shape: .steady)
  }
}
