/// A drawing of dots in characters, two across and four down in each: braille patterns where the terminal
/// writes in UTF-8, else ASCII that is the denser the more dots there are.
struct DotCanvas {
  /// Dots in a character.
  static let cell = (columns: 2, rows: 4)

  /// Characters across and down.
  let columns: Int
  let rows: Int
  private var dots: [UInt8]
  private var marks: [Character?]

  /// An empty canvas of so many characters.
  init(columns: Int, rows: Int) {
    self.columns = max(1, columns)
    self.rows = max(1, rows)
    dots = Array(repeating: 0, count: self.columns * self.rows)
    marks = Array(repeating: nil, count: dots.count)
  }

  /// Dots across and down.
  var width: Int { columns * Self.cell.columns }
  var height: Int { rows * Self.cell.rows }

  /// Bits of a braille pattern by row and column (Unicode, Braille Patterns: dots 1 to 8 are bits 0 to 7).
  private static let bits: [[UInt8]] = [
    [0x01, 0x08], [0x02, 0x10], [0x04, 0x20], [0x40, 0x80],
  ]

  /// Sets a dot, counted from the left and from below; beyond the canvas nothing is drawn.
  mutating func set(_ x: Int, _ y: Int) {
    guard let place = place(x, y) else { return }
    let row = (height - 1 - y) % Self.cell.rows
    dots[place] |= Self.bits[row][x % Self.cell.columns]
  }

  /// Sets the dots of a straight line, its ends included.
  mutating func line(from: (x: Int, y: Int), to: (x: Int, y: Int)) {
    forEachDot(from, to) { canvas, x, y in canvas.set(x, y) }
  }

  /// Puts a character where a line goes.
  mutating func mark(from: (x: Int, y: Int), to: (x: Int, y: Int), with mark: Character) {
    forEachDot(from, to) { canvas, x, y in canvas.mark(x, y, with: mark) }
  }

  /// Puts a character where a dot would be, over whatever is there.
  mutating func mark(_ x: Int, _ y: Int, with mark: Character) {
    guard let place = place(x, y) else { return }
    marks[place] = mark
  }

  /// Puts a character where a dot would be, unless something is there.
  mutating func ground(_ x: Int, _ y: Int, with mark: Character) {
    guard let place = place(x, y), dots[place] == 0, marks[place] == nil else { return }
    marks[place] = mark
  }

  /// The lines from the top.
  func lines(hasDots: Bool) -> [String] {
    (0..<rows).map { row in
      String(
        (0..<columns).map { column -> Character in
          let place = row * columns + column
          if let mark = marks[place] { return mark }
          let pattern = dots[place]
          guard pattern != 0 else { return " " }
          guard hasDots else {
            return pattern.nonzeroBitCount <= 2 ? "." : pattern.nonzeroBitCount <= 5 ? ":" : "#"
          }
          return Unicode.Scalar(0x2800 + UInt32(pattern)).map(Character.init) ?? "?"
        })
    }
  }

  private func place(_ x: Int, _ y: Int) -> Int? {
    guard (0..<width).contains(x), (0..<height).contains(y) else { return nil }
    return (height - 1 - y) / Self.cell.rows * columns + x / Self.cell.columns
  }

  /// A line's dots: the longer way one by one.
  private mutating func forEachDot(
    _ from: (x: Int, y: Int), _ to: (x: Int, y: Int), _ body: (inout DotCanvas, Int, Int) -> Void
  ) {
    let steps = max(abs(to.x - from.x), abs(to.y - from.y))
    guard steps > 0 else { return body(&self, from.x, from.y) }
    for step in 0...steps {
      let share = Double(step) / Double(steps)
      body(
        &self, from.x + Int((Double(to.x - from.x) * share).rounded()),
        from.y + Int((Double(to.y - from.y) * share).rounded()))
    }
  }
}
