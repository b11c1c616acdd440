import Exercises
import Samples

// What belongs to a hold's card, and what a session's holds come to, in a report.

extension HoldReport {
  /// The members of a hold that follow the contract's.
  var cardMembers: [JSONMember] {
    let json: JSONValue = [
      "score_half_speed_mm_s": JSONValue(half(of: .pressureSpeed)),
      "score_speed_mm_s": JSONValue(speed(of: .pressureSpeed)),
      "score_half_speed_deg_s": JSONValue(half(of: .tiltRate)),
      "score_speed_deg_s": JSONValue(speed(of: .tiltRate)),
      "score_of": JSONValue(stability?.quantity.rawValue),
      "score_formula": JSONValue(stability.map { _ in StabilityScore.formula }),
      // Left out of the scoring window after the start and before the end.
      "left_out_s": [.number(Self.leadIn), .number(Self.leadOut)],
    ]
    let means = SecondQuantity.allCases.flatMap { quantity in
      SecondMeans.members(seconds.first { $0.quantity == quantity }, of: quantity)
    }
    let rest: JSONValue = [
      "tilt": tilt?.json ?? .null,
      "credited_s": JSONValue(credited),
      "ladder_step_s": JSONValue(ladderStep),
      "earlier": comparison?.json ?? .null,
    ]
    return json.members + means + rest.members
  }

  private func speed(of quantity: SecondQuantity) -> Double? {
    stability.flatMap { $0.quantity == quantity ? $0.speed : nil }
  }

  private func half(of quantity: SecondQuantity) -> Double? {
    stability.flatMap { $0.quantity == quantity ? $0.halfSpeed : nil }
  }
}

extension SecondMeans {
  fileprivate static func members(
    _ means: SecondMeans?, of quantity: SecondQuantity
  ) -> [JSONMember] {
    let (name, unit) = quantity.key
    return [
      JSONMember(key: "\(name)mean_second_\(unit)", value: JSONValue(means?.mean)),
      JSONMember(key: "\(name)worst_second_\(unit)", value: JSONValue(means?.worst)),
      JSONMember(key: "\(name)worst_second_start_s", value: JSONValue(means?.worstStart)),
    ]
  }
}

extension SecondQuantity {
  /// What stands before and after `mean_second_` in a key.
  fileprivate var key: (name: String, unit: String) {
    switch self {
    case .pressureSpeed: ("", "mm_s")
    case .tiltRate: ("tilt_", "deg_s")
    case .acceleration: ("acceleration_", "m_s2")
    }
  }
}

extension PlatformTilt {
  fileprivate var json: JSONValue {
    [
      "reference": .string(reference.rawValue),
      "mean_deg": .number(mean),
      "rms_deg": .number(rms),
      "worst_deg": .number(worst),
      "worst_time_s": .number(worstTime),
      "path_deg": .number(path),
      "mean_rate_deg_s": .number(pathRate),
    ]
  }
}

extension HoldComparison {
  fileprivate var json: JSONValue {
    [
      "count": JSONValue(duration?.count ?? 0),
      "duration_s": duration?.json ?? .null,
      "score": score?.json ?? .null,
      "left_out": JSONValue(leftOut),
      "warnings": .array(warnings.map { .string($0.rawValue) }),
    ]
  }
}

extension HoldComparison.Standing {
  fileprivate var json: JSONValue {
    [
      "count": JSONValue(count),
      "median": .number(median),
      "lowest": .number(lowest),
      "highest": .number(highest),
      "lower_than_this": JSONValue(below),
    ]
  }
}

extension SessionReport {
  /// The members of a report that tell what its holds come to.
  var holdMembers: [JSONMember] {
    let summary = holdSummary
    let conditions = summary?.conditions
    let json: JSONValue = [
      "trials": .array(summary?.trials.map(\.json) ?? []),
      "limb_symmetry_percent": JSONValue(summary?.symmetry?.percent),
      "limb_symmetry_basis": JSONValue(summary?.symmetry?.basis.rawValue),
      "limb_symmetry_earlier": summary?.symmetry?.earlier?.json ?? .null,
      "limb_symmetry_warnings": .array(
        (summary?.symmetry?.warnings ?? []).map { .string($0.rawValue) }),
      "involved_side": JSONValue(summary?.involved?.rawValue),
      "smallest_change_s": .null,
      "smallest_change_score": .null,
      "ladder": .array(summary?.ladder.map(\.json) ?? []),
      "age_norms": .array(summary?.ageNorms.map(\.json) ?? []),
      "ball": JSONValue(conditions?.trainer.ball),
      "inflation": JSONValue(conditions?.trainer.inflation),
      "body_mass_kg": JSONValue(conditions?.bodyMass),
      "board_rectangle_mm": conditions?.rectangle?.json ?? .null,
    ]
    return json.members
  }
}

extension BoardGeometry {
  /// Side to side, front to back.
  var json: JSONValue { [.number(mediolateral), .number(anteroposterior)] }
}

extension HoldTrials {
  fileprivate var json: JSONValue {
    [
      "side": JSONValue(side?.rawValue),
      "count": JSONValue(count),
      "best_s": .number(best),
      "best_ended_by": JSONValue(bestEndedBy?.rawValue),
      "mean_s": .number(mean),
      "best_score": JSONValue(bestScore),
      "mean_score": JSONValue(meanScore),
    ]
  }
}

extension LadderProgress {
  fileprivate var json: JSONValue {
    [
      "side": JSONValue(side?.rawValue),
      "mastered_s": JSONValue(mastered),
      "next_s": JSONValue(next),
      "reached_in_a_row": JSONValue(inARow),
      "needed_in_a_row": JSONValue(HoldLadder.holdsToMaster),
      "advice": .string(advice.rawValue),
    ]
  }
}

extension AgeNorm {
  fileprivate var json: JSONValue {
    [
      "age_from": JSONValue(ages.lowerBound),
      "age_to": JSONValue(ages.upperBound),
      "statistic": .string(statistic.rawValue),
      "seconds": .number(seconds),
      "source": .string(source),
    ]
  }
}
