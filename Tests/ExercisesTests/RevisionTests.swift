import Exercises
import Samples
import Testing

@Suite("Changes by hand")
struct RevisionTests {
  /// A set ends after 8 s.
  private let configuration = SessionConfiguration(exercise: .calfRaise, setPause: 8)

  /// A repetition of 3 s that the machine found, with a number in each of its times.
  private func found(_ start: Double, _ number: Double) -> Repetition {
    Repetition(
      riseStart: start, topStart: start + 1, lowerStart: start + 2, end: start + 3,
      range: 30 + number, lower: number, bottom: number + 0.1, rise: number + 0.2,
      top: number + 0.3, direction: .known)
  }

  private func report(_ starts: [Double], gaps: [ReportedGap] = []) -> SessionReport {
    let set = SetReport(
      start: starts[0], end: (starts.last ?? 0) + 3,
      repetitions: starts.enumerated().map { found($0.element, Double($0.offset + 1)) },
      partial: [], rejected: [RejectedRepetition(start: 40, end: 43, reason: .incomplete)],
      tempo: Tempo(lower: 7, bottom: 7, rise: 7, top: 7), cadencePerMinute: 7, rangeLossPercent: 7)
    return SessionReport(
      exercise: .calfRaise, placement: .foot, side: nil, surface: .firm,
      input: InputSummary(
        sensor: "accelerometer", duration: 100, samples: 10_001, nominalRate: 100,
        effectiveRate: 100, gaps: gaps),
      sets: [set], holds: [], transitions: [], sway: nil, unavailable: [])
  }

  @Test("a struck repetition is listed apart with the machine's own numbers, and counts no more")
  func strike() throws {
    let machine = report([10, 16, 22, 28])
    let revised = machine.revised(by: [.strike(at: 17)], configuration: configuration)
    let set = try #require(revised.sets.first)
    #expect(set.repetitions == [found(10, 1), found(22, 3), found(28, 4)])
    #expect(set.struck == [found(16, 2)])
    #expect(set.rejected == machine.sets[0].rejected)
    #expect(revised.revisions == [ReportedRevision(revision: .strike(at: 17))])
    // The medians of 1, 3 and 4; rises 12 and 6 s apart make 60 / 9 a minute.
    #expect(set.tempo == Tempo(lower: 3, bottom: 3.1, rise: 3.2, top: 3.3))
    #expect(set.cadencePerMinute == 60 / 9.0)
    // Three are too few for a loss.
    #expect(set.rangeLossPercent == nil)
  }

  @Test("an added repetition is marked, has its place in time and nothing that wasn't measured")
  func add() throws {
    let revised = report([10, 22, 28, 34]).revised(
      by: [.add(start: 16, end: 19.5)], configuration: configuration)
    let set = try #require(revised.sets.first)
    #expect(set.repetitions.map(\.riseStart) == [10, 16, 22, 28, 34])
    #expect(set.repetitions.map(\.byHand) == [false, true, false, false, false])
    let added = set.repetitions[1]
    #expect(added.end == 19.5)
    let unknown = [
      added.topStart, added.lowerStart, added.range, added.height, added.depth, added.lower,
      added.bottom, added.rise, added.top,
    ]
    #expect(unknown.allSatisfy { $0 == nil })
    // Medians of 1, 2, 3 and 4, and a rise every 6 s.
    #expect(set.tempo.lower == 2.5)
    #expect(set.cadencePerMinute == 10)
    // The best is 34 degrees, the last three have 33 in the mean.
    #expect(set.rangeLossPercent == 100 / 34.0)
  }

  @Test("what is added near a set belongs to it, what is far away is a set of its own")
  func places() {
    let machine = report([30, 36])
    let near = machine.revised(by: [.add(start: 50, end: 52)], configuration: configuration)
    #expect(near.sets.map(\.repetitions.count) == [2, 1])
    let nearer = machine.revised(by: [.add(start: 46, end: 48)], configuration: configuration)
    #expect(nearer.sets.map(\.repetitions.count) == [3])
    #expect(nearer.sets[0].end == 48)
    let before = machine.revised(by: [.add(start: 2, end: 5)], configuration: configuration)
    #expect(before.sets.map(\.repetitions.count) == [1, 2])
    #expect(before.sets[0].start == 2)
    #expect(before.sets[0].cadencePerMinute == nil)
  }

  @Test("a rise on the other side of a lost stretch makes no cadence")
  func gap() {
    let gap = ReportedGap(start: 20, end: 21, cause: .fifoOverflow)
    let revised = report([10, 16, 24, 30, 33.5], gaps: [gap])
      .revised(by: [.strike(at: 34)], configuration: configuration)
    #expect(revised.sets[0].cadencePerMinute == 10)
  }

  @Test("half a second beside a repetition still means it, more doesn't")
  func tolerance() {
    let machine = report([10, 16])
    let revised = machine.revised(
      by: [.strike(at: 13.4), .strike(at: 14.9)], configuration: configuration)
    #expect(revised.sets[0].struck.map(\.riseStart) == [10])
    #expect(revised.revisions.map(\.misfit) == [nil, .noRepetition])
  }

  @Test(
    "what fits nothing changes nothing and says why",
    arguments: [
      (Revision.strike(at: 50), RevisionMisfit.noRepetition),
      (.add(start: 12, end: 14), .alreadyCounted), (.add(start: 5, end: 50), .alreadyCounted),
      (.add(start: 99, end: 101), .outsideRecording), (.add(start: -1, end: 3), .outsideRecording),
      (.add(start: 50, end: 50), .outsideRecording),
    ])
  func misfit(revision: Revision, misfit: RevisionMisfit) {
    let machine = report([10, 16])
    let revised = machine.revised(by: [revision], configuration: configuration)
    #expect(revised.sets == machine.sets)
    #expect(revised.revisions == [ReportedRevision(revision: revision, misfit: misfit)])
    var hold = machine
    hold.exercise = .balanceHold
    #expect(
      hold.revised(by: [revision], configuration: configuration).revisions.map(\.misfit) == [
        .otherExercise
      ])
  }

  @Test("a struck place can be filled by hand, and that struck again")
  func sequence() {
    let revised = report([10, 16]).revised(
      by: [.strike(at: 11), .add(start: 9, end: 14), .strike(at: 9)], configuration: configuration)
    #expect(revised.sets[0].repetitions == [found(16, 2)])
    #expect(revised.sets[0].struck.map(\.byHand) == [true, false])
  }

  @Test("undo takes back the last change that still stands, and nothing where there is none")
  func undo() {
    let (first, second) = (Revision.strike(at: 1), Revision.strike(at: 2))
    #expect(Revision.standing([first, second, .undo]) == [first])
    #expect(Revision.standing([first, second, .undo, .undo]) == [])
    #expect(Revision.standing([.undo, first]) == [first])
    #expect(Revision.standing([first, .undo, second]) == [second])
    let machine = report([10, 16])
    #expect(machine.revised(by: [.strike(at: 11), .undo], configuration: configuration) == machine)
  }
}
