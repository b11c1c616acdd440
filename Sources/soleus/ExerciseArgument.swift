import ArgumentParser
import Exercises

extension Exercise {
  /// Every exercise's word, for help texts.
  static var words: String { allCases.map(\.rawValue).joined(separator: ", ") }

  /// Reads an exercise's word; a wrong one is answered with the nearest.
  static func parse(_ text: String) throws -> Exercise {
    if let exercise = Exercise(rawValue: text) { return exercise }
    let nearest = allCases.map { ($0, editDistance(text, $0.rawValue)) }.min { $0.1 < $1.1 }
    var message = "unknown exercise '\(text)'"
    if let nearest, nearest.1 <= 4 { message += "; did you mean \(nearest.0.rawValue)?" }
    throw ValidationError("\(message) There are \(words).")
  }
}

/// How many letters must be put in, taken out or changed to make one text of the other (Levenshtein).
func editDistance(_ one: String, _ other: String) -> Int {
  let other = Array(other)
  var row = Array(0...other.count)
  for (line, letter) in one.enumerated() {
    var diagonal = row[0]
    row[0] = line + 1
    for column in other.indices {
      let change = diagonal + (letter == other[column] ? 0 : 1)
      diagonal = row[column + 1]
      row[column + 1] = min(change, diagonal + 1, row[column] + 1)
    }
  }
  return row[other.count]
}
