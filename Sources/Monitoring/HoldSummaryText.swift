public import Exercises
import Samples

// What holds come to, of a session and of several together, in front of people.

extension HoldSummary {
  /// What the holds come to, behind them; nothing without one.
  func lines(device: DeviceIdentity?) -> [String] {
    guard !trials.isEmpty else { return [] }
    var lines = ["", "all holds on the surface \(conditions.surface.rawValue)"]
    lines += trials.map { "  \($0.words)" }
    if let symmetry { lines += symmetry.lines }
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
  /// The index, what is divided by what, and what one leg's earlier holds come to.
  fileprivate var lines: [String] {
    let index =
      "  LSI     \(percent.fixed(0)) % (\(basis.rawValue) leg, best hold times up to "
      + "\(Self.timeCap.fixed(0)) s)"
    let warnings = warnings.map { "  warning \($0.words)" }
    guard let earlier, let side = earlier.side else { return [index] + warnings }
    let holds = earlier.count == 1 ? "earlier hold" : "best of \(earlier.count) earlier holds"
    return [
      index, "          the \(side.rawValue) leg by its \(holds), \(earlier.best.fixed(1)) s",
    ] + warnings
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
    case .success(let symmetry): lines += symmetry.lines
    case .failure(let missing):
      lines.append("  LSI     not known: \(missing.reasonInSeries)")
    }
    lines += ladder.flatMap { $0.lines(of: surface) }
    lines += warnings.map { "  warning \($0.wordsInSeries)" }
    return lines.map { wrapped($0, indent: 10) }.joined(separator: "\n") + "\n"
  }
}

extension LimbSymmetry.Missing {
  /// Why several files have no index, and what gives them one.
  fileprivate var reasonInSeries: String {
    guard self == .unknownLeg else { return reason }
    return reason
      + "; replay each file alone with its --side, and give the first one's report (--json) to the second with "
      + "--earlier"
  }
}

extension ComparisonWarning {
  /// Of several files, of which none is the later one.
  fileprivate var wordsInSeries: String {
    switch self {
    case .otherDevice: "not all files are of one device"
    case .unknownDevice: "it isn't known whether one and the same device measured all files"
    case .otherRectangle: "not all files were reckoned with one load-cell rectangle"
    case .otherStrictness: "any fault ended a hold (--strict) in some files, and not in others"
    // Files that differ in these aren't compared.
    case .otherBall, .otherInflation, .otherMass: words
    case .unknownBall, .unknownInflation, .unknownMass, .cutShort: words
    }
  }
}
