import Exercises

// A plan in a recording's header, and how it was kept in a report.

extension RepetitionPlan {
  static let keys = [
    "tempo", "tempo_tolerance", "metronome_per_min", "set_size", "practice", "stop_when",
  ]

  /// What was told, as members of a header.
  var members: [JSONMember] {
    let values: [JSONValue?] = [
      tempo.map { .string($0.notation) }, tolerance.map { .string($0.word) },
      metronome.map { .number($0) }, setSize.map { JSONValue($0) },
      practice.map { JSONValue($0) }, stopRules.map { .string($0.word) },
    ]
    return zip(Self.keys, values).compactMap { key, value in
      value.map { JSONMember(key: key, value: $0) }
    }
  }

  /// Reads it from a header. A value that makes no sense is an error that names its key.
  init(_ fields: HeaderFields) throws(RecordingError.Problem) {
    func whole(_ key: String, from least: Int) throws(RecordingError.Problem) -> Int? {
      try fields.optional(key, "a whole number from \(least) on") { value in
        value.integerValue.flatMap(Int.init(exactly:)).flatMap { $0 >= least ? $0 : nil }
      }
    }
    self.init(
      tempo: try fields.optional("tempo", "a tempo as in 3-1-2-1") {
        $0.stringValue.flatMap { try? TempoTarget(parsing: $0) }
      },
      tolerance: try fields.optional("tempo_tolerance", "a tolerance as in 25%,0.4") {
        $0.stringValue.flatMap(TempoTolerance.init(word:))
      },
      metronome: try fields.optional("metronome_per_min", "a number of beats, 10 to 300") {
        $0.numberValue.flatMap { Self.metronomes.contains($0) ? $0 : nil }
      },
      setSize: try whole("set_size", from: 1), practice: try whole("practice", from: 0),
      stopRules: try fields.optional("stop_when", "stop rules as in height=70%,pace=25%") {
        $0.stringValue.flatMap(StopRules.init(word:))
      })
  }
}

extension TempoReview {
  var json: JSONValue {
    [
      "target": .string(target.notation),
      "tolerance": .string(tolerance.word),
      "lower_s": JSONValue(target.lower),
      "bottom_s": .number(target.bottom),
      "rise_s": JSONValue(target.rise),
      "top_s": .number(target.top),
      "deviation": [
        "lower_s": JSONValue(deviation.lower),
        "bottom_s": JSONValue(deviation.bottom),
        "rise_s": JSONValue(deviation.rise),
        "top_s": JSONValue(deviation.top),
      ],
      "kept": JSONValue(kept),
      "judged": JSONValue(judged),
    ]
  }
}

extension PhaseDeviation {
  var json: JSONValue {
    [
      "phase": .string(phase.rawValue), "verdict": .string(verdict.rawValue),
      "deviation_s": .number(seconds),
    ]
  }
}

extension TempoCall {
  var json: JSONValue {
    [
      "phase": .string(phase.rawValue), "verdict": .string(verdict.rawValue),
      "target_s": .number(target), "elapsed_s": .number(elapsed),
    ]
  }
}

extension MetronomeReview {
  var json: JSONValue {
    [
      "beats_per_min": .number(beatsPerMinute),
      "target_per_min": .number(targetPerMinute),
      "deviation_percent": JSONValue(deviationPercent),
      "beat_drift_s": JSONValue(beatDrift),
      "missed_beats": missedBeats.map { JSONValue($0) } ?? .null,
    ]
  }
}

extension EnduranceReport {
  var json: JSONValue {
    [
      "rules": .string(rules.word),
      "count": JSONValue(count),
      "stop": stop.map { stop in
        [
          "rule": .string(stop.rule.rawValue),
          "after_repetition": JSONValue(stop.afterRepetition), "time_s": .number(stop.time),
        ]
      } ?? .null,
    ]
  }
}
