import Monitoring
import Samples
import Sensors

extension Calibrate {
  /// Six still poses in any order, and a tilted one where asked for.
  func sixPositions(_ watch: consuming SampleWatch, checkPose: Bool) throws -> Finding {
    say(
      "lay the sensor down in six poses, each of x, y, z once up and once down, in any order; "
        + "keep it still for 3 s each; Ctrl-C stores nothing")
    var finder = StillPoseFinder()
    var poses: [StillPose] = []
    let end = try watch.run { moment in
      guard let pose = finder.pose(in: moment) else { return false }
      guard let face = pose.face else {
        say("tilted: taken as a check of the others")
        poses.append(pose)
        return Self.isComplete(poses, checkPose)
      }
      if poses.contains(where: { $0.face == face }) {
        say("\(face) again: taken already")
        return false
      }
      poses.append(pose)
      let missing = Self.missing(poses).map(\.description)
      say("\(face) taken" + (missing.isEmpty ? "" : "; still to come: " + listed(missing)))
      if missing.isEmpty, checkPose, !Self.isComplete(poses, true) { say("now any tilted pose") }
      return Self.isComplete(poses, checkPose)
    }
    try end.check()
    if checkPose, poses.allSatisfy({ $0.face != nil }), Self.missing(poses).isEmpty {
      throw Failure("no tilted pose was seen to check by; nothing is stored", .badData)
    }
    let fit: SixPositionFit
    do { fit = try SixPositionFit(poses) } catch {
      throw Failure("\(error.words); nothing is stored", .badData)
    }
    return Finding(
      kind: .sixPosition, correction: .inertial(fit.correction),
      figures: [
        .init("poses", Double(poses.count)), .init("error_before_percent", fit.errorBefore),
        .init("residual_percent", fit.residual),
        .init("bias_uncertainty_ms2", fit.biasUncertainty), .init("noise_ms2", fit.noise),
      ])
  }

  /// One still pose.
  func stillPose(_ watch: consuming SampleWatch) throws -> Finding {
    say("keep the sensor still, whichever way it lies; Ctrl-C stores nothing")
    var finder = StillPoseFinder()
    var found: StillPose?
    let end = try watch.run { moment in
      found = finder.pose(in: moment)
      return found != nil
    }
    try end.check()
    guard let found, let rotation = found.rotation else {
      throw Failure("the sensor wasn't still for 3 s; nothing is stored", .badData)
    }
    let magnitude = (found.force * found.force).sum().squareRoot()
    let percent = 100 * (magnitude / PhysicalConstant.standardGravity - 1)
    if abs(percent) > 5 {
      say("note: 1 g is off by \(percent.fixed(1)) %; six poses put that right, one can't")
    }
    return Finding(
      kind: .stillPose,
      correction: .inertial(InertialCorrection(angularVelocityBias: rotation)),
      figures: [.init("gravity_error_percent", percent), .init("noise_ms2", found.noise)])
  }

  private static func missing(_ poses: [StillPose]) -> [StillPose.Face] {
    StillPose.Face.all.filter { face in !poses.contains { $0.face == face } }
  }

  private static func isComplete(_ poses: [StillPose], _ checkPose: Bool) -> Bool {
    missing(poses).isEmpty && (!checkPose || poses.contains { $0.face == nil })
  }
}

extension StillPoseFinder {
  /// The pose that a moment completed; a loss ends what was still before it.
  fileprivate mutating func pose(in moment: SampleWatch.Moment) -> StillPose? {
    switch moment {
    case .element(.sample(.inertial(let sample))): return take(sample)
    case .element(.gap): forget()
    default: break
    }
    return nil
  }
}

extension SampleWatch.End {
  /// An end that leaves nothing to store is a failure; that of a source may come when enough was seen.
  func check() throws {
    switch self {
    case .done, .ended: return
    case .stopped: throw Failure("stopped; nothing is stored", .inputOutput)
    case .lost(let what):
      throw Failure("the device is gone: \(what); nothing is stored", .inputOutput)
    }
  }
}

extension SixPositionFit.Refusal {
  /// For people.
  fileprivate var words: String {
    switch self {
    case .missing(let faces):
      "these poses are missing: \(listed(faces.map(\.description))); "
        + "lay the sensor down with each axis up and down, within 25 degrees, for 3 s"
    case .unsolvable:
      "the poses don't fit 1 g with any bias and scale; try again, or take another chip"
    case .poor(let residual):
      "1 g is still off by \(residual.fixed(1)) % after the fit; it was moved, or an axis is "
        + "broken: try again"
    }
  }
}

func listed(_ words: [String]) -> String { words.joined(separator: ", ") }
