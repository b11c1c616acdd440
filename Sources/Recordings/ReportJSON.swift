public import Exercises
import Glibc
import Samples

extension SessionReport {
  /// The schema's name and version: keys may be added within a version, never change their meaning.
  public static let jsonSchema = "soleus.report/1"

  /// The report as other programs read it.
  ///
  /// Times are in seconds from the first sample. A list that doesn't apply is empty, a number that
  /// can't be known is null, and `unavailable` says why. The same samples always give the same text,
  /// `input.file` apart.
  ///
  /// - Parameter file: What was read, as it was named; nil for a live session.
  public func json(file: String?) -> JSONValue {
    let report: JSONValue = [
      "schema": .string(Self.jsonSchema),
      "exercise": .string(exercise.rawValue),
      "placement": JSONValue(placement?.rawValue),
      "side": JSONValue(side?.rawValue),
      "input": input.json(file: file, device: device),
      "sets": .array(sets.map { $0.json(of: exercise) }),
      "holds": .array(holds.map(\.json)),
      "transitions": .array(transitions.map(\.json)),
      "sway": sway?.json ?? .null,
      "surface": .string(surface.rawValue),
      "best_hold_s": JSONValue(bestHold),
      "strict": isStrict.map { .bool($0) } ?? .null,
      "unavailable": .array(
        unavailable.map { ["key": .string($0.key), "reason": .string($0.reason)] }),
      "revisions": .array(revisions.map(\.json)),
    ]
    return .object(report.members + holdMembers)
  }
}

extension InputSummary {
  fileprivate func json(file: String?, device: DeviceIdentity?) -> JSONValue {
    [
      "file": JSONValue(file),
      "duration_s": .number(duration),
      "samples": JSONValue(samples),
      "nominal_rate_hz": JSONValue(nominalRate),
      "effective_rate_hz": JSONValue(effectiveRate),
      "gaps": .array(gaps.map(\.json)),
      "sensor": JSONValue(sensor),
      "dropouts": dropouts.map { JSONValue($0) } ?? .null,
      "board_turned": isBoardTurned.map { .bool($0) } ?? .null,
      "calibration": calibration?.json ?? .null,
      "device": JSONValue(device?.name),
      "identity": JSONValue(device?.identity),
    ]
  }
}

extension ReportedGap {
  var json: JSONValue {
    ["start_s": .number(start), "end_s": .number(end), "cause": .string(cause.rawValue)]
  }
}

extension SetReport {
  func json(of exercise: Exercise) -> JSONValue {
    [
      "start_s": .number(start),
      "end_s": .number(end),
      "repetitions": .array(repetitions.map(\.json)),
      "partial": .array(partial.map(\.json)),
      "rejected": .array(rejected.map(\.json)),
      "tempo": [
        "lower_s": JSONValue(tempo.lower),
        "bottom_s": JSONValue(tempo.bottom),
        "rise_s": JSONValue(tempo.rise),
        "top_s": JSONValue(tempo.top),
        "notation": JSONValue(tempo.notation),
        "words": JSONValue(tempo.words(for: exercise)),
      ],
      "cadence_per_min": JSONValue(cadencePerMinute),
      "range_loss_percent": JSONValue(rangeLossPercent),
      "struck": .array(struck.map(\.json)),
      "ended_by": JSONValue(endedBy?.rawValue),
      "practice": .array(practice.map(\.json)),
      "tempo_target": tempoReview?.json ?? .null,
      "metronome": metronome?.json ?? .null,
      "endurance": endurance?.json ?? .null,
      "height_basis": JSONValue(heelRise.heightBasis?.rawValue),
      "peak_height_mm": JSONValue(heelRise.peakHeight),
      "total_displacement_mm": JSONValue(heelRise.totalDisplacement),
      "total_work_j": JSONValue(heelRise.totalWork),
      "height_loss_mm": JSONValue(heelRise.heightLoss),
      "height_loss_percent": JSONValue(heelRise.heightLossPercent),
      "rise_velocity_mm_s": JSONValue(heelRise.riseVelocity),
      "rise_velocity_deg_s": JSONValue(heelRise.riseAngularVelocity),
      "velocity_loss_percent": JSONValue(heelRise.velocityLossPercent),
    ]
  }
}

