/// An empty board whose cells are off, then a mass in its middle and on its corners: what a calibration
/// wants to see.
public struct BoardTareAndMass: BoardMotion {
  /// What each cell reads too much in kg: top left, top right, bottom left, bottom right. The third is
  /// below zero, which the driver hides.
  public let offsets: SIMD4<Double>
  /// The mass in kg.
  public static let mass = 20.0
  /// How long the board is empty, in seconds.
  public let empty: Double
  /// When all is done and the board is empty again, in seconds.
  public let duration: Double

  private static let stay = 6.0
  private static let pause = 1.0
  /// In mm from the middle, to the right and to the top.
  private static let places: [(Double, Double)] = [
    (0, 0), (-150, 80), (150, 80), (-150, -80), (150, -80),
  ]

  /// A board that is empty for so many seconds.
  public init(empty: Double, seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    offsets = SIMD4(
      generator.uniform(0.2...0.5), generator.uniform(0.2...0.5), -generator.uniform(0.1...0.3),
      generator.uniform(0.2...0.5))
    self.empty = empty
    duration = empty + Double(Self.places.count) * (Self.stay + Self.pause) + 2
  }

  /// What the cells carry at `seconds`.
  public func loads(at seconds: Double) -> BoardLoads {
    let since = seconds - empty
    let index = Int((since / (Self.stay + Self.pause)).rounded(.down))
    let isOn =
      since >= 0 && index < Self.places.count
      && since - Double(index) * (Self.stay + Self.pause) >= Self.pause
    var loads = BoardLoads.none
    if isOn {
      let (right, top) = Self.places[index]
      loads = BoardLoads(total: Self.mass, mediolateral: right, anteroposterior: top)
    }
    loads.topLeft += offsets[0]
    loads.topRight += offsets[1]
    loads.bottomLeft += offsets[2]
    loads.bottomRight += offsets[3]
    return loads
  }
}
