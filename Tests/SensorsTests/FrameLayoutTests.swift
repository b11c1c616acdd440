import Sensors
import Testing

@Suite("Frame layout")
struct FrameLayoutTests {
  private func counts(
    _ bytes: [UInt8], _ layout: FrameLayout, at offset: Int = 0
  ) -> [Int32]? {
    let counts = layout.counts(in: bytes.span, at: offset)
    return counts.map { counts in (0..<6).map { counts[$0] } }
  }

  @Test("big-endian words carry their sign, and what lies between them is left out")
  func bigEndian() {
    let layout = FrameLayout(byteCount: 14, angularVelocityOffset: 8, byteOrder: .bigEndian)
    let bytes: [UInt8] = [
      0x20, 0x00, 0xE0, 0x00, 0x7F, 0xFF, 0xF0, 0xB0, 0x80, 0x00, 0xFF, 0xFF, 0x00, 0x01,
    ]
    #expect(counts(bytes, layout) == [8192, -8192, 32767, -32768, -1, 1])
  }

  @Test("left-justified little-endian words lose their unused bits and keep their sign")
  func leftJustified() {
    let layout = FrameLayout(byteCount: 6, byteOrder: .littleEndian, unusedLowBits: 4)
    // 12 bits: 1000, -1000, -2048.
    let bytes: [UInt8] = [0x80, 0x3E, 0x80, 0xC1, 0x00, 0x80]
    #expect(counts(bytes, layout) == [1000, -1000, -2048, 0, 0, 0])
  }

  @Test("14 bits at the left, high byte first, as Freescale sends them")
  func freescale() {
    let layout = FrameLayout(byteCount: 6, byteOrder: .bigEndian, unusedLowBits: 2)
    #expect(counts([0x40, 0x00, 0xC0, 0x00, 0xFF, 0xFC], layout) == [4096, -4096, -1, 0, 0, 0])
  }

  @Test("a frame is found at its offset within a burst")
  func offset() {
    let layout = FrameLayout(byteCount: 6, byteOrder: .littleEndian)
    let bytes: [UInt8] = [9, 9, 9, 9, 9, 9, 1, 0, 2, 0, 3, 0]
    #expect(counts(bytes, layout, at: 6) == [1, 2, 3, 0, 0, 0])
  }

  @Test("tagged words are told apart by their tags, whichever comes first")
  func tagged() {
    let tags = WordTags(mask: 0xF8, acceleration: 0x10, angularVelocity: 0x08)
    let both = FrameLayout(tags: tags, hasAngularVelocity: true, byteOrder: .littleEndian)
    let force: [UInt8] = [0x11, 1, 0, 2, 0, 3, 0]
    let rotation: [UInt8] = [0x0C, 0xFF, 0xFF, 0, 1, 0, 0x80]
    #expect(counts(rotation + force, both) == [1, 2, 3, -1, 256, -32768])
    #expect(counts(force + rotation, both) == [1, 2, 3, -1, 256, -32768])
    #expect(counts(force + force, both) == nil)
    #expect(counts(rotation + rotation, both) == nil)
    #expect(counts(rotation + [0x20, 1, 0, 2, 0, 3, 0], both) == nil)

    let alone = FrameLayout(tags: tags, hasAngularVelocity: false, byteOrder: .littleEndian)
    #expect(counts(force, alone) == [1, 2, 3, 0, 0, 0])
    #expect(counts(rotation, alone) == nil)
  }
}
