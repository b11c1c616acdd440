public import Samples
public import Sensors

/// A simulated controller as a source: its events through the decoder that live controllers use.
public struct SimulatedControllerSource: SampleSource {
  /// A controller's description with what was simulated in it.
  public let description: SensorDescription

  /// It waits for its reader.
  public var isLive: Bool { false }

  private var stream: SimulatedInputStream<SimulatedController, InputAccelerometerDecoder>

  /// A controller moved by `motion` for `duration` seconds of its own clock.
  ///
  /// - Parameter usesGyroscope: whether its gyroscope, where it has one, is read.
  /// - Throws: `notFound` or `unknownScale` where the controller isn't known to
  ///   ``Sensors/InputAccelerometer``.
  public init(
    _ model: SimulatedController.Model, motion: any InertialMotion, duration: Double,
    usesGyroscope: Bool = true,
    settings: SimulatedController.Settings = SimulatedController.Settings()
  ) throws(SensorError) {
    guard let kind = InputAccelerometer.kind(of: model.facts) else {
      throw .notFound("a simulated \(model.rawValue)")
    }
    guard
      let scale = InputAccelerometerScale(
        of: kind, usesGyroscope: usesGyroscope, axis: model.axis)
    else { throw .unknownScale(path: "sim", device: model.nodeName) }
    let controller = SimulatedController(model, motion: motion, settings: settings)
    stream = SimulatedInputStream(
      controller,
      decoder: InputAccelerometerDecoder(
        timing: kind.timing, axisCodes: scale.axisCodes, startingFrom: controller.counts),
      duration: duration, farewell: "the simulated controller was switched off")
    description = SensorDescription(
      device: model.nodeName, identity: "simulated, seed \(settings.seed)",
      channels: scale.channels, nominalRate: nil, clock: .virtual, fuzz: Int(settings.fuzz),
      remarks: scale.remarks)
  }

  /// Lets a twentieth of a second pass, or the whole of a stall, and appends what came.
  public mutating func read(
    into elements: inout [StreamElement<RawSample>]
  ) throws(SensorError) -> SourceProgress {
    stream.read(into: &elements)
  }

  /// Nothing to put back: the controller is arithmetic.
  public mutating func close() {}
}
