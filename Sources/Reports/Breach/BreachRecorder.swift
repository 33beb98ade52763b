package import Analysis
package import Documents
package import Model
package import Records

/// Counts the rows of a breach: whose they are, and what happened in which minute.
package final class BreachRecorder {
  private let context: RowContext
  private let clear: RowContext?
  private let turkey: Zone
  private let folder: String
  private var persons: GroupedCounts<Identifier>
  private var minutes: GroupedCounts<BreachMinute>
  private var counts = BreachCounts()

  /// Nothing counted yet; `makeSorter` makes what takes counts too many for the memory.
  ///
  /// `clear` shows persons as the annex lists them; nil where there is none.
  package init(
    _ context: RowContext, clear: RowContext?, turkey: Zone, folder: String, makeSorter: () -> any RecordSorter
  ) {
    (self.context, self.clear, self.turkey, self.folder) = (context, clear, turkey, folder)
    (persons, minutes) = (GroupedCounts(sorter: makeSorter()), GroupedCounts(sorter: makeSorter()))
  }

  /// Counts a session, once whatever number of items it matches.
  package func record(_ session: borrowing Session, _ counted: CountedSession) throws {
    counts.sessions += 1
    // Its own times: those of the part asked about would be the edges of the question.
    let resolved = counted.resolved
    if !resolved.basis.isRecorded { counts.hasOpenEnd = true }
    try add(session.userKey, from: resolved.start.microseconds, to: resolved.earliestEnd.microseconds)
    if let start = session.startedAt, start.microseconds >= counted.interval.start {
      try add("", at: start)
    }
  }

  /// Counts an event, once whatever number of items it matches.
  package func record(_ event: borrowing SecurityEvent, at moment: Instant) throws {
    counts.events += 1
    try add(event.userKey, from: moment.microseconds, to: moment.microseconds)
    try add(Identifier(context.words.name(event.kind, in: context.language)), at: moment)
  }

  /// What was counted.
  package func finish() throws -> BreachRows {
    let listed = SortedTableRows(in: folder)
    let annex = clear.map { _ in SortedTableRows(in: folder) }
    var firsts: [Int64: Int64] = [:]
    func list(_ key: Identifier, _ spans: EventCounts, _ context: RowContext, in rows: SortedTableRows) throws {
      let person = AffectedPerson(key: key, counts: spans, context: context)
      try rows.append(descending: -spans.first, order: context.order(of: key, shown: nil)) { row in
        AffectedPerson.table.fill(&row, person)
      }
    }
    try persons.forEach { key, spans in
      counts.persons += 1
      firsts[BreachScale.minutes(Instant(microseconds: spans.first)), default: 0] += 1
      if context.mask.level.showsPersons { try list(key, spans, context, in: listed) }
      if let annex, let clear { try list(key, spans, clear, in: annex) }
    }
    var timeline: [BreachRows.Minute] = []
    try minutes.forEach { key, spans in
      timeline.append(.init(start: Instant(microseconds: key.minute), kind: key.kind.text, count: spans.total))
    }
    return BreachRows(
      counts: counts, persons: try listed.finish(), annex: try annex?.finish(), timeline: timeline,
      firsts: firsts.sorted { $0.key < $1.key }.map { (BreachScale.instant($0.key), $0.value) })
  }

  private func add(_ user: Identifier?, from first: Int64, to last: Int64) throws {
    counts.first = min(counts.first ?? .infinity, Instant(microseconds: first))
    counts.last = max(counts.last ?? .minusInfinity, Instant(microseconds: last))
    guard let user, !user.isEmpty, user.triedName == nil else {
      counts.withoutAccount += 1
      return
    }
    var span = EventCounts()
    (span.total, span.first, span.last) = (1, first, last)
    try persons.add(span, to: user)
  }

  private func add(_ kind: Identifier, at moment: Instant) throws {
    let minute = 60 * microsecondsPerSecond
    var span = EventCounts()
    (span.total, span.first, span.last) = (1, moment.microseconds, moment.microseconds)
    try minutes.add(span, to: BreachMinute(minute: floorDivide(moment.microseconds, minute) * minute, kind: kind))
  }
}

/// How many persons and records a breach concerns.
package struct BreachCounts: Sendable, Equatable {
  /// Accounts of matching rows, each once.
  package var persons: Int64 = 0
  /// Sessions that match.
  package var sessions: Int64 = 0
  /// Events that match.
  package var events: Int64 = 0
  /// Rows of both that name no account.
  package var withoutAccount: Int64 = 0
  /// The first moment.
  package var first: Instant?
  /// The last moment that a record shows; of a session without a recorded end, its last sign of life.
  package var last: Instant?
  /// Whether a session has no recorded end.
  package var hasOpenEnd = false

  /// Nothing.
  package init() {}

  /// Rows of both kinds.
  package var records: Int64 { sessions + events }
}

/// What was counted of a breach.
package struct BreachRows: Sendable {
  /// What happened in one minute, of one kind.
  package struct Minute: Sendable, Equatable {
    /// When the minute begins.
    package let start: Instant
    /// The type of event in the document's words; empty for begins of sessions.
    package let kind: String
    /// How often.
    package let count: Int64
  }

  /// The counts.
  package let counts: BreachCounts
  /// One row a person, as the document shows them.
  package let persons: TableRows
  /// The same in clear, for the annex; nil where there is none.
  package let annex: TableRows?
  /// What happened, by minute and kind.
  package let timeline: [Minute]
  /// The minutes of persons' first records, and of how many persons, in their order.
  package let firsts: [(minute: Instant, count: Int64)]

  /// The table of the annex with clear values; nil where there is none, or nobody is listed.
  package func annexTable(_ words: TextCatalog) -> Table? {
    guard let annex, annex.count > 0 else { return nil }
    return Table(
      id: "persons", columns: AffectedPerson.table.numbered(words), rows: annex, emptyText: words[.noRows])
  }
}

/// A minute and a kind of record.
private struct BreachMinute: CountKey {
  let minute: Int64
  let kind: Identifier

  init(minute: Int64, kind: Identifier) { (self.minute, self.kind) = (minute, kind) }

  var ascendingBytes: [UInt8] { minute.ascendingBytes + kind.ascendingBytes }

  init?(takenFrom record: inout ArraySlice<UInt8>) {
    guard let minute = Int64(takenFrom: &record), let kind = Identifier(takenFrom: &record) else { return nil }
    self.init(minute: minute, kind: kind)
  }

  static func < (first: BreachMinute, second: BreachMinute) -> Bool {
    (first.minute, first.kind) < (second.minute, second.kind)
  }
}

/// A person of whom rows match.
struct AffectedPerson {
  let key: Identifier
  let counts: EventCounts
  let context: RowContext

  static let table = TableColumns<AffectedPerson>([
    .init(.userKey, .text, 12) { $0.context.userKey($0.key) },
    .init(.userName, .text, 22) { $0.context.userName($0.key, shown: nil) },
    .init(.fullName, .text, 22) { $0.context.fullName($0.key) },
    .init(.contactChannel, .text, 26) { row in
      row.context.users[row.key]?.email.map { .text(row.context.mask.email($0)) } ?? .empty
    },
    .init(.count, .integer, 9) { .integer($0.counts.total) },
    .init(.first, .moment, 19) { $0.context.moment(Instant(microseconds: $0.counts.first)) },
    .init(.last, .moment, 19) { $0.context.moment(Instant(microseconds: $0.counts.last)) },
    .form(.noticeState, 16),
  ])
}