extension Tempo {
  /// The tempo in words, in the notation's order: `lower 3.1 s · stretch 1.0 s · rise 2.0 s · hold 0.4 s`.
  ///
  /// The bottom is a stretch only in a calf raise, elsewhere a pause. What isn't known is `?`; nil where
  /// nothing is.
  public func words(for exercise: Exercise) -> String? {
    let bottomWord = exercise == .calfRaise ? "stretch" : "pause"
    let parts = [("lower", lower), (bottomWord, bottom), ("rise", rise), ("hold", top)]
    guard parts.contains(where: { $0.1 != nil }) else { return nil }
    return parts.map { "\($0.0) \(Self.tenths($0.1)) s" }.joined(separator: " · ")
  }

  private static func tenths(_ seconds: Double?) -> String {
    guard let seconds, let tenths = Int(exactly: (seconds * 10).rounded()) else { return "?" }
    return (tenths < 0 ? "-" : "") + "\(tenths.magnitude / 10).\(tenths.magnitude % 10)"
  }
}

extension Repetition {
  var json: JSONValue {
    [
      "rise_start_s": .number(riseStart),
      "top_start_s": JSONValue(topStart),
      "lower_start_s": JSONValue(lowerStart),
      "end_s": .number(end),
      "range_deg": JSONValue(range),
      "height_mm": JSONValue(height),
      "depth_mm": JSONValue(depth),
      "lower_s": JSONValue(lower),
      "bottom_s": JSONValue(bottom),
      "rise_s": JSONValue(rise),
      "top_s": JSONValue(top),
      "direction": .string(direction.rawValue),
      "by_hand": .bool(byHand),
      "notation": JSONValue(tempo.notation),
      "off_target": .array(offTarget.map(\.json)),
      "displacement_mm": JSONValue(displacement),
      "rise_velocity_mm_s": JSONValue(riseVelocity),
      "rise_velocity_deg_s": JSONValue(riseAngularVelocity),
    ]
  }
}

extension ReportedRevision {
  var json: JSONValue {
    let (action, start, end): (String, Double?, Double?) =
      switch revision {
      case .strike(let time): ("strike", time, nil)
      case .add(let start, let end): ("add", start, end)
      case .undo: ("undo", nil, nil)
      }
    return [
      "action": .string(action), "start_s": JSONValue(start), "end_s": JSONValue(end),
      "applied": .bool(misfit == nil), "reason": JSONValue(misfit?.rawValue),
    ]
  }
}

extension RejectedRepetition {
  var json: JSONValue {
    ["start_s": .number(start), "end_s": .number(end), "reason": .string(reason.rawValue)]
  }
}

extension HoldReport {
  var json: JSONValue {
    let hold: JSONValue = [
      "start_s": .number(start),
      "end_s": .number(end),
      "duration_s": .number(duration),
      "side": JSONValue(side?.rawValue),
      "basis": .string(basis.rawValue),
      "start_basis": .string(startBasis.rawValue),
      "ended_by": .string(endedBy.rawValue),
      "faults": .array(faults.map(\.json)),
      "score": JSONValue(score),
      "sway": sway?.json ?? .null,
    ]
    return .object(hold.members + cardMembers)
  }
}

extension Fault {
  var json: JSONValue {
    [
      "start_s": .number(start), "end_s": .number(end), "kind": .string(kind.rawValue),
      "recovery_s": JSONValue(recovery),
    ]
  }
}

extension Transition {
  var json: JSONValue {
    ["start_s": .number(start), "end_s": .number(end), "kind": .string(kind.rawValue)]
  }
}

extension SwayReport {
  var json: JSONValue {
    [
      "processing": processing.json,
      "measures": .object(
        measures.map { JSONMember(key: $0.key, value: JSONValue($0.value)) }),
    ]
  }
}

extension SwayProcessing {
  fileprivate var json: JSONValue {
    [
      "profile": .string(profile.rawValue),
      "signal": .string(signal.rawValue),
      "resampling": .string(preparation.resampling),
      "interpolated": interpolated.map { JSONValue($0) } ?? .null,
      "filter": .string(preparation.filter),
      "spectrum": JSONValue(preparation.spectrum),
      "samples": JSONValue(samples),
      "rate_hz": .number(rate),
      "window_start_s": .number(windowStart),
      "window_end_s": .number(windowEnd),
      // How the time in velocities and frequencies is reckoned.
      "duration": "samples / rate",
      "board_rectangle_mm": boardGeometry.map {
        [.number($0.mediolateral), .number($0.anteroposterior)]
      } ?? .null,
      "foot_rectangle_mm": footRectangle?.json ?? .null,
      "forward_axis": JSONValue(forwardAxis?.rawValue),
    ]
  }
}
