import Samples

/// What an exercise demands of a movement before it is a repetition.
///
/// Travel is in the excursion's unit: degrees. The thresholds are the exercise's and the sensor's, never
/// a person's or a recording's.
struct RepetitionProfile: Hashable, Sendable {
  /// Least travel from the low to the top.
  var leastTravel: Double
  /// Least height of a top above neutral. Nil where neutral isn't used: any low is as good.
  var leastTopAboveNeutral: Double?
  /// Share of the running range that a movement must have to be looked at at all.
  var leastShareOfRange = 0.2
  /// How far above neutral a low may lie, beside 10 % of the range: the angle's own error.
  var neutralTolerance: Double
  /// Speed per second below which the limb pauses.
  var pauseSpeed: Double
  /// Corner in Hz of the smoothing under the boundaries.
  var boundaryCorner: Double
  /// Whether a movement of under half the usual range is listed apart instead of counted.
  var listsPartial: Bool
  /// Greatest root mean square of (specific force - gravity) in m/s² over a repetition; nil for no limit.
  var greatestForceDeviation: Double?
  /// Greatest root mean square in m/s² of what no lever from a point at rest explains; nil where nothing of
  /// the kind is asked. A set of the accuracy grid leaves up to 0.15 over with a gyroscope and 0.36 without,
  /// a foot that is carried somewhere 0.5 and more.
  var greatestLeverResidual: Double?
  /// Metres within which the sensor sits from the point it turns about.
  var leverReach: Double
  /// Greatest root mean square of the rotation aside of the movement's line, as a share of the range; nil
  /// where nothing of the kind is asked.
  var greatestOffAxisShare: Double?
  /// Least time in seconds from the first 10 % crossing to the last; nil for none.
  var leastDuration: Double?
  /// Greatest range; nil for no limit. A shank that tilts further belongs to a leg that is lifted.
  var greatestRange: Double?
  /// Greatest speed per second; nil for no limit.
  var greatestSpeed: Double?
  /// Whether `range`, `height` and `depth` mean anything.
  var measuresAngle: Bool

  /// The profile for a body-worn sensor.
  init(exercise: Exercise, placement: Placement?, hasGyroscope: Bool) {
    let isFree = exercise == .generic
    // A shank tilts 5 to 7 degrees while its foot turns through 30 and more.
    let isShank = placement == .shank && !isFree
    // A leg that rests beside a working one turns by up to 3.5 degrees.
    let leastFree = hasGyroscope ? 4.5 : 6
    leastTravel = isShank ? 2.6 : (isFree ? leastFree : 6)
    leastTopAboveNeutral = isFree ? nil : (isShank ? 2.1 : 5)
    neutralTolerance = isShank ? 0.5 : 2
    pauseSpeed = isShank ? 0.6 : 3
    boundaryCorner = hasGyroscope ? 6 : 4
    listsPartial = !isFree
    greatestForceDeviation = isFree ? nil : (isShank ? 2.5 : 4)
    greatestSpeed = isFree ? nil : 350
    greatestRange = isShank ? (hasGyroscope ? 20 : 30) : nil
    leastDuration = isFree ? nil : 0.5
    greatestLeverResidual = isFree ? nil : (isShank ? 0.8 : 0.45)
    leverReach = isShank ? 1 : 0.2
    // Without a gyroscope tremor tilts the force every way.
    greatestOffAxisShare = isFree || isShank || !hasGyroscope ? nil : 0.3
    measuresAngle = !isShank
  }

  /// The profile for a board: the excursion is the foot's angle, as the height of the body shows it.
  static var board: RepetitionProfile {
    var profile = RepetitionProfile(exercise: .calfRaise, placement: .foot, hasGyroscope: true)
    profile.neutralTolerance = 1
    profile.boundaryCorner = 4
    profile.measuresAngle = false
    return profile
  }
}
