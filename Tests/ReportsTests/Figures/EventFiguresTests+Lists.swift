import Analysis
import Documents
import Records
import Model
import Reports
import Testing

extension `The figures of a security events report` {
  /// Users, addresses and pairs of both: most failed sign-ins first, then most events, then users as in a dictionary and
  /// the others bytewise.
  func checkTopLists(_ trial: Trial) throws {
    let rows = trial.naive.rows
    func ranked(
      ofUsers isOfUsers: Bool = false, _ key: (LoggedEvent) -> [String?]
    ) -> [(key: [String?], rows: [LoggedEvent])] {
      let groups = Dictionary(grouping: rows, by: key)
      return groups.map { ($0.key, $0.value) }.sorted { first, second in
        let (one, other) = (NaiveEvents.counts(first.rows), NaiveEvents.counts(second.rows))
        if one[2] != other[2] { return one[2] > other[2] }
        if one[0] != other[0] { return one[0] > other[0] }
        if isOfUsers, let one = first.key.first, let other = second.key.first {
          return NameOrder.precedes(one, other, [:])
        }
        return first.key.map { Array(($0 ?? "").utf8) }.lexicographicallyPrecedes(
          second.key.map { Array(($0 ?? "").utf8) }
        ) { $0.lexicographicallyPrecedes($1) }
      }
    }
    func cell(_ text: String?) -> Cell { text.map { .text($0) } ?? .empty }
    func expected(_ groups: [(key: [String?], rows: [LoggedEvent])]) -> [[Cell]] {
      groups.enumerated().map { index, group in
        [.integer(Int64(index + 1))] + group.key.map(cell)
          + NaiveEvents.counts(group.rows).map { .integer(Int64($0)) } + trial.span(group.rows)
      }
    }
    let users = try #require(try trial.composed.rows("users").first)
    #expect(
      users.cells("row_no", "user_key", "events", "succeeded", "failed", "locked", "severe", "first", "last")
        == expected(ranked(ofUsers: true) { [$0.user] }), trial.comment)
    let sources = try trial.composed.rows("sources").map {
      $0.cells("row_no", "ip", "events", "succeeded", "failed", "locked", "severe", "first", "last")
    }
    let addresses = expected(ranked { [$0.printedAddress] })
    // Twenty on paper, all of them for programs.
    #expect(sources == [Array(addresses.prefix(20)), addresses], trial.comment)
    try checkFailures(trial)
  }

  private func checkFailures(_ trial: Trial) throws {
    let failed = trial.naive.rows.filter { $0.type == .loginFailed }
    let groups = Dictionary(grouping: failed) { [$0.user ?? "", $0.printedAddress ?? ""] }
    let ranked = groups.sorted { first, second in
      if first.value.count != second.value.count { return first.value.count > second.value.count }
      return first.key.map { Array($0.utf8) }.lexicographicallyPrecedes(second.key.map { Array($0.utf8) }) {
        $0.lexicographicallyPrecedes($1)
      }
    }
    let expected = ranked.enumerated().map { index, group -> [Cell] in
      [.integer(Int64(index + 1))] + group.key.map { $0.isEmpty ? .empty : .text($0) }
        + [.integer(Int64(group.value.count))] + trial.span(group.value)
    }
    let found = try trial.composed.rows("failures").map {
      $0.cells("row_no", "user_key", "ip", "failed", "first", "last")
    }
    #expect(found == [Array(expected.prefix(20)), expected], trial.comment)
  }

  func checkListings(_ trial: Trial) throws {
    let rows = trial.naive.rows
    func expected(_ rows: [LoggedEvent]) -> [[Cell]] {
      rows.enumerated().map { index, row in
        [.integer(Int64(index + 1)), .text(row.id), trial.moment(row.time), .severity(row.severity)]
      }
    }
    let events = try #require(try trial.composed.rows("events").first)
    #expect(events.cells("row_no", "event_id", "occurred_at", "severity") == expected(rows), trial.comment)
    let severe = try #require(try trial.composed.rows("severe_events").first)
    #expect(
      severe.cells("row_no", "event_id", "occurred_at", "severity") == expected(rows.filter { $0.severity >= .high }),
      trial.comment)
    let quarantine = try #require(try trial.composed.rows("quarantine").first)
    #expect(quarantine.cells("record_id") == trial.naive.quarantined.map { [.text($0.row.id)] }, trial.comment)
  }

  func checkCompleteness(_ trial: Trial) throws {
    let (naive, words) = (trial.naive, trial.composed.words)
    let read = naive.rows.count + naive.outside + naive.copies + naive.quarantined.count
    let newest = naive.rows.compactMap(\.time).max()
    var expected: [String: String] = [
      words[.rowsRead]: String(read), words[.rowsCounted]: String(naive.rows.count),
      words[.rowsOutside]: String(naive.outside), words[.rowsCopies]: String(naive.copies),
      words[.newestMoment]: newest.map { PrintedText.moment($0, trial.period, trial.language) } ?? "–",
    ]
    expected.merge(
      IdentifierTexts.expected(
        listed: naive.rows.map(\.id), begun: naive.rows.map(\.id), read: naive.read, words)
    ) { $1 }
    let found = try #require(try trial.composed.rows("completeness").first).cells("item", "count")
    for (item, text) in expected { #expect(found.contains([.text(item), .text(text)]), "\(item): \(trial.comment)") }
    for (reason, rows) in Dictionary(grouping: naive.quarantined, by: \.reason) {
      #expect(
        trial.composed.summary("excluded", reason.rawValue) == .integer(Int64(rows.count)),
        "\(reason): \(trial.comment)"
      )
    }
  }
}

extension LoggedEvent {
  /// The address as a document writes it.
  fileprivate var printedAddress: String? { address.map { $0 == "kiosk" ? "host:kiosk" : $0 } }
}
