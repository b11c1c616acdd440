import Exercises

extension HeelRiseMeasures {
  /// What the heels did in the set, as far as it is known: height, displacement with work, velocity.
  var lines: [String] {
    [heightLine, displacementLine, velocityLine].compactMap { $0 }
  }

  private var heightLine: String? {
    guard let peakHeight, let heightBasis else { return nil }
    var line = "  height: peak \(peakHeight.fixed(0)) mm"
    if let heightLoss, let heightLossPercent {
      line += ", lost \(heightLoss.fixed(0)) mm (\(heightLossPercent.fixed(0)) %)"
    }
    return line + "; \(heightBasis.words)"
  }

  private var displacementLine: String? {
    guard let totalDisplacement else { return nil }
    let line = "  lifted: \((totalDisplacement / 10).fixed(0)) cm in all"
    guard let totalWork else { return line }
    return line + ", work \(totalWork.fixed(0)) J by the heel: about a fifth more than the body's"
  }

  private var velocityLine: String? {
    guard
      let velocity = riseVelocity.map({ "\($0.fixed(0)) mm/s" })
        ?? riseAngularVelocity.map({ "\($0.fixed(0))°/s" })
    else { return nil }
    return "  rise velocity: \(velocity)"
      + (velocityLossPercent.map { ", lost \($0.fixed(0)) % from the best to the last" } ?? "")
  }
}

extension HeightBasis {
  var words: String {
    switch self {
    case .footLength: "of the heel, by the foot's length"
    case .fittedLever: "of the sensor, by how it moves"
    }
  }
}
