import Testing

@testable import VirtualHardware

/// Messages typed from the tables of Linux `Documentation/usb/usbip_protocol.rst`.
@Suite struct USBIPTests {
  private func header(_ words: [UInt32], setup: [UInt8] = [UInt8](repeating: 0, count: 8))
    -> [UInt8]
  {
    words.flatMap { word in [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: word >> $0) } } + setup
  }

  @Test("a submitted control transfer is read with its setup packet")
  func submit() {
    // USBIP_CMD_SUBMIT, sequence 7, device 1-1, in, endpoint 0; no flags, 18 bytes, no frames.
    let bytes = header(
      [1, 7, 0x10001, 1, 0, 0, 18, 0, 0xFFFF_FFFF, 0],
      setup: [0x80, 0x06, 0x00, 0x01, 0x02, 0x03, 0x12, 0x00])
    let request = USBIPRequest(header: bytes[...])
    guard case .control(7, let setup, true, 18) = request else {
      Issue.record("read as \(request)")
      return
    }
    #expect(setup.requestType == 0x80)
    #expect(setup.request == 6)
    #expect(setup.value == 0x0100)
    #expect(setup.index == 0x0302)
    #expect(setup.length == 18)
    #expect(request.payload == 0)
  }

  @Test("what is written follows its header")
  func payload() {
    let bytes = header([1, 8, 0x10001, 0, 0, 0, 5, 0, 0xFFFF_FFFF, 0])
    #expect(USBIPRequest(header: bytes[...]).payload == 5)
  }

  @Test("what the protocol doesn't have is no transfer", arguments: [0, 3, 0x8003])
  func unknown(command: UInt32) {
    let bytes = header([command, 1, 0, 0, 0, 0, 0, 0, 0, 0])
    #expect(USBIPRequest(header: bytes[...]) == .unknown(command: command))
  }

  @Test("a negative length is no transfer")
  func negative() {
    let bytes = header([1, 1, 0, 0, 0, 0, 0xFFFF_FFFF, 0, 0, 0])
    #expect(USBIPRequest(header: bytes[...]) == .unknown(command: 1))
  }

  @Test("replies carry status, length and what was read")
  func replies() {
    let done = USBIPReply.done(sequence: 9, isRead: true, data: [1, 2, 3], written: 0)
    #expect(done == header([3, 9, 0, 0, 0, 0, 3, 0, 0, 0]) + [1, 2, 3])
    let written = USBIPReply.done(sequence: 10, isRead: false, data: [], written: 4)
    #expect(written == header([3, 10, 0, 0, 0, 0, 4, 0, 0, 0]))
    // -EPIPE
    #expect(USBIPReply.stall(sequence: 11) == header([3, 11, 0, 0, 0, 0xFFFF_FFE0, 0, 0, 0, 0]))
    #expect(USBIPReply.unlinked(sequence: 12) == header([4, 12, 0, 0, 0, 0, 0, 0, 0, 0]))
  }
}
