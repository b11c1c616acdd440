/// A way from a window of samples to sway numbers: our own, or a published one, followed to the last digit.
///
/// The same measure comes out differently by each: a report and a table name the profile with every number.
/// Raw values are the words of the command line.
public enum SwayProfile: String, Hashable, Sendable, CaseIterable {
  /// Ours. The only one that takes a ``SwayFilter`` instead of its own preparation.
  case soleus
  /// Duarte's functions, by which the balance data set BDS was published.
  case duarte
  /// The descriptors of Quijoux et al. 2021, Physiol Rep 9:e15067.
  case quijoux2021
}

extension SwayProfile {
  /// The profile's method for a kind of signal; nil where it is defined for another kind only.
  func method(for signal: SwaySignal, filter: SwayFilter?) -> (any SwayMethod)? {
    switch self {
    case .soleus: SoleusSway(signal: signal, filter: filter ?? .none)
    case .duarte: signal == .centerOfPressure ? DuarteSway() : nil
    case .quijoux2021: signal == .centerOfPressure ? QuijouxSway() : nil
    }
  }
}
