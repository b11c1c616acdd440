/// What the load alone tells: a hop, or the other foot on the floor beside the board.
struct Unloading: Sendable {
  enum Change {
    case hop(Fault)
    case touch(Fault)
    /// The other foot has been on the floor for a second since this time.
    case down(Double)
  }

  /// Shares of the person's load, and seconds, that make a hop.
  private static let hopLoad = (low: 0.2, high: 1.2)
  private static let hopLength = 0.08...0.55
  /// Seconds after landing within which the load overshoots.
  private static let landing = 0.3
  private var lowSince: Double?
  private var airborneSince: Double?
  private var landed: (from: Double, at: Double)?
  /// A touch that may turn out to be a hop's end.
  private var doubtful: Fault?

  /// Whether a part of the person isn't on the board.
  var isOpen: Bool { lowSince != nil }

  /// Takes the load as a share of the person's.
  mutating func advance(time: Double, share: Double) -> Change? {
    if let hop = followHop(time: time, share: share) {
      doubtful = nil
      lowSince = nil
      return .hop(hop)
    }
    if share < OneFootStance.bornShare {
      let since = lowSince ?? time
      lowSince = since
      guard airborneSince == nil, landed == nil, share > BoardLoadTracker.offShare,
        time - since >= OneFootStance.touchDown
      else { return nil }
      return .down(since)
    }
    if let since = lowSince {
      lowSince = nil
      if time - since >= OneFootStance.touch {
        doubtful = Fault(start: since, end: time, kind: .otherFootTouch)
      }
    }
    guard let touch = doubtful, landed == nil else { return nil }
    doubtful = nil
    return .touch(touch)
  }

  private mutating func followHop(time: Double, share: Double) -> Fault? {
    if share < Self.hopLoad.low {
      airborneSince = airborneSince ?? time
      return nil
    }
    if let since = airborneSince {
      landed = Self.hopLength.contains(time - since) ? (since, time) : nil
      airborneSince = nil
    }
    guard let flight = landed else { return nil }
    if share > Self.hopLoad.high {
      landed = nil
      return Fault(start: flight.from, end: flight.at, kind: .hop)
    }
    if time - flight.at > Self.landing { landed = nil }
    return nil
  }
}
