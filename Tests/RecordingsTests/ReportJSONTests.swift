import Exercises
import Recordings
import Samples
import Testing

struct ReportJSONTests {
  private let repetition = Repetition(
    riseStart: 1.5, topStart: 2.5, lowerStart: 2.75, end: 4, range: 31.25, rise: 1.25, top: 0.5,
    direction: .assumed)

  private var set: SetReport {
    SetReport(
      start: 1.5, end: 4, repetitions: [repetition], partial: [],
      rejected: [RejectedRepetition(start: 0, end: 1, reason: .otherAxis)],
      tempo: Tempo(lower: 3.14, bottom: nil, rise: 2, top: 0.35), cadencePerMinute: nil,
      rangeLossPercent: nil)
  }

  private var sway: SwayReport {
    SwayReport(
      processing: SwayProcessing(
        profile: .soleus, signal: .centerOfPressure,
        preparation: SwayPreparation(resampling: "none", filter: "lowpass:10.0"),
        samples: 100, rate: 50, windowStart: 1, windowEnd: 2.5, boardGeometry: BoardGeometry()),
      measures: [
        SwayMeasure(key: "path_mm", value: 12.5), SwayMeasure(key: "f50_ml_hz", value: nil),
      ])
  }

  private var hold: HoldReport {
    HoldReport(
      start: 0, end: 3.5, side: .left, basis: .measured, startBasis: .footOff, endedBy: .touchDown,
      faults: [Fault(start: 1, end: 1.25, kind: .otherFootTouch)], sway: sway)
  }

  private func report(sets: [SetReport] = [], holds: [HoldReport] = []) -> SessionReport {
    SessionReport(
      exercise: .calfRaise, placement: .foot, side: nil, surface: .firm,
      input: InputSummary(
        sensor: "accelerometer", duration: 4.5, samples: 900, nominalRate: nil, effectiveRate: 200,
        gaps: [ReportedGap(start: 1, end: 2, cause: .fifoOverflow)]),
      sets: sets, holds: holds,
      transitions: [Transition(start: 0, end: 0.5, kind: .stepOn)], sway: nil,
      unavailable: [Unavailable(key: "sway", reason: "no stance")])
  }

  private func keys(_ value: JSONValue?) -> [String] { value?.members.map(\.key) ?? [] }

  private func first(_ value: JSONValue?) -> JSONValue? {
    if case .array(let elements) = value { elements.first } else { nil }
  }

