import LinuxSensors
import Samples

/// How far a work on many files is, drawn again and again on one line of a terminal. It has no colours.
public struct ProgressBar {
  /// Seconds between two drawings.
  private static let interval = 0.1
  /// Characters that a bar has at least and at most.
  private static let barLength = 10...40

  private let total: Int
  private let output: TextOutput
  private let hasBlocks: Bool
  private let start = MonotonicClock.now()
  private var lastDrawing: Timestamp?

  /// A bar that isn't drawn yet.
  ///
  /// - Parameter hasBlocks: whether the terminal writes in UTF-8; else the bar is ASCII.
  public init(total: Int, output: TextOutput = .errors, hasBlocks: Bool) {
    self.total = total
    self.output = output
    self.hasBlocks = hasBlocks
  }

  /// Draws that so many are done, unless the last drawing is quite fresh. There is nobody to tell if that
  /// fails.
  public mutating func show(_ done: Int) {
    let now = MonotonicClock.now()
    if let lastDrawing, now.seconds(since: lastDrawing) < Self.interval { return }
    lastDrawing = now
    let columns = (output.terminalSize ?? TerminalSize()).columns
    let line = Self.line(
      done: done, of: total, seconds: now.seconds(since: start), columns: columns - 1,
      hasBlocks: hasBlocks)
    do { try output.write("\r\(line)\u{1B}[K") } catch {}
  }

  /// Takes the bar away, so that something else can be said on its line.
  public mutating func clear() {
    guard lastDrawing != nil else { return }
    lastDrawing = nil
    do { try output.write("\r\u{1B}[K") } catch {}
  }

  /// `412 of 1000  ████████░░░░░░░░░░░░  83 a second, 7 s left` in at most so many columns; what there is no
  /// room for is left out, the bar first.
  static func line(
    done: Int, of total: Int, seconds: Double, columns: Int, hasBlocks: Bool
  ) -> String {
    let width = String(total).count
    let count = "\(padded(String(done), to: width)) of \(total)"
    let pace = pace(done: done, of: total, seconds: seconds)
    let full = count + (pace.isEmpty ? "" : "  \(pace)")
    let room = min(columns - full.count - 2, barLength.upperBound)
    if room >= barLength.lowerBound {
      let filled = total > 0 ? room * min(done, total) / total : 0
      let (block, blank) = hasBlocks ? ("█", "░") : ("#", ".")
      let bar =
        String(repeating: block, count: filled) + String(repeating: blank, count: room - filled)
      return "\(count)  \(bar)" + (pace.isEmpty ? "" : "  \(pace)")
    }
    if full.count <= columns { return full }
    return count.count <= columns ? count : ""
  }

  /// How fast it goes and how long it takes yet; nothing before that can be told.
  private static func pace(done: Int, of total: Int, seconds: Double) -> String {
    guard done > 0, seconds >= 0.5 else { return "" }
    let rate = Double(done) / seconds
    let left = Double(total - done) / rate
    let time =
      left < 90 ? "\(left.rounded(.up).fixed(0)) s" : "\((left / 60).rounded(.up).fixed(0)) min"
    return "\(rate.fixed(rate < 10 ? 1 : 0)) a second, \(time) left"
  }
}
