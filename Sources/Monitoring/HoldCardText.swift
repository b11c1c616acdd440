public import Exercises
import Samples

// A hold's card, and what a session's holds come to, in front of people.

extension HoldReport {
  /// What stands between a hold's times and its sway.
  var cardLines: [String] {
    var lines: [String] = []
    if let ladderStep, let credited {
      let credit = credited < duration ? ", \(credited.fixed(1)) s without help counted" : ""
      lines.append("  ladder  the step of \(ladderStep.fixed(0)) s is reached\(credit)")
    }
    if !seconds.isEmpty {
      lines.append(
        "  scored  \((start + Self.leadIn).fixed(2)) to \((end - Self.leadOut).fixed(2)) s; the "
          + "transition is left out: \(Self.leadIn.fixed(1)) s at the start, "
          + "\(Self.leadOut.fixed(1)) s at the end")
    }
    if let stability { lines += stability.lines }
    lines += seconds.map { "  \($0.words)" }
    if let tilt { lines += tilt.lines }
    lines += comparison?.lines ?? []
    return lines.map { wrapped($0, indent: 10) }
  }
}

extension StabilityScore {
  fileprivate var lines: [String] {
    let (unit, decimals) = (quantity.unit, quantity.decimals)
    return [
      "  stability score  \(value.fixed(1)) of 100 = 100 · 2^(-v / v0), "
        + "v \(speed.fixed(decimals)) \(unit), v0 \(halfSpeed.fixed(0)) \(unit)",
      "          v is the median second of the \(quantity.words)",
    ]
  }
}

extension SecondQuantity {
  /// What is averaged.
  fileprivate var words: String {
    switch self {
    case .pressureSpeed: "centre of pressure's speed"
    case .tiltRate: "tilt's speed"
    case .acceleration: "horizontal acceleration (no centre of pressure)"
    }
  }

  fileprivate var unit: String {
    switch self {
    case .pressureSpeed: "mm/s"
    case .tiltRate: "°/s"
    case .acceleration: "m/s²"
    }
  }

  fileprivate var decimals: Int {
    switch self {
    case .pressureSpeed: 1
    case .tiltRate: 2
    case .acceleration: 3
    }
  }
}

extension SecondMeans {
  fileprivate var words: String {
    let unit = quantity.unit
    // What it is of comes first: a hold may have two of them.
    return
      "\(quantity.words): mean second \(mean.fixed(quantity.decimals)) \(unit), worst "
      + "\(worst.fixed(quantity.decimals)) \(unit) from \(worstStart.fixed(1)) s on"
  }
}

extension PlatformTilt {
  fileprivate var lines: [String] {
    let reference =
      switch self.reference {
      case .stillPose: "from where the platform lay still"
      case .windowMean: "from its mean pose, as it wasn't seen lying still"
      }
    return [
      "  tilt    of the platform: mean \(mean.fixed(1))°, RMS \(rms.fixed(1))°, worst "
        + "\(worst.fixed(1))° at \(worstTime.fixed(1)) s, path \(path.fixed(0))° "
        + "(\(pathRate.fixed(1)) °/s)",
      "          mean and worst \(reference), RMS about the mean pose",
    ]
  }
}

extension HoldComparison {
  fileprivate var lines: [String] {
    var lines: [String] = []
    if let duration, duration.count == 1 {
      lines.append(
        "  earlier your own last hold like it took \(duration.median.fixed(1)) s"
          + (score.map { ", score \($0.median.fixed(1))" } ?? ""))
    } else if let duration {
      lines.append(
        "  earlier of your own last \(duration.count) holds like it this one is longer than "
          + "\(duration.below) (median \(duration.median.fixed(1)) s, \(duration.lowest.fixed(1)) "
          + "to \(duration.highest.fixed(1)) s)")
    }
    if let score, score.count > 1 {
      lines.append(
        "          and its score higher than \(score.below) of \(score.count) (median "
          + "\(score.median.fixed(1)), \(score.lowest.fixed(1)) to \(score.highest.fixed(1)))")
    }
    return lines + warnings.map { "  warning \($0.words)" }
  }
}

extension ComparisonWarning {
  fileprivate var words: String {
    switch self {
    case .otherDevice: "some earlier holds were measured with another device"
    case .unknownDevice: "it isn't known whether the same device measured the earlier holds"
    case .otherRectangle: "some earlier holds were reckoned with another load-cell rectangle"
    case .otherBall: "earlier holds on another ball are left out"
    case .otherInflation: "earlier holds on a ball pumped up otherwise are left out"
    case .otherMass: "earlier holds at another body mass are left out"
    case .unknownBall: "it isn't known whether the ball is the same (--ball)"
    case .unknownInflation: "it isn't known whether the ball is pumped up alike (--inflation)"
    case .unknownMass: "it isn't known whether the body mass is the same (--mass)"
    }
  }
}

