public import Exercises

extension BoardLoads {
  /// Nothing on the board.
  public static let none = BoardLoads(topLeft: 0, topRight: 0, bottomLeft: 0, bottomRight: 0)

  /// What the four cells carry under a load of `total` kg that acts at one point.
  ///
  /// The centre of pressure of the four is exactly that point. A plate on four cells leaves one degree of
  /// freedom; here each cell takes its share of the two opposite sides, so none is ever negative within
  /// the rectangle. A point outside it can't be stood on and is moved to its edge.
  ///
  /// - Parameters:
  ///   - total: kg; under 0 counts as 0.
  ///   - mediolateral: mm from the middle, positive to the right.
  ///   - anteroposterior: mm from the middle, positive towards the top edge.
  public init(
    total: Double, mediolateral: Double, anteroposterior: Double,
    geometry: BoardGeometry = BoardGeometry()
  ) {
    func upperShare(_ place: Double, of length: Double) -> Double {
      min(max(0.5 + place / length, 0), 1)
    }
    let load = max(total, 0)
    let right = upperShare(mediolateral, of: geometry.mediolateral)
    let top = upperShare(anteroposterior, of: geometry.anteroposterior)
    self.init(
      topLeft: load * (1 - right) * top, topRight: load * right * top,
      bottomLeft: load * (1 - right) * (1 - top), bottomRight: load * right * (1 - top))
  }
}
