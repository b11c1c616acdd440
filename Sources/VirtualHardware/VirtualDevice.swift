import Glibc

/// One virtual device at work: the kernel on one side of a descriptor, arithmetic on the other.
///
/// Run by one thread, turn by turn (``VirtualHardware/run(until:)``).
protocol VirtualDevice: AnyObject {
  /// What becomes readable when the kernel wants something.
  var descriptorNumber: Int32 { get }

  /// Answers what the kernel wants; false where it has let go of the device.
  func respond() throws(VirtualHardwareError) -> Bool

  /// Sends what is due; gives the seconds until something else is, nil where nothing ever is.
  func advance() throws(VirtualHardwareError) -> Double?

  /// Whether it has gone by itself, as an unplugged one has.
  var hasGone: Bool { get }

  /// What it is called and where it can be read, once the kernel has made its nodes; nil before.
  var place: String? { get }
}
