import Documents
import Model

/// The charts of a breach: what happened when, whom and how much it reached, and how dense records are around the moments.
struct BreachFigures {
  private let breach: BreachCase
  private let context: SectionContext

  /// The most kinds of events that have a row of their own.
  private static let kindLimit = 8

  init(_ breach: BreachCase, _ context: SectionContext) { (self.breach, self.context) = (breach, context) }

  private var words: TextCatalog { context.words }
  private var minutes: [BreachRows.Minute] { breach.rows.timeline }
  private var period: Period { context.facts.period }
  /// A document of counts shows no step that is shorter than an hour: a minute may be one row's alone.
  private var least: Int64 { context.showsCountsOnly ? 60 : 1 }

  private func scale(from first: Instant, to last: Instant) -> BreachScale {
    let zone = breach.notice.turkey
    guard context.showsCountsOnly else { return BreachScale(from: first, to: last, least: least, in: zone) }
    // Whole days, so that where the figure begins and ends tells of no row.
    let (begin, end) = (zone.localTime(at: first).date, zone.localTime(at: last).date.advanced(by: 1))
    return BreachScale(
      from: zone.start(of: begin), to: zone.start(of: end).advanced(by: -1), least: least, in: zone)
  }

  /// The steps from the first record of the time asked about to the last; those of all that time where only sessions from
  /// before it match, and nil where nothing does.
  private var recordScale: BreachScale? {
    if let first = minutes.map(\.start).min(), let last = minutes.map(\.start).max() {
      return scale(from: first, to: last)
    }
    if breach.rows.counts.records == 0 { return nil }
    return scale(from: period.from, to: max(period.from, context.facts.countedUntil.advanced(by: -1)))
  }

  private func counted(_ minutes: [BreachRows.Minute], _ scale: BreachScale) -> [Int64] {
    var values = [Int64](repeating: 0, count: scale.count)
    for minute in minutes { if let place = scale.place(of: minute.start) { values[place] += minute.count } }
    return values
  }

  /// Counts with nothing in the steps that nobody asked about: none was looked for, which is not none.
  private func asked(_ values: [Int64], _ scale: BreachScale) -> [Int64?] {
    values.enumerated().map { place, value in
      scale.touches(place, from: period.from, until: context.facts.countedUntil) ? value : nil
    }
  }

  /// What happened when, one row a kind of record, and the moments that were reported.
  func timeline() -> Figure? {
    if minutes.isEmpty { return nil }
    let reported =
      breach.notice.happenings.map(\.moment) + [breach.notice.alarm, breach.notice.awareness].compactMap { $0 }
    let moments = minutes.map(\.start) + reported
    guard let first = moments.min(), let last = moments.max() else { return nil }
    let scale = scale(from: first, to: last)
    var series = context.figureSeries(
      kinds().map { name, minutes in (name, asked(counted(minutes, scale), scale), nil) })
    if !reported.isEmpty {
      var values = [Int64](repeating: 0, count: scale.count)
      for moment in reported { if let place = scale.place(of: moment) { values[place] += 1 } }
      series.append(Figure.Series(name: words[.breachFigureReported], values: values))
    }
    return Figure(
      id: "breach_timeline", title: words[.breachFigureTimeline],
      subtitle: words(.breachFigureTimelineSubtitle, ["step": BreachScale.text(scale.step, words)]), shape: .heatMap,
      unit: .count, labels: scale.labels(context), labelTitle: words[.breachFigureKind], series: series)
  }

  /// The minutes of begins of sessions, of the most frequent kinds of events, and of all others together.
  private func kinds() -> [(String, [BreachRows.Minute])] {
    let kinds = Dictionary(grouping: minutes, by: { Identifier($0.kind) })
    func total(_ kind: Identifier) -> Int64 { (kinds[kind] ?? []).reduce(0) { $0 + $1.count } }
    let events = kinds.keys.filter { !$0.isEmpty }.sorted { (total($1), $0) < (total($0), $1) }
    let own = context.figureItems(events.map { ($0, total($0)) }).map(\.0).prefix(Self.kindLimit)
    let others = events.filter { !own.contains($0) }
    var rows = own.map { ($0.text, kinds[$0] ?? []) }
    if let sessions = kinds[""] { rows.insert((words[.breachFigureSessions], sessions), at: 0) }
    if !others.isEmpty { rows.append((words[.breachFigureOthers], others.flatMap { kinds[$0] ?? [] })) }
    return rows
  }

