import Analysis
import Documents
import Records
import Files
import Messages
import Model
import Reports
import Support
import Testing

/// Every figure a security events report prints, against counting the rows one by one, in random zones.
@Suite struct `The figures of a security events report` {
  /// A document and what it should say.
  struct Trial {
    let period: SteppedPeriod
    let naive: NaiveEvents
    let composed: ComposedDocument
    let language: Language
    let scratch: ScratchFolder

    init(_ seed: Int, _ given: SteppedPeriod? = nil) throws {
      var random = FixedGenerator(seed: seed + 1_000_000)
      period = try given ?? SteppedPeriod(&random)
      let log = RandomEvents.make(period, &random)
      naive = NaiveEvents(log, in: period)
      language = seed % 2 == 0 ? .tr : .en
      scratch = try ScratchFolder()
      composed = try ComposedDocument.events(log, period, language, in: scratch.path)
    }

    var comment: Comment {
      "\(period.zone.name), \(period.count) steps of \(period.step) µs from \(period.from), as of \(period.asOfStep)"
    }

    func moment(_ moment: Int64?) -> Cell {
      moment.map { .moment(Instant(microseconds: $0), zoneOffset: period.offset($0)) } ?? .empty
    }

    /// The rows' first and last moment.
    func span(_ rows: [LoggedEvent]) -> [Cell] {
      let times = rows.compactMap(\.time)
      return [moment(times.min()), moment(times.max())]
    }
  }

  @Test(arguments: Fuzzing.seeds(60)) func `are what counting row by row finds`(_ seed: Int) throws {
    try check(Trial(seed))
  }

  /// A minute after midnight the clock went back to the evening before: the day holds minutes of two dates.
  @Test(arguments: Fuzzing.seeds(4)) func `are right on a day that begins twice`(_ seed: Int) throws {
    let name = "America/St_Johns"
    let zone = try Zone(name: name, compiled: try #require(try ZoneFiles.compiled(name)))
    let from = try Instant("2006-10-29T02:30Z", in: .utc).microseconds
    try check(
      Trial(seed, SteppedPeriod(zone: zone, step: 60_000_000, from: from, count: 1500, asOfStep: 1500)))
  }

  private func check(_ trial: Trial) throws {
    checkTiles(trial)
    try checkTypes(trial)
    try checkHours(trial)
    try checkDays(trial)
    try checkChanges(trial)
    try checkTopLists(trial)
    try checkListings(trial)
    try checkCompleteness(trial)
  }

  private func checkTiles(_ trial: Trial) {
    let (naive, words) = (trial.naive, trial.composed.words)
    func count(_ isCounted: (LoggedEvent) -> Bool) -> String { String(naive.rows.count(where: isCounted)) }
    let expected: [[String]] = [
      [
        words[.tileEvents], count { _ in true },
        words(.tileEventTypes, ["count": String(Set(naive.rows.map(\.type)).count)]),
      ],
      [
        words[.tileFailed], count { $0.type == .loginFailed },
        words(.tileSucceeded, ["count": count { $0.type == .loginSuccess }]),
      ],
      [
        words[.tileSevere], count { $0.severity == .high || $0.severity == .critical },
        words(.tileCritical, ["count": count { $0.severity == .critical }]),
      ],
      [
        words[.tileLocked], count { $0.type == .accountLocked },
        words(.tileWithoutUser, ["count": count { $0.user == nil }]),
      ],
      [
        words[.tileQuarantine], String(naive.quarantined.count), words(.tileCopies, ["count": String(naive.copies)]),
      ],
    ]
    #expect(trial.composed.tiles == (trial.composed.isOnePage ? [] : expected), trial.comment)
    #expect(
      trial.composed.summary("counts", "without_address") == .integer(Int64(naive.rows.count { $0.address == nil })),
      trial.comment)
  }

  /// Types, most frequent first, those as frequent by their names.
  private func checkTypes(_ trial: Trial) throws {
    let rows = trial.naive.rows
    let types = Dictionary(grouping: rows, by: \.type).sorted {
      $0.value.count == $1.value.count ? $0.key.rawValue < $1.key.rawValue : $0.value.count > $1.value.count
    }
    let expected = types.map { type, events -> [Cell] in
      let share = Cell.share(Int64(events.count), of: Int64(rows.count))
      return [.text(type.rawValue), .integer(Int64(events.count)), share] + trial.span(events)
    }
    let table = try #require(try trial.composed.rows("event_types").first)
    #expect(table.cells("event_type", "events", "share", "first", "last") == expected, trial.comment)
    let expectedSeverities = Severity.allCases.reversed().map { severity -> [Cell] in
      let count = rows.count { $0.severity == severity }
      let share = rows.isEmpty ? Cell.empty : .share(Int64(count), of: Int64(rows.count))
      return [.severity(severity), .integer(Int64(count)), share]
    }
    let severities = try #require(try trial.composed.rows("severities").first)
    #expect(severities.cells("severity", "events", "share") == expectedSeverities, trial.comment)
    let figure = trial.composed.figure("types")
    #expect(figure?.series.map(\.values) ?? [[]] == [types.prefix(12).map { Int64($0.value.count) }], trial.comment)
  }

