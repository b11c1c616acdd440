import CLibevdev
import Glibc
import Samples
import Sensors

/// An open input device, through libevdev.
///
/// libevdev keeps the state of every axis and mends it after a loss. Errors of the device are those of
/// the kernel, as errno.
@safe
struct EvdevNode: ~Copyable {
  /// What a turn of reading gave.
  enum Reading {
    /// An event, in the kernel's order.
    case event(InputEvent)
    /// The kernel's buffer ran over at that time. libevdev's state is whole again.
    case lost(InputEvent)
    /// Nothing more for now.
    case nothing
    /// The device is gone.
    case gone
  }

  let path: String
  private let descriptor: OwnedDescriptor
  private let device: OpaquePointer

  /// Opens the node and sets its clock to `CLOCK_MONOTONIC`.
  ///
  /// The clock comes first: the kernel empties the node's buffer when it is set.
  init(path: String) throws(SensorError) {
    let descriptor = try OwnedDescriptor(opening: path, flags: O_RDONLY | O_NONBLOCK)
    var opened: OpaquePointer?
    let code = unsafe libevdev_new_from_fd(descriptor.number, &opened)
    guard code == 0, let device = unsafe opened else {
      throw .system(path: path, operation: "libevdev_new_from_fd", code: -code)
    }
    let clock = unsafe libevdev_set_clock_id(device, CLOCK_MONOTONIC)
    guard clock == 0 else {
      unsafe libevdev_free(device)
      throw .system(path: path, operation: "EVIOCSCLOCKID", code: -clock)
    }
    descriptor.shareLock()
    self.path = path
    self.descriptor = descriptor
    unsafe self.device = device
  }

  deinit {
    unsafe libevdev_free(device)
  }

  /// What the kernel calls the device.
  var name: String { unsafe String(cString: libevdev_get_name(device)) }

  /// What the device says of itself.
  var facts: InputDeviceFacts {
    func bits(_ count: UInt32, _ isSet: (UInt32) -> Bool) -> UInt64 {
      (0..<count).reduce(0) { bits, code in isSet(code) ? bits | 1 << code : bits }
    }
    return InputDeviceFacts(
      name: name,
      vendor: UInt16(truncatingIfNeeded: unsafe libevdev_get_id_vendor(device)),
      product: UInt16(truncatingIfNeeded: unsafe libevdev_get_id_product(device)),
      properties: bits(UInt32(INPUT_PROP_CNT)) {
        unsafe libevdev_has_property(device, $0) == 1
      },
      absoluteAxes: bits(UInt32(ABS_CNT)) {
        unsafe libevdev_has_event_code(device, UInt32(EV_ABS), $0) == 1
      },
      miscellaneous: bits(UInt32(MSC_CNT)) {
        unsafe libevdev_has_event_code(device, UInt32(EV_MSC), $0) == 1
      })
  }

  /// What the kernel says of an axis; nil where there is no such axis.
  func axis(_ code: UInt16) -> InputAxis? {
    guard hasAxis(code) else { return nil }
    return InputAxis(
      maximum: unsafe libevdev_get_abs_maximum(device, UInt32(code)),
      resolution: unsafe libevdev_get_abs_resolution(device, UInt32(code)))
  }

  /// Whether the device has such an absolute axis.
  func hasAxis(_ code: UInt16) -> Bool {
    unsafe libevdev_has_event_code(device, UInt32(EV_ABS), UInt32(code)) == 1
  }

  /// An axis's value as libevdev knows it; 0 where there is no such axis.
  func value(ofAxis code: UInt16) -> Int32 {
    unsafe libevdev_get_event_value(device, UInt32(EV_ABS), UInt32(code))
  }

  /// The kernel's fuzz on an axis, in counts.
  func fuzz(ofAxis code: UInt16) -> Int32 {
    unsafe libevdev_get_abs_fuzz(device, UInt32(code))
  }

  /// Sets the kernel's fuzz on an axis, for every reader of the device; returns 0 or errno.
  func setFuzz(_ fuzz: Int32, ofAxis code: UInt16) -> Int32 {
    guard let known = unsafe libevdev_get_abs_info(device, UInt32(code)) else { return EINVAL }
    var info = unsafe known.pointee
    info.fuzz = fuzz
    return unsafe -libevdev_kernel_set_abs_info(device, UInt32(code), &info)
  }

  /// Whether nobody else reads the device through a value like this. After that the next reader may come
  /// in before this one has closed, so ask it last.
  var isLastReader: Bool { descriptor.lockAlone() }

  /// Waits up to `milliseconds` for events; returns whether the device hung up.
  func wait(milliseconds: Int32) throws(SensorError) -> Bool {
    let seen = try descriptor.waitForInput(milliseconds: milliseconds)
    return seen & Int16(POLLHUP | POLLERR) != 0
  }

  /// Takes the next event, without waiting for it.
  func next() throws(SensorError) -> Reading {
    var event = input_event()
    let status = unsafe libevdev_next_event(
      device, LIBEVDEV_READ_FLAG_NORMAL.rawValue, &event)
    switch status {
    case Int32(LIBEVDEV_READ_STATUS_SUCCESS.rawValue):
      return .event(InputEvent(event))
    case Int32(LIBEVDEV_READ_STATUS_SYNC.rawValue):
      return try mendState() ? .lost(InputEvent(event)) : .gone
    case -EAGAIN, -EINTR:
      return .nothing
    case -ENODEV:
      return .gone
    default:
      throw .system(path: path, operation: "libevdev_next_event", code: -status)
    }
  }

  /// Lets libevdev ask the kernel for the state and take over what differs; false where the device
  /// went away meanwhile.
  ///
  /// What differs comes as events. They are no news: the state is read when they are through.
  private func mendState() throws(SensorError) -> Bool {
    while true {
      var event = input_event()
      let status = unsafe libevdev_next_event(
        device, LIBEVDEV_READ_FLAG_SYNC.rawValue, &event)
      switch status {
      case Int32(LIBEVDEV_READ_STATUS_SUCCESS.rawValue),
        Int32(LIBEVDEV_READ_STATUS_SYNC.rawValue), -EINTR:
        continue
      case -EAGAIN:
        return true
      case -ENODEV:
        return false
      default:
        throw .system(path: path, operation: "libevdev_next_event", code: -status)
      }
    }
  }
}

extension InputEvent {
  /// The kernel's event, to the microsecond.
  init(_ event: input_event) {
    let time = Int64(event.time.tv_sec) &* 1_000_000 &+ Int64(event.time.tv_usec)
    self.init(
      time: Timestamp(microseconds: time), type: event.type, code: event.code,
      value: event.value)
  }
}
