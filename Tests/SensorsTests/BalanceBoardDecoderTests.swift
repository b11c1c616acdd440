import Samples
import Sensors
import Testing

/// Codes are typed again from the kernel's `input-event-codes.h`, so that a slip in the decoder's
/// table can't confirm itself.
private enum Code {
  static let hat0X: UInt16 = 0x10
  static let hat0Y: UInt16 = 0x11
  static let hat1X: UInt16 = 0x12
  static let hat1Y: UInt16 = 0x13
  static let buttonA: UInt16 = 0x130
}

private func axis(_ code: UInt16, _ value: Int32, at time: Int64 = 0) -> InputEvent {
  InputEvent(time: Timestamp(microseconds: time), type: 3, code: code, value: value)
}

private func button(_ value: Int32, at time: Int64) -> InputEvent {
  InputEvent(time: Timestamp(microseconds: time), type: 1, code: Code.buttonA, value: value)
}

private func report(at time: Int64) -> InputEvent {
  InputEvent(time: Timestamp(microseconds: time), type: 0, code: 0, value: 0)
}

private func dropped(at time: Int64) -> InputEvent {
  InputEvent(time: Timestamp(microseconds: time), type: 0, code: 3, value: 0)
}

private func sample(
  _ topLeft: Int32, _ topRight: Int32, _ bottomLeft: Int32, _ bottomRight: Int32, at time: Int64
) -> StreamElement<RawSample> {
  .sample(
    RawSample(
      time: Timestamp(microseconds: time),
      counts: SIMD8(topLeft, topRight, bottomLeft, bottomRight, 0, 0, 0, 0)))
}

private func gap(from start: Int64, to end: Int64) -> StreamElement<RawSample> {
  .gap(
    Gap(
      start: Timestamp(microseconds: start), end: Timestamp(microseconds: end),
      cause: .eventsDropped))
}

private func mark(at time: Int64) -> StreamElement<RawSample> {
  .mark(Mark(time: Timestamp(microseconds: time), label: "button"))
}

extension BalanceBoardDecoder {
  fileprivate mutating func decode(_ events: [InputEvent]) -> [StreamElement<RawSample>] {
    var elements: [StreamElement<RawSample>] = []
    for event in events { decode(event, into: &elements) }
    return elements
  }
}

@Suite struct BalanceBoardDecoderTests {
  var decoder = BalanceBoardDecoder(startingFrom: SIMD8())

  @Test(
    "each axis loads its own corner, and only that one",
    arguments: [
      (Code.hat1X, sample(1700, 0, 0, 0, at: 10)),
      (Code.hat0X, sample(0, 1700, 0, 0, at: 10)),
      (Code.hat1Y, sample(0, 0, 1700, 0, at: 10)),
      (Code.hat0Y, sample(0, 0, 0, 1700, at: 10)),
    ])
  func corners(code: UInt16, expected: StreamElement<RawSample>) {
    var decoder = decoder
    #expect(decoder.decode([axis(code, 1700), report(at: 10)]) == [expected])
  }

  @Test("1700 counts are 17 kg")
  func unit() {
    guard
      case .board(let board) = BalanceBoard.channels.decode(
        RawSample(time: Timestamp(microseconds: 0), counts: SIMD8(1700, 0, 0, 0, 0, 0, 0, 0)))
    else {
      Issue.record("a board's channels give board samples")
      return
    }
    #expect(board.topLeft == 17)
  }

  @Test("an axis left out of a frame keeps its value")
  mutating func unchangedAxis() {
    let elements = decoder.decode([
      axis(Code.hat0X, 5), axis(Code.hat1Y, 7), report(at: 10), axis(Code.hat0X, 6),
      report(at: 20),
    ])
    #expect(elements == [sample(0, 5, 7, 0, at: 10), sample(0, 6, 7, 0, at: 20)])
  }

