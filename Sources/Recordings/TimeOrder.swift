import Samples

/// Watches the times of a file's rows: they must not go back, and may stand still.
struct TimeOrder {
  /// The time of the last row; nil before the first.
  private(set) var last: Timestamp?
  private var equalCount = 0
  private var firstEqualLine = 0

  /// Takes the next row's time. An error means that it lies before the last one.
  mutating func advance(
    to time: Timestamp, column: String, line: Int
  ) throws(RecordingError.Problem) {
    if let last {
      if time < last {
        throw .timeBackwards(column: column, seconds: last.seconds(since: time))
      }
      if time == last {
        if equalCount == 0 { firstEqualLine = line }
        equalCount += 1
      }
    }
    last = time
  }

  /// What to say about equal times; nil where there were none.
  var note: RecordingNote? {
    equalCount == 0 ? nil : .equalTimes(count: equalCount, firstLine: firstEqualLine)
  }
}

/// Tells a lost stretch from an irregular rate, row by row, where a file doesn't say what it lost.
///
/// A step is a jump if it is longer than 0.25 s and longer than ten times the median of the last 15
/// steps that weren't zero (of as many as there were; the first step is never a jump). Only a long step
/// costs more than a few instructions.
struct JumpDetector {
  /// No step up to this long is a jump, in microseconds.
  static let shortestJump: Int64 = 250_000
  /// How many times the usual step a jump is.
  static let factor = 10.0

  private var steps = InlineArray<15, Int64>(repeating: 0)
  private var count = 0
  private var next = 0

  /// Takes a step in microseconds and tells whether it is a jump. A jump doesn't count as usual.
  mutating func isJump(_ step: Int64) -> Bool {
    guard step > 0 else { return false }
    if step > Self.shortestJump, count > 0, Double(step) > Self.factor * Double(median) {
      return true
    }
    steps[next] = step
    next = (next + 1) % steps.count
    count = min(count + 1, steps.count)
    return false
  }

  /// The lower median of the steps held.
  private var median: Int64 {
    var sorted = steps
    for index in 1..<max(count, 1) {
      var place = index
      while place > 0, sorted[place] < sorted[place - 1] {
        sorted.swapAt(place, place - 1)
        place -= 1
      }
    }
    return sorted[(count - 1) / 2]
  }
}

/// Tells times that can't be seconds: milliseconds, say, under a column that is called `t_s`.
///
/// By the steps between rows that aren't zero: where more than half of them are longer than a second, or shorter than a
/// tenth of a millisecond, no sensor gave these rows. A pause between two parts, however long, is one step only.
struct StepAccount {
  /// Rows a second that a sensor gives: phones and event-driven boards more than the least, laboratory plates up to
  /// some thousand.
  static let rates = 1.0...10_000.0
  /// Fewer steps say nothing.
  static let fewest = 10

  private var count = 0
  private var long = 0
  private var short = 0
  /// Microseconds of all steps.
  private var sum = 0.0

  /// Takes a step in microseconds.
  mutating func take(_ step: Int64) {
    guard step > 0 else { return }
    count += 1
    sum += Double(step)
    if step > Int64(1e6 / Self.rates.lowerBound) { long += 1 }
    if step < Int64(1e6 / Self.rates.upperBound) { short += 1 }
  }

  /// What is wrong with the times; nil where nothing is, or too few came.
  func problem(column: String) -> RecordingError.Problem? {
    guard count >= Self.fewest, 2 * max(long, short) > count else { return nil }
    return .impossibleRate(column: column, step: sum / Double(count) / 1e6)
  }
}
