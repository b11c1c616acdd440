import Monitoring
import Samples
import Sensors

extension SensorCalibration {
  /// The calibration for people.
  var text: String {
    var lines = ["\(device), \(identity): \(kind.rawValue) of \(date)"]
    switch correction {
    case .inertial(let inertial):
      lines.append("  bias x y z    \(Self.axes(inertial.accelerationBias, 3)) m/s2, taken off")
      lines.append("  scale x y z   \(Self.axes(inertial.accelerationScale, 4)), multiplied by")
      if let rotation = inertial.angularVelocityBias {
        let degrees = rotation * (180 / .pi)
        lines.append("  gyroscope     \(Self.axes(degrees, 2)) degrees/s, taken off")
      }
    case .board(let board):
      let tare = (0..<4).map { board.tare[$0].fixed(3) }.joined(separator: "  ")
      lines.append("  tare          \(tare) kg (\(listed(BalanceBoard.cellNames)))")
      for (name, line) in [("ML", board.mediolateral), ("AP", board.anteroposterior)] {
        guard let line else { continue }
        lines.append("  \(name)            \(line.scale.fixed(4)) x + \(line.offset.fixed(2)) mm")
      }
    }
    for figure in figures {
      let value = figure.value.map { $0.fixed($0 == $0.rounded() ? 0 : 3) } ?? "not known"
      lines.append("  \(figure.key.replacing("_", with: " ")): \(value)")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func axes(_ values: SIMD3<Double>, _ decimals: Int) -> String {
    (0..<3).map { values[$0].fixed(decimals) }.joined(separator: "  ")
  }
}
