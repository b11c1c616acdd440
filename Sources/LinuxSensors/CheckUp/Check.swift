/// One thing that a check-up looked at.
public struct Check: Hashable, Sendable {
  /// How it stands.
  public enum Outcome: Hashable, Sendable {
    /// It is as it should be; the text says what was found.
    case fine(String)
    /// Something is in the way.
    case problem(MissingPiece)
    /// It doesn't matter here; the text says why.
    case notApplicable(String)
    /// It can't be told; the text says why.
    case unknown(String)
  }

  /// What was looked at, for programs: `i2c-bus`, `group-input`.
  public var name: String
  /// How it stands.
  public var outcome: Outcome

  /// A check and how it went.
  public init(_ name: String, _ outcome: Outcome) {
    self.name = name
    self.outcome = outcome
  }
}

/// Looks at everything that a sensor needs of the system. Files are read, and `bluetoothctl` is asked; no
/// device is opened and nothing is changed. Clocks and timers need no look: every Linux has them.
public enum CheckUp {
  /// Every check but that for sensors themselves, in the order in which things build on each other.
  public static func ofSystem(
    _ system: SystemFiles = .machine, login: Login? = nil,
    bluetooth: ([String]) -> String? = BluetoothControl.ask
  ) -> [Check] {
    let login = login ?? Login.current(in: system)
    return i2c(in: system) + board(in: system, bluetooth: bluetooth)
      + permissions(of: login, in: system)
  }
}
