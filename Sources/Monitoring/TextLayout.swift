/// `text` with blanks before it, so that columns stand right.
func padded(_ text: String, to width: Int) -> String {
  String(repeating: " ", count: max(0, width - text.count)) + text
}

/// `text` with blanks after it, so that what follows stands in a column.
func filled(_ text: String, to width: Int) -> String {
  text + String(repeating: " ", count: max(0, width - text.count))
}

/// `1 gap`, `2 gaps`.
func counted(_ number: Int, _ noun: String) -> String {
  "\(number) \(noun)\(number == 1 ? "" : "s")"
}

/// `text` in lines of at most `width` characters, broken at blanks; lines after the first begin with
/// `indent` blanks. A word that is longer keeps a line to itself.
public func wrapped(_ text: String, width: Int = 80, indent: Int = 0) -> String {
  var lines: [String] = []
  // Blanks before the first word, and between columns, stay as they are.
  var line = String(text.prefix { $0 == " " })
  var isFirst = true
  for word in text.dropFirst(line.count).split(separator: " ", omittingEmptySubsequences: false) {
    if isFirst {
      line += word
      isFirst = false
    } else if line.count + 1 + word.count <= width {
      line += " " + word
    } else {
      lines.append(line)
      line = String(repeating: " ", count: indent) + word
    }
  }
  return (lines + [line]).joined(separator: "\n")
}
