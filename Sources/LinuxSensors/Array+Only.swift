import Sensors

extension Array {
  /// The only one of some devices.
  ///
  /// - Parameter name: what a person chooses one by.
  /// - Throws: `notFound` where there is none (its text is `none`) or more than one (it lists them).
  func only(
    _ plural: String, none: String, name: (Element) -> String
  ) throws(SensorError) -> Element {
    guard let first else { throw .notFound(none) }
    guard count == 1 else {
      throw .notFound("\(count) \(plural), choose one: \(map(name).joined(separator: ", "))")
    }
    return first
  }
}
