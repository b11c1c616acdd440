public import Exercises
import Samples
import Sensors

// What the closed lists of the report are called in front of people. Programs get the raw values.

extension GapCause {
  var words: String {
    switch self {
    case .fifoOverflow: "the chip's buffer ran over"
    case .eventsDropped: "the kernel's event buffer ran over"
    case .queueOverflow: "the program fell behind"
    case .noAnswer: "the chip didn't answer"
    case .unplugged: "the device went away"
    case .timeJump: "time jumped"
    case .badFrame: "a frame couldn't be read"
    }
  }
}

extension PlausibilityDoubt {
  var words: String {
    switch self {
    case .offScale(let gravities):
      "the sensor reads \(gravities.fixed(2)) g while still, where 1 g is; "
        + "run `soleus calibrate` and start again"
    case .noNoise:
      "the sensor's samples don't change by a single count, as those of no working chip do; "
        + "unplug it and plug it in again"
    }
  }
}

extension SensorCalibration {
  /// That samples are put right, by what and since when.
  package var words: String { "calibrated: \(kind.rawValue) of \(date), \(identity)" }
}

extension RejectionReason {
  var words: String {
    switch self {
    case .locomotion: "walking or running"
    case .carried: "the limb was carried"
    case .rebound: "a bounce"
    case .otherAxis: "a turn about another axis"
    case .incomplete: "didn't come back down"
    case .gap: "samples were lost in it"
    case .tooFast: "too fast"
    case .tooSmall: "too small"
    case .lean: "leaning, heels down"
    }
  }
}

extension Revision {
  /// What a person wants changed.
  public var words: String {
    switch self {
    case .strike(let time): "struck at \(time.fixed(2)) s"
    case .add(let start, let end): "added \(start.fixed(2)) to \(end.fixed(2)) s"
    case .undo: "undone"
    }
  }
}

extension RevisionMisfit {
  /// Why a change by hand can't be made.
  public var words: String {
    switch self {
    case .noRepetition: "no repetition counts there"
    case .alreadyCounted: "a repetition counts there already"
    case .outsideRecording: "that isn't within the recording"
    case .otherExercise: "the exercise has no repetitions"
    }
  }
}

extension ReportedRevision {
  /// The change, and why it changes nothing where it doesn't.
  var words: String {
    revision.words + (misfit.map { ", which changes nothing: \($0.words)" } ?? "")
  }
}

extension FaultKind {
  var words: String {
    switch self {
    case .otherFootTouch: "the other foot touched"
    case .hop: "a hop"
    case .heelLift: "the heel lifted"
    case .lurch: "a lurch"
    }
  }
}

extension HoldEnd {
  /// After "ended by".
  var words: String {
    switch self {
    case .touchDown: "touch-down"
    case .stepOff: "step-off"
    case .stopped: "hand"
    case .endOfRecording: "the recording's end"
    }
  }
}

extension HoldStartBasis {
  var words: String {
    switch self {
    case .footOff: "foot off"
    case .settled: "settled"
    case .button: "button"
    }
  }
}

extension TransitionKind {
  var words: String {
    switch self {
    case .stepOn: "step on"
    case .stepOff: "step off"
    case .oneFoot: "one foot, too short or without two feet before it"
    case .tap: "a tap on the board"
    }
  }
}

extension SwaySignal {
  var words: String {
    switch self {
    case .centerOfPressure: "centre of pressure"
    case .acceleration: "acceleration"
    }
  }
}

extension Phase {
  /// The phase in the words of an exercise.
  func word(in exercise: Exercise) -> String {
    switch self {
    case .rise: "rise"
    case .top: "hold"
    case .lower: "lower"
    case .bottom: exercise.bottomWord
    }
  }
}

extension Exercise {
  /// What the pause at the bottom is: only a calf raise stretches there.
  var bottomWord: String { self == .calfRaise ? "stretch" : "pause" }
}

extension ReportedGap {
  /// From when to when, and why.
  var words: String {
    let stretch =
      end > start
      ? "\(start.fixed(2)) to \(end.fixed(2)) s" : "from \(start.fixed(2)) s to the end"
    return "\(stretch): \(cause.words) (\(cause.rawValue))"
  }
}
