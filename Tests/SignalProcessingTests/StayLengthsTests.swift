import Glibc
import SignalProcessing
import Testing

struct StayLengthsTests {
  @Test(
    "they are what looking at every sample gives",
    arguments: [(1, 0.5), (2, 3.0), (7, 40), (64, 1), (100, 2), (777, 4), (777, 1000), (1000, 0)])
  func bruteForce(count: Int, radius: Double) {
    // A walk with rests.
    let x = (0..<count).map { place -> Double in
      let step = Double((place * 7919) % 11) / 11
      return 5 * sin(Double(place) * 0.05) + step
    }
    let y = (0..<count).map { place -> Double in
      let step = Double((place * 104_729) % 7) / 7
      return 3 * cos(Double(place / 9) * 0.3) + step
    }
    let expected = (0..<count).map { index -> Int in
      var next = index + 1
      while next < count {
        let dx = x[next] - x[index]
        let dy = y[next] - y[index]
        guard dx * dx + dy * dy <= radius * radius else { break }
        next += 1
      }
      return next - index - 1
    }
    #expect(stayLengths(x: x, y: y, radius: radius) == expected)
    let before = (0..<count).map { index -> Int in
      var last = index - 1
      while last >= 0 {
        let dx = x[last] - x[index]
        let dy = y[last] - y[index]
        guard dx * dx + dy * dy <= radius * radius else { break }
        last -= 1
      }
      return index - last - 1
    }
    #expect(
      stayLengthsToBothSides(x: x, y: y, radius: radius) == zip(before, expected).map { $0 + $1 })
  }

  @Test("nothing has none") func nothing() {
    #expect(stayLengths(x: [], y: [], radius: 1) == [])
    #expect(stayLengthsToBothSides(x: [], y: [], radius: 1) == [])
  }
}
