import ArgumentParser
import LinuxSensors
import Monitoring
import Samples
import Sensors
import SimulatedSensors

/// Which device, and what is asked of it.
struct DeviceOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      """
      The device: board, /dev/input/eventN, i2c-1:0x68, i2c-1, or sim:NAME with changes after commas \
      (sim:calf-raise,seed=7,chip=LIS3DH). Left out: whatever is connected.
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
  }

  /// Opens the device, or waits for it where that was asked.
  func open(
    scenario: Scenario?, prefersBoard: Bool
  ) throws(SensorError) -> any SampleSource & ~Copyable {
    guard wait, scenario == nil else {
      return try device.open(scenario: scenario, settings: settings, prefersBoard: prefersBoard)
    }
    let begin = MonotonicClock.now()
    let words: @Sendable (SensorError) -> String = { Failure($0).message ?? "\($0)" }
    return try device.open(
      settings: settings, prefersBoard: prefersBoard,
      waiting: Waiting(
        goesOn: {
          let isTimeUp = duration.map { MonotonicClock.now().seconds(since: begin) > $0 }
          return !StopRequest.isPending && isTimeUp != true
        },
        tell: { say("note: \(words($0)); waiting for it, Ctrl-C ends") },
        words: words))
  }

  /// Says what was asked and doesn't go with the device that was found.
  func sayUnused(with source: borrowing any SampleSource & ~Copyable) {
    let usual = AccelerometerSettings()
    if !source.description.isInertial, rate != usual.rate || range != usual.range || !gyroscope {
      say("note: --rate, --range and --gyroscope mean nothing to a board, which has its own")
    }
    if source.isLive, speed != nil {
      say("note: --speed means nothing to a real device, which keeps its own pace")
    }
    if !source.isLive, wait {
      say("note: --wait means nothing to a simulated device, which is always there")
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
