import Exercises

/// How a one-foot hold is given up.
public enum HoldEnding: String, Hashable, Sendable, CaseIterable {
  /// The raised foot comes down.
  case touchDown = "touch-down"
  /// The person gets or jumps off.
  case stepOff = "step-off"
}

extension HoldEnding {
  /// The word a report has for it.
  var reported: HoldEnd {
    switch self {
    case .touchDown: .touchDown
    case .stepOff: .stepOff
    }
  }
}
