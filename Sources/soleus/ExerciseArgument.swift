import ArgumentParser
import Exercises
import Monitoring

extension Exercise {
  /// Every exercise's word, for help texts.
  static var words: String { allCases.map(\.rawValue).joined(separator: ", ") }

  /// Reads an exercise's word; a wrong one is answered with the nearest, a device's name with
  /// the option for it. The help that follows the error
  /// lists them all.
  static func parse(_ text: String) throws -> Exercise {
    if let exercise = Exercise(rawValue: text) { return exercise }
    let nearest = nearestWord(to: text, among: allCases.map(\.rawValue))
    let isDevice = (try? DeviceName(text)) != nil
    throw ValidationError(
      nearest.map { "did you mean \($0)?" }
        ?? (isDevice ? "that is a device: use --device \(text)." : "there is no such exercise."))
  }
}
