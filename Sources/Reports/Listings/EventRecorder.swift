package import Records
package import Analysis
import Documents
package import Model

/// Writes down what the event analysis concludes, row by row, for the tables of a report.
package final class EventRecorder {
  private let context: RowContext
  private let folder: String
  private let listing: TableRowsWriter
  private let severe: TableRowsWriter
  private let roleChanges: TableRowsWriter
  private let quarantine: TableRowsWriter

  /// Nothing recorded yet; the rows will lie in `folder`.
  package init(_ context: RowContext, folder: String) throws {
    self.context = context
    self.folder = folder
    listing = try TableRowsWriter(in: folder)
    severe = try TableRowsWriter(in: folder)
    roleChanges = try TableRowsWriter(in: folder)
    quarantine = try TableRowsWriter(in: folder)
  }

  /// How many events were listed.
  package var listedCount: Int { listing.count }

  /// Records an event as it was judged.
  package func record(_ event: borrowing SecurityEvent, _ verdict: EventAnalysis.Verdict) throws {
    guard context.mask.level.showsPersons else { return }
    switch verdict {
    case .counted(let instant):
      try list(event, at: instant, in: listing)
      if event.severity >= .high {
        try list(event, at: instant, in: severe)
      }
      if ListedRoleChange.types.contains(event.type) {
        let change = ListedRoleChange(
          event: copy event, instant: instant, number: Int64(roleChanges.count + 1), context: context)
        try roleChanges.append { row in RoleChangeListing.table.fill(&row, change) }
      }
    case .quarantined(let reason): try putAside(event, reason)
    case .outside, .copy: break
    }
  }

  /// The tables' rows, with those that only the whole pass could tell.
  package func finish(_ analysis: inout EventAnalysis) throws -> EventRows {
    EventRows(
      listing: try listing.finish(), severe: try severe.finish(), roleChanges: try roleChanges.finish(),
      quarantine: try quarantine.finish(),
      users: try users(&analysis.users),
      sources: try sources(&analysis.sources), failures: try failures(&analysis.failures))
  }

  private func list(_ event: borrowing SecurityEvent, at instant: Instant, in rows: TableRowsWriter) throws {
    let listed = ListedEvent(
      event: copy event, instant: instant, number: Int64(rows.count + 1), context: context)
    try rows.append { row in EventListing.table.fill(&row, listed) }
  }

  private func putAside(_ event: borrowing SecurityEvent, _ reason: QuarantineReason) throws {
    let record = UserDurationsTable.QuarantinedRow(
      number: Int64(quarantine.count + 1), id: context.mask.rowKey(event.id.text),
      name: context.userName(event.userKey, shown: event.userName), started: event.occurredAt?.iso8601, ended: nil,
      reason: reason, context: context)
    try quarantine.append { row in UserDurationsTable.quarantine.fill(&row, record) }
  }

  private func users(_ counts: inout GroupedCounts<Identifier>) throws -> TableRows {
    let rows = SortedTableRows(in: folder)
    guard context.mask.level.showsPersons else { return try rows.finish() }
    try counts.forEach { key, counts in
      let user = key.isEmpty ? nil : key
      let order = context.order(of: user, shown: nil)
      try rows.append(descending: counts.failed << 32 | counts.total, order: order) { row in
        EventListing.users.fill(&row, .init(key: user, counts: counts, context: context))
      }
    }
    return try rows.finish()
  }

  private func sources(_ counts: inout GroupedCounts<Identifier>) throws -> TableRows {
    let rows = SortedTableRows(in: folder)
    guard context.mask.level.showsPersons else { return try rows.finish() }
    try counts.forEach { key, counts in
      try rows.append(descending: counts.failed << 32 | counts.total, order: [key]) { row in
        EventListing.sources.fill(&row, .init(key: key, counts: counts, context: context))
      }
    }
    return try rows.finish()
  }

  private func failures(_ counts: inout GroupedCounts<UserAtAddress>) throws -> TableRows {
    let rows = SortedTableRows(in: folder)
    guard context.mask.level.showsPersons else { return try rows.finish() }
    try counts.forEach { key, counts in
      let user = key.user.isEmpty ? nil : key.user
      try rows.append(descending: counts.failed, order: [key.user, key.address]) { row in
        EventListing.failures.fill(&row, .init(key: (user, key.address), counts: counts, context: context))
      }
    }
    return try rows.finish()
  }
}

/// The rows of an event report's tables.
package struct EventRows {
  /// One row an event.
  package let listing: TableRows
  /// The events of severity high and critical again.
  package let severe: TableRows
  /// One row an event that grants, revokes or changes a role.
  package let roleChanges: TableRows
  /// One row a record that takes part in no total.
  package let quarantine: TableRows
  /// One row a user, most failed sign-ins first.
  package let users: TableRows
  /// One row an address, most failed sign-ins first.
  package let sources: TableRows
  /// One row a user and address with failed sign-ins, most first.
  package let failures: TableRows
}
