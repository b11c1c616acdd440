import Exercises
import Samples
import Testing

@testable import Monitoring

@Suite("The parts of a chart")
struct ChartTests {
  @Test(
    "ticks are round and within the axis",
    arguments: [
      (0.0...35.0, 12, [0.0, 5, 10, 15, 20, 25, 30, 35]), (-12...48, 6, [-10, 0, 10, 20, 30, 40]),
      (0...1, 5, [0, 0.2, 0.4, 0.6, 0.8, 1]), (-3...8, 6, [-2, 0, 2, 4, 6, 8]),
    ])
  func ticks(values: ClosedRange<Double>, count: Int, expected: [Double]) {
    let ticks = ChartAxis(values: values, pixels: (0, 100)).ticks(about: count)
    #expect(ticks.count == expected.count)
    #expect(zip(ticks, expected).allSatisfy { abs($0 - $1) < 1e-9 })
  }

  @Test("an axis has its ends at its pixels and holds what lies beyond")
  func pixels() {
    let axis = ChartAxis(values: 10...20, pixels: (200, 100))
    #expect([10, 15, 20, 30, -5].map(axis.pixel) == [200, 150, 100, 100, 200])
  }

  @Test("text that XML can't hold is escaped, or a question mark")
  func escaping() {
    #expect(SVGDocument.escaped("a<b> & \"c\" 'd'") == "a&lt;b&gt; &amp; &quot;c&quot; &#39;d&#39;")
    #expect(SVGDocument.escaped("a\u{0}b\u{1B}c\u{FFFE}d\u{85}") == "a?b?c?d?")
    #expect(SVGDocument.escaped("°×…é🦶") == "°×…é🦶")
  }

  @Test("numbers have a tenth of a pixel, and none is no number")
  func numbers() {
    #expect(
      [1, 1.25, -0.04, -2.5, .nan, .infinity].map(SVGDocument.number) == [
        "1", "1.3", "0", "-2.5", "0", "0",
      ])
  }

  @Test("labels never cover one another, and those that say the same are counted")
  func labels() {
    var labels = ChartLabels(limits: 0...500)
    func label(_ x: Double, _ words: String, _ opening: String? = nil) -> ChartLabels.Label {
      ChartLabels.Label(stretch: x...(x + 10), opening: opening, words: words, color: "")
    }
    labels.add((0..<40).map { label(Double($0) * 12, "\($0 + 1)") })
    labels.add((0..<20).map { label(Double($0) * 20, $0 % 3 == 0 ? "late" : "small", "not: ") })
    labels.add([label(0, "first"), label(490, "last")])
    let all = labels.labels
    for (index, one) in all.enumerated() {
      for other in all[..<index] where other.lane == one.lane {
        #expect(!labels.place(of: one).overlaps(labels.place(of: other)))
      }
      #expect(labels.place(of: one).lowerBound >= 0)
      #expect(labels.place(of: one).upperBound <= 500)
    }
    #expect(all.filter { $0.opening == nil }.count == 42)
    let said = all.filter { $0.opening != nil }
    #expect(said.flatMap(\.words).reduce(0) { $0 + $1.count } == 20)
    #expect(said.allSatisfy { $0.text.hasPrefix("not: ") })
  }

  private func moment(
    _ time: Double, _ excursion: Double?, sense: Double = 1, rise: Double? = nil
  ) -> ExcursionMoment {
    ExcursionMoment(
      time: time, excursion: excursion, delay: 0.06, phase: nil, sense: sense, direction: .assumed,
      levels: DetectionLevels(rise: rise), levelsOtherWay: DetectionLevels(rise: -1))
  }

  @Test("a trail keeps the extremes of whatever length in a bounded number of columns")
  func bounded() {
    var trail = ExcursionTrail()
    for index in 0..<200_000 {
      let time = Double(index) / 50
      trail.append(moment(time, index == 77_777 ? 90 : index == 150_001 ? -90 : 10))
    }
    // 4,000 s in columns of a hundredth would be 400,000.
    #expect(trail.width == 0.08)
    let all = trail.columns(in: 0...5000, ofAtLeast: 0)
    #expect(all.count <= ExcursionTrail.mostColumns)
    let greatest = all.map(\.greatest).max { $0.value < $1.value }
    #expect(greatest?.time == 77_777.0 / 50)
    #expect(all.map(\.least).min { $0.value < $1.value }?.value == -90)
    let merged = trail.columns(in: 0...5000, ofAtLeast: 5)
    #expect(merged.count <= 1000)
    #expect(merged.map(\.greatest.value).max() == 90)
  }

  @Test("a time that no recording has doesn't make it grow")
  func farTime() {
    var trail = ExcursionTrail()
    trail.append(moment(0, 1))
    trail.append(moment(9e9, 2))
    #expect(trail.columns(in: 0...1e10, ofAtLeast: 0).count == 2)
  }

  @Test("what came before the belief changed is turned round, each set by what it ended with")
  func senses() {
    var trail = ExcursionTrail()
    for index in 0..<100 {
      let sense: Double = index < 20 ? 1 : index < 60 ? -1 : 1
      // The limb is at 10 degrees along the line, which is down in the first set and up in the second.
      trail.append(moment(Double(index) / 10, 10 * sense, sense: sense, rise: 5))
      if index == 50 {
        trail.take(
          SessionEvent(
            time: 5,
            kind: .setEnded(
              .init(
                start: 0, end: 5, repetitions: [], partial: [], rejected: [],
                tempo: Tempo(lower: nil, bottom: nil, rise: nil, top: nil), cadencePerMinute: nil,
                rangeLossPercent: nil))))
      }
    }
    #expect(trail.excursion(at: 1) == -10)
    #expect(trail.excursion(at: 4) == -10)
    #expect(trail.excursion(at: 5.5) == 10)
    #expect(trail.excursion(at: 9) == 10)
    // The levels along the line are what was believed in while up was along it.
    let first = trail.columns(in: 0...1, ofAtLeast: 0).first
    #expect(first?.along.rise == 5)
    #expect(first?.against.rise == -1)
  }

  @Test("nothing joins what lies on both sides of a gap, or of a time without an excursion")
  func breaks() {
    var trail = ExcursionTrail()
    trail.append(moment(0, 1))
    trail.append(moment(0.1, 1))
    trail.take(
      SessionEvent(time: 0.2, kind: .gap(ReportedGap(start: 0.1, end: 0.2, cause: .noAnswer))))
    trail.append(moment(0.2, 1))
    trail.append(moment(0.3, nil))
    trail.append(moment(0.4, 1))
    let columns = trail.columns(in: 0...1, ofAtLeast: 0)
    #expect(columns.map(\.isBroken) == [true, false, true, true])
  }
}
