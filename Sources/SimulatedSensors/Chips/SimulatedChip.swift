import Sensors

/// A chip made of arithmetic: registers that behave as its datasheet says, in virtual time.
public protocol SimulatedChip: Sendable {
  /// Lives on up to `seconds`, taking samples on the way. Time never goes back; the first call is
  /// the moment of power-on and comes before any other.
  mutating func advance(to seconds: Double)

  /// Takes one register write.
  mutating func write(_ value: UInt8, to register: UInt8)

  /// Fills `bytes` in one transfer, from `register` on or however the chip advances.
  mutating func read(from register: UInt8, into bytes: inout MutableSpan<UInt8>)

  /// Loses its power for a moment, and with it everything that it was told.
  mutating func losePower()

  /// From here on it is read in real time and leaves out work whose result nobody can see.
  mutating func keepPace()
}

extension SimulatedChip {
  /// Nothing is left out of a chip that does no work by itself.
  public mutating func keepPace() {}
}

/// A chip's simulated twin: one row for each of ``Sensors/AccelerometerModel/all``.
public struct SimulatedTwin: Sendable {
  /// The name of the model whose twin this is.
  public let name: String
  /// Makes one, just powered on: with this identity byte, moved so, with these errors.
  public let make: @Sendable (UInt8, any InertialMotion, ChipErrors) -> any SimulatedChip

  /// Every twin.
  public static let all = [
    SimulatedTwin(name: "MPU-6050") { identity, motion, errors in
      SimulatedMPU6050(identity: identity, motion: motion, errors: errors)
    },
    SimulatedTwin(name: "LIS3DH") { identity, motion, errors in
      SimulatedLIS3DH(identity: identity, motion: motion, errors: errors)
    },
    SimulatedTwin(name: "ADXL345") { identity, motion, errors in
      SimulatedADXL345(identity: identity, motion: motion, errors: errors)
    },
    SimulatedTwin(name: "LSM6DS") { identity, motion, errors in
      SimulatedLSM6DS(identity: identity, motion: motion, errors: errors)
    },
    SimulatedTwin(name: "LSM9DS1") { identity, motion, errors in
      SimulatedLSM9DS1(identity: identity, motion: motion, errors: errors)
    },
    SimulatedTwin(name: "LIS2DW12") { identity, motion, errors in
      SimulatedLIS2DW12(identity: identity, motion: motion, errors: errors)
    },
    SimulatedTwin(name: "BMI160") { identity, motion, errors in
      SimulatedBMI160(identity: identity, motion: motion, errors: errors)
    },
    SimulatedTwin(name: "ICM-20948") { identity, motion, errors in
      SimulatedICM20948(identity: identity, motion: motion, errors: errors)
    },
    SimulatedTwin(name: "MMA8451") { identity, motion, errors in
      SimulatedMMA8451(identity: identity, motion: motion, errors: errors)
    },
  ]

  /// The twin of the model with this name, or nil where there is none.
  public static func of(_ name: String) -> SimulatedTwin? {
    all.first { $0.name == name }
  }
}

/// The count nearest to `value`, stopping at the ends as a converter does.
///
/// - Precondition: `value` is a number.
func saturated(_ value: Double, within range: ClosedRange<Int16>) -> Int16 {
  Int16(max(Double(range.lowerBound), min(Double(range.upperBound), value.rounded())))
}
