import Analysis
import Documents
import Model

/// What the document says of time the source has no records of.
extension SectionContext {
  /// From when on there are records of an input; of findings, of what the rules could see.
  func recordStart(of input: ReportInput) -> RecordStart {
    switch input {
    case .findings: earliest([.sessions, .events]) ?? .always
    case .sessions, .events, .logs: records[input] ?? .always
    case .answers, .accounts, .accesses: earliest([.sessions, .events]) ?? .always
    case .backups, .seals, .trail, .management, .retention, .disposal: .always
    }
  }

  private func earliest(_ inputs: [ReportInput]) -> RecordStart? {
    inputs.compactMap { records[$0] }.reduce(nil) { $0?.joined($1) ?? $1 }
  }

  /// What the report lists and the source has no records of, or none as new as usual; rules see both kinds.
  var silentInputs: [(input: ReportInput, flow: RecordFlow)] {
    let listed = definition.silenceMatters
    return [ReportInput.sessions, .events].compactMap { input in
      guard listed.contains(input), let flow = flows[input], flow != .usual else { return nil }
      return (input, flow)
    }
  }

  /// The hours of a local day that lie in the period as far as it is counted.
  func countedHours(of day: CivilDate) -> ClosedRange<Int> {
    let (from, until) = (facts.period.from, facts.countedUntil.advanced(by: -1))
    let (first, last) = (facts.zone.localTime(at: from), facts.zone.localTime(at: max(from, until)))
    let start = first.date == day ? first.time.hour : 0
    let end = last.date == day ? last.time.hour : 23
    // Where the clock is turned back, the hours of one day may come twice.
    return start <= end ? start...end : 0...23
  }

  /// The hours among them of which the source has records; nil where it has of none.
  func recordedHours(of day: CivilDate, _ start: RecordStart) -> ClosedRange<Int>? {
    let hours = countedHours(of: day)
    guard isRecorded(day, start) else { return nil }
    guard let first = start.first.map({ facts.zone.localTime(at: $0) }), first.date == day else { return hours }
    let begin = max(hours.lowerBound, first.time.hour)
    return begin <= hours.upperBound ? begin...hours.upperBound : nil
  }

  /// The hours of a chart or table by local hour: all of them, of a single day those that are counted, each with whether
  /// the source has records of it.
  func hours(_ input: ReportInput) -> [(hour: Int, isRecorded: Bool)] {
    let days = PeriodText.days(self)
    guard days.count == 1, let day = days.first else { return (0..<24).map { ($0, true) } }
    let recorded = recordedHours(of: day, recordStart(of: input))
    return countedHours(of: day).map { ($0, recorded?.contains($0) == true) }
  }

  /// Whether the source has records of a local day, or of its end.
  func isRecorded(_ day: CivilDate, _ start: RecordStart) -> Bool {
    start.covers(until: facts.zone.start(of: day.advanced(by: 1)))
  }

  /// That there are no records of some of the period, and since when there are; nil where there are of all of it.
  func unrecordedNotice(_ input: ReportInput) -> String? {
    switch recordStart(of: input) {
    case .always: nil
    case .never: words[.neverRecorded]
    case .since(let first):
      first > facts.period.from ? words(.recordedSince, ["first": firstRecord(first)]) : nil
    }
  }

  /// A subtitle of a chart over time, with what is left empty in it.
  func subtitle(_ key: FigureWordKey, _ input: ReportInput) -> String {
    guard case .since(let first) = recordStart(of: input), first > facts.period.from else { return words[key] }
    return words[key] + " · " + words(.unrecordedBefore, ["first": firstRecord(first)])
  }

  /// What stands where a document has no rows: whether the source has none of that time, or none of that kind.
  var emptyNotice: String {
    let inputs = [ReportInput.sessions, .events].filter { definition.inputs.contains($0) }
    let more: String? =
      switch earliest(inputs) {
      case nil: nil
      case .always: words[.recordedElsewhere]
      case .never: words[.neverRecorded]
      case .since(let first): words(.firstRecordIs, ["first": firstRecord(first)])
      }
    return [words[.emptyPeriod], more].compactMap { $0 }.joined(separator: " ")
  }

  /// The moment of the source's first record, at M3 its day: a moment is one row's alone.
  func firstRecord(_ instant: Instant) -> String {
    showsCountsOnly ? formats.date(facts.zone.localTime(at: instant).date) : moment(instant)
  }
}
