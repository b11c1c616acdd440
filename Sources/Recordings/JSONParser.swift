/// Why a text is no JSON, and where.
public struct JSONError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The byte at which reading stopped, from 0.
  public var position: Int
  /// What is wrong there.
  public var problem: Problem

  /// What can be wrong with a JSON text.
  public enum Problem: String, Hashable, Sendable, CaseIterable {
    /// It ends too early.
    case unexpectedEnd = "the text ends too early"
    /// A byte that can't stand here.
    case unexpectedByte = "this can't stand here"
    /// Something after the value.
    case trailingText = "more text after the value"
    /// A number that JSON doesn't know, such as `01` or `1.`.
    case malformedNumber = "not a JSON number"
    /// A number beyond the largest double.
    case numberOutOfRange = "the number is too large"
    /// An escape that JSON doesn't know, or half a surrogate pair.
    case malformedEscape = "not a JSON escape"
    /// A string that isn't UTF-8, or holds a control character.
    case malformedString = "the string isn't clean UTF-8 text"
    /// Lists and objects within each other beyond ``JSONValue/depthLimit``.
    case tooDeep = "too many levels"
  }

  /// For people: what and where.
  public var description: String { "\(problem.rawValue) (byte \(position))" }
}

extension JSONValue {
  /// How many lists and objects may stand within each other in a text that is read.
  public static let depthLimit = 64

  /// Reads one JSON text, strictly by RFC 8259.
  ///
  /// Whole numbers that fit 64 bits become ``integer(_:)``, all others ``number(_:)``. Where an object
  /// has two members of one name both are kept.
  public init(parsing text: String) throws(JSONError) {
    try self.init(parsing: Array(text.utf8))
  }

  /// Reads one JSON text from bytes that should be UTF-8.
  public init(parsing bytes: [UInt8]) throws(JSONError) {
    var parser = JSONParser(bytes: bytes)
    self = try parser.text()
  }
}

/// A recursive-descent reader of one JSON text.
private struct JSONParser {
  let bytes: [UInt8]
  var position = 0

  init(bytes: [UInt8]) {
    self.bytes = bytes
  }

  mutating func text() throws(JSONError) -> JSONValue {
    let value = try value(depth: 0)
    skipSpace()
    guard position == bytes.count else { throw error(.trailingText) }
    return value
  }

  private mutating func value(depth: Int) throws(JSONError) -> JSONValue {
    skipSpace()
    switch try peek() {
    case UInt8(ascii: "{"): return .object(try members(depth: depth + 1))
    case UInt8(ascii: "["): return .array(try elements(depth: depth + 1))
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
    default: throw error(.unexpectedByte)
    }
  }

  private mutating func members(depth: Int) throws(JSONError) -> [JSONMember] {
    var members: [JSONMember] = []
    try list(until: UInt8(ascii: "}"), depth: depth) { parser throws(JSONError) in
      guard try parser.peek() == UInt8(ascii: "\"") else { throw parser.error(.unexpectedByte) }
      let key = try parser.string()
      parser.skipSpace()
      try parser.expect(UInt8(ascii: ":"))
      members.append(JSONMember(key: key, value: try parser.value(depth: depth)))
    }
    return members
  }

  private mutating func elements(depth: Int) throws(JSONError) -> [JSONValue] {
    var elements: [JSONValue] = []
    try list(until: UInt8(ascii: "]"), depth: depth) { parser throws(JSONError) in
      elements.append(try parser.value(depth: depth))
    }
    return elements
  }

  /// What stands between brackets, with commas between the elements.
  private mutating func list(
    until close: UInt8, depth: Int, element: (inout JSONParser) throws(JSONError) -> Void
  ) throws(JSONError) {
    guard depth <= JSONValue.depthLimit else { throw error(.tooDeep) }
    position += 1
    skipSpace()
    if try peek() == close {
      position += 1
      return
    }
    while true {
      skipSpace()
      try element(&self)
      skipSpace()
      if try peek() == close { break }
      try expect(UInt8(ascii: ","))
    }
    position += 1
  }

  private mutating func word(
    _ word: StaticString, _ value: JSONValue
  ) throws(JSONError) -> JSONValue {
    for byte in word.description.utf8 { try expect(byte) }
    return value
  }

