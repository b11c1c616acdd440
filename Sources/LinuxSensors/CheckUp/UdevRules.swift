/// The udev rules of this version, as `udev/70-soleus.rules` has them.
public enum UdevRules {
  /// The file's text.
  public static let text = String(decoding: PackageResources.soleus_rules, as: UTF8.self)

  /// Where an administrator puts them.
  static let path = "/etc/udev/rules.d/70-soleus.rules"

  /// The text as ``SystemFiles`` reads it.
  static var textWithoutEnd: String {
    var text = text[...]
    while text.last == "\n" { text.removeLast() }
    return String(text)
  }

  /// The file that is in force: an administrator's before a package's; nil where there is none.
  static func installedFile(in system: SystemFiles) -> String? {
    [
      path, "/run/udev/rules.d/70-soleus.rules", "/usr/lib/udev/rules.d/70-soleus.rules",
      "/lib/udev/rules.d/70-soleus.rules",
    ].first(where: system.exists)
  }
}
