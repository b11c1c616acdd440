/// What a virtual host controller asks over its socket.
///
/// Source: Linux `Documentation/usb/usbip_protocol.rst`, USBIP_CMD_SUBMIT and USBIP_CMD_UNLINK. Numbers
/// are big-endian, the setup packet inside is as USB has it.
enum USBIPRequest: Hashable {
  /// A control transfer on endpoint 0; `count` bytes are to be sent back, or follow the header.
  case control(sequence: UInt32, setup: USBSetup, isRead: Bool, count: Int)
  /// A transfer on another endpoint. This device has none.
  case otherEndpoint(sequence: UInt32, payload: Int)
  /// The host doesn't want an answer any more.
  case unlink(sequence: UInt32)
  /// A command that the protocol doesn't have: the stream can't be followed any further.
  case unknown(command: UInt32)

  /// Bytes of every header, requests and replies alike.
  static let headerSize = 48

  /// Reads a header.
  ///
  /// - Precondition: `header` has ``headerSize`` bytes.
  init(header: ArraySlice<UInt8>) {
    precondition(header.count == Self.headerSize, "a header of \(header.count) bytes")
    let bytes = Array(header)
    func word(_ offset: Int) -> UInt32 {
      bytes[offset..<(offset + 4)].reduce(0) { $0 << 8 | UInt32($1) }
    }
    let sequence = word(4)
    let isRead = word(12) == 1
    let count = Int(Int32(bitPattern: word(24)))
    switch word(0) {
    case 1 where count >= 0 && word(16) == 0:
      self = .control(
        sequence: sequence, setup: USBSetup(bytes[40..<48]), isRead: isRead, count: count)
    case 1 where count >= 0: self = .otherEndpoint(sequence: sequence, payload: isRead ? 0 : count)
    case 2: self = .unlink(sequence: sequence)
    case let command: self = .unknown(command: command)
    }
  }

  /// Bytes that follow the header.
  var payload: Int {
    switch self {
    case .control(_, _, let isRead, let count): isRead ? 0 : count
    case .otherEndpoint(_, let payload): payload
    case .unlink, .unknown: 0
    }
  }
}

/// The eight bytes that begin a control transfer (USB 2.0, table 9-2).
struct USBSetup: Hashable {
  var requestType: UInt8
  var request: UInt8
  var value: UInt16
  var index: UInt16
  var length: UInt16

  /// - Precondition: `bytes` are eight.
  init(_ bytes: ArraySlice<UInt8>) {
    let bytes = Array(bytes)
    func word(_ offset: Int) -> UInt16 { UInt16(bytes[offset]) | UInt16(bytes[offset + 1]) << 8 }
    (requestType, request) = (bytes[0], bytes[1])
    (value, index, length) = (word(2), word(4), word(6))
  }
}

/// What is sent back over the socket.
enum USBIPReply {
  /// A transfer that went well; `data` is what was read.
  static func done(sequence: UInt32, isRead: Bool, data: [UInt8], written: Int) -> [UInt8] {
    let count = isRead ? data.count : written
    return header(command: 3, sequence, status: 0, count: count) + (isRead ? data : [])
  }

  /// A transfer that the device refuses: a stall, EPIPE.
  static func stall(sequence: UInt32) -> [UInt8] {
    header(command: 3, sequence, status: -32, count: 0)
  }

  /// The transfer had been answered before the host called it off.
  static func unlinked(sequence: UInt32) -> [UInt8] {
    header(command: 4, sequence, status: 0, count: 0)
  }

  private static func header(
    command: UInt32, _ sequence: UInt32, status: Int32, count: Int
  ) -> [UInt8] {
    let words = [command, sequence, 0, 0, 0, UInt32(bitPattern: status), UInt32(count)]
    let bytes = words.flatMap { word in
      [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: word >> $0) }
    }
    return bytes + [UInt8](repeating: 0, count: USBIPRequest.headerSize - bytes.count)
  }
}
