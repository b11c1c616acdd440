import Glibc
import SignalProcessing
import Testing

struct LargestDistanceTests {
  @Test("it is that of all pairs compared", arguments: [1, 2, 3, 5, 40, 300])
  func bruteForce(count: Int) throws {
    for seed in 1...8 {
      // Heaps, lines and grids with many equal points.
      let x = (0..<count).map { Double(($0 * 7919 * seed) % (11 * seed + 1)) }
      let y = (0..<count).map { sin(Double($0 * seed)) * Double(seed % 3) }
      var largest = 0.0
      for one in 0..<count {
        for other in 0..<one { largest = max(largest, hypot(x[one] - x[other], y[one] - y[other])) }
      }
      let found = try #require(largestDistance(x: x, y: y))
      #expect(abs(found - largest) <= 1e-12 * largest)
    }
  }

  @Test("of a circle it is the diameter, of a line its length")
  func shapes() throws {
    let angles = (0..<3600).map { Double($0) * .pi / 1800 }
    let circle = try #require(
      largestDistance(x: angles.map { 7 * cos($0) + 3 }, y: angles.map { 7 * sin($0) }))
    #expect(abs(circle - 14) < 1e-12)
    let line = try #require(
      largestDistance(x: angles.map { 3 * $0 }, y: angles.map { 5 - 4 * $0 }))
    #expect(abs(line - 5 * angles[3599]) < 1e-12)
  }

  @Test("nothing, lists of different lengths and what isn't finite have none")
  func none() {
    #expect(largestDistance(x: [], y: []) == nil)
    #expect(largestDistance(x: [1], y: []) == nil)
    #expect(largestDistance(x: [1, .nan], y: [1, 2]) == nil)
    #expect(largestDistance(x: [1, .infinity], y: [1, 2]) == nil)
    #expect(largestDistance(x: [4], y: [2]) == 0)
  }
}
