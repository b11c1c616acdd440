/// A way from a window of samples to sway numbers: our own, or a published one, followed to the last digit.
///
/// The same measure comes out differently by each: a report and a table name the profile with every number.
/// Raw values are the words of the command line.
public enum SwayProfile: String, Hashable, Sendable, CaseIterable {
  /// Ours. The only one that takes a ``SwayFilter`` instead of its own preparation.
  case soleus
}

extension SwayProfile {
  /// The profile's method for a kind of signal; nil where it is defined for another kind only.
  func method(for signal: SwaySignal, filter: SwayFilter?) -> (any SwayMethod)? {
    switch self {
    case .soleus: SoleusSway(signal: signal, filter: filter ?? .none)
    }
  }
}
