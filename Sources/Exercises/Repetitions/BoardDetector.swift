import SignalProcessing

/// Notices rises and lowerings of a body on a board as they happen.
///
/// Every 0.08 s it looks at the height since the heel was last down for certain, as
/// ``VerticalPath`` sees it at that moment: what was taken for rest may turn out to be the beginning of a
/// slow rise. Memory and cost are bounded by the length of one repetition.
struct BoardDetector: Sendable {
  /// What a look showed.
  struct Finding: Hashable, Sendable {
    /// The heel is leaving the board and was last down in this time.
    var roseFrom: ClosedRange<Double>?
    /// The heel is nearly down again, after a top at this time.
    var returnedFromTop: Double?
    /// The heel is down for certain, at this time, after a top.
    var landed: Double?
    /// A movement took so long that nothing can be said of it.
    var isLost = false
    /// A new live phase.
    var phase: Phase?
  }

  private enum State: Hashable {
    /// The heel is down.
    case down
    /// The heel is up since about this time; it left the board from this height.
    case up(since: Double, base: Double)
    /// The heel comes down, or has just come, after a top at this time.
    case landing(topTime: Double, since: Double)
  }

  /// Least rise in mm; a share of the usual one once that is known.
  private static let leastRise = 8.0
  private static let leastShare = 0.3
  /// Share of the way down at which a movement is over, by the height alone or where the pressure agrees.
  private static let wayBack = (alone: 0.6, together: 0.35)
  /// Share of the way back at which the pressure agrees, and the least way in mm that says anything.
  private static let pressureBack = (most: 0.55, whole: 0.8)
  private static let leastWay = 10.0
  /// Speed in mm/s below which the body rests.
  private static let restSpeed = 8.0
  /// Speed in mm/s at which a landing is over, whatever its own was.
  private static let calmSpeed = 3.0
  /// Seconds between two looks, and between two values of a path.
  private static let interval = 0.08
  private static let step = 0.04
  /// Seconds of rest that are kept before now, so that a rise that has begun is in them.
  private static let hindsight = 1.0
  /// Seconds and mm beyond which a movement is none.
  private static let longest = (seconds: 25.0, height: 250.0)
  /// Counted repetitions that make the usual rise.
  private static let remembered = 5
  /// Lows that are looked back to, their seconds, and the seconds of rest kept of each.
  private static let memory = (lows: 3, seconds: 24.0, rest: 3.0)

  private var state = State.down
  /// When the heel was last down for certain, in time order.
  private var lows: [ClosedRange<Double>] = []
  /// Load in kg of the body at rest, as the last look put it right; nil before the first.
  private(set) var rest: Double?
  private var nextLook = -Double.infinity
  private(set) var phase: Phase = .bottom
  /// In mm and in mm/s, as seen at the last look.
  private(set) var height = 0.0
  private(set) var speed = 0.0
  /// The quickest rising and sinking of the movement under way.
  private var peakSpeed = 0.0
  private var fallSpeed = 0.0
  /// Since when the landing hardly sinks any more.
  private var calmSince: Double?
  private var rises = RecentValues(capacity: remembered)
  /// Median of the last five counted rises in mm; nil before the first.
  var usualRise: Double? { rises.median }
  /// Height of the last movement in mm, as it was seen.
  private(set) var lastRise = 0.0

  /// Seconds for which the heel has been down for certain; 0 with it up.
  var restLength: Double {
    guard state == .down, phase == .bottom, let low = lows.last else { return 0 }
    return low.upperBound - low.lowerBound
  }
  /// When the heel came down, as far as it is seen, with a landing under way.
  private(set) var landingLow: Double?
  /// Whether a movement is under way.
  var isUp: Bool { if case .up = state { true } else { false } }

  /// Takes the rise in mm of a repetition that counts.
  mutating func learn(rise: Double) { rises.append(rise) }

  /// Forgets the movement under way, not the usual rise.
  mutating func restart() {
    state = .down
    lows = []
    rest = nil
    landingLow = nil
    calmSince = nil
    phase = .bottom
    height = 0
    speed = 0
    nextLook = -.infinity
  }

  /// Begins with a rest.
  mutating func start(from rest: ClosedRange<Double>) {
    restart()
    lows = [rest]
  }

  /// Looks at what has been appended to `buffer` by `time`.
  ///
  /// - Parameters:
  ///   - rest: the load of the body at rest in kg.
  ///   - ratio: height in mm that a mm of the pressure's way stands for.
  mutating func advance(
    time: Double, rest: Double, ratio: Double, buffer: MotionBuffer
  ) -> Finding {
    guard time >= nextLook else { return Finding() }
    nextLook = time + Self.interval
    if lows.isEmpty { lows = [time...time] }
    while lows.count > Self.memory.lows
      || lows.count > 1 && time - lows[0].upperBound > Self.memory.seconds
    {
      lows.removeFirst()
    }
    guard let start = lows.first?.lowerBound,
      let path = VerticalPath(
        buffer: buffer, from: start - 0.2, through: time, lows: lows, rest: rest, ratio: ratio,
        step: Self.step)
    else { return Finding() }
    self.rest = path.rest
    let values = path.height.values
    let last = values.count - 1
    height = values[last]
    speed = last >= 2 ? (values[last] - values[last - 2]) / (2 * Self.step) : 0
    switch state {
    case .down: return lookDown(time, path.height)
    case .up(let since, let base): return lookUp(time, path, since: since, base: base)
    case .landing(let topTime, let since):
      return lookLanding(time, path.height, topTime: topTime, since: since)
    }
  }

  private var leastRise: Double { max(Self.leastRise, Self.leastShare * (usualRise ?? 0)) }

