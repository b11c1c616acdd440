import ArgumentParser
import Monitoring
import Sensors

/// Which device, and what is asked of it.
struct DeviceOptions: ParsableArguments {
  @Option(
    name: .customLong("device"),
    help: ArgumentHelp(
      """
      The device: board, controller, /dev/input/eventN, i2c-1:0x68, i2c-1, iio:device0, iio, or sim:NAME \
      with changes after commas (sim:calf-raise,seed=7,chip=LIS3DH). Left out: whatever is connected.
      """, valueName: "device"),
    transform: DeviceOptions.device)
  var named: DeviceName?

  @Option(
    help: ArgumentHelp(
      "The device on the left leg, where monitor or record take two at once; goes with --right.",
      valueName: "device"),
    transform: DeviceOptions.device)
  var left: DeviceName?

  @Option(
    help: ArgumentHelp("The device on the right leg; goes with --left.", valueName: "device"),
    transform: DeviceOptions.device)
  var right: DeviceName?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Samples a second asked of a chip; left out, its rate nearest to 100.", valueName: "hz"))
  var rate: Double?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Full scale of the accelerometer in g.", valueName: "g"))
  var range: Double = 4

  @Flag(inversion: .prefixedNo, help: "Use a chip's gyroscope, where it has one.")
  var gyroscope = true

  @Option(
    parsing: .unconditional, help: ArgumentHelp("End after this many seconds.", valueName: "s"))
  var duration: Double?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Let a simulated device pass at this multiple of real time; left out, as fast as it can.",
      valueName: "x"))
  var speed: Double?

  @Flag(
    help: """
      Wait for the device where it isn't there yet, and again whenever it goes away: the session goes \
      on when it is back.
      """)
  var wait = false

  func validate() throws {
    let positive = [
      ("--rate", rate), ("--range", range), ("--duration", duration), ("--speed", speed),
    ]
    for case (let name, let value?) in positive where !(value.isFinite && value > 0) {
      throw ValidationError("\(name) must be a number above 0, not \(value).")
    }
    try validatePair()
  }

  /// The only device, where no two are asked for.
  var device: DeviceName { named ?? .any }

  /// What is asked of a chip.
  var settings: AccelerometerSettings {
    AccelerometerSettings(rate: rate, range: range, gyroscope: gyroscope)
  }

  private static func device(_ text: String) throws -> DeviceName {
    do {
      return try DeviceName(text)
    } catch {
      throw ValidationError("\(error)")
    }
  }
}
