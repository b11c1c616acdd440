import Samples

/// Whether somebody stands on a force plate, from its vertical force: without load its centre of pressure
/// is noise. A plate whose file has no force is taken to be stood on all the time.
struct PlateLoad: Sendable {
  /// What a sample changed.
  enum Change: Hashable, Sendable {
    case loaded
    case unloaded
  }

  /// Whether the centre of pressure means something.
  private(set) var isLoaded = false
  /// Whether the plate has been seen empty: then getting on and off is in the stream.
  private(set) var hasBeenEmpty = false

  /// Takes the vertical force in N; nil where the file has none.
  mutating func advance(force: Double?) -> Change? {
    let wasLoaded = isLoaded
    let floor = BoardLoadTracker.floor
    isLoaded =
      force.map {
        $0 / PhysicalConstant.standardGravity >= (wasLoaded ? floor.falling : floor.rising)
      } ?? true
    if !isLoaded { hasBeenEmpty = true }
    return isLoaded == wasLoaded ? nil : (isLoaded ? .loaded : .unloaded)
  }
}
