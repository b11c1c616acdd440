import SimulatedSensors

extension AccuracyGrid {
  /// Drawn holds on a board.
  func printHolds() async {
    let drawn = (from..<(from + max(1, sets / 2))).map { DrawnHolds(number: $0) }
    let outcomes = await concurrently(drawn) { $0.outcome() }
    let all = Array(zip(drawn, outcomes))
    let table = HoldTable(title: "One-foot holds on a balance board", limit: 0.3)
    table.printHead()
    func row(_ name: String, where isIn: (DrawnHolds) -> Bool) {
      table.printRow(name, all.filter { isIn($0.0) }.map(\.1))
    }
    row("25 to 45 kg") { $0.person.mass < 45 }
    row("100 to 150 kg") { $0.person.mass > 100 }
    row("feet under 140 mm apart") { $0.person.footDistance < 140 }
    row("feet over 220 mm apart") { $0.person.footDistance > 220 }
    row("sway under 0.6 of usual") { $0.person.ankleWork < 0.6 }
    row("sway over 1.5 of usual") { $0.person.ankleWork > 1.5 }
    row("weight over within 0.5 s") { $0.change < 0.5 }
    row("weight over in 1.2 s and more") { $0.change > 1.2 }
    for timing in BoardLink.Timing.allCases {
      row("rows \(timing.rawValue)") { $0.link.timing == timing }
    }
    row("rows lost") { $0.link.lossesPerMinute > 0 }
    row("cells that drop out") { $0.link.dropoutsPerMinute > 0 }
    row("drifted zeros") { $0.link.zero != .zero }
    row("board turned round") { $0.link.isTurned }
    row("strict") { $0.isStrict }
    row("all") { _ in true }
    table.printWorst(outcomes, count: worst) { outcome in
      guard let (holds, _) = all.first(where: { $0.1.name == outcome.name }) else { return "" }
      return holds.words
    }
    await printHoldOracle(drawn)
  }

  /// Drawn holds on the floor and on a balance trainer.
  func printBodyHolds() async {
    let drawn = (from..<(from + max(1, sets / 2))).map { DrawnBodyHold(number: $0) }
    let outcomes = await concurrently(drawn) { $0.outcome() }
    let all = Array(zip(drawn, outcomes))
    let table = HoldTable(title: "Holds with a sensor on the body or a balance trainer", limit: 0.5)
    table.printHead()
    func row(_ name: String, where isIn: (DrawnBodyHold) -> Bool) {
      table.printRow(name, all.filter { isIn($0.0) }.map(\.1))
    }
    for site in DrawnBodyHold.Site.allCases {
      for hasGyroscope in [true, false] {
        row("\(site.rawValue), \(hasGyroscope ? "six axes" : "accelerometer only")") {
          $0.site == site && $0.hasGyroscope == hasGyroscope
        }
      }
    }
    row("with a lurch") { $0.hasLurch }
    row("25 Hz") { $0.rate == 25 }
    row("all") { _ in true }
    table.printWorst(outcomes, count: worst) { outcome in
      all.first { $0.1.name == outcome.name }?.0.words ?? ""
    }
  }
}
