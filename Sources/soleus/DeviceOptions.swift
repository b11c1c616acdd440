import ArgumentParser
import Monitoring
import Sensors

/// Which device, and what is asked of it.
struct DeviceOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      """
      The device: board, controller, /dev/input/eventN, i2c-1:0x68, i2c-1, or sim:NAME with changes \
      after commas (sim:calf-raise,seed=7,chip=LIS3DH). Left out: whatever is connected.
      """, valueName: "device"),
    transform: DeviceOptions.device)
  var device: DeviceName = .any

  @Option(
    help: ArgumentHelp(
      "Samples a second asked of a chip; left out, its rate nearest to 100.", valueName: "hz"))
  var rate: Double?

  @Option(help: ArgumentHelp("Full scale of the accelerometer in g.", valueName: "g"))
  var range: Double = 4

  @Flag(inversion: .prefixedNo, help: "Use a chip's gyroscope, where it has one.")
  var gyroscope = true

  @Option(help: ArgumentHelp("End after this many seconds.", valueName: "s"))
  var duration: Double?

  @Option(
    help: ArgumentHelp(
      "Let a simulated device pass at this multiple of real time; left out, as fast as it can.",
      valueName: "x"))
  var speed: Double?

  func validate() throws {
    let positive = [
      ("--rate", rate), ("--range", range), ("--duration", duration), ("--speed", speed),
    ]
    for case (let name, let value?) in positive where !(value.isFinite && value > 0) {
      throw ValidationError("\(name) must be a number above 0, not \(value).")
    }
  }

  /// Says what was asked and doesn't go with the device that was found.
  func sayUnused(with source: borrowing any SampleSource & ~Copyable) {
    let usual = AccelerometerSettings()
    if !source.description.isInertial, rate != usual.rate || range != usual.range || !gyroscope {
      say("note: --rate, --range and --gyroscope mean nothing to a board, which has its own")
    }
    if source.description.isInertial, source.description.nominalRate == nil,
      rate != usual.rate || range != usual.range
    {
      say("note: --rate and --range mean nothing to a controller, which has its own")
    }
    if source.isLive, speed != nil {
      say("note: --speed means nothing to a real device, which keeps its own pace")
    }
  }

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
