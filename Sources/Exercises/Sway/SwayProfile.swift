/// A way from a window of samples to sway numbers: our own, or a published one, followed to the last digit.
///
/// The same measure comes out differently by each: a report and a table name the profile with every number.
/// Raw values are the words of the command line.
public enum SwayProfile: String, Hashable, Sendable, CaseIterable {
  /// Ours. The only one that takes a ``SwayFilter`` instead of its own preparation.
  case soleus
  /// Prieto et al. 1996: the classical measures of a centre of pressure.
  case prieto1996
  /// Mancini et al. 2012, ISway: a sensor on the lower back.
  case isway2012
  /// Duarte's functions, by which the balance data set BDS was published.
  case duarte
  /// The descriptors of Quijoux et al. 2021, Physiol Rep 9:e15067.
  case quijoux2021
}

extension SwayProfile {
  /// What it is defined for.
  func suits(_ signal: SwaySignal) -> Bool {
    switch self {
    case .soleus: true
    case .isway2012: signal == .acceleration
    case .prieto1996, .duarte, .quijoux2021: signal == .centerOfPressure
    }
  }

  /// Samples a second that its filter, or the one told instead, wants more than.
  func leastRate(with filter: SwayFilter?) -> Double {
    switch (self, filter) {
    case (.soleus, .lowpass(let hertz)?): 2 * hertz
    case (.soleus, .some(.none)): 0
    case (.soleus, nil): SwayGrid.margin * SoleusSway.corner
    case (.prieto1996, _): SwayGrid.margin * PrietoSway.corner
    case (.isway2012, _): SwayGrid.margin * InstrumentedSway.corner
    case (.duarte, _), (.quijoux2021, _): 0
    }
  }

  /// The profile's method for a kind of signal; nil where it is defined for another kind only.
  ///
  /// - Parameter axes: what the two axes of an acceleration are; nil of a centre of pressure.
  func method(
    for signal: SwaySignal, configuration: SessionConfiguration, axes: HorizontalAxes?
  ) -> (any SwayMethod)? {
    guard suits(signal) else { return nil }
    return switch self {
    case .soleus:
      SoleusSway(
        signal: signal, filter: configuration.swayFilter, foot: configuration.footRectangle,
        axes: axes ?? .anyhow)
    case .prieto1996: PrietoSway()
    case .isway2012: InstrumentedSway(axes: axes ?? .anyhow)
    case .duarte: DuarteSway()
    case .quijoux2021: QuijouxSway()
    }
  }
}