  @Test("the first frame starts from the values that the kernel held")
  func startingState() {
    var decoder = BalanceBoardDecoder(startingFrom: SIMD8(1, 2, 3, 4, 0, 0, 0, 0))
    #expect(
      decoder.decode([axis(Code.hat0X, 9), report(at: 10)]) == [sample(1, 9, 3, 4, at: 10)])
  }

  @Test("where nobody knows the start, samples begin when every axis was heard")
  func unknownStart() {
    var decoder = BalanceBoardDecoder(startingFrom: nil)
    let elements = decoder.decode([
      axis(Code.hat0X, 1), axis(Code.hat0Y, 2), axis(Code.hat1X, 3), report(at: 10),
      axis(Code.hat1Y, 4), report(at: 20),
    ])
    #expect(elements == [sample(3, 1, 4, 2, at: 20)])
    #expect(decoder.framesBeforeFirstState == 1)
  }

  @Test("axes that a file tells the start of need not be heard, and move nothing by themselves")
  func startingAxes() {
    var decoder = BalanceBoardDecoder(startingFrom: nil)
    decoder.startAxis(Code.hat0X, at: 1)
    decoder.startAxis(Code.hat0Y, at: 2)
    decoder.startAxis(Code.hat1X, at: 3)
    decoder.startAxis(0x28, at: .min)
    #expect(decoder.decode([button(1, at: 5), report(at: 5)]) == [mark(at: 5)])
    #expect(
      decoder.decode([axis(Code.hat1Y, 4), report(at: 10)]) == [sample(3, 1, 4, 2, at: 10)])
    #expect(decoder.framesBeforeFirstState == 0)
  }

  @Test("a press of the button alone is a mark, its release is nothing, and the loads stay")
  mutating func buttonOnly() {
    let elements = decoder.decode([
      axis(Code.hat0X, 5), report(at: 10), button(1, at: 15), report(at: 15),
      button(0, at: 17), report(at: 17), axis(Code.hat1X, 3), report(at: 20),
    ])
    #expect(elements == [sample(0, 5, 0, 0, at: 10), mark(at: 15), sample(3, 5, 0, 0, at: 20)])
  }

  @Test("a loss is one gap from the last good frame to the next, and its frame is no sample")
  mutating func loss() {
    var elements = decoder.decode([
      axis(Code.hat0X, 5), report(at: 10), dropped(at: 40), axis(Code.hat0X, 8), report(at: 40),
    ])
    decoder.resynchronize(to: SIMD8(0, 8, 0, 2, 0, 0, 0, 0))
    elements += decoder.decode([axis(Code.hat0X, 9), report(at: 50)])
    #expect(
      elements == [sample(0, 5, 0, 0, at: 10), gap(from: 10, to: 50), sample(0, 9, 0, 2, at: 50)])
  }

  @Test("two losses without a good frame between them are one gap")
  mutating func doubleLoss() {
    var elements = decoder.decode([axis(Code.hat0X, 5), report(at: 10), dropped(at: 40)])
    decoder.resynchronize(to: SIMD8())
    elements += decoder.decode([dropped(at: 60)])
    decoder.resynchronize(to: SIMD8())
    elements += decoder.decode([axis(Code.hat0X, 9), report(at: 70)])
    #expect(
      elements == [sample(0, 5, 0, 0, at: 10), gap(from: 10, to: 70), sample(0, 9, 0, 0, at: 70)])
  }

  @Test("a frame that was cut in two by the loss leaves nothing behind")
  mutating func cutFrame() {
    var elements = decoder.decode([
      axis(Code.hat0X, 5), report(at: 10), button(1, at: 20), dropped(at: 40),
    ])
    decoder.resynchronize(to: SIMD8())
    elements += decoder.decode([button(0, at: 50), report(at: 50)])
    #expect(elements == [sample(0, 5, 0, 0, at: 10), gap(from: 10, to: 50)])
  }

  @Test("where the kernel can't be asked, samples wait after a loss until every axis was heard")
  mutating func lossInAFile() {
    let elements = decoder.decode([
      axis(Code.hat0X, 5), report(at: 10), dropped(at: 40), axis(Code.hat0X, 8), report(at: 40),
      axis(Code.hat0Y, 1), axis(Code.hat1X, 2), report(at: 50), axis(Code.hat1Y, 3),
      report(at: 60),
    ])
    #expect(
      elements == [sample(0, 5, 0, 0, at: 10), gap(from: 10, to: 60), sample(2, 8, 3, 1, at: 60)])
  }

  @Test("half a second after a loss a silent axis is taken as unchanged, and counted")
  mutating func silentAxes() {
    var elements = decoder.decode([
      axis(Code.hat0X, 5), report(at: 10), dropped(at: 40), report(at: 40),
      axis(Code.hat0X, 6), report(at: 500_039),
    ])
    #expect(elements == [sample(0, 5, 0, 0, at: 10)])
    #expect(decoder.lossesEndedBySilence == 0)
    elements = decoder.decode([axis(Code.hat0X, 7), report(at: 500_040)])
    #expect(elements == [gap(from: 10, to: 500_040), sample(0, 7, 0, 0, at: 500_040)])
    #expect(decoder.lossesEndedBySilence == 1)
  }

  @Test("an axis that was never heard isn't made up, however long it is silent")
  func neverHeard() {
    var decoder = BalanceBoardDecoder(startingFrom: nil)
    let elements = decoder.decode([
      axis(Code.hat0X, 5), report(at: 10), dropped(at: 40), report(at: 40),
      axis(Code.hat0X, 6), report(at: 9_000_000),
    ])
    #expect(elements.isEmpty)
    #expect(decoder.framesBeforeFirstState == 2)
  }

  @Test("a loss before the first frame is no gap")
  mutating func lossAtTheStart() {
    var elements = decoder.decode([dropped(at: 5)])
    decoder.resynchronize(to: SIMD8(1, 1, 1, 1, 0, 0, 0, 0))
    elements += decoder.decode([axis(Code.hat0X, 5), report(at: 10)])
    #expect(elements == [sample(1, 5, 1, 1, at: 10)])
  }

  @Test("a stream that ends in a loss ends in a gap that ends where it starts")
  mutating func endInLoss() {
    var elements = decoder.decode([axis(Code.hat0X, 5), report(at: 10), dropped(at: 40)])
    decoder.finish(cause: .unplugged, into: &elements)
    #expect(elements == [sample(0, 5, 0, 0, at: 10), gap(from: 10, to: 10)])
  }

  @Test("events that no board sends change nothing, whatever their values")
  mutating func foreignEvents() {
    let strange = [
      InputEvent(time: Timestamp(microseconds: 1), type: 3, code: 0x28, value: .min),
      InputEvent(time: Timestamp(microseconds: 1), type: 4, code: 5, value: 1234),
      InputEvent(time: Timestamp(microseconds: 1), type: .max, code: .max, value: .max),
      report(at: 1),
    ]
    #expect(decoder.decode(strange).isEmpty)
    #expect(decoder.counts == SIMD8())
  }
}
