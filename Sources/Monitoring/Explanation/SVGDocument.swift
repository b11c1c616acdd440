/// A picture in SVG 1.1, written element by element; nothing in it comes from elsewhere.
struct SVGDocument {
  /// An attribute of an element.
  typealias Attribute = (name: String, value: String)

  /// The lines of the document, once ``close()`` has been called.
  private(set) var lines: [String] = []
  private var open: [String] = []

  /// A picture of a size in pixels, with a title for whoever can't see it.
  init(width: Double, height: Double, title: String, description: String) {
    let size = "\(Self.number(width)) \(Self.number(height))"
    lines = [#"<?xml version="1.0" encoding="UTF-8"?>"#]
    begin(
      "svg",
      [
        ("xmlns", "http://www.w3.org/2000/svg"), ("version", "1.1"), ("role", "img"),
        ("width", Self.number(width)), ("height", Self.number(height)), ("viewBox", "0 0 \(size)"),
        ("font-family", "Helvetica, Arial, 'DejaVu Sans', sans-serif"),
      ])
    add("title", content: title)
    add("desc", content: description)
  }

  /// Opens an element that others go into.
  mutating func begin(_ name: String, _ attributes: [Attribute] = []) {
    lines.append("<\(name)\(Self.text(attributes))>")
    open.append(name)
  }

  /// Closes the element opened last.
  mutating func end() {
    guard let name = open.popLast() else { return }
    lines.append("</\(name)>")
  }

  /// Closes whatever is open.
  mutating func close() { while !open.isEmpty { end() } }

  /// An element with text in it, or with nothing.
  mutating func add(_ name: String, _ attributes: [Attribute] = [], content: String? = nil) {
    let opening = "<\(name)\(Self.text(attributes))"
    lines.append(content.map { "\(opening)>\(Self.escaped($0))</\(name)>" } ?? "\(opening)/>")
  }

  /// A rectangle.
  mutating func rectangle(
    _ x: ClosedRange<Double>, _ y: ClosedRange<Double>, fill: String, _ others: Attribute...
  ) {
    add(
      "rect",
      [
        ("x", Self.number(x.lowerBound)), ("y", Self.number(y.lowerBound)),
        ("width", Self.number(x.upperBound - x.lowerBound)),
        ("height", Self.number(y.upperBound - y.lowerBound)), ("fill", fill),
      ] + others)
  }

  /// A straight line.
  mutating func line(
    from: (x: Double, y: Double), to: (x: Double, y: Double), stroke: String, _ others: Attribute...
  ) {
    add(
      "line",
      [
        ("x1", Self.number(from.x)), ("y1", Self.number(from.y)), ("x2", Self.number(to.x)),
        ("y2", Self.number(to.y)), ("stroke", stroke),
      ] + others)
  }

  /// Text whose baseline begins, ends or has its middle at a point.
  mutating func text(
    _ text: String, at place: (x: Double, y: Double), size: Double = 11, fill: String = "#333333",
    anchor: String = "start", _ others: Attribute...
  ) {
    add(
      "text",
      [
        ("x", Self.number(place.x)), ("y", Self.number(place.y)), ("font-size", Self.number(size)),
        ("fill", fill), ("text-anchor", anchor),
      ] + others, content: text)
  }

  /// Lines through points; each run of points is a line of its own.
  mutating func path(_ runs: [[(x: Double, y: Double)]], stroke: String, _ others: Attribute...) {
    let data = runs.filter { !$0.isEmpty }.map { run in
      // A line of no length, with round ends, is a dot.
      let points = run.count == 1 ? [run[0], run[0]] : run
      return "M" + points.map { "\(Self.number($0.x)) \(Self.number($0.y))" }.joined(separator: " ")
    }
    guard !data.isEmpty else { return }
    add(
      "path",
      [("d", data.joined()), ("fill", "none"), ("stroke", stroke), ("stroke-linecap", "round")]
        + others)
  }

  /// A number with a tenth of a pixel; 0 for what is none.
  static func number(_ value: Double) -> String {
    let text = value.fixed(1)
    if text == "-" || text == "-0.0" { return "0" }
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }

  /// `text` as XML 1.0 can hold it; a character that it can't is a question mark.
  static func escaped(_ text: String) -> String {
    var escaped = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&quot;"
      case "'": escaped += "&#39;"
      case "\u{20}"..."\u{7E}", "\u{A0}"..."\u{D7FF}", "\u{E000}"..."\u{FFFD}",
        "\u{10000}"..."\u{10FFFF}":
        escaped.unicodeScalars.append(scalar)
      default: escaped += "?"
      }
    }
    return escaped
  }

  private static func text(_ attributes: [Attribute]) -> String {
    attributes.map { " \($0.name)=\"\(escaped($0.value))\"" }.joined()
  }
}
