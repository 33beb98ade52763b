package import Records
package import Analysis
import Documents
package import Model

/// Writes down what the session analysis concludes, row by row, for the tables of a report.
package final class SessionRecorder {
  private let context: RowContext
  private let asOf: Instant
  private let listing: SortedTableRows
  private let quarantine: TableRowsWriter
  private let days: TableRowsWriter
  private let users: SortedTableRows
  /// How many sessions were listed.
  package private(set) var listedCount = 0

  /// Nothing recorded yet; the rows will lie in `folder`.
  package init(_ context: RowContext, asOf: Instant, folder: String) throws {
    self.context = context
    self.asOf = asOf
    listing = SortedTableRows(in: folder)
    quarantine = try TableRowsWriter(in: folder)
    days = try TableRowsWriter(in: folder)
    users = SortedTableRows(in: folder)
  }

  /// Records a session as it was judged.
  package func record(_ session: borrowing Session, _ verdict: SessionAnalysis.Verdict) throws {
    guard context.mask.level.showsPersons else { return }
    switch verdict {
    case .counted(let counted): try list(session, counted)
    case .quarantined(let reason): try putAside(session, reason)
    case .outside, .copy: break
    }
  }

  /// Records a user and the user's days.
  package func record(_ user: UserDurations) throws {
    guard context.mask.level.showsPersons else { return }
    let key = context.userKey(user.userKey)
    let name = context.userName(user.userKey, shown: user.userName)
    try users.append(descending: user.recordedUnion, order: context.order(of: user.userKey, shown: user.userName)) {
      row in
      UserDurationsTable.users.fill(&row, .init(user: user, key: key, name: name, context: context))
    }
    for day in user.days {
      try days.append { row in UserDurationsTable.days.fill(&row, .init(key: key, name: name, day: day)) }
    }
  }

  /// The tables' rows.
  package func finish() throws -> SessionRows {
    SessionRows(
      users: try users.finish(), days: try days.finish(), listing: try listing.finish(),
      quarantine: try quarantine.finish())
  }

  private func list(_ session: borrowing Session, _ counted: CountedSession) throws {
    let listed = ListedSession(session, counted, context)
    listedCount += 1
    // They come user by user; a register is read by time.
    let start = counted.resolved.start.microseconds
    try listing.append(descending: ~start, order: [session.id]) { row in
      SessionListing.table.fill(&row, listed)
    }
  }

  private func putAside(_ session: borrowing Session, _ reason: QuarantineReason) throws {
    let record = UserDurationsTable.QuarantinedRow(
      number: Int64(quarantine.count + 1), id: context.mask.sessionID(session.id.text),
      name: context.userName(session.userKey, shown: session.userName), started: session.startedAt?.iso8601,
      ended: session.endedAt?.iso8601, reason: reason, context: context)
    try quarantine.append { row in UserDurationsTable.quarantine.fill(&row, record) }
  }
}

/// The rows of a session report's tables.
package struct SessionRows {
  /// One row a user.
  package let users: TableRows
  /// One row a user and local day.
  package let days: TableRows
  /// One row a session, in order of their starts.
  package let listing: TableRows
  /// One row a record that takes part in no total.
  package let quarantine: TableRows
}
