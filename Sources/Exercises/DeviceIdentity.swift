/// Which device measured, as its stream says it.
public struct DeviceIdentity: Hashable, Sendable {
  /// The chip's or board's name.
  public var name: String
  /// What tells this very one from another; nil where there is no such thing.
  public var identity: String?

  /// A device.
  public init(name: String, identity: String?) {
    self.name = name
    self.identity = identity
  }
}
