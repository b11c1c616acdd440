import Testing

@testable import Monitoring

struct NearestWordTests {
  @Test(
    "the distance of two texts counts letters put in, taken out and changed",
    // The first two are Levenshtein's usual textbook pairs.
    arguments: [
      ("kitten", "sitting", 3), ("saturday", "sunday", 3), ("", "abc", 3), ("abc", "", 3),
      ("calf-rase", "calf-raise", 1), ("bosu", "bosu", 0), ("ab", "ba", 2),
    ])
  func distance(one: String, other: String, letters: Int) {
    #expect(editDistance(one, other) == letters)
    #expect(editDistance(other, one) == letters)
  }

  @Test("the nearest word is offered, a far one isn't")
  func nearest() {
    let words = ["calf-raise", "band-press", "generic"]
    #expect(nearestWord(to: "calf-rase", among: words) == "calf-raise")
    #expect(nearestWord(to: "genric", among: words) == "generic")
    #expect(nearestWord(to: "juggling", among: words) == nil)
    #expect(nearestWord(to: "x", among: []) == nil)
  }
}
