import Glibc

/// Something struck that rings on and dies away: a heel on the floor, a platform let go.
///
/// Swells within a quarter of a period, then falls by a factor e every `decay` seconds. Exact with
/// its derivatives; 0 before `start`.
struct Ringing: Sendable {
  /// When it is struck, in seconds.
  var start: Double
  /// The size it would have without decay, in the unit of what rings.
  var amplitude: Double
  /// In Hz.
  var frequency: Double
  /// Time constant in seconds.
  var decay: Double

  /// The value and its derivatives at `seconds`.
  func jet(at seconds: Double) -> Jet {
    let t = seconds - start
    // After twenty time constants nothing is left that a sensor could see.
    guard t > 0, t < 20 * decay else { return Jet(0) }
    let angular = 2 * Double.pi * frequency
    let fall = exp(-t / decay)
    let envelope = Jet(fall, rate: -fall / decay, acceleration: fall / (decay * decay))
    let swell = MovementShape.minimumJerk
    let quarter = 0.25 / frequency
    var onset = Jet(1)
    if t < quarter {
      let progress = swell.progress(at: t / quarter)
      onset = Jet(
        progress.value, rate: progress.rate / quarter,
        acceleration: progress.acceleration / (quarter * quarter))
    }
    return amplitude * (onset * envelope * Jet.sin(Jet(angular * t, rate: angular)))
  }
}
