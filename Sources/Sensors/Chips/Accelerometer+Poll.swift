import Glibc
public import Samples

extension Accelerometer where Bus: ~Copyable {
  /// Seconds without an answer after which the chip counts as gone.
  static var patience: Double { 1 }

  /// How often a chip that gives no sample is set up again before it counts as broken.
  static var setUpsInVain: Int { 3 }

  /// How often in a row a FIFO may be found spoilt before it counts as broken, or as read too seldom.
  static var startsInVain: Int { 10 }

  /// Appends the samples that have come since the last poll, in time order, with a gap where some were
  /// lost.
  ///
  /// To be called every ``pollInterval`` or so. Without a FIFO each call takes the newest sample only, so
  /// that polls further apart than two periods show as gaps. A call takes as long as its transfers; a
  /// chip that lost power is set up again within it, which takes up to a second.
  ///
  /// - Parameter now: the moment of the call, on the clock named at the start; later than that of
  ///   the call before.
  /// - Throws: ``SensorError/bus(location:operation:_:)`` once nothing has answered for a second, or
  ///   when the chip gives no samples although it was set up again three times or its FIFO emptied ten
  ///   times; ``SensorError/implausible(location:_:)`` when what it measures can't be true. What was
  ///   appended before is as the chip gave it; nothing more will come.
  public mutating func poll(
    at now: Timestamp, into elements: inout [StreamElement<RawSample>]
  ) throws(SensorError) {
    let count = elements.count
    stream.lastGood = stream.lastGood ?? now
    stream.waitingSince = stream.waitingSince ?? now
    do throws(BusError) {
      try meetNeed(at: now)
      if let fifo = program.fifo {
        try drain(fifo, at: now, into: &elements)
      } else {
        try takeNewest(at: now, into: &elements)
      }
      try lookForStall(at: now)
      stream.failingSince = nil
    } catch {
      let since = stream.failingSince ?? now
      stream.failingSince = since
      guard now.seconds(since: since) >= Self.patience else { return }
      stream.end(.noAnswer, into: &elements)
      throw .bus(location: location, operation: "reading samples", error)
    }
    guard stream.setUpsInVain <= Self.setUpsInVain, stream.startsInVain <= Self.startsInVain
    else {
      stream.end(.noAnswer, into: &elements)
      throw .bus(
        location: location, operation: "waiting for samples",
        .system(register: program.configured.register, code: ETIMEDOUT))
    }
    try stream.gate.watch(elements, from: count, at: location)
  }

  /// Brings the chip back to sampling, where something said that it isn't.
  private mutating func meetNeed(at now: Timestamp) throws(BusError) {
    switch stream.need {
    case .nothing:
      return
    case .setUp:
      try chip.setUp(model, program, wait: wait)
      stream.gate.restart()
    case .start:
      try chip.start(program, wait: wait)
    }
    stream.restart(at: now)
  }

  private mutating func drain(
    _ fifo: FIFOLayout, at now: Timestamp, into elements: inout [StreamElement<RawSample>]
  ) throws(BusError) {
    let frameSize = fifo.frame.byteCount
    // The level first: what runs over after it still shows in the flag.
    var level = try chip.level(of: fifo)
    let status = try chip.byte(at: fifo.overflow.register)
    // With less than a frame of room the next sample may overrun what is about to be read.
    if fifo.overflow.matches(status) || level + frameSize > fifo.capacity {
      stream.lose(.fifoOverflow)
      return try startAgain(at: now)
    }
    if !level.isMultiple(of: frameSize) {
      // A frame may just be being written; if not, the border between frames is lost.
      level = try chip.level(of: fifo)
      guard level.isMultiple(of: frameSize) else {
        stream.lose(.badFrame)
        return try startAgain(at: now)
      }
    }

    let frames = level / frameSize
    guard frames > 0 else { return }
    let times = stream.clock.advance(count: frames, readAt: now)
    var taken = 0
    var isBroken = false
    do {
      try chip.takeFrames(frames, from: fifo) { counts in
        if let counts, !isBroken {
          stream.take(counts, at: times[taken], into: &elements)
        } else {
          isBroken = true
        }
        taken += 1
      }
    } catch {
      if case .noAcknowledge = error {
        // Nothing moved: the rest is still there for the next poll.
        stream.clock.withdraw(from: times, count: frames, delivered: taken)
      } else {
        // Part of a transfer may have moved, and the border between frames with it.
        stream.lose(.noAnswer)
        stream.need = .start
      }
      throw error
    }
    guard !isBroken else {
      stream.lose(.badFrame)
      return try startAgain(at: now)
    }
    stream.waitingSince = now
  }

  private mutating func takeNewest(
    at now: Timestamp, into elements: inout [StreamElement<RawSample>]
  ) throws(BusError) {
    guard let counts = try chip.newestSample(in: program.output) else { return }
    // Asked after the sample was read: a chip that starts awake would give samples of its default
    // range once it has lost its power.
    guard try holdsSetUp() else { return try setUpAgain(at: now) }
    // Between polls every half period, samples are at most two periods apart.
    if let last = stream.lastGood, now.seconds(since: last) > 2.5 * stream.period {
      stream.lose(.timeJump)
    }
    stream.deliver(counts, at: now, into: &elements)
    stream.waitingSince = now
  }

  /// Asks the chip what is the matter when no sample came for long: it may have lost its power for a
  /// moment, and with it all that it was told.
  private mutating func lookForStall(at now: Timestamp) throws(BusError) {
    guard let since = stream.waitingSince, now.seconds(since: since) > stream.stallTime else {
      return
    }
    if try holdsSetUp() { stream.lose(.noAnswer) }
    try setUpAgain(at: now)
  }

  /// Whether the chip still is what it was made at the set-up; if not, it had lost its power.
  private mutating func holdsSetUp() throws(BusError) -> Bool {
    let state = try chip.byte(at: program.configured.register)
    guard !program.configured.matches(state) else { return true }
    stream.loss = .unplugged
    return false
  }

  private mutating func startAgain(at now: Timestamp) throws(BusError) {
    stream.need = .start
    stream.startsInVain += 1
    try meetNeed(at: now)
  }

  private mutating func setUpAgain(at now: Timestamp) throws(BusError) {
    stream.need = .setUp
    stream.setUpsInVain += 1
    if stream.setUpsInVain <= Self.setUpsInVain { try meetNeed(at: now) }
  }
}