  private func checkHours(_ trial: Trial) throws {
    let (period, rows) = (trial.period, trial.naive.rows)
    func hours(_ rows: [LoggedEvent]) -> [Int64] {
      period.hours.map { hour in Int64(rows.count { period.hour($0.time ?? 0) == hour }) }
    }
    let failed = rows.filter { $0.type == .loginFailed }
    let (all, unsuccessful) = (hours(rows), hours(failed))
    let expected = period.hours.enumerated().map { index, hour -> [Cell] in
      let label = (hour < 10 ? "0" : "") + String(hour) + ":00"
      return [.text(label), .integer(all[index]), .integer(unsuccessful[index])]
    }
    let table = try #require(try trial.composed.rows("hours").first)
    #expect(table.cells("hour", "events", "failed") == expected, trial.comment)
    if let figure = trial.composed.figure("failed_by_hour") {
      #expect(figure.series.map(\.values) == [unsuccessful], trial.comment)
    } else {
      #expect(rows.isEmpty, trial.comment)
    }
  }

  private func checkDays(_ trial: Trial) throws {
    let period = trial.period
    let expected = period.dates.map { date -> [Int64] in
      let day = trial.naive.rows.filter { period.day($0.time ?? 0) == Int(date.dayNumber) }
      return [Int64(day.count)] + Severity.allCases.map { severity in Int64(day.count { $0.severity == severity }) }
        + [Int64(day.count { $0.type == .loginFailed })]
    }
    let expectedRows = zip(period.dates, expected).map { date, counts -> [Cell] in
      [.date(date)] + counts.map { .integer($0) }
    }
    let table = try #require(try trial.composed.rows("days").first)
    let found = table.cells(
      "date", "events", "severity_info", "severity_low", "severity_medium", "severity_high", "severity_critical",
      "failed")
    #expect(found == expectedRows, trial.comment)
    #expect(expected.reduce(0) { $0 + $1[0] } == Int64(trial.naive.rows.count), trial.comment)
    if let figure = trial.composed.figure("daily_events") {
      let series = Severity.allCases.indices.map { index in expected.map { $0[index + 1] } }
      #expect(figure.series.map(\.values) == series, trial.comment)
      let labels = period.dates.map { date -> String in
        let text = PrintedText.date(Int(date.dayNumber), trial.language)
        return String(trial.language == .tr ? text.prefix(5) : text.suffix(5))
      }
      #expect(figure.labels == labels, trial.comment)
    } else {
      #expect(period.dates.count < 3, trial.comment)
    }
  }

  /// Against as long a time before: the types most frequent in both together first.
  private func checkChanges(_ trial: Trial) throws {
    let (naive, period) = (trial.naive, trial.period)
    let types = Set((naive.rows + naive.previous).map(\.type)).map { type in
      (type, now: naive.rows.count { $0.type == type }, before: naive.previous.count { $0.type == type })
    }.sorted { first, second in
      let (one, other) = (first.now + first.before, second.now + second.before)
      return one == other ? first.0.rawValue < second.0.rawValue : one > other
    }
    let table = try #require(try trial.composed.rows("event_changes").first)
    let expected = types.map { type, now, before -> [Cell] in
      [
        .text(type.rawValue), .integer(Int64(now)), .integer(Int64(before)), .integer(Int64(now - before)),
        before == 0 ? .empty : .share(Int64(now - before), of: Int64(before)),
      ]
    }
    #expect(table.cells("event_type", "events", "previous", "change", "change_share") == expected, trial.comment)
    let words = trial.composed.words
    func moment(_ step: Int) -> String { PrintedText.moment(period.moment(step), period, trial.language) }
    let text = trial.composed.paragraphs("event_changes")
    let span = words(
      .previousPeriod, ["from": moment(-period.count), "to": moment(period.counted - period.count)])
    #expect(text.hasPrefix(span), "\(text): \(trial.comment)")
    let first = naive.previous.compactMap(\.time).min().map { PrintedText.moment($0, period, trial.language) }
    #expect(text.hasSuffix(first.map { words(.previousFirst, ["first": $0]) } ?? words[.previousEmpty]), trial.comment)
  }
}
