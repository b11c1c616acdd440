import Samples
import Sensors
import SimulatedSensors
import Testing

/// What every model must do before its first sample.
@Suite("Accelerometer contract: set-up")
struct AccelerometerSetUpContractTests {
  @Test("every model has its twin")
  func twins() {
    #expect(AccelerometerModel.all.map(\.name) == SimulatedTwin.all.map(\.name))
  }

  @Test("the identity is read before anything is written", arguments: AccelerometerModel.all)
  func identityFirst(model: AccelerometerModel) throws {
    let rig = ContractRig(model)
    _ = try rig.start()
    #expect(
      rig.log.transactions.first == .read(register: model.identityRegister, count: 1))
    #expect(!rig.writes.isEmpty)
  }

  @Test("a chip with another identity is left alone", arguments: AccelerometerModel.all)
  func wrongIdentity(model: AccelerometerModel) {
    let rig = ContractRig(model, identity: 0x5A)
    #expect(
      throws: SensorError.wrongIdentity(
        location: "sim", register: model.identityRegister, found: 0x5A,
        expected: model.identities.map(\.value))
    ) { _ = try rig.start() }
    #expect(rig.writes.isEmpty)
  }

  @Test("every identity of a family starts and gives 1 g", arguments: AccelerometerModel.all)
  func identities(model: AccelerometerModel) throws {
    for identity in model.identities {
      let rig = ContractRig(model, identity: identity.value)
      var accelerometer = try rig.start()
      var elements: [StreamElement<RawSample>] = []
      try rig.run(&accelerometer, for: 1, into: &elements)
      let channels = accelerometer.description.channels
      #expect(accelerometer.description.device == identity.name)
      #expect(accelerometer.description.remarks.isEmpty != identity.isLookAlike)
      #expect(elements.gaps.isEmpty)
      #expect(abs(Double(elements.samples.count) / rig.rate - 1) <= 0.05)
      for sample in elements.samples {
        #expect(abs(channels.force(sample).z - 9.80665) < 0.01)
      }
    }
  }

  @Test("settings that aren't offered are refused unwritten", arguments: AccelerometerModel.all)
  func unsupported(model: AccelerometerModel) {
    for settings in [
      AccelerometerSettings(rate: 101), AccelerometerSettings(range: 3),
      AccelerometerSettings(rate: .nan),
    ] {
      var rig = ContractRig(model)
      rig.settings = settings
      #expect { _ = try rig.start() } throws: { error in
        guard case .unsupportedSetting(_, _, let offered)? = error as? SensorError else {
          return false
        }
        return !offered.isEmpty
      }
      #expect(rig.writes.isEmpty)
    }
  }

  @Test(
    "a device that fails at any step is left asleep or untouched", arguments: AccelerometerModel.all
  )
  func refusalAtEveryStep(model: AccelerometerModel) throws {
    let whole = ContractRig(model)
    var accelerometer = try whole.start()
    let steps = whole.log.transactions.count
    accelerometer.powerDown()

    for step in 0..<steps {
      var rig = ContractRig(model)
      // As many refusals as there are attempts, after which it answers again.
      rig.faults = [.refusal(of: step..<(step + 3))]
      guard !whole.mayGoUnanswered(whole.log.transactions[step]) else {
        _ = try rig.start()
        continue
      }
      #expect(throws: SensorError.self, "step \(step)") { _ = try rig.start() }
      #expect(rig.writes.isEmpty || rig.isAsleep, "step \(step)")
    }
  }

  @Test("one refused transfer at any step is tried again", arguments: AccelerometerModel.all)
  func singleRefusal(model: AccelerometerModel) throws {
    for step in 0..<6 {
      var rig = ContractRig(model)
      rig.faults = [.refusal(of: step..<(step + 1))]
      var accelerometer = try rig.start()
      var elements: [StreamElement<RawSample>] = []
      try rig.run(&accelerometer, for: 0.3, into: &elements)
      #expect(Double(elements.samples.count) > 0.2 * rig.rate)
    }
  }

  @Test(
    "a short read of the identity is an error and leaves no write",
    arguments: AccelerometerModel.all)
  func shortIdentity(model: AccelerometerModel) {
    var rig = ContractRig(model)
    rig.faults = [.shortRead(of: 0..<1)]
    #expect(
      throws: SensorError.bus(
        location: "sim", operation: "reading the identity",
        .shortRead(register: model.identityRegister, expected: 1, received: 0))
    ) { _ = try rig.start() }
    #expect(rig.writes.isEmpty)
  }

  @Test(
    "a bus too narrow for a whole sample is refused unwritten", arguments: AccelerometerModel.all)
  func narrowBus(model: AccelerometerModel) {
    var rig = ContractRig(model)
    rig.maximumReadLength = 4
    #expect { _ = try rig.start() } throws: { error in
      guard case .bus(_, _, .unsupported)? = error as? SensorError else { return false }
      return true
    }
    #expect(rig.writes.isEmpty)
  }

  @Test("powered down or dropped, the chip sleeps", arguments: AccelerometerModel.all)
  func sleepsAtTheEnd(model: AccelerometerModel) throws {
    let poweredDown = ContractRig(model)
    var accelerometer = try poweredDown.start()
    #expect(!poweredDown.isAsleep)
    accelerometer.powerDown()
    let after = poweredDown.writes.count
    accelerometer.powerDown()
    #expect(poweredDown.writes.count == after)
    #expect(poweredDown.isAsleep)

    let dropped = ContractRig(model)
    _ = try dropped.start()
    #expect(dropped.writes == poweredDown.writes)
  }
}