extension HoldSummary {
  /// What the holds come to, behind them; nothing without one.
  func lines(device: DeviceIdentity?) -> [String] {
    guard !trials.isEmpty else { return [] }
    var lines = ["", "all holds on the surface \(conditions.surface.rawValue)"]
    lines += trials.map { "  \($0.words)" }
    if let symmetry { lines.append("  \(symmetry.words)") }
    lines += ladder.flatMap { $0.lines(of: conditions.surface) }
    lines += normLines
    lines += conditionLines(device: device).map { "  with    \($0)" }
    return lines.map { wrapped($0, indent: 10) }
  }

  /// What each source says, with the source under it.
  private var normLines: [String] {
    var lines: [String] = []
    for source in ageNorms.map(\.source) where lines.last != "          \(source)" {
      let norms = ageNorms.filter { $0.source == source }
      guard let ages = norms.first?.ages else { continue }
      let numbers = norms.map { norm in
        let decimals = norm.seconds == norm.seconds.rounded() ? 0 : 1
        return "\(norm.statistic.words) \(norm.seconds.fixed(decimals)) s"
      }
      lines += [
        "  norm    age \(ages.lowerBound) to \(ages.upperBound), eyes open: "
          + numbers.joined(separator: ", "), "          \(source)",
      ]
    }
    return lines
  }

  private func conditionLines(device: DeviceIdentity?) -> [String] {
    let trainer = [
      conditions.trainer.ball.map { "ball \($0)" },
      conditions.trainer.inflation.map { "pumped up to \($0)" },
      conditions.bodyMass.map { "body mass \($0.fixed(1)) kg" },
    ].compactMap { $0 }
    let named = device.map { device in
      device.name + (device.identity.map { " (\($0))" } ?? "")
    }
    return [
      named,
      conditions.rectangle.map {
        "cells \($0.mediolateral.fixed(0)) x \($0.anteroposterior.fixed(0)) mm apart "
          + "(--board-rectangle)"
      }, trainer.isEmpty ? nil : trainer.joined(separator: ", "),
    ].compactMap { $0 }
  }
}

extension HoldTrials {
  /// How many, the best and the mean.
  var words: String {
    let leg = filled(side?.rawValue ?? "trials", to: 8)
    let scores =
      bestScore.map { "; score best \($0.fixed(1)), mean \((meanScore ?? $0).fixed(1))" } ?? ""
    return
      "\(leg)\(counted(count, "hold")), best \(best.fixed(1)) s, mean \(mean.fixed(1)) s\(scores)"
  }
}

extension LimbSymmetry {
  /// The index and what is divided by what.
  var words: String {
    "LSI     \(percent.fixed(0)) % (\(basis.rawValue) leg, best hold times up to "
      + "\(Self.timeCap.fixed(0)) s)"
  }
}

extension LadderProgress {
  /// How far up, and what comes next.
  fileprivate func lines(of surface: Surface) -> [String] {
    let leg = side.map { " (\($0.rawValue))" } ?? ""
    let way = mastered.map { "\($0.fixed(0)) s mastered" } ?? "nothing mastered yet"
    let ahead = next.map {
      "; \($0.fixed(0)) s is reached by \(inARow) of the \(HoldLadder.holdsToMaster) holds in a row that "
        + "master it"
    }
    let first = "  ladder  \(way)\(leg)\(ahead ?? ", the top")"
    return [first] + (advice.words.map { ["          \($0)"] } ?? [])
  }
}

extension LadderAdvice {
  fileprivate var words: String? {
    switch self {
    case .holdNextStep, .topReached: nil
    case .trainerMayFollow:
      "a balance trainer may follow: a rail or wall in reach, no hand weights at first"
    case .firmGroundFirst:
      "30 s on firm ground aren't on record for this leg; a balance trainer comes after that"
    }
  }
}

extension AgeNorm.Statistic {
  fileprivate var words: String {
    switch self {
    case .bestOfThree: "best of three"
    case .meanOfThree: "mean of three"
    case .meanOfStudies: "mean of studies"
    }
  }
}

extension HoldSeries {
  /// What the sessions come to together, for people; nil for fewer than two with holds.
  public var text: String? {
    guard sessions > 1, let surface else { return nil }
    guard !isMixed else {
      return "all files: not compared, they differ in surface, sensor, its place or the ball\n"
    }
    var lines = ["all files together, on the surface \(surface.rawValue)"]
    lines += trials.map { "  \($0.words)" }
    switch symmetry {
    case .success(let symmetry): lines.append("  \(symmetry.words)")
    case .failure(let missing): lines.append("  LSI     not known: \(missing.reason)")
    }
    if mayBeOtherDevice {
      lines.append("  warning it isn't known that one and the same device measured all of them")
    }
    return lines.map { wrapped($0, indent: 10) }.joined(separator: "\n") + "\n"
  }
}
