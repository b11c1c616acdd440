import ArgumentParser
import Exercises
import Recordings
import Samples

/// What a person tells of one-foot holds: the ball, the involved leg, age, earlier sessions.
struct HoldOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Which balance trainer, in your own words.", valueName: "text"))
  var ball: String?

  @Option(
    help: ArgumentHelp(
      "How far the balance trainer is pumped up: its height in cm, or words.", valueName: "text"))
  var inflation: String?

  @Option(help: "The leg that is injured or was operated on: left against right is told by it.")
  var involved: Side?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Age in years: prints what sources say of it, with the sources.", valueName: "years"))
  var age: Int?

  @Option(
    help: ArgumentHelp(
      """
      A file of reports of earlier sessions, as replay --json writes them, the oldest first: a hold is told \
      against the last ten of its kind, the ladder goes on from them, and where only one leg holds now the \
      other's give left against right. May be told several times.
      """,
      valueName: "file"))
  var earlier: [String] = []

  func validate() throws {
    if let age, !HoldPlan.ages.contains(age) {
      throw ValidationError("--age is in years, 5 to 120, not \(age).")
    }
    if let ball, ball.isEmpty { throw ValidationError("--ball is empty; name the ball.") }
    if let inflation, inflation.isEmpty {
      throw ValidationError("--inflation is empty; tell a height or words.")
    }
  }

  /// The plan that these options tell; reads the files, so once is enough.
  ///
  /// - Throws: ``RecordingError`` for a file of reports that can't be read.
  func plan() throws -> HoldPlan {
    let told = try earlier.flatMap { try EarlierHold.holds(inReportsOf: $0) }
    // The same to the last digit is the same hold told again.
    var seen: Set<EarlierHold> = []
    let holds = told.filter { seen.insert($0).inserted }
    let twice = told.count - holds.count
    if twice > 0 {
      say(
        "note: --earlier tells \(twice) hold\(twice == 1 ? "" : "s") more than once; each counts once"
      )
    }
    return HoldPlan(
      trainer: BalanceTrainer(ball: ball, inflation: inflation), involved: involved, age: age,
      earlier: holds)
  }

  /// Says what means nothing on a surface: somebody may have forgotten to tell it.
  func sayUnused(on surface: Surface) {
    guard !surface.isBalanceTrainer, ball != nil || inflation != nil else { return }
    say(
      "note: --ball and --inflation say nothing on the surface \(surface.rawValue); is it --surface bosu-dome "
        + "or bosu-platform?")
  }

  /// Says what an exercise makes no use of.
  func sayUnused(for exercise: Exercise) {
    guard exercise != .balanceHold else { return }
    let told = [
      ("--ball", ball != nil), ("--inflation", inflation != nil), ("--involved", involved != nil),
      ("--age", age != nil), ("--earlier", !earlier.isEmpty),
    ].filter(\.1).map(\.0)
    guard !told.isEmpty else { return }
    say("note: only for balance-hold, and not used: \(told.joined(separator: ", "))")
  }
}
