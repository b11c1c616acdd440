import Glibc

/// Who uses the program, and what this login may.
public struct Login: Hashable, Sendable {
  /// The user's name; nil where `/etc/passwd` doesn't have it.
  public var name: String?
  /// Whether it is root, whom permissions don't concern.
  public var isRoot: Bool
  /// The numbers of the groups that this login is in.
  public var groups: [UInt32]

  /// A login.
  public init(name: String?, isRoot: Bool, groups: [UInt32]) {
    self.name = name
    self.isRoot = isRoot
    self.groups = groups
  }

  /// The login that runs this program.
  static func current(in system: SystemFiles) -> Login {
    let user = geteuid()
    var groups = [gid_t](repeating: 0, count: 65_536)
    let count = unsafe getgroups(Int32(groups.count), &groups)
    let name = lines(of: "/etc/passwd", in: system).first { $0.count > 2 && $0[2] == "\(user)" }?[0]
    return Login(
      name: name, isRoot: user == 0, groups: groups.prefix(max(0, Int(count))) + [getegid()])
  }

  /// The group of this name as `/etc/group` has it; nil where it isn't there.
  static func group(
    _ name: String, in system: SystemFiles
  ) -> (number: UInt32, members: [String])? {
    guard let line = lines(of: "/etc/group", in: system).first(where: { $0[0] == name }),
      line.count > 3, let number = UInt32(line[2])
    else { return nil }
    return (number, line[3].split(separator: ",").map(String.init))
  }

  /// Each line's fields between colons, of which there is one at least.
  private static func lines(of file: String, in system: SystemFiles) -> [[String]] {
    let text = (try? system.text(of: file, limit: 1 << 20)) ?? ""
    return text.split(separator: "\n").map { line in
      line.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    }
  }
}