  private mutating func number() throws(JSONError) -> JSONValue {
    let start = position
    var isWhole = true
    if bytes[position] == UInt8(ascii: "-") { position += 1 }
    if position < bytes.count, bytes[position] == UInt8(ascii: "0") {
      position += 1
    } else {
      try digits(of: start)
    }
    if position < bytes.count, bytes[position] == UInt8(ascii: ".") {
      isWhole = false
      position += 1
      try digits(of: start)
    }
    if position < bytes.count, bytes[position] | 0x20 == UInt8(ascii: "e") {
      isWhole = false
      position += 1
      if position < bytes.count,
        bytes[position] == UInt8(ascii: "+") || bytes[position] == UInt8(ascii: "-")
      {
        position += 1
      }
      try digits(of: start)
    }
    if position < bytes.count, isDigit(bytes[position]) {
      throw JSONError(position: start, problem: .malformedNumber)
    }
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    // A negative zero is no integer: its sign would be lost.
    if isWhole, text != "-0", let value = Int64(text) { return .integer(value) }
    guard let value = Double(text), value.isFinite else {
      throw JSONError(position: start, problem: .numberOutOfRange)
    }
    return .number(value)
  }

  /// One digit or more; `start` is where the number began.
  private mutating func digits(of start: Int) throws(JSONError) {
    let first = position
    while position < bytes.count, isDigit(bytes[position]) { position += 1 }
    guard position > first else { throw JSONError(position: start, problem: .malformedNumber) }
  }

  private mutating func string() throws(JSONError) -> String {
    let start = position
    position += 1
    var content: [UInt8] = []
    while true {
      let byte = try peek()
      position += 1
      switch byte {
      case UInt8(ascii: "\""):
        guard let string = String(validating: content, as: UTF8.self) else {
          throw JSONError(position: start, problem: .malformedString)
        }
        return string
      case UInt8(ascii: "\\"): content.append(contentsOf: String(try escape()).utf8)
      case 0..<0x20: throw JSONError(position: position - 1, problem: .malformedString)
      default: content.append(byte)
      }
    }
  }

  /// The character that an escape stands for; the backslash is already read.
  private mutating func escape() throws(JSONError) -> Character {
    let start = position - 1
    let byte = try peek()
    position += 1
    switch byte {
    case UInt8(ascii: "\""): return "\""
    case UInt8(ascii: "\\"): return "\\"
    case UInt8(ascii: "/"): return "/"
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{c}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"): break
    default: throw JSONError(position: start, problem: .malformedEscape)
    }
    var code = try fourHexDigits(of: start)
    if (0xD800..<0xDC00).contains(code) {
      // Characters beyond the first 65,536 come as a pair of surrogates (RFC 8259, section 7).
      guard position + 1 < bytes.count, bytes[position] == UInt8(ascii: "\\"),
        bytes[position + 1] == UInt8(ascii: "u")
      else { throw JSONError(position: start, problem: .malformedEscape) }
      position += 2
      let low = try fourHexDigits(of: start)
      guard (0xDC00..<0xE000).contains(low) else {
        throw JSONError(position: start, problem: .malformedEscape)
      }
      code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
    }
    guard let scalar = Unicode.Scalar(code) else {
      throw JSONError(position: start, problem: .malformedEscape)
    }
    return Character(scalar)
  }

  private mutating func fourHexDigits(of start: Int) throws(JSONError) -> UInt32 {
    var code: UInt32 = 0
    for _ in 0..<4 {
      guard let digit = Character(Unicode.Scalar(try peek())).hexDigitValue else {
        throw JSONError(position: start, problem: .malformedEscape)
      }
      code = code << 4 | UInt32(digit)
      position += 1
    }
    return code
  }

  private func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }

  private mutating func skipSpace() {
    while position < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[position]) {
      position += 1
    }
  }

  private func peek() throws(JSONError) -> UInt8 {
    guard position < bytes.count else { throw error(.unexpectedEnd) }
    return bytes[position]
  }

  private mutating func expect(_ byte: UInt8) throws(JSONError) {
    guard try peek() == byte else { throw error(.unexpectedByte) }
    position += 1
  }

  private func error(_ problem: JSONError.Problem) -> JSONError {
    JSONError(position: position, problem: problem)
  }
}
