import ArgumentParser
import Exercises
import Monitoring

extension Exercise {
  /// Every exercise's word, for help texts.
  static var words: String { allCases.map(\.rawValue).joined(separator: ", ") }

  /// Reads an exercise's word; a wrong one is answered with the nearest. The help that follows the error
  /// lists them all.
  static func parse(_ text: String) throws -> Exercise {
    if let exercise = Exercise(rawValue: text) { return exercise }
    let nearest = nearestWord(to: text, among: allCases.map(\.rawValue))
    throw ValidationError(nearest.map { "did you mean \($0)?" } ?? "there is no such exercise.")
  }
}
