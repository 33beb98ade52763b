import Analysis
import Documents
import Records
import Files
import Messages
import Model
import Reports
import Support
import Testing

/// Every figure a session register prints, against counting step by step, in random zones.
@Suite struct `The figures of a session register` {
  /// A document and what it should say.
  struct Trial {
    let period: SteppedPeriod
    let naive: NaiveSessions
    let composed: ComposedDocument
    let language: Language
    let scratch: ScratchFolder

    init(_ seed: Int, _ given: SteppedPeriod? = nil) throws {
      var random = FixedGenerator(seed: seed)
      period = try given ?? SteppedPeriod(&random)
      let log = RandomSessions.make(period, &random)
      naive = NaiveSessions(log, in: period)
      language = seed % 2 == 0 ? .tr : .en
      scratch = try ScratchFolder()
      composed = try ComposedDocument.sessions(log, period, language, in: scratch.path)
    }

    var comment: Comment {
      "\(period.zone.name), \(period.count) steps of \(period.step) µs from \(period.from), as of \(period.asOfStep)"
    }
  }

  @Test(arguments: Fuzzing.seeds(60)) func `are what counting step by step finds`(_ seed: Int) throws {
    try check(Trial(seed))
  }

  /// A minute after midnight the clock went back to the evening before: the day holds minutes of two dates.
  @Test(arguments: Fuzzing.seeds(4)) func `are right on a day that begins twice`(_ seed: Int) throws {
    let name = "America/St_Johns"
    let zone = try Zone(name: name, compiled: try #require(try ZoneFiles.compiled(name)))
    // 29 October 2006, from 02:30Z to 03:30Z of the next day.
    let from = try Instant("2006-10-29T02:30Z", in: .utc).microseconds
    try check(
      Trial(seed, SteppedPeriod(zone: zone, step: 60_000_000, from: from, count: 1500, asOfStep: 1500)))
  }

  private func check(_ trial: Trial) throws {
    checkTiles(trial)
    try checkTotals(trial)
    try checkUsers(trial)
    try checkDays(trial)
    try checkListings(trial)
    checkCharts(trial)
    try checkCompleteness(trial)
  }

  private func checkTiles(_ trial: Trial) {
    let (naive, words) = (trial.naive, trial.composed.words)
    let lengths = naive.recordedLengths
    let recorded = naive.total { naive.union($0.recorded) }
    let all = naive.total { naive.union($0.open) }
    let mean = lengths.isEmpty ? 0 : lengths.reduce(0, +) / Int64(lengths.count)
    // Of an even count the mean of the two in the middle, rounded half up.
    let (lower, upper) = lengths.isEmpty ? (0, 0) : (lengths[(lengths.count - 1) / 2], lengths[lengths.count / 2])
    let median = lower + (upper - lower + 1) / 2
    let addresses = Set(naive.rows.compactMap { $0.row.address.map { $0 == "::ffff:10.0.0.1" ? "10.0.0.1" : $0 } })
    let open = naive.rows.count { $0.basis == .asOf }
    let expected: [[String]] = [
      [words[.tileSessions], String(naive.rows.count), words(.tileSessionsOpen, ["count": String(open)])],
      [
        words[.tileUsers], String(naive.users.count { $0.key != nil }),
        words(.tileAddresses, ["count": String(addresses.count)]),
      ],
      [
        words[.tileRecordedTime], PrintedText.duration(recorded),
        words(.tileEstimatedTime, ["duration": PrintedText.duration(all - recorded)]),
      ],
      [
        words[.tileMedian], lengths.isEmpty ? "–" : PrintedText.duration(median),
        lengths.isEmpty
          ? words[.tileNoLengths]
          : words(
            .tileMean,
            [
              "count": String(lengths.count), "mean": PrintedText.duration(mean),
              "longest": PrintedText.duration(lengths.last ?? 0),
            ]),
      ],
      [
        words[.tileQuarantine], String(naive.quarantined.count),
        words(.tileCopies, ["count": String(naive.copies)]),
      ],
    ]
    #expect(trial.composed.tiles == (trial.composed.isOnePage ? [] : expected), trial.comment)
    #expect(trial.composed.summary("durations", "median_us") == .integer(median), trial.comment)
    #expect(trial.composed.summary("durations", "mean_us") == .integer(mean), trial.comment)
    #expect(trial.composed.summary("durations", "longest_us") == .integer(lengths.last ?? 0), trial.comment)
  }

  private func checkTotals(_ trial: Trial) throws {
    let naive = trial.naive
    func total(_ count: ([Int]) -> Int64, _ open: (NaiveSessions.User) -> [Int]) -> Int64 {
      naive.total { count(open($0)) }
    }
    let durations: [(name: String, value: Int64)] = [
      ("recorded_union_us", total(naive.union, \.recorded)), ("recorded_sum_us", total(naive.sum, \.recorded)),
      ("estimated_sum_us", total(naive.sum, \.open) - total(naive.sum, \.recorded)),
      ("union_us", total(naive.union, \.open)), ("sum_us", total(naive.sum, \.open)),
      ("minimum_union_us", total(naive.union, \.earliest)), ("maximum_union_us", total(naive.union, \.latest)),
      ("minimum_sum_us", total(naive.sum, \.earliest)), ("maximum_sum_us", total(naive.sum, \.latest)),
    ]
    let table = try trial.composed.rows("totals").first
    #expect(table?.cells("duration_us") == durations.map { [.duration($0.value)] }, trial.comment)
    for (name, value) in durations {
      #expect(trial.composed.summary("durations", name) == .integer(value), "\(name): \(trial.comment)")
    }
    for basis in EndBasis.allCases {
      let count = naive.rows.count { $0.basis == basis }
      #expect(
        trial.composed.summary("end_bases", basis.rawValue) == .integer(Int64(count)), "\(basis): \(trial.comment)")
    }
    let bases = EndBasis.allCases.map { basis in naive.rows.count { $0.basis == basis } }.filter { $0 > 0 }
    #expect(
      try trial.composed.rows("end_bases").first?.cells("sessions") == bases.map { [.integer(Int64($0))] },
      trial.comment)
    let reasons = ([nil] + EndReason.allCases.map { $0 }).map { reason in
      naive.rows.count { $0.row.reason == reason }
    }.filter { $0 > 0 }
    #expect(
      try trial.composed.rows("end_reasons").first?.cells("sessions") == reasons.map { [.integer(Int64($0))] },
      trial.comment)
  }

  private func checkUsers(_ trial: Trial) throws {
    let (naive, period) = (trial.naive, trial.period)
    func moment(_ moment: Int64?) -> Cell {
      moment.map { .moment(Instant(microseconds: $0), zoneOffset: period.offset($0)) } ?? .empty
    }
    let shown = try #require(try trial.composed.rows("users").first).cells("user_key", "user_name")
    var names: [String: String] = [:]
    for pair in shown {
      guard case .text(let name) = pair[1] else { continue }
      if case .text(let key) = pair[0] { names[key] = name } else { names[""] = name }
    }
    let sorted = naive.users.sorted { first, second in
      let (one, other) = (naive.union(first.recorded), naive.union(second.recorded))
      return one == other ? NameOrder.precedes(first.key, second.key, names) : one > other
    }
    let expected = sorted.enumerated().map { index, user -> [Cell] in
      let peak = user.open.max() ?? 0
      let peakSteps = peak == 0 ? 0 : user.open.count { $0 == peak }
      let peakAt = peak == 0 ? nil : user.open.firstIndex(of: peak).map { period.moment($0) }
      let starts = user.rows.map { period.moment(naive.index($0.start)) }
      let ends = user.rows.map { period.moment(max(naive.index($0.start), naive.index($0.end))) }
      let clipped = user.rows.count { $0.start < period.from || $0.end > period.moment(period.counted) }
      let addresses = Set(user.rows.compactMap { $0.row.address.flatMap { NetworkAddress($0) } })
      let durations = [
        naive.union(user.recorded), naive.union(user.open), naive.sum(user.recorded), naive.sum(user.open),
        naive.sum(user.open) - naive.sum(user.recorded), naive.union(user.earliest), naive.union(user.latest),
        naive.sum(user.earliest), naive.sum(user.latest),
        user.rows.map { naive.length(max(0, naive.index($0.end) - naive.index($0.start))) }.max() ?? 0,
      ]
      return [.integer(Int64(index + 1)), user.key.map { .text($0) } ?? .empty, .integer(Int64(user.rows.count))]
        + durations.map { .duration($0) }
        + [
          .integer(Int64(peak)), moment(peakAt), .duration(naive.length(peakSteps)), .integer(Int64(addresses.count)),
          .integer(Int64(user.rows.count { $0.basis == .asOf })), .integer(Int64(clipped)), moment(starts.min()),
          moment(ends.max()),
        ]
    }
    let table = try #require(try trial.composed.rows("users").first)
    let found = table.cells(
      "row_no", "user_key", "sessions", "recorded_union_us", "union_us", "recorded_sum_us", "sum_us",
      "estimated_sum_us", "minimum_union_us", "maximum_union_us", "minimum_sum_us", "maximum_sum_us", "longest_us",
      "peak", "peak_at", "peak_us", "addresses", "open_sessions", "clipped_sessions", "first", "last")
    #expect(found.count == expected.count, trial.comment)
    for (found, expected) in zip(found, expected) { #expect(found == expected, trial.comment) }
  }

  private func checkDays(_ trial: Trial) throws {
    let naive = trial.naive
    let expected = naive.users.flatMap { user in
      user.days(trial.period).map { day -> [Cell] in
        [
          user.key.map { .text($0) } ?? .empty, .date(CivilDate(dayNumber: Int32(day.day))),
          .duration(naive.length(day.sum)), .duration(naive.length(day.union)),
        ]
      }
    }
    let table = try #require(try trial.composed.rows("days").first)
    #expect(table.cells("user_key", "date", "sum_us", "union_us") == expected, trial.comment)
  }

  private func checkListings(_ trial: Trial) throws {
    let (naive, words) = (trial.naive, trial.composed.words)
    let last = trial.period.moment(trial.period.counted)
    // A register is read by time, in rows of one moment by identifier.
    let byTime = naive.rows.sorted { first, second in
      first.start == second.start
        ? Identifier(first.row.id) < Identifier(second.row.id) : first.start < second.start
    }
    let expected = byTime.enumerated().map { index, row -> [Cell] in
      let begin = naive.index(row.start)
      let lengths = [row.end, row.earliest, row.latest].map { naive.length(max(0, naive.index($0) - begin)) }
      let key: WordKey? =
        switch (row.start < trial.period.from, row.end > last) {
        case (true, true): .clippedBoth
        case (true, false): .clippedBefore
        case (false, true): .clippedAfter
        case (false, false): nil
        }
      return [.integer(Int64(index + 1)), .text(row.row.id)] + lengths.map { .duration($0) }
        + [key.map { .text(words[$0]) } ?? .empty]
    }
    let table = try #require(try trial.composed.rows("sessions").first)
    #expect(
      table.cells("row_no", "session_id", "duration_us", "minimum_us", "maximum_us", "clipping") == expected,
      trial.comment)
    let quarantine = try #require(try trial.composed.rows("quarantine").first)
    #expect(quarantine.cells("record_id") == naive.quarantined.map { [.text($0.row.id)] }, trial.comment)
  }

  private func checkCompleteness(_ trial: Trial) throws {
    let (naive, words) = (trial.naive, trial.composed.words)
    let read = naive.rows.count + naive.outside + naive.copies + naive.quarantined.count
    let newest = naive.rows.map { row in
      trial.period.moment(max(naive.index(row.start), naive.index(row.end)))
    }.max()
    var expected: [String: String] = [
      words[.rowsRead]: String(read), words[.rowsCounted]: String(naive.rows.count),
      words[.rowsOutside]: String(naive.outside), words[.rowsCopies]: String(naive.copies),
      words[.newestMoment]: newest.map { PrintedText.moment($0, trial.period, trial.language) } ?? "–",
    ]
    let identifiers = IdentifierTexts.expected(
      listed: naive.rows.map(\.row.id), begun: naive.begun.map(\.row.id), read: naive.read, words)
    expected.merge(identifiers) { $1 }
    let found = try #require(try trial.composed.rows("completeness").first).cells("item", "count")
    for (item, text) in expected { #expect(found.contains([.text(item), .text(text)]), "\(item): \(trial.comment)") }
    let reasons = Dictionary(grouping: naive.quarantined, by: \.reason).mapValues(\.count)
    #expect(found.count == 5 + reasons.count + identifiers.count, trial.comment)
    for (reason, count) in reasons {
      #expect(
        trial.composed.summary("excluded", reason.rawValue) == .integer(Int64(count)), "\(reason): \(trial.comment)")
    }
  }
}
