/// One member of a JSON object.
public struct JSONMember: Hashable, Sendable {
  /// The member's name.
  public var key: String
  /// What stands under it.
  public var value: JSONValue

  /// A member.
  public init(key: String, value: JSONValue) {
    self.key = key
    self.value = value
  }
}

/// A JSON value (RFC 8259). Objects keep the order of their members.
public enum JSONValue: Hashable, Sendable {
  /// `null`: not known, or not applicable.
  case null
  /// `true` or `false`.
  case bool(Bool)
  /// A number written without fraction or exponent.
  case integer(Int64)
  /// Any other number. What JSON can't write (NaN, infinities) is written as `null`.
  case number(Double)
  /// A text.
  case string(String)
  /// A list.
  case array([JSONValue])
  /// Members in order.
  case object([JSONMember])

  /// A number, or `null` where there is none.
  public init(_ number: Double?) {
    self = number.map(JSONValue.number) ?? .null
  }

  /// A text, or `null` where there is none.
  public init(_ text: String?) {
    self = text.map(JSONValue.string) ?? .null
  }

  /// A count.
  public init(_ count: Int) {
    self = .integer(Int64(count))
  }

  /// The member under `key`: the first of that name; nil in anything but an object that has it.
  public subscript(key: String) -> JSONValue? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.key == key }?.value
  }

  /// The members of an object; empty for anything else.
  public var members: [JSONMember] {
    guard case .object(let members) = self else { return [] }
    return members
  }

  /// The JSON text, on one line or indented by two spaces a level for people.
  ///
  /// Numbers are the shortest decimals that read back to the same value; a ``number(_:)`` always shows
  /// that it is one (`30.0`, `1e-05`).
  public func text(indented: Bool = false) -> String {
    var text = ""
    write(to: &text, level: indented ? 0 : nil)
    return text
  }

  /// Appends the text; `level` is the depth of indentation, nil on one line.
  private func write(to text: inout String, level: Int?) {
    switch self {
    case .null: text += "null"
    case .bool(let value): text += value ? "true" : "false"
    case .integer(let value): text += String(value)
    case .number(let value): text += value.isFinite ? value.description : "null"
    case .string(let value): Self.write(value, to: &text)
    case .array(let elements):
      Self.write(elements, between: "[", "]", to: &text, level: level) { element, text, level in
        element.write(to: &text, level: level)
      }
    case .object(let members):
      Self.write(members, between: "{", "}", to: &text, level: level) { member, text, level in
        Self.write(member.key, to: &text)
        text += level == nil ? ":" : ": "
        member.value.write(to: &text, level: level)
      }
    }
  }

  private static func write<Element>(
    _ elements: [Element], between open: String, _ close: String, to text: inout String,
    level: Int?, writeElement: (Element, inout String, Int?) -> Void
  ) {
    let inner = level.map { $0 + 1 }
    text += open
    for (index, element) in elements.enumerated() {
      if index > 0 { text += "," }
      breakLine(&text, level: inner)
      writeElement(element, &text, inner)
    }
    if !elements.isEmpty { breakLine(&text, level: level) }
    text += close
  }

  private static func breakLine(_ text: inout String, level: Int?) {
    guard let level else { return }
    text += "\n" + String(repeating: "  ", count: level)
  }

  private static func write(_ string: String, to text: inout String) {
    text += "\""
    for scalar in string.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\r": text += "\\r"
      case "\t": text += "\\t"
      case "\u{0}"..<" ":
        let digits = String(scalar.value, radix: 16)
        text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: text.unicodeScalars.append(scalar)
      }
    }
    text += "\""
  }
}

extension JSONValue {
  /// The text, if it is one.
  var stringValue: String? {
    guard case .string(let value) = self else { return nil }
    return value
  }

  /// True or false, if it is one of both.
  var boolValue: Bool? {
    guard case .bool(let value) = self else { return nil }
    return value
  }

  /// The list, if it is one.
  var arrayValue: [JSONValue]? {
    guard case .array(let value) = self else { return nil }
    return value
  }

  /// The number, if it is one, whole or not.
  var numberValue: Double? {
    switch self {
    case .number(let value): value
    case .integer(let value): Double(value)
    default: nil
    }
  }

  /// The whole number, if it is one.
  var integerValue: Int64? {
    guard case .integer(let value) = self else { return nil }
    return value
  }
}

extension JSONValue: ExpressibleByDictionaryLiteral, ExpressibleByArrayLiteral,
  ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral,
  ExpressibleByBooleanLiteral, ExpressibleByNilLiteral
{
  /// An object; its members keep the literal's order.
  public init(dictionaryLiteral elements: (String, JSONValue)...) {
    self = .object(elements.map { JSONMember(key: $0.0, value: $0.1) })
  }

  /// A list.
  public init(arrayLiteral elements: JSONValue...) { self = .array(elements) }

  /// A text.
  public init(stringLiteral value: String) { self = .string(value) }

  /// A whole number.
  public init(integerLiteral value: Int64) { self = .integer(value) }

  /// A number.
  public init(floatLiteral value: Double) { self = .number(value) }

  /// `true` or `false`.
  public init(booleanLiteral value: Bool) { self = .bool(value) }

  /// `null`.
  public init(nilLiteral: ()) { self = .null }
}
