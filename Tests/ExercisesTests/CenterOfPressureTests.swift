import Samples
import Testing

@testable import Exercises

@Suite("Centre of pressure of four cells")
struct CenterOfPressureTests {
  private static func sample(
    _ topLeft: Double, _ topRight: Double, _ bottomLeft: Double, _ bottomRight: Double
  ) -> BoardSample {
    BoardSample(
      time: Timestamp(microseconds: 0), topLeft: topLeft, topRight: topRight,
      bottomLeft: bottomLeft, bottomRight: bottomRight)
  }

  @Test(
    "all the load on one cell puts it there: x to the right, y forward",
    arguments: [
      (sample(50, 0, 0, 0), -216.5, 119.0), (sample(0, 50, 0, 0), 216.5, 119.0),
      (sample(0, 0, 50, 0), -216.5, -119.0), (sample(0, 0, 0, 50), 216.5, -119.0),
      (sample(20, 20, 20, 20), 0, 0), (sample(30, 10, 30, 10), -108.25, 0),
    ])
  func corners(sample: BoardSample, x: Double, y: Double) {
    let point = BoardGeometry().centerOfPressure(of: sample, at: 3)
    #expect(point.time == 3)
    #expect(abs(point.x - x) < 1e-12)
    #expect(abs(point.y - y) < 1e-12)
  }

  @Test("the rectangle is a setting")
  func geometry() {
    let point = BoardGeometry(mediolateral: 400, anteroposterior: 200).centerOfPressure(
      of: Self.sample(0, 10, 0, 0), at: 0)
    #expect(point == PlanarPoint(time: 0, x: 200, y: 100))
  }
}

@Suite("Cells that drop out")
struct CellDropoutFilterTests {
  /// What comes out of a filter for loads on the top left cell, the others at 20 kg.
  private func pass(_ loads: [Double]) -> (passed: [Double], count: Int) {
    var filter = CellDropoutFilter()
    var passed: [Double] = []
    for (index, load) in loads.enumerated() {
      let sample = BoardSample(
        time: Timestamp(microseconds: Int64(index)), topLeft: load, topRight: 20, bottomLeft: 20,
        bottomRight: 20)
      filter.append(sample)
      while let settled = filter.next() { passed.append(settled.topLeft) }
    }
    filter.flush()
    while let settled = filter.next() { passed.append(settled.topLeft) }
    return (passed, filter.count)
  }

  @Test("one row is left out and counted, never mended")
  func one() {
    let (passed, count) = pass([18, 19, 0, 18, 17])
    #expect(passed == [18, 19, 18, 17])
    #expect(count == 1)
  }

  @Test("two rows are, too")
  func two() {
    let (passed, count) = pass([18, 0, 1, 18, 17])
    #expect(passed == [18, 18, 17])
    #expect(count == 2)
  }

  @Test("three rows are a real change: all of them come through, in order")
  func three() {
    let (passed, count) = pass([18, 0, 1, 2, 18])
    #expect(passed == [18, 0, 1, 2, 18])
    #expect(count == 0)
  }

  @Test("a row that a polling program repeats is no row more, but what stays is a load")
  func repeated() {
    let dropout = pass([18, 0, 0, 1, 1, 18, 17])
    #expect(dropout.passed == [18, 18, 17])
    #expect(dropout.count == 4)
    let load = pass([18, 0, 0, 0, 0, 0, 18])
    #expect(load.passed == [18, 0, 0, 0, 0, 0, 18])
    #expect(load.count == 0)
  }

  @Test("what is held back at the end comes out")
  func end() {
    let (passed, count) = pass([18, 18, 0])
    #expect(passed == [18, 18, 0])
    #expect(count == 0)
  }

  @Test("a cell that carries next to nothing can't drop out")
  func light() {
    let (passed, count) = pass([2.9, 0, 2.8])
    #expect(passed == [2.9, 0, 2.8])
    #expect(count == 0)
  }
}

@Suite("The live sway speed")
struct LiveSwayTests {
  @Test("is the path over the time since the first point, unknown for half a second")
  func straight() throws {
    var sway = LiveSway()
    #expect(sway.velocity == nil)
    for index in 0...49 {
      let time = 7 + Double(index) / 100
      sway.advance(PlanarPoint(time: time, x: 3 * time, y: -4 * time))
    }
    #expect(sway.velocity == nil)
    sway.advance(PlanarPoint(time: 9, x: 27, y: -36))
    #expect(abs(try #require(sway.velocity) - 5) < 1e-9)
  }

  @Test("counts the way there and back")
  func thereAndBack() {
    var sway = LiveSway()
    for (time, x) in [(0.0, 0.0), (1, 10), (2, 0)] {
      sway.advance(PlanarPoint(time: time, x: x, y: 0))
    }
    #expect(sway.velocity == 10)
  }
}
