import Exercises
import Samples

// A hold's card in front of people.

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
  /// Of earlier holds, behind this one or these ones.
  var words: String {
    switch self {
    case .otherDevice: "some earlier holds were measured with another device"
    case .unknownDevice: "it isn't known whether the same device measured the earlier holds"
    case .otherRectangle: "some earlier holds were reckoned with another load-cell rectangle"
    case .otherStrictness:
      "earlier holds were ended by another rule: any fault (--strict), or a second of it"
    case .otherBall: "earlier holds on another ball are left out"
    case .otherInflation: "earlier holds on a ball pumped up otherwise are left out"
    case .otherMass: "earlier holds at another body mass are left out"
    case .unknownBall: "it isn't known whether the ball is the same (--ball)"
    case .unknownInflation: "it isn't known whether the ball is pumped up alike (--inflation)"
    case .unknownMass: "it isn't known whether the body mass is the same (--mass)"
    case .cutShort:
      "a leg's best hold was stopped, or the recording ended first: it may have gone on"
    }
  }
}
