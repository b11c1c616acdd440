/// Our own profile.
struct SoleusSway: SwayMethod {
  let signal: SwaySignal
  let filter: SwayFilter

  var preparation: SwayPreparation { SwayPreparation(resampling: "none", filter: filter.word) }

  func prepare(_ points: [PlanarPoint]) -> PlanarSignal? { PlanarSignal(points, filter: filter) }

  func measures(of signal: PlanarSignal) -> [SwayMeasure] {
    let metrics: [SwayMetric] =
      switch self.signal {
      case .centerOfPressure: SwayMetric.centerOfPressure
      case .acceleration: SwayMetric.acceleration
      }
    return metrics.map { SwayMeasure(key: $0.key, value: $0.measure(signal)) }
  }
}
