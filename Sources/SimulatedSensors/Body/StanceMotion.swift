import Exercises
import Glibc
import Samples

/// A person on a board: how much of them, on which foot, how far forward, how restless.
///
/// Movements are added in time order at ``clock``. Without load the board reads exactly 0.
struct StanceMotion: BoardMotion {
  /// The load as a share of the person's weight, without what moving up and down adds.
  var load = Trajectory()
  /// What the right foot carries of it, 0...1.
  var rightShare = Trajectory()
  /// How far the centre of pressure is forward of where a quiet stance has it, in mm.
  var forwardShift = Trajectory()
  /// How far forward a slow lean has taken it besides, in mm.
  var lean = Trajectory()
  /// How far the heels are turned up about the balls of the feet, in degrees.
  var heelAngle = Trajectory()
  /// How large the sway of the whole body is: 1 for a quiet stance on two feet.
  var restlessness = Trajectory(from: 1)
  /// How hard the ankle of a single standing foot works: 1 in a one-foot stance, 0 on two feet.
  var ankleWork = Trajectory()
  /// How far the script is written, in seconds.
  var clock = 0.0
  /// What breath, heart and muscles add to the load: a vertical acceleration's root mean square in m/s².
  var heaving = 0.0

  /// Body mass in kg.
  let mass: Double
  /// From the middle between the feet to the middle of each foot, in mm.
  var halfStance = 95.0
  /// How far right of the board's middle the middle between the feet is, in mm.
  var aside = 0.0
  /// How far from its middle a single foot can press the board to either side, in mm; nil for as far as
  /// the sway goes.
  var footReach: Double?
  /// Where a quiet stance has the centre of pressure, in mm forward of the board's middle.
  private let quietPlace = -20.0
  private let anatomy = LegAnatomy()
  private let bodySway: PlaneNoise
  private let ankleSway: PlaneNoise
  private let heave: BandNoise

  /// An empty board and somebody of `mass` kg beside it.
  ///
  /// - Precondition: `mass` lies in 10...200 kg.
  init(mass: Double, seed: UInt64) {
    precondition((10...200).contains(mass), "a board carries 10 to 200 kg")
    self.mass = mass
    var generator = SeededGenerator(seed: seed ^ 0xC0B)
    // A path of 10 mm/s on two feet and of 40 mm/s on one, as healthy grown-ups have them with open
    // eyes; on one foot it is quicker rather than wider, for a foot is narrow.
    bodySway = PlaneNoise(
      lateralRate: 6.5, forwardRate: 9.5, hertz: 0.05...3, slope: 0.8, using: &generator)
    ankleSway = PlaneNoise(
      lateralRate: 29, forwardRate: 33, hertz: 0.25...5, slope: 0.9, using: &generator)
    heave = BandNoise(rms: 1, hertz: 0.8...8, sines: 12, using: &generator)
  }

  /// Nothing new for `seconds`.
  mutating func rest(_ seconds: Double) {
    clock += seconds
  }

  func loads(at seconds: Double) -> BoardLoads {
    let share = load.jet(at: seconds).value
    guard share > 0 else { return .none }
    var sway =
      restlessness.jet(at: seconds).value * bodySway.place(at: seconds)
      + ankleWork.jet(at: seconds).value * ankleSway.place(at: seconds)
    if let footReach { sway.x = footReach * tanh(sway.x / footReach) }
    // The whole body is carried up and down with the ankles: W = m (g + z̈).
    let lever = anatomy.ankleLever
    let angle = heelAngle.jet(at: seconds) + Jet(anatomy.ankleLeverAngle)
    let lift = lever * Jet.sin(angle.radians).acceleration
    let unrest = heaving == 0 ? 0 : heaving * heave.jet(at: seconds).value
    return BoardLoads(
      total: mass * share * (1 + (lift + unrest) / PhysicalConstant.standardGravity),
      mediolateral: aside + halfStance * (2 * rightShare.jet(at: seconds).value - 1) + sway.x,
      anteroposterior: quietPlace + forwardShift.jet(at: seconds).value
        + lean.jet(at: seconds).value + sway.y)
  }

  /// One foot first, then the other: 2 s until both carry alike.
  mutating func stepOn(leftFirst: Bool) {
    let start = clock
    if leftFirst != (rightShare.target < 0.5) {
      // Out of sight: nothing is on the board yet.
      rightShare.move(to: leftFirst ? 0 : 1, at: start - 0.2, over: 0.1)
    }
    restlessness.move(to: 2.5, at: start - 0.2, over: 0.1)
    load.move(to: 0.3, at: start, over: 0.3)
    load.move(to: 1.1, at: start + 0.3, over: 0.4)
    load.move(to: 1, at: start + 0.75, over: 0.35)
    rightShare.move(to: 0.5, at: start + 1.1, over: 0.5)
    restlessness.move(to: 1, at: start + 1.2, over: 0.8)
    rest(2)
  }

  /// Backwards off the board, one foot after the other, within 0.8 s.
  mutating func stepOff(leftFirst: Bool) {
    rightShare.move(to: leftFirst ? 1 : 0, at: clock, over: 0.4)
    load.move(to: 0, at: clock + 0.35, over: 0.4)
    rest(0.8)
  }

  /// Off the board from one foot with a push.
  mutating func jumpOff() {
    load.move(to: 1.2, at: clock, over: 0.2)
    load.move(to: 0, at: clock + 0.2, over: 0.18)
    rest(0.4)
  }

  /// The raised foot comes down and takes its half, within a second unless told.
  mutating func putFootDown(over seconds: Double = 0.4) {
    rightShare.move(to: 0.5, at: clock, over: seconds)
    ankleWork.move(to: 0, at: clock, over: seconds + 0.2)
    rest(seconds + 0.6)
  }

  /// The weight goes over to one foot within `seconds`, after a push with the other.
  mutating func shiftWeight(toLeft: Bool, over seconds: Double, ankleWork work: Double = 1) {
    let (stance, push) = toLeft ? (0.0, 0.58) : (1.0, 0.42)
    rightShare.move(to: push, at: clock, over: 0.3 * seconds)
    rightShare.move(to: stance, at: rightShare.end, over: 0.7 * seconds)
    ankleWork.move(to: work, at: clock, over: seconds)
    rest(seconds)
  }

  /// Up with a push, a quarter of a second in the air, and down on the same foot.
  mutating func hop() {
    let start = clock
    load.move(to: 1.25, at: start, over: 0.15)
    load.move(to: 0, at: start + 0.15, over: 0.1)
    load.move(to: 1.7, at: start + 0.42, over: 0.08)
    load.move(to: 1, at: start + 0.52, over: 0.25)
    rest(0.8)
  }
}

/// Sway in the plane of the board.
private struct PlaneNoise: Sendable {
  private let lateral: BandNoise
  private let forward: BandNoise

  /// Sway whose rates have these root mean squares in mm/s.
  init(
    lateralRate: Double, forwardRate: Double, hertz band: ClosedRange<Double>, slope: Double,
    using generator: inout SeededGenerator
  ) {
    func noise(_ rate: Double) -> BandNoise {
      BandNoise(rateRMS: rate, hertz: band, slope: slope, sines: 14, using: &generator)
    }
    lateral = noise(lateralRate)
    forward = noise(forwardRate)
  }

  /// To the right (x) and forward (y) in mm.
  func place(at seconds: Double) -> SIMD2<Double> {
    SIMD2(lateral.jet(at: seconds).value, forward.jet(at: seconds).value)
  }
}
