import Exercises
import Foundation
import Samples

/// A person on a balance board: load and centre of pressure over time, in minimum-jerk movements, and the
/// cells that would carry them.
struct BoardScene {
  /// Load as a share of the person's.
  private(set) var load = AngleSchedule()
  /// Centre of pressure in mm: to the right, and forward.
  private(set) var right = AngleSchedule()
  private(set) var forward = AngleSchedule()
  /// Height of the body above its stance, in mm; its acceleration is felt in the load.
  private(set) var height = AngleSchedule()
  /// Times of interest, in the order in which they were noted.
  private(set) var notes: [Double] = []

  var mass = 70.0
  var geometry = BoardGeometry()
  /// Amplitude in mm of the sway about the middle, and what 100 mm to one side add to it.
  var sway = (middle: 2.0, aside: 5.0)
  /// Standard deviation of each cell in kg.
  var noise = 0.02
  /// Shortest and longest interval between two rows, in seconds.
  var intervals = 0.01...0.025
  var seed: UInt64 = 1

  /// Seconds so far.
  var length: Double { load.length }

  mutating func wait(_ seconds: Double) {
    load.pause(seconds)
    right.pause(seconds)
    forward.pause(seconds)
    height.pause(seconds)
  }

  /// Moves what is given; the rest stays.
  mutating func move(
    load newLoad: Double? = nil, right newRight: Double? = nil, forward newForward: Double? = nil,
    height newHeight: Double? = nil, over seconds: Double
  ) {
    func step(_ schedule: inout AngleSchedule, _ target: Double?) {
      if let target {
        schedule.move(to: target, over: seconds)
      } else {
        schedule.pause(seconds)
      }
    }
    step(&load, newLoad)
    step(&right, newRight)
    step(&forward, newForward)
    step(&height, newHeight)
  }

  /// Notes the time at which a share of the way of a movement of `seconds`, that is about to begin, is
  /// done.
  mutating func note(share: Double, ofNext seconds: Double) {
    let early = share <= 0.5
    let time = MinimumJerk.time(of: 0, reaching: early ? share : 1 - share)
    notes.append(length + seconds * (early ? time : 1 - time))
  }

  /// The rows, with the clock of the stream starting anywhere.
  func rows() -> [BoardSample] {
    var random = SeededGenerator(seed: seed)
    var rows: [BoardSample] = []
    var time = 0.0
    while time < length {
      rows.append(row(at: time, &random))
      time += Double.random(in: intervals, using: &random)
    }
    return rows
  }

  /// The rows as a stream.
  func elements() -> [StreamElement<Sample>] { rows().map { .sample(.board($0)) } }

  private func row(at time: Double, _ random: inout SeededGenerator) -> BoardSample {
    let lift = 1 + height.state(at: time).z / 1000 / 9.80665
    let total = mass * load.state(at: time).x * lift
    let place = right.state(at: time).x
    let amplitude = sway.middle + sway.aside * abs(place) / 100
    let x = place + amplitude * 0.6 * (sin(2.9 * time) + 0.5 * sin(7.3 * time + 1))
    let y =
      forward.state(at: time).x + amplitude * 0.7 * (sin(2.3 * time + 2) + 0.5 * sin(8.1 * time))
    // The centre of pressure is the mean of the cells' places, weighted by their loads.
    let rightShare = 0.5 + x / geometry.mediolateral
    let topShare = 0.5 + y / geometry.anteroposterior
    return BoardSample(
      time: Timestamp(microseconds: 123_000_000 + Int64(time * 1e6)),
      topLeft: total * (1 - rightShare) * topShare + random.normal(noise),
      topRight: total * rightShare * topShare + random.normal(noise),
      bottomLeft: total * (1 - rightShare) * (1 - topShare) + random.normal(noise),
      bottomRight: total * rightShare * (1 - topShare) + random.normal(noise))
  }
}

extension BoardScene {
  /// Half the distance between the feet, in mm: where one foot alone carries.
  static let foot = 100.0
  /// Share of the way from the middle to one foot at which the other foot carries a tenth.
  static let clear = 0.8

  /// Nobody, then a person on both feet.
  static func steppingOn(mass: Double = 70) -> BoardScene {
    var scene = BoardScene()
    scene.mass = mass
    scene.wait(1.5)
    scene.move(load: 1, over: 0.5)
    scene.wait(2.5)
    return scene
  }

  /// From both feet onto one and back; notes when the raised foot stops and begins to carry a tenth.
  mutating func stand(on side: Side, for seconds: Double) {
    note(share: Self.clear, ofNext: 0.6)
    move(right: side == .left ? -Self.foot : Self.foot, over: 0.6)
    wait(seconds)
    note(share: 1 - Self.clear, ofNext: 0.6)
    move(right: 0, over: 0.6)
    wait(2)
  }

  /// Off the board; notes when the load falls below 30 %.
  mutating func stepOff() {
    note(share: 0.7, ofNext: 0.4)
    move(load: 0, over: 0.4)
    wait(2)
  }
}
