import Glibc
import Samples
import Sensors
import SimulatedSensors
import Testing

/// Expectations are the errors that the poses were made with, and the datasheet's g.
@Suite("Six-position calibration")
struct SixPositionTests {
  private static let gravity = 9.80665
  private static let bias = SIMD3(0.4, -0.3, 0.2)
  private static let gain = SIMD3(1.03, 0.98, 1.01)

  /// What a chip with these errors reads along a direction.
  private func pose(_ direction: SIMD3<Double>, rotation: SIMD3<Double>? = nil) -> StillPose {
    let up = direction / (direction * direction).sum().squareRoot()
    return StillPose(
      force: up * Self.gravity * Self.gain + Self.bias, rotation: rotation, noise: 0.02,
      samples: 200)
  }

  private let directions: [SIMD3<Double>] = [
    SIMD3(1, 0.05, 0.02), SIMD3(-1, 0.1, 0), SIMD3(0.03, 1, 0), SIMD3(0, -1, 0.2),
    SIMD3(0.1, 0.1, 1), SIMD3(0, -0.05, -1),
  ]

  private func expectExact(_ fit: SixPositionFit) {
    for axis in 0..<3 {
      #expect(abs(fit.correction.accelerationBias[axis] - Self.bias[axis]) < 1e-9)
      #expect(abs(fit.correction.accelerationScale[axis] - 1 / Self.gain[axis]) < 1e-9)
    }
  }

  @Test("six poses that aren't level give bias and scale exactly, and no residual")
  func six() throws {
    let fit = try SixPositionFit(directions.map { pose($0) })
    expectExact(fit)
    #expect(fit.residual == nil)
    #expect(fit.correction.angularVelocityBias == nil)
    // Scales 3, 2, 1 % off and biases of 2 to 4 % of 1 g.
    #expect((2...6).contains(fit.errorBefore))
  }

  @Test("more poses leave a residual, which is nothing where each axis errs by its own")
  func seven() throws {
    let poses = (directions + [SIMD3(1, 1, 1), SIMD3(-1, 0.5, 2)]).map { pose($0) }
    let fit = try SixPositionFit(poses)
    expectExact(fit)
    #expect(try #require(fit.residual) < 1e-9)
  }

  @Test("the gyroscope's bias is the mean of the poses, where all have one")
  func gyroscope() throws {
    let poses = directions.enumerated().map { pose($1, rotation: SIMD3(Double($0), 1, -2)) }
    #expect(
      try SixPositionFit(poses).correction.angularVelocityBias
        == SIMD3((0 + 1 + 2 + 3 + 4 + 5) / 6, 1, -2))
  }

  @Test("poses that don't span are refused, with those that are missing")
  func missing() {
    let poses = directions.dropLast().map { pose($0) }
    let face = StillPose.Face(axis: 2, isUp: false)
    #expect(throws: SixPositionFit.Refusal.missing([face])) { try SixPositionFit(poses) }
    #expect(face.description == "z down")
    #expect(pose(SIMD3(1, 1, 0)).face == nil)
  }

  @Test("magnitudes that no bias and scale explain are refused")
  func poor() {
    var poses = (directions + [SIMD3(1, 1, 1), SIMD3(-1, -1, 1)]).map { pose($0) }
    poses[6].force *= 1.3
    #expect {
      _ = try SixPositionFit(poses)
    } throws: { error in
      if case .poor(let residual)? = error as? SixPositionFit.Refusal {
        residual > 3
      } else {
        false
      }
    }
    let gyrating = directions.map { direction in
      StillPose(force: direction * 30, rotation: nil, noise: 0, samples: 9)
    }
    #expect(throws: SixPositionFit.Refusal.unsolvable) { try SixPositionFit(gyrating) }
  }

  /// The poses of a stream.
  private func poses(
    _ motion: any InertialMotion, _ errors: ChipErrors, seconds: Double,
    model: AccelerometerModel = .mpu6050
  ) throws -> [StillPose] {
    var source = try SimulatedAccelerometerSource(
      model: model, motion: motion, errors: errors, duration: seconds)
    var elements: [StreamElement<RawSample>] = []
    while try source.read(into: &elements) == .running {}
    var finder = StillPoseFinder()
    let channels = source.description.channels
    return elements.samples.compactMap { raw in
      guard case .inertial(let sample) = channels.decode(raw) else { return nil }
      return finder.take(sample)
    }
  }

  @Test(
    "a chip's own errors come back from a stream of poses, within its noise",
    arguments: [AccelerometerModel.mpu6050, .lsm6ds, .adxl345, .lis3dh])
  func stream(model: AccelerometerModel) throws {
    for seed in UInt64(1)...3 {
      var errors = ChipErrors.typical(seed: seed)
      errors.crossAxis = 0
      let motion = SixPoses(seed: seed)
      let poses = try poses(motion, errors, seconds: motion.duration, model: model)
      #expect(poses.count == 7)
      let fit = try SixPositionFit(poses)
      for axis in 0..<3 {
        // 0.028 m/s2 of noise over 200 samples is 0.002; half a count of 3.9 mg is 0.019.
        let limit = model.name == "ADXL345" || model.name == "LIS3DH" ? 0.02 : 0.01
        let bias = fit.correction.accelerationBias[axis]
        #expect(abs(bias - errors.accelerationBias[axis]) < limit)
        let scale = fit.correction.accelerationScale[axis]
        #expect(abs(scale * (1 + errors.accelerationScaleError[axis]) - 1) < 0.003)
        guard let rotation = fit.correction.angularVelocityBias else { continue }
        // 0.03 degrees/s of noise over 1400 samples, and half a count of 0.015.
        #expect(abs(rotation[axis] - errors.angularVelocityBias[axis]) < 0.02 * .pi / 180)
      }
      #expect(try #require(fit.residual) < 0.3)
      #expect(fit.noise < 0.06)
    }
  }

  @Test("what one axis shows of another stays in the residual of a tilted pose")
  func crossAxis() throws {
    var errors = ChipErrors.none
    errors.crossAxis = 0.02
    let motion = SixPoses(rounds: 1, seed: 4)
    let fit = try SixPositionFit(poses(motion, errors, seconds: motion.duration))
    // Along (1, 1, 1) / sqrt(3) 2 % of the two others add 4 %, spread over seven poses and six unknowns.
    #expect((0.2...4).contains(try #require(fit.residual)))
  }

  @Test("a sensor that is never still gives no pose, one that isn't turned a single one")
  func stillness() throws {
    let walking = Walking(strides: 20, seed: 1)
    #expect(try poses(walking, .typical(seed: 1), seconds: 15).isEmpty)
    #expect(try poses(EvenMotion(), .typical(seed: 1), seconds: 15).count == 1)
  }
}
