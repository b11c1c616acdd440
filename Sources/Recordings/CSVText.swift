/// Lines of CSV as RFC 4180 has them: commas between fields, a carriage return and a line feed at the end.
enum CSVText {
  /// A line of fields, with its end.
  static func line(_ fields: [String]) -> String {
    fields.map(field).joined(separator: ",") + "\r\n"
  }

  /// A field as it stands in a line: in quotes, its own doubled, where it holds a comma, a quote or a line
  /// break, or where it has blanks at an end, which some readers would take off.
  static func field(_ text: String) -> String {
    let isPlain = text.utf8.allSatisfy { byte in
      byte != UInt8(ascii: ",") && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\r")
        && byte != UInt8(ascii: "\n")
    }
    if isPlain, text.first != " ", text.last != " " { return text }
    return "\"" + text.replacing("\"", with: "\"\"") + "\""
  }

  /// What stands for a value in a field: numbers as the report's JSON has them, null as nothing, yes and no in the
  /// capitals that both R and pandas read as such.
  static func text(_ value: JSONValue) -> String {
    switch value {
    case .null: ""
    case .string(let text): text
    case .number(let number) where !number.isFinite: ""
    case .bool(let bool): bool ? "TRUE" : "FALSE"
    case .integer, .number, .array, .object: value.text()
    }
  }
}
