extension CheckUp {
  /// The groups that sensors are open to, and the udev rules that open them.
  static func permissions(of login: Login, in system: SystemFiles) -> [Check] {
    let adapters = I2CAdapters.list(in: system).map(\.path).filter(system.exists)
    let boards = InputNodes.balanceBoards(in: system).map(\.path).filter(system.exists)
    let closed =
      adapters.filter { !system.isOpen($0, forWriting: true) }
      + boards.filter { !system.isOpen($0, forWriting: false) }
    let needsRules = !closed.isEmpty || hasClosedBuffer(in: system)
    return [
      group("i2c", of: login, nodes: adapters, closed: closed, in: system),
      group("input", of: login, nodes: boards, closed: closed, in: system),
      rules(areNeeded: needsRules, in: system),
    ]
  }

  private static func group(
    _ name: String, of login: Login, nodes: [String], closed: [String], in system: SystemFiles
  ) -> Check {
    let check = "group-\(name)"
    if login.isRoot { return Check(check, .notApplicable("root may use everything")) }
    if name == "i2c", !hasI2C(system) {
      return Check(check, .notApplicable("there is nothing that is open to it"))
    }
    guard let group = Login.group(name, in: system) else {
      return Check(check, .problem(.groupMissing(name)))
    }
    if login.groups.contains(group.number) { return Check(check, .fine("you are in \(name)")) }
    if !nodes.isEmpty, !nodes.contains(where: closed.contains) {
      return Check(check, .fine("you aren't in \(name) and may use the devices all the same"))
    }
    if let user = login.name, group.members.contains(user) {
      return Check(check, .problem(.loginOlderThanGroup(name)))
    }
    return Check(check, .problem(.notInGroup(name)))
  }

  private static func rules(areNeeded: Bool, in system: SystemFiles) -> Check {
    let file = UdevRules.installedFile(in: system)
    if let file {
      let isOurs = (try? system.text(of: file, limit: 1 << 16)) == UdevRules.textWithoutEnd
      return Check("udev-rules", isOurs ? .fine(file) : .problem(.rulesDiffer(file: file)))
    }
    return Check(
      "udev-rules",
      areNeeded
        ? .problem(.rulesMissing)
        : .notApplicable("not installed, and nothing that is here needs them"))
  }

  /// Whether there is, or could be, anything that the rules open to the group.
  private static func hasI2C(_ system: SystemFiles) -> Bool {
    RaspberryPi.isThere(in: system)
      || !I2CAdapters.numbers(in: "/sys/bus/i2c/devices", of: system).isEmpty
      || !IIODevices.accelerometers(in: system).isEmpty
  }

  /// Whether there is an accelerometer with a buffer that this user may not set up.
  private static func hasClosedBuffer(in system: SystemFiles) -> Bool {
    IIODevices.accelerometers(in: system).contains { device in
      device.hasBuffer
        && !system.isOpen(
          "\(IIODevices.folder(of: device.number))/buffer/enable", forWriting: true)
    }
  }
}
