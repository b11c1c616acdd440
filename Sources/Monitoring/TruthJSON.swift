import Exercises
public import Recordings
import Samples
public import SimulatedSensors

extension Truth {
  /// The truth as it is laid beside a simulated recording, under the keys that a report has.
  ///
  /// - Parameter start: the first sample's time in the motion's own seconds; taken off every time, so
  ///   that truth and report count from the same moment.
  public func json(since start: Double) -> JSONValue {
    func time(_ value: Double) -> JSONValue { .number(value - start) }
    func repetition(_ truth: RepetitionTruth) -> JSONValue {
      [
        "rise_start_s": time(truth.riseStart),
        "top_start_s": time(truth.topStart),
        "lower_start_s": time(truth.lowerStart),
        "end_s": time(truth.end),
        placement == nil ? "range_mm" : "range_deg": .number(truth.range),
        "height_mm": JSONValue(truth.height),
        "depth_mm": JSONValue(truth.depth),
        "heel_height_mm": JSONValue(truth.heelHeight),
        "heel_depth_mm": JSONValue(truth.heelDepth),
      ]
    }
    func fault(_ fault: Fault) -> JSONValue {
      [
        "start_s": time(fault.start), "end_s": time(fault.end),
        "kind": .string(fault.kind.rawValue),
      ]
    }
    return [
      "schema": "soleus.truth/1",
      "exercise": .string(exercise.rawValue),
      "placement": .string(placement?.rawValue ?? "board"),
      "side": JSONValue(side?.rawValue),
      "surface": .string(surface.rawValue),
      "foot_length_mm": JSONValue(footLength),
      "reps": .array(repetitions.map(repetition)),
      "partial": .array(partial.map(repetition)),
      "holds": .array(
        holds.map {
          [
            "start_s": time($0.start), "end_s": time($0.end),
            "ended_by": .string($0.endedBy.rawValue),
            "faults": .array($0.faults.map(fault)),
          ]
        }),
    ]
  }
}
