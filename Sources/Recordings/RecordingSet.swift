public import Samples

/// Recordings that were made together, one of each leg, on one clock: their `t_us` compare.
///
/// In the header of each of them:
///
///     "recording_set":{"name":"morning","side":"left","files":["morning.left.csv","morning.right.csv"]}
public struct RecordingSet: Hashable, Sendable {
  /// What the files' names begin with.
  public var name: String
  /// Which leg this file is of.
  public var side: Side
  /// The names of all files, this one's too, without their folder: they lie side by side.
  public var files: [String]

  static let key = "recording_set"

  /// A set.
  public init(name: String, side: Side, files: [String]) {
    self.name = name
    self.side = side
    self.files = files
  }

  /// The file of one leg in the set that a person calls `path`: a `.csv` at its end is taken off, and the
  /// leg and `.csv` put on: `walks/morning` gives the path `walks/morning.left.csv`.
  ///
  /// - Parameter sides: the legs of the set, in the order of its files.
  /// - Returns: nil for standard output and for a path without a name, which can't be two files.
  public init?(path: String, side: Side, sides: [Side]) {
    let whole = Self.stem(path)
    let name = whole.split(separator: "/", omittingEmptySubsequences: false).last.map(String.init)
    guard path != "-", let name, !name.isEmpty else { return nil }
    self.init(name: name, side: side, files: sides.map { "\(name).\($0.rawValue).csv" })
  }

  /// The path of one leg's file, by the rule above.
  public static func path(of path: String, side: Side) -> String {
    "\(stem(path)).\(side.rawValue).csv"
  }

  private static func stem(_ path: String) -> String {
    path.hasSuffix(".csv") ? String(path.dropLast(4)) : path
  }

  var json: JSONValue {
    [
      "name": .string(name), "side": .string(side.rawValue),
      "files": .array(files.map(JSONValue.string)),
    ]
  }

  /// Reads a set from a header's value.
  init(json: JSONValue) throws(RecordingError.Problem) {
    guard let name = json["name"]?.stringValue,
      let side = json["side"]?.stringValue.flatMap(Side.init(rawValue:)),
      let files = json["files"]?.arrayValue?.map(\.stringValue), !files.contains(nil)
    else { throw .wrongKey(Self.key, expected: "an object with name, side and files") }
    self.init(name: name, side: side, files: files.compactMap { $0 })
  }
}