  @Test("the contract's keys come first, in its order, at every level")
  func keyOrder() {
    let json = report(sets: [set], holds: [hold]).json(file: "walk.csv")
    #expect(
      keys(json).prefix(9) == [
        "schema", "exercise", "placement", "side", "input", "sets", "holds", "transitions", "sway",
      ])
    #expect(
      keys(json["input"]).prefix(6) == [
        "file", "duration_s", "samples", "nominal_rate_hz", "effective_rate_hz", "gaps",
      ])
    let set = first(json["sets"])
    #expect(
      keys(set).prefix(7) == [
        "start_s", "end_s", "repetitions", "partial", "rejected", "tempo", "cadence_per_min",
      ])
    #expect(
      keys(first(set?["repetitions"])) == [
        "rise_start_s", "top_start_s", "lower_start_s", "end_s", "range_deg", "height_mm",
        "depth_mm", "lower_s", "bottom_s", "rise_s", "top_s", "direction", "by_hand", "notation",
        "off_target",
        "displacement_mm", "rise_velocity_mm_s", "rise_velocity_deg_s",
      ])
    #expect(
      keys(set?["tempo"]).prefix(5) == ["lower_s", "bottom_s", "rise_s", "top_s", "notation"])
    #expect(
      keys(first(json["holds"])).prefix(10) == [
        "start_s", "end_s", "duration_s", "side", "basis", "start_basis", "ended_by", "faults",
        "score", "sway",
      ])
  }

  @Test("a session that found nothing has empty lists and nulls, no zeros")
  func empty() {
    let expected = """
      {"schema":"soleus.report/1","exercise":"calf-raise","placement":"foot","side":null,\
      "input":{"file":"walk.csv","duration_s":4.5,"samples":900,"nominal_rate_hz":null,\
      "effective_rate_hz":200.0,"gaps":[{"start_s":1.0,"end_s":2.0,"cause":"fifo-overflow"}],\
      "sensor":"accelerometer","dropouts":null,"board_turned":null,"calibration":null,\
      "device":null,"identity":null},"sets":[],"holds":[],\
      "transitions":[{"start_s":0.0,"end_s":0.5,"kind":"step-on"}],"sway":null,\
      "surface":"firm","best_hold_s":null,"strict":null,\
      "unavailable":[{"key":"sway","reason":"no stance"}],"revisions":[],\
      "trials":[],"limb_symmetry_percent":null,"limb_symmetry_basis":null,\
      "limb_symmetry_earlier":null,"limb_symmetry_warnings":[],"involved_side":null,\
      "smallest_change_s":null,"smallest_change_score":null,"ladder":[],"age_norms":[],\
      "ball":null,"inflation":null,"body_mass_kg":null,"board_rectangle_mm":null}
      """
    #expect(report().json(file: "walk.csv").text() == expected)
  }

  @Test("a repetition's unknown times are null, its words are the contract's")
  func repetitionText() {
    let json = first(first(report(sets: [set]).json(file: nil)["sets"])?["repetitions"])
    let expected = """
      {"rise_start_s":1.5,"top_start_s":2.5,"lower_start_s":2.75,"end_s":4.0,"range_deg":31.25,\
      "height_mm":null,"depth_mm":null,"lower_s":null,"bottom_s":null,"rise_s":1.25,"top_s":0.5,\
      "direction":"assumed","by_hand":false,"notation":null,"off_target":[],\
      "displacement_mm":null,"rise_velocity_mm_s":null,"rise_velocity_deg_s":null}
      """
    #expect(json?.text() == expected)
  }

  @Test("sway says how it was made, and null where a measure can't be had")
  func swayText() {
    let json = first(report(holds: [hold]).json(file: nil)["holds"])
    let expected = """
      {"start_s":0.0,"end_s":3.5,"duration_s":3.5,"side":"left","basis":"measured",\
      "start_basis":"foot-off","ended_by":"touch-down",\
      "faults":[{"start_s":1.0,"end_s":1.25,"kind":"other-foot-touch","recovery_s":null}],"score":null,\
      "sway":{"processing":{"profile":"soleus","signal":"center-of-pressure","resampling":"none","interpolated":null,\
      "filter":"lowpass:10.0","spectrum":null,"samples":100,\
      "rate_hz":50.0,"window_start_s":1.0,"window_end_s":2.5,"duration":"samples / rate",\
      "board_rectangle_mm":[433.0,238.0],"foot_rectangle_mm":null,"forward_axis":null},"measures":{"path_mm":12.5,"f50_ml_hz":null}},\
      "score_half_speed_mm_s":null,"score_speed_mm_s":null,"score_half_speed_deg_s":null,\
      "score_speed_deg_s":null,"score_of":null,"score_formula":null,"left_out_s":[1.0,0.5],\
      "mean_second_mm_s":null,"worst_second_mm_s":null,"worst_second_start_s":null,\
      "tilt_mean_second_deg_s":null,"tilt_worst_second_deg_s":null,\
      "tilt_worst_second_start_s":null,"acceleration_mean_second_m_s2":null,\
      "acceleration_worst_second_m_s2":null,"acceleration_worst_second_start_s":null,\
      "tilt":null,"credited_s":null,"ladder_step_s":null,"earlier":null}
      """
    #expect(json?.text() == expected)
  }

  @Test("tempo in words stands beside the digits, unknown parts marked")
  func words() {
    let tempo = Tempo(lower: 3.14, bottom: 1, rise: 1.96, top: 0.35)
    #expect(
      tempo.words(for: .calfRaise) == "lower 3.1 s · stretch 1.0 s · rise 2.0 s · hold 0.4 s")
    #expect(
      Tempo(lower: 3, bottom: nil, rise: 2, top: .nan).words(for: .bandPress)
        == "lower 3.0 s · pause ? s · rise 2.0 s · hold ? s")
    #expect(Tempo(lower: nil, bottom: nil, rise: nil, top: nil).words(for: .generic) == nil)
    let json = first(report(sets: [set]).json(file: nil)["sets"])?["tempo"]
    #expect(json?["notation"] == "3-0-2-0")
    #expect(json?["words"] == "lower 3.1 s · stretch ? s · rise 2.0 s · hold 0.4 s")
  }

  @Test("how a plan was kept is an object each, null where nothing was asked")
  func plan() {
    var planned = set
    let keys = ["tempo_target", "metronome", "endurance", "ended_by"]
    for key in keys {
      #expect(first(report(sets: [planned]).json(file: nil)["sets"])?[key] == .null)
    }
    planned.endedBy = .stepOff
    planned.practice = [repetition]
    planned.repetitions[0].offTarget = [PhaseDeviation(phase: .lower, seconds: -1.25)]
    planned.tempoReview = TempoReview(
      target: TempoTarget(lower: 3, bottom: 1, rise: nil, top: 0), tolerance: TempoTolerance(),
      deviation: Tempo(lower: -1.25, bottom: nil, rise: nil, top: 0.5), kept: 0, judged: 1)
    planned.metronome = MetronomeReview(
      beatsPerMinute: 60, deviationPercent: -2.5, beatDrift: nil, missedBeats: 1)
    planned.endurance = EnduranceReport(
      rules: StopRules(heightPercent: 70), count: 20,
      stop: EnduranceStop(rule: .height, afterRepetition: 23, time: 50.5))
    let json = first(report(sets: [planned]).json(file: nil)["sets"])
    #expect(json?["ended_by"] == "step-off")
    #expect(first(json?["practice"])?["rise_start_s"] == .number(1.5))
    #expect(
      first(json?["repetitions"])?["off_target"]?.text()
        == #"[{"phase":"lower","verdict":"too-fast","deviation_s":-1.25}]"#)
    #expect(
      json?["tempo_target"]?.text() == """
        {"target":"3-1-X-0","tolerance":"25%,0.4","lower_s":3.0,"bottom_s":1.0,"rise_s":null,\
        "top_s":0.0,"deviation":{"lower_s":-1.25,"bottom_s":null,"rise_s":null,"top_s":0.5},\
        "kept":0,"judged":1}
        """)
    #expect(
      json?["metronome"]?.text() == """
        {"beats_per_min":60.0,"target_per_min":30.0,"deviation_percent":-2.5,\
        "beat_drift_s":null,"missed_beats":1}
        """)
    #expect(
      json?["endurance"]?.text() == """
        {"rules":"height=70%","count":20,\
        "stop":{"rule":"height","after_repetition":23,"time_s":50.5}}
        """)
  }

  @Test("every event is one line that begins with its time and name")
  func events() {
    let table: [(SessionEvent.Kind, String)] = [
      (.neutralLearned, #""neutral-learned"}"#), (.directionLearned, #""direction-learned"}"#),
      (.setStarted(start: 1), #""set-started","start_s":1.0}"#),
      (.phase(.top, start: 2), #""phase","phase":"top","start_s":2.0}"#),
      (.repetition(repetition, number: 4), #""repetition","number":4,"rise_start_s":1.5,"#),
      (.practice(repetition, number: 2), #""practice","number":2,"rise_start_s":1.5,"#),
      (
        .pacing(TempoCall(phase: .lower, verdict: .tooFast, target: 3, elapsed: 0.5)),
        #""pacing","phase":"lower","verdict":"too-fast","target_s":3.0,"elapsed_s":0.5}"#
      ),
      (.prompt(.pace, afterRepetition: 7), #""prompt","rule":"pace","after_repetition":7}"#),
      (
        .testEnded(.height, afterRepetition: 9),
        #""test-ended","rule":"height","after_repetition":9}"#
      ),
      (.partial(repetition), #""partial","rise_start_s":1.5,"#),
      (
        .rejected(RejectedRepetition(start: 0, end: 1, reason: .gap)),
        #""rejected","start_s":0.0,"end_s":1.0,"reason":"gap"}"#
      ),
      (.setEnded(set), #""set-ended","start_s":1.5,"end_s":4.0,"repetitions":["#),
      (
        .holdStarted(start: 3, basis: .settled),
        #""hold-started","start_s":3.0,"start_basis":"settled"}"#
      ),
      (
        .fault(Fault(start: 1, end: 2, kind: .hop)),
        #""fault","start_s":1.0,"end_s":2.0,"kind":"hop","recovery_s":null}"#
      ),
      (.holdSecond(4), #""hold-second","seconds":4}"#),
      (.ladderStep(10, next: 15), #""ladder-step","step_s":10.0,"next_s":15.0}"#),
      (.ladderStep(45, next: nil), #""ladder-step","step_s":45.0,"next_s":null}"#),
      (.holdEnded(hold), #""hold-ended","start_s":0.0,"end_s":3.5,"duration_s":3.5,"#),
      (
        .transition(Transition(start: 0, end: 1, kind: .tap)),
        #""transition","start_s":0.0,"end_s":1.0,"kind":"tap"}"#
      ),
      (
        .gap(ReportedGap(start: 0, end: 1, cause: .unplugged)),
        #""gap","start_s":0.0,"end_s":1.0,"cause":"unplugged"}"#
      ),
      (.mark("a\nb"), #""mark","label":"a\nb"}"#),
      (
        .revision(ReportedRevision(revision: .strike(at: 2))),
        #""revision","action":"strike","start_s":2.0,"end_s":null,"applied":true,"reason":null}"#
      ),
      (
        .revision(
          ReportedRevision(revision: .add(start: 2, end: 3), misfit: .alreadyCounted)),
        #""revision","action":"add","start_s":2.0,"end_s":3.0,"applied":false,"#
          + #""reason":"already-counted"}"#
      ),
    ]
    for (kind, expected) in table {
      let line = SessionEvent(time: 12.25, kind: kind).json(of: .calfRaise).text()
      #expect(line.hasPrefix(#"{"t_s":12.25,"event":"# + expected))
      #expect(!line.contains("\n"))
    }
  }
}
