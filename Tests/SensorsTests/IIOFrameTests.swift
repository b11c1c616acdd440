import Samples
import Sensors
import Testing

/// Expectations are from Linux `Documentation/ABI/testing/sysfs-bus-iio` and from the channels of the
/// drivers that are named.
@Suite struct IIOScanTypeTests {
  @Test(
    "the types of drivers are read",
    arguments: [
      // bmi160 (16 bits), mma8452 (12 bits at the left), hid-sensor-accel-3d (16 bits in 32), any time.
      ("le:s16/16>>0", 16, 16, 0, true, ByteOrder.littleEndian),
      ("be:s12/16>>4", 12, 16, 4, true, .bigEndian),
      ("le:s16/32>>0", 16, 32, 0, true, .littleEndian),
      ("le:s64/64>>0", 64, 64, 0, true, .littleEndian),
      // The documentation's own example, s48/64>>2, and the shift left out, which it allows.
      ("be:s48/64>>2", 48, 64, 2, true, .bigEndian),
      ("le:u8/8", 8, 8, 0, false, .littleEndian),
    ])
  func types(
    text: String, real: Int, storage: Int, shift: Int, isSigned: Bool, order: ByteOrder
  ) throws {
    let type = try #require(IIOScanType(parsing: text))
    #expect(type.realBits == real)
    #expect(type.storageBits == storage)
    #expect(type.shift == shift)
    #expect(type.isSigned == isSigned)
    #expect(type.byteOrder == order)
    #expect(type.byteCount == storage / 8)
  }

  @Test("a repeated number takes up the room of all of them")
  func repeated() throws {
    // hid-sensor-rotation: a quaternion, repeat 4 (iio_show_fixed_type writes X4 before the shift).
    let type = try #require(IIOScanType(parsing: "le:s32/32X4>>0"))
    #expect(type.repetitions == 4)
    #expect(type.byteCount == 16)
    #expect(IIOScanType(parsing: "le:s16/16X2")?.byteCount == 4)
  }

  @Test(
    "what is no type isn't read as one",
    arguments: [
      "", "le", "le:", "le:s16", "me:s16/16>>0", "le:f32/32>>0", "le:s16/12>>0", "le:s17/16>>0",
      "le:s12/16>>5", "le:s0/16>>0", "le:s16/16>0", "le:s16/16>>", "le:s16/16>>-1", "le:s+6/16",
      "le:s16/16X0>>0", "le:s16/16X>>0", "le:s16/16>>0 ", "le:s16/16>>16",
      "le:s99999999999999999999/16",
    ])
  func nonsense(text: String) {
    #expect(IIOScanType(parsing: text) == nil)
  }

  @Test("numbers are shifted, masked and signed")
  func numbers() throws {
    func number(_ text: String, _ bytes: [UInt8]) throws -> Int64? {
      try #require(IIOScanType(parsing: text)).number(in: bytes.span, at: 0)
    }
    #expect(try number("le:s16/16>>0", [0xFE, 0xFF]) == -2)
    #expect(try number("be:s16/16>>0", [0x01, 0x02]) == 0x0102)
    // 12 bits at the left: -2048 is the most negative, and the low nibble is no part of it.
    #expect(try number("be:s12/16>>4", [0x80, 0x0F]) == -2048)
    #expect(try number("be:s12/16>>4", [0x7F, 0xF0]) == 2047)
    // What stands above the number isn't its sign.
    #expect(try number("le:s12/16>>0", [0x01, 0xF0]) == 1)
    #expect(try number("le:u12/16>>0", [0xFF, 0xFF]) == 4095)
    #expect(try number("le:s16/32>>0", [0xFF, 0x7F, 0xFF, 0xFF]) == 32767)
    #expect(try number("le:s64/64>>0", [0, 0, 0, 0, 0, 0, 0, 0x80]) == .min)
    #expect(try number("le:u64/64>>0", [0, 0, 0, 0, 0, 0, 0, 0x80]) == nil)
    // "shift right 2 and apply a mask to zero the top 16 bits"
    #expect(try number("be:u48/64>>2", [0xFF, 0xFC, 0, 0, 0, 0, 0, 0x0B]) == 0x0000_0000_0002)
  }
}

@Suite struct IIOFrameLayoutTests {
  private func channels(_ rows: [(String, Int, String)]) throws -> [IIOChannel] {
    try rows.map { name, index, type in
      IIOChannel(name: name, index: index, type: try #require(IIOScanType(parsing: type)))
    }
  }

  @Test("three 16-bit axes and a time make 16 bytes, the time at 8")
  func accelerometer() throws {
    // iio_compute_scan_bytes: 2 + 2 + 2, aligned to 8 for the time, 16 in all. The order of the rows is
    // that of file names.
    let layout = try #require(
      IIOFrameLayout(
        channels: channels([
          ("accel_z", 2, "le:s16/16>>0"), ("accel_x", 0, "le:s16/16>>0"),
          ("timestamp", 3, "le:s64/64>>0"), ("accel_y", 1, "le:s16/16>>0"),
        ])))
    #expect(layout.byteCount == 16)
    #expect(!layout.hasAngularVelocity)
    let bytes: [UInt8] = [
      0x01, 0x00, 0xFE, 0xFF, 0x00, 0x40, 0xAA, 0xAA,
      // 1 500 000 999 ns, little end first.
      0xE7, 0x32, 0x68, 0x59, 0, 0, 0, 0,
    ]
    #expect(layout.counts(in: bytes.span) == SIMD8(1, -2, 16384, 0, 0, 0, 0, 0))
    #expect(layout.time(in: bytes.span) == Timestamp(microseconds: 1_500_000))
  }

