import SimulatedSensors
import Testing

@testable import VirtualHardware

/// Events typed from Linux `include/uapi/linux/uhid.h`; every structure there is packed.
@Suite struct UHIDTests {
  @Test("an output report is taken out of its field of 4096 bytes")
  func output() {
    var event = [UInt8](repeating: 0, count: 4 + 4096 + 3)
    event[0] = 6
    event[4...6] = [0x12, 0x00, 0x34]
    event[4 + 4096] = 3
    #expect(UHIDRequest(event[...]) == .output([0x12, 0x00, 0x34]))
  }

  @Test("a report is asked for by its number, and of its kind")
  func getReport() {
    var event: [UInt8] = [9, 0, 0, 0, 0x78, 0x56, 0x34, 0x12, 0x05, 0]
    #expect(UHIDRequest(event[...]) == .getFeature(id: 0x1234_5678, number: 5))
    event[9] = 2
    #expect(UHIDRequest(event[...]) == .getInput(id: 0x1234_5678, number: 5))
    event[9] = 1
    #expect(UHIDRequest(event[...]) == .getOther(id: 0x1234_5678))
  }

  @Test("a feature report that is set comes with its bytes, and is acknowledged by its id")
  func setReport() {
    var event: [UInt8] = [13, 0, 0, 0, 2, 0, 0, 0, 0x05, 0, 2, 0, 0x05, 0xFF, 0xEE]
    #expect(UHIDRequest(event[...]) == .setFeature(id: 2, [0x05, 0xFF]))
    // A length beyond what came.
    event[10] = 9
    #expect(UHIDRequest(event[...]) == .setFeature(id: 2, [0x05, 0xFF, 0xEE]))
    event[9] = 1
    #expect(UHIDRequest(event[...]) == .setOther(id: 2))
    #expect(UHIDMessage.acknowledged(id: 2) == [14, 0, 0, 0, 2, 0, 0, 0, 0, 0])
  }

  @Test("what needs no answer and what is cut off is nothing to answer")
  func others() {
    for event: [UInt8] in [[2, 0, 0, 0], [4, 0, 0, 0], [5, 0, 0, 0], [], [6], [250, 1, 2, 3]] {
      switch UHIDRequest(event[...]) {
      case .other: break
      case .output(let report): #expect(report.isEmpty)
      case let request: Issue.record("\(event) is \(request)")
      }
    }
  }

  @Test("a device is created with its names, ids and descriptor in their places")
  func create() {
    let identity = HIDIdentity(
      name: "Board", unique: "aa:bb", bus: .bluetooth, vendor: 0x057E, product: 0x0306,
      reportDescriptor: [0x05, 0x01])
    let bytes = UHIDMessage.create(identity)
    #expect(Array(bytes[0..<4]) == [11, 0, 0, 0])
    #expect(Array(bytes[4..<10]) == Array("Board".utf8) + [0])
    #expect(Array(bytes[(4 + 128 + 64)...].prefix(6)) == Array("aa:bb".utf8) + [0])
    // rd_size, bus, vendor, product.
    let numbers = Array(bytes[(4 + 128 + 64 + 64)...].prefix(12))
    #expect(numbers == [2, 0, 5, 0, 0x7E, 0x05, 0, 0, 0x06, 0x03, 0, 0])
    #expect(bytes.count == 4 + 256 + 2 + 2 + 16 + 2)
    #expect(bytes.suffix(2) == [0x05, 0x01])
  }

  @Test("an input report goes with its length, a feature report with its id and error")
  func reports() {
    #expect(UHIDMessage.input([0x30, 1, 2]) == [12, 0, 0, 0, 3, 0, 0x30, 1, 2])
    #expect(
      UHIDMessage.answer(id: 1, [5, 9]) == [10, 0, 0, 0, 1, 0, 0, 0, 0, 0, 2, 0, 5, 9])
    #expect(UHIDMessage.answer(id: 1, nil) == [10, 0, 0, 0, 1, 0, 0, 0, 5, 0, 0, 0])
  }
}
