import SignalProcessing

/// The height of a body on a board over one repetition, from its load alone.
///
/// Load over body load is the vertical acceleration plus gravity; integrated twice between two moments
/// at which the body stands still at the same height, with a constant and a ramp of acceleration taken
/// out so that it does, it is the height. Errors grow with the square of the time, so long repetitions
/// don't have one.
enum VerticalPath {
  /// Seconds that a repetition may last, rest before and after included.
  static let longest = 6.0
  /// Height in mm below which the path drowns in its own error.
  static let least = 15.0

  /// Height in mm above the first moment's, on a regular grid; nil where samples are missing.
  ///
  /// - Parameter buffer: its forces are in m/s², gravity included.
  static func height(
    in buffer: MotionBuffer, from start: Double, through end: Double
  ) -> UniformGrid? {
    let range = buffer.indices(from: start, through: end)
    guard range.count >= 8, end - start <= longest else { return nil }
    let times = Array(buffer.times[range])
    guard
      let force = UniformGrid(times: times, values: Array(buffer.forces[range]), step: 0.01),
      let gravity = mean(of: force.values), force.values.count >= 8
    else { return nil }
    let step = force.step
    let count = force.values.count
    func integral(_ values: [Double]) -> [Double] {
      var sum = 0.0
      return values.indices.map { index in
        if index > 0 { sum += step * (values[index - 1] + values[index]) / 2 }
        return sum
      }
    }
    // With the mean out, the velocity is 0 at both ends; a ramp about the middle then brings the height
    // back to 0 and leaves the velocity's ends alone.
    let acceleration = force.values.map { $0 - gravity }
    let ramp = (0..<count).map { Double($0) / Double(count - 1) - 0.5 }
    let path = integral(integral(acceleration))
    let rampPath = integral(integral(ramp))
    guard let last = path.last, let lastRamp = rampPath.last, lastRamp != 0 else { return nil }
    let share = last / lastRamp
    return UniformGrid(
      times: (0..<count).map { force.time(at: $0) },
      values: (0..<count).map { 1000 * (path[$0] - share * rampPath[$0]) }, step: step)
  }
}

extension CycleMeasurement {
  /// The boundaries as the load shows them; where it can't, the top's are unknown.
  func measuredByForce(in buffer: MotionBuffer) -> CycleMeasurement {
    var profile = RepetitionProfile.board
    profile.leastTopAboveNeutral = 0
    let rest = 0.4
    if let height = VerticalPath.height(
      in: buffer, from: riseStart - rest, through: end + rest),
      let cycle = CycleMeasurement(
        excursion: height, topTime: (topStart + lowerStart) / 2, neutral: 0, profile: profile),
      cycle.range >= VerticalPath.least
    {
      var measured = self
      measured.riseStart = cycle.riseStart
      measured.topStart = cycle.topStart
      measured.lowerStart = cycle.lowerStart
      measured.end = cycle.end
      return measured
    }
    var unknown = self
    unknown.isTopMeasured = false
    return unknown
  }
}
