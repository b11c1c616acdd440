/// A number as an attribute of IIO has it, with its text, which is what has to be written to choose it.
public struct IIONumber: Hashable, Sendable {
  /// As the kernel writes it.
  public var text: String
  /// What it says.
  public var value: Double

  /// Reads an attribute's text; nil where it is no finite number.
  public init?(parsing text: some StringProtocol) {
    let trimmed = String(text.filter { $0 != " " && $0 != "\n" })
    guard let value = Double(trimmed), value.isFinite else { return nil }
    (self.text, self.value) = (trimmed, value)
  }

  /// A number to be written. Some drivers read whole numbers only, so those have no decimals.
  public init(_ value: Double) {
    self.value = value
    let text = "\(value)"
    self.text = text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }
}

/// What can be chosen for an attribute, as its companion `..._available` tells.
///
/// Source: Linux `Documentation/ABI/testing/sysfs-bus-iio`, entry `sampling_frequency_available`.
public enum IIOOffer: Hashable, Sendable {
  /// These numbers, in the kernel's order.
  case list([IIONumber])
  /// Every number from the first to the last in such steps.
  case range(minimum: Double, step: Double, maximum: Double)

  /// Reads an attribute's text, `10 20 50 100` or `[min step max]`; nil where it is neither.
  public init?(parsing text: String) {
    let parts = text.split { " \n[]".contains($0) }
    let numbers = parts.compactMap { IIONumber(parsing: $0) }
    guard !numbers.isEmpty, numbers.count == parts.count else { return nil }
    if text.hasPrefix("[") {
      guard numbers.count == 3, numbers[1].value > 0, numbers[0].value <= numbers[2].value else {
        return nil
      }
      self = .range(
        minimum: numbers[0].value, step: numbers[1].value, maximum: numbers[2].value)
    } else {
      self = .list(numbers)
    }
  }

  /// What is offered nearest to `value`.
  public func nearest(to value: Double) -> IIONumber? {
    switch self {
    case .list(let numbers):
      return numbers.min { abs($0.value - value) < abs($1.value - value) }
    case .range(let minimum, let step, let maximum):
      let steps = ((min(max(value, minimum), maximum) - minimum) / step).rounded()
      let number = minimum + steps * step
      return IIONumber(number > maximum ? number - step : number)
    }
  }

  /// `value` itself, if it is offered.
  public func exactly(_ value: Double) -> IIONumber? {
    nearest(to: value).flatMap { abs($0.value - value) < 1e-6 * max(1, value) ? $0 : nil }
  }

  /// What is offered, for people: each number, or from where to where.
  public var words: [String] {
    switch self {
    case .list(let numbers): numbers.map { "\($0.value)" }
    case .range(let minimum, let step, let maximum):
      [
        "\(IIONumber(minimum).text) to \(IIONumber(maximum).text) in steps of \(IIONumber(step).text)"
      ]
    }
  }
}

/// The mount matrix, by which a machine's maker tells how the chip sits in it.
///
/// Source: Linux `drivers/iio/industrialio-core.c`, `iio_show_mount_matrix`.
public enum IIOMountMatrix {
  /// Whether the text says that the chip's axes are those of the machine: `1, 0, 0; 0, 1, 0; 0, 0, 1`.
  public static func isIdentity(_ text: String) -> Bool {
    let numbers = text.split { ",; \n".contains($0) }.map { Double($0) }
    return numbers == [1, 0, 0, 0, 1, 0, 0, 0, 1]
  }
}
