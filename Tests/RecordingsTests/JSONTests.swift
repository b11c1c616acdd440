import SimulatedSensors
import Testing

@testable import Recordings

struct JSONTests {
  @Test(
    "valid texts are read",
    arguments: [
      ("null", JSONValue.null), (" true ", true), ("-0", .number(-0.0)), ("0", 0),
      ("-12", -12), ("9223372036854775807", .integer(.max)),
      ("9223372036854775808", .number(9_223_372_036_854_775_808)), ("1.5e-3", 0.0015),
      ("1E+2", 100.0), ("\"\"", ""), ("\"a\\n\\u00e9\\\\\\/\"", "a\né\\/"),
      ("\"\\ud83d\\ude00\"", "😀"), ("[]", []), ("[1,[2],{}]", [1, [2], [:]]),
      ("{\"b\":1, \"a\" : null}", ["b": 1, "a": nil]), ("\r\n\t[ ]", []),
      ("\"\u{7f}ü\"", "\u{7f}ü"),
    ] as [(String, JSONValue)])
  func valid(text: String, value: JSONValue) throws {
    #expect(try JSONValue(parsing: text) == value)
  }

  @Test(
    "invalid texts are refused where they go wrong",
    arguments: [
      ("", JSONError.Problem.unexpectedEnd, 0), ("  ", .unexpectedEnd, 2),
      ("[1,]", .unexpectedByte, 3), ("[1 2]", .unexpectedByte, 3), ("[1", .unexpectedEnd, 2),
      ("{\"a\"}", .unexpectedByte, 4), ("{\"a\":1,}", .unexpectedByte, 7),
      ("{a:1}", .unexpectedByte, 1),
      ("01", .malformedNumber, 0), ("1.", .malformedNumber, 0), (".5", .unexpectedByte, 0),
      ("-", .malformedNumber, 0), ("1e", .malformedNumber, 0), ("+1", .unexpectedByte, 0),
      ("1e999", .numberOutOfRange, 0), ("tru", .unexpectedEnd, 3), ("nul!", .unexpectedByte, 3),
      ("NaN", .unexpectedByte, 0), ("\"a", .unexpectedEnd, 2), ("\"\\x\"", .malformedEscape, 1),
      ("\"\\ud800\"", .malformedEscape, 1), ("\"\\udc00\"", .malformedEscape, 1),
      ("\"\\ud800\\u0041\"", .malformedEscape, 1), ("\"\\u12g4\"", .malformedEscape, 1),
      ("\"\n\"", .malformedString, 1), ("1 1", .trailingText, 2), ("'a'", .unexpectedByte, 0),
    ] as [(String, JSONError.Problem, Int)])
  func invalid(text: String, problem: JSONError.Problem, position: Int) {
    #expect(throws: JSONError(position: position, problem: problem)) {
      try JSONValue(parsing: text)
    }
  }

  @Test("bytes that aren't UTF-8 are refused")
  func notUTF8() {
    #expect(throws: JSONError.self) { try JSONValue(parsing: [0x22, 0xFF, 0x22]) }
    #expect(throws: JSONError.self) { try JSONValue(parsing: [0x22, 0xC0, 0x80, 0x22]) }
  }

  @Test("sixty-four levels are read, sixty-five and a million are refused")
  func depth() throws {
    let nested = { (depth: Int) in
      String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    }
    _ = try JSONValue(parsing: nested(64))
    for depth in [65, 1_000_000] {
      #expect(throws: JSONError(position: 64, problem: .tooDeep)) {
        try JSONValue(parsing: nested(depth))
      }
    }
  }

  @Test("members keep their order, on one line and indented")
  func serialised() {
    let value: JSONValue = ["z": 30.0, "a": [1, nil], "empty": [:], "text": "a\"\u{1}\n"]
    #expect(value.text() == #"{"z":30.0,"a":[1,null],"empty":{},"text":"a\"\u0001\n"}"#)
    let indented = """
      {
        "z": 30.0,
        "a": [
          1,
          null
        ],
        "empty": {},
        "text": "a\\"\\u0001\\n"
      }
      """
    #expect(value.text(indented: true) == indented)
  }

  @Test("what JSON can't write becomes null")
  func notFinite() {
    #expect(JSONValue.array([.number(.nan), .number(.infinity)]).text() == "[null,null]")
  }

  @Test("written numbers and texts read back as the same value")
  func roundTrip() throws {
    var generator = SeededGenerator(seed: 7)
    for _ in 0..<2_000 {
      let number = Double(bitPattern: generator.next())
      let scalars = (0..<4).compactMap { _ in
        Unicode.Scalar(UInt32.random(in: 0..<0x11_0000, using: &generator))
      }
      let text = String(String.UnicodeScalarView(scalars))
      let value: JSONValue = [
        .number(number.isFinite ? number : 0), .integer(Int64(bitPattern: generator.next())),
        .string(text),
      ]
      #expect(try JSONValue(parsing: value.text()) == value)
    }
  }

  @Test("random bytes never trap")
  func randomBytes() {
    var generator = SeededGenerator(seed: 8)
    let alphabet = Array("[]{}\",:\\u0123456789abcdef.eE+-truefalsn \u{1}é".utf8) + [0xFF, 0xC3]
    for _ in 0..<5_000 {
      let length = Int.random(in: 0..<40, using: &generator)
      let bytes = (0..<length).map { _ in alphabet.randomElement(using: &generator) ?? 0 }
      _ = try? JSONValue(parsing: bytes)
    }
  }
}