  private mutating func lookDown(_ time: Double, _ path: UniformGrid) -> Finding {
    guard let pin = lows.last else { return Finding() }
    let values = path.values[path.indices(from: pin.lowerBound)]
    let floor = values.min() ?? 0
    let travel = height - floor
    if travel >= leastRise, speed > 0 {
      state = .up(since: time, base: floor)
      peakSpeed = speed
      fallSpeed = 0
      return Finding(roseFrom: pin, phase: change(to: .rise))
    }
    // The last certain rest follows, but never into a rise that may have begun.
    if abs(travel) < 3 && abs(speed) < 2 * Self.restSpeed || time - pin.upperBound > 6 {
      let end = max(pin.upperBound, time - Self.hindsight)
      lows[lows.count - 1] = max(pin.lowerBound, end - Self.memory.rest)...end
    }
    return early(travel: travel)
  }

  private mutating func lookUp(
    _ time: Double, _ seen: VerticalPath, since: Double, base: Double
  ) -> Finding {
    let path = seen.height
    let inside = path.indices(from: lows.last?.upperBound ?? 0)
    guard let top = inside.max(by: { path.values[$0] < path.values[$1] }) else { return Finding() }
    peakSpeed = max(peakSpeed, speed)
    fallSpeed = min(fallSpeed, speed)
    let travel = path.values[top] - base
    let fallen = path.values[top] - height
    if fallen >= Self.wayBack.alone * min(travel, 1.1 * (usualRise ?? .infinity))
      || fallen >= Self.wayBack.together * travel && hasLanded(seen.shift, in: inside)
    {
      lastRise = travel
      state = .landing(topTime: path.time(at: top), since: time)
      calmSince = nil
      return Finding(returnedFromTop: path.time(at: top), phase: change(to: .bottom))
    }
    if time - since > Self.longest.seconds || height > Self.longest.height {
      restart()
      return Finding(isLost: true, phase: change(to: .bottom))
    }
    let hasLeftTop = height < path.values[top] - 0.1 * travel && speed < -Self.restSpeed
    switch phase {
    case .bottom, .rise:
      let isUsual = usualRise.map { height - base >= 0.9 * $0 } ?? false
      let hasSlowedDown = travel >= 0.5 * (usualRise ?? 0) && speed < 0.2 * peakSpeed
      return Finding(phase: isUsual || hasSlowedDown || hasLeftTop ? change(to: .top) : nil)
    case .top: return Finding(phase: hasLeftTop ? change(to: .lower) : nil)
    case .lower: return Finding()
    }
  }

  private mutating func lookLanding(
    _ time: Double, _ path: UniformGrid, topTime: Double, since: Double
  ) -> Finding {
    let after = path.indices(from: topTime)
    guard let low = after.min(by: { path.values[$0] < path.values[$1] }) else { return Finding() }
    let lowTime = path.time(at: low)
    landingLow = lowTime
    let travel = height - path.values[low]
    if travel >= leastRise, speed > 0 {
      lows.append(lowTime...lowTime)
      landingLow = nil
      // From now on the path is 0 there.
      state = .up(since: time, base: 0)
      peakSpeed = speed
      fallSpeed = 0
      return Finding(roseFrom: lowTime...lowTime, landed: lowTime, phase: change(to: .rise))
    }
    fallSpeed = min(fallSpeed, speed)
    if abs(speed) > max(Self.calmSpeed, -0.1 * fallSpeed) {
      calmSince = nil
    } else {
      calmSince = calmSince ?? time
    }
    let isCalm = calmSince.map { time - $0 > 0.5 } ?? false
    if isCalm || time - lowTime > 0.6 || time - since > 3 {
      let landed = min(time - lowTime > 0.6 ? lowTime : time, isCalm ? time - 0.25 : time)
      calmSince = nil
      lows.append(landed...landed)
      landingLow = nil
      state = .down
      return Finding(landed: landed)
    }
    return early(travel: travel)
  }

  /// Whether the pressure says that the heel is down: it has come back from where it had gone, and either
  /// all the way or the body hardly sinks any more.
  private func hasLanded(_ shift: [Double], in inside: Range<Int>) -> Bool {
    let width = 7
    var greatest = 0.0
    var sum = 0.0
    // The mean of a quarter of a second, so that sway doesn't make the greatest.
    for index in inside {
      sum += shift[index]
      if index - inside.lowerBound >= width { sum -= shift[index - width] }
      if index - inside.lowerBound >= width - 1 { greatest = max(greatest, sum / Double(width)) }
    }
    guard greatest > Self.leastWay, let now = inside.last else { return false }
    let back = 1 - shift[now] / greatest
    return back >= Self.pressureBack.whole
      || back >= Self.pressureBack.most && speed > min(-Self.restSpeed, 0.3 * fallSpeed)
  }

  /// Early word of a rise, taken back where nothing comes of it.
  private mutating func early(travel: Double) -> Finding {
    guard let usualRise else { return Finding() }
    if phase == .bottom, speed > Self.restSpeed, travel > 0.1 * usualRise {
      return Finding(phase: change(to: .rise))
    }
    if phase == .rise, speed < -Self.restSpeed || travel < 0.05 * usualRise {
      return Finding(phase: change(to: .bottom))
    }
    return Finding()
  }

  private mutating func change(to new: Phase) -> Phase? {
    guard new != phase else { return nil }
    phase = new
    return new
  }
}

extension UniformGrid {
  /// Indices of the values at `time` and after it.
  fileprivate func indices(from time: Double) -> Range<Int> {
    min(values.count, max(0, Int(((time - start) / step).rounded())))..<values.count
  }
}
