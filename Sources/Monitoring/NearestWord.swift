/// The one of `words` that somebody probably meant by `text`; nil where none is near.
///
/// Near is a third of the word's letters, at least two.
public func nearestWord(to text: String, among words: [String]) -> String? {
  words.map { (word: $0, distance: editDistance(text, $0)) }
    .filter { $0.distance <= max(2, $0.word.count / 3) }
    .min { $0.distance < $1.distance }?.word
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
