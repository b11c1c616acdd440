public import Samples

/// One event of an input device, as the kernel hands it out (`struct input_event`).
///
/// Source: Linux `Documentation/input/event-codes.rst`; the numbers are those of
/// `include/uapi/linux/input-event-codes.h`.
public struct InputEvent: Hashable, Sendable {
  /// When the kernel handled the packet that carried it. All events of a frame share it.
  public var time: Timestamp
  /// What kind of event: a frame boundary, a key, an absolute axis.
  public var type: UInt16
  /// Which key or axis of that kind.
  public var code: UInt16
  /// The axis's value, or 1 for a pressed key and 0 for a released one.
  public var value: Int32

  /// An event as it was read.
  public init(time: Timestamp, type: UInt16, code: UInt16, value: Int32) {
    self.time = time
    self.type = type
    self.code = code
    self.value = value
  }

  /// A frame's end: what came since the last one belongs together.
  public static func report(at time: Timestamp) -> InputEvent {
    InputEvent(
      time: time, type: EventType.synchronization, code: SynchronizationCode.report, value: 0)
  }

  /// The kernel's buffer ran over; what stood in it is lost.
  public static func dropped(at time: Timestamp) -> InputEvent {
    InputEvent(
      time: time, type: EventType.synchronization, code: SynchronizationCode.dropped, value: 0)
  }

  /// The values of ``type`` that boards and controllers send.
  public enum EventType {
    /// Frame boundaries, `EV_SYN`.
    public static let synchronization: UInt16 = 0x00
    /// Keys and buttons, `EV_KEY`.
    public static let key: UInt16 = 0x01
    /// Absolute axes, `EV_ABS`.
    public static let absoluteAxis: UInt16 = 0x03
    /// What is none of the others, `EV_MSC`: a time by the device's own clock.
    public static let miscellaneous: UInt16 = 0x04
  }

  /// The values of ``code`` for ``EventType/miscellaneous``.
  public enum MiscellaneousCode {
    /// Microseconds by a clock of the device or its driver, in 32 bits that wrap, `MSC_TIMESTAMP`.
    public static let timestamp: UInt16 = 0x05
  }

  /// The values of ``code`` for ``EventType/synchronization``.
  public enum SynchronizationCode {
    /// A frame is complete, `SYN_REPORT`.
    public static let report: UInt16 = 0
    /// Events were lost, `SYN_DROPPED`.
    public static let dropped: UInt16 = 3
  }
}