  @Test("the order is that of the indices, whichever sensor comes first")
  func gyroscopeFirst() throws {
    // enum bmi160_scan_axis in bmi160_core.c: a magnetometer's axes come first, then the gyroscope's
    // from 4 on, the accelerometer's from 7 on.
    let rows = [
      ("accel_x", 7, "le:s16/16>>0"), ("accel_y", 8, "le:s16/16>>0"),
      ("accel_z", 9, "le:s16/16>>0"), ("anglvel_x", 4, "le:s16/16>>0"),
      ("anglvel_y", 5, "le:s16/16>>0"), ("anglvel_z", 6, "le:s16/16>>0"),
    ]
    let layout = try #require(IIOFrameLayout(channels: channels(rows)))
    #expect(layout.byteCount == 12)
    #expect(layout.hasAngularVelocity)
    let bytes: [UInt8] = [0xFF, 4, 0, 5, 0, 6, 0, 1, 0, 2, 0, 3, 0]
    #expect(layout.counts(in: bytes.span, at: 1) == SIMD8(1, 2, 3, 4, 5, 6, 0, 0))
    #expect(layout.time(in: bytes.span, at: 1) == nil)
  }

  @Test("another channel in between counts with its alignment, and the end is padded")
  func mixedSizes() throws {
    // 1 byte, padded to 4; x at 4, y at 8, z at 12; 16 bytes, and one more of 2 makes it 20.
    let rows = [
      ("flags", 0, "le:u8/8>>0"), ("accel_x", 1, "le:s16/32>>0"), ("accel_y", 2, "le:s16/32>>0"),
      ("accel_z", 3, "le:s16/32>>0"), ("temp", 4, "le:s16/16>>0"),
    ]
    let layout = try #require(IIOFrameLayout(channels: channels(rows)))
    #expect(layout.byteCount == 20)
    var bytes = [UInt8](repeating: 0xEE, count: 20)
    for (offset, value) in [(4, 7), (8, 8), (12, 9)] {
      bytes.replaceSubrange(offset..<offset + 4, with: [UInt8(value), 0, 0, 0])
    }
    #expect(layout.counts(in: bytes.span) == SIMD8(7, 8, 9, 0, 0, 0, 0, 0))
  }

  @Test("frames without all three axes, or with two numbers an axis, can't be read")
  func incomplete() throws {
    let two = [("accel_x", 0, "le:s16/16>>0"), ("accel_y", 1, "le:s16/16>>0")]
    #expect(IIOFrameLayout(channels: try channels(two)) == nil)
    let doubled = two + [("accel_z", 2, "le:s16/16X2>>0")]
    #expect(IIOFrameLayout(channels: try channels(doubled)) == nil)
  }

  @Test("a number too large for a count makes a frame unreadable")
  func tooLarge() throws {
    let rows = [
      ("accel_x", 0, "le:u32/32>>0"), ("accel_y", 1, "le:s32/32>>0"),
      ("accel_z", 2, "le:s32/32>>0"),
    ]
    let layout = try #require(IIOFrameLayout(channels: channels(rows)))
    let bytes: [UInt8] = [0xFF, 0xFF, 0xFF, 0xFF] + [UInt8](repeating: 0, count: 8)
    #expect(layout.counts(in: bytes.span) == nil)
  }
}

@Suite struct IIOOfferTests {
  @Test("a list is read as the kernel writes it, with the texts that choose")
  func list() throws {
    // bmi160_core.c, in_accel_sampling_frequency_available.
    let offer = try #require(
      IIOOffer(parsing: "0.78125 1.5625 3.125 6.25 12.5 25 50 100 200 400 800 1600"))
    #expect(offer.nearest(to: 100)?.text == "100")
    #expect(offer.nearest(to: 70)?.text == "50")
    #expect(offer.exactly(12.5)?.text == "12.5")
    #expect(offer.exactly(104) == nil)
    #expect(offer.words.count == 12)
    // inv_mpu_core.c, in_accel_scale_available, with the blank that lists may end in.
    let scales = try #require(IIOOffer(parsing: "0.000598 0.001196 0.002392 0.004785 "))
    #expect(scales.nearest(to: 0.0012)?.text == "0.001196")
  }

  @Test("a range is read, and what is chosen of it is on a step")
  func range() throws {
    // The form that the documentation gives: [min step max].
    let offer = try #require(IIOOffer(parsing: "[1 0.5 200.000000]"))
    #expect(offer.nearest(to: 100)?.text == "100")
    #expect(offer.nearest(to: 104.6)?.text == "104.5")
    #expect(offer.nearest(to: 0)?.value == 1)
    #expect(offer.nearest(to: 999)?.value == 200)
    #expect(offer.exactly(33.5)?.value == 33.5)
    #expect(offer.exactly(33.3) == nil)
    #expect(offer.exactly(400) == nil)
    #expect(offer.words == ["1 to 200 in steps of 0.5"])
  }

  @Test(
    "what offers nothing isn't an offer",
    arguments: ["", "\n", "auto", "10 x", "[1 2]", "[1 0 9]", "[9 1 1]", "nan", "inf 3"])
  func nonsense(text: String) {
    #expect(IIOOffer(parsing: text) == nil)
  }

  @Test("a mount matrix that changes nothing is told from one that does")
  func mountMatrix() {
    // The identity as iio_mount_idmatrix has it, and the documentation's example of a turned chip.
    #expect(IIOMountMatrix.isIdentity("1, 0, 0; 0, 1, 0; 0, 0, 1"))
    #expect(!IIOMountMatrix.isIdentity("0, 1, 0; 1, 0, 0; 0, 0, -1"))
    #expect(!IIOMountMatrix.isIdentity("1, 0, 0"))
  }
}