  /// Records by the step in which they began or happened; of sessions that began before the time asked about, a column.
  func records() -> Figure? {
    guard let scale = recordScale else { return nil }
    let sessions = counted(minutes.filter { $0.kind.isEmpty }, scale)
    let events = counted(minutes.filter { !$0.kind.isEmpty }, scale)
    let before = earlierSessions
    let rows = [
      (words[.breachSessionRecords], (before > 0 ? [before] : []) + sessions),
      (words[.breachEventRecords], (before > 0 ? [0] : []) + events),
    ]
    return Figure(
      id: "breach_records", title: words[.breachFigureRecords],
      subtitle: words(.breachFigureRecordsSubtitle, ["step": BreachScale.text(scale.step, words)]), shape: .columns,
      unit: .count, labels: labels(scale, before), labelTitle: words[.breachFigureLabelStart],
      series: context.figureSeries(rows.map { name, values in (name, values.map { $0 }, nil) }))
  }

  /// Sessions that were open when the time asked about began.
  var earlierSessions: Int64 {
    breach.rows.counts.sessions - minutes.filter { $0.kind.isEmpty }.reduce(0) { $0 + $1.count }
  }

  /// Persons by the step of their first record; nil where nobody is known.
  func persons() -> Figure? {
    guard breach.rows.counts.persons > 0, let scale = recordScale else { return nil }
    var values = [Int64](repeating: 0, count: scale.count)
    var before: Int64 = 0
    for (minute, count) in breach.rows.firsts {
      if let place = scale.place(of: minute) { values[place] += count } else { before += count }
    }
    return Figure(
      id: "breach_persons", title: words[.breachFigurePersons],
      subtitle: words(.breachFigurePersonsSubtitle, ["step": BreachScale.text(scale.step, words)]), shape: .columns,
      unit: .count, labels: labels(scale, before), labelTitle: words[.breachFigureLabelStart],
      series: context.figureSeries(
        words[.breachAffectedPersons], ((before > 0 ? [before] : []) + values).map { $0 }))
  }

  private func labels(_ scale: BreachScale, _ before: Int64) -> [String] {
    (before > 0 ? [words[.breachFigureBefore]] : []) + scale.labels(context)
  }

  /// Records in steps before and after a moment, with the numbers of both sides in a sentence; the sentence alone where
  /// one side was not asked about.
  func density(_ moment: Instant?, id: String, title: BreachWordKey, event: BreachWordKey) -> [Block] {
    guard let moment, !minutes.isEmpty else { return [] }
    let (from, to) = (period.from, context.facts.countedUntil)
    guard moment >= from, moment < to,
      let (step, count) = BreachScale.around(moment, from: from, to: to, least: least)
    else { return [.paragraph(words(.breachDensityOutside, ["event": words[event]]))] }
    let middle = BreachScale.minutes(moment)
    var values = [Int64](repeating: 0, count: Int(2 * count))
    for minute in minutes {
      let place = floorDivide(BreachScale.minutes(minute.start) - middle, step) + count
      if values.indices.contains(Int(place)) { values[Int(place)] += minute.count }
    }
    let sums = [values.prefix(Int(count)), values.suffix(Int(count))].map { context.count($0.reduce(0, +)) }
    let sentence = words(
      .breachDensitySentence,
      [
        "event": words[event], "length": BreachScale.text(step * count, words), "before": sums[0], "after": sums[1],
        "moment": breach.moment(BreachScale.instant(middle)),
      ])
    if values.allSatisfy({ $0 == 0 }) { return [.paragraph(sentence)] }
    let (unit, distance) = Self.unit(step)
    let labels = (-count..<count).map { ($0 < 0 ? "−" : "+") + String(abs($0) * step / unit) }
    let figure = Figure(
      id: id, title: words[title],
      subtitle: words(
        .breachFigureDensitySubtitle,
        ["step": BreachScale.text(step, words), "moment": breach.moment(BreachScale.instant(middle))]),
      shape: .columns, unit: .count, labels: labels, labelTitle: words[distance],
      series: context.figureSeries(words[.breachAffectedRecords], values.map { $0 }))
    return [.figure(figure), .paragraph(sentence)]
  }

  /// The unit in which distances are written, in minutes, and what it is called.
  private static func unit(_ step: Int64) -> (Int64, BreachWordKey) {
    if step % 1440 == 0 { return (1440, .breachFigureDistanceDays) }
    return step % 60 == 0 ? (60, .breachFigureDistanceHours) : (1, .breachFigureDistanceMinutes)
  }
}
