import Foundation
import Testing

/// What a machine without sensors, or with one that goes away, is told.
struct DeviceTests {
  @Test(
    "no device is exit status 69 (EX_UNAVAILABLE) and a pointer to `devices`",
    arguments: [
      "board", "controller", "/dev/input/event9999", "i2c-9999", "i2c-9999:0x68", "iio:device9999",
    ])
  func noDevice(name: String) throws {
    let program = try Program()
    let outcome = try program.run("monitor", "calf-raise", "--device", name, "--record", "a.csv")
    #expect(outcome.status == 69)
    expect(outcome.errors, holds: ["not found", "soleus devices"])
    #expect(!program.exists("a.csv"), "a recording of nothing was left behind")
  }

  @Test("what is missing is listed with the command that mends it")
  func devices() throws {
    let program = try Program()
    let outcome = try program.run("devices")
    #expect(outcome.status == 0)
    expect(outcome.output, holds: ["board", "bus", "sim:NAME"])
    #expect(outcome.lines.allSatisfy { $0.count <= 100 })

    let json = try program.run("devices", "--json")
    let object = try report(json)
    #expect(json.status == 0)
    #expect(json.lines.count == 1)
    #expect(object["schema"] as? String == "soleus.devices/1")
    for key in ["boards", "controllers", "adapters", "chips", "kernel_accelerometers", "missing"] {
      #expect(object[key] is [Any])
    }
    for missing in object["missing"] as? [[String: Any]] ?? [] {
      #expect((missing["command"] as? String)?.isEmpty == false)
    }
  }

  @Test(
    "a device that goes away in mid-set leaves a whole report and a whole recording, and status 74",
    arguments: [
      ("sim:calf-raise,lost=20", "no-answer"), ("sim:calf-raise-board,lost=20", "unplugged"),
    ])
  func lostInMidSet(device: String, cause: String) throws {
    let program = try Program()
    let live = try program.run(
      "monitor", "calf-raise", "--device", device, "--record", "a.csv", "--json")
    #expect(live.status == 74)
    expect(live.errors, holds: ["the device is gone"])
    let input = try #require(try report(live)["input"] as? [String: Any])
    let gaps = try #require(input["gaps"] as? [[String: Any]])
    #expect(gaps.map { $0["cause"] as? String } == [cause])
    let duration = try #require(input["duration_s"] as? Double)
    #expect(duration > 19 && duration < 20.1)

    let replayed = try program.run("replay", "a.csv", "--json", "--events")
    #expect(replayed.status == 0)
    expectSameLines(live, replayed, file: "a.csv")
  }

  @Test("a buffer that ran over is one gap of the report")
  func stall() throws {
    let program = try Program()
    let outcome = try program.run(
      "monitor", "calf-raise", "--device", "sim:calf-raise,stall=10-14", "--json")
    #expect(outcome.status == 0)
    let input = try #require(try report(outcome)["input"] as? [String: Any])
    let gaps = try #require(input["gaps"] as? [[String: Any]])
    #expect(gaps.map { $0["cause"] as? String } == ["fifo-overflow"])
    let start = try #require(gaps.first?["start_s"] as? Double)
    let end = try #require(gaps.first?["end_s"] as? Double)
    // Nobody reads from 10 to 14 s of the simulation; polls come some tens of ms apart.
    #expect(abs(start - 10) < 0.2)
    #expect(abs(end - 14) < 0.2)
  }

  @Test("a file or folder that this user may not touch is exit status 77 (EX_NOPERM)")
  func noPermission() throws {
    let program = try Program()
    // Root may do anything, so it must become somebody who may not.
    let asNobody = getuid() == 0 ? "setpriv --reuid=65534 --regid=65534 --clear-groups" : ""
    guard try program.shell("\(asNobody) soleus --version").status == 0 else {
      try Test.cancel("root here, and no way to run the program as somebody else")
    }
    try program.write("t_s,ax_g,ay_g,az_g\n0,0,0,1\n", to: "secret.csv")
    let outcome = try program.shell(
      """
      chmod 755 . && chmod 000 secret.csv && mkdir closed && chmod 555 closed
      \(asNobody) soleus replay secret.csv --exercise generic; echo $?
      \(asNobody) soleus record closed/a.csv --device sim:resting; echo $?
      """)
    #expect(outcome.lines == ["77", "77"])
    expect(outcome.errors, holds: ["secret.csv: can't open", "closed/a.csv: can't create"])
  }
}
