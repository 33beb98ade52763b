package import Analysis
import Documents
package import Model
import Records

/// Writes down what security events say of accounts and their roles, as they are judged.
package final class AccountEventRecorder {
  /// The rows that were written as events came.
  struct Rows {
    let roles: TableRows
    let acts: TableRows
    let interference: TableRows
  }

  private let names: AccountNames
  private let source: AccountSource
  /// What the events come to.
  var analysis: AccountEvents
  private let roles: TableRowsWriter
  private let acts: TableRowsWriter
  private let interference: TableRowsWriter
  /// Accounts that were created or closed; the table of users adds what no event tells.
  let changes: SortedTableRows
  /// How many rows those are.
  var changeCount = 0
  /// Events that say a log was cleared or switched off, or a clock set.
  private(set) var interferenceCount: Int64 = 0
  /// Those of them that say a clock was set.
  private(set) var clockCount: Int64 = 0
  /// What privileged accounts did.
  let privileged: PrivilegedUse.Part
  private let showsPersons: Bool

  /// Nothing recorded yet; the rows will lie in `folder`.
  package init(
    _ names: AccountNames, source: AccountSource, zone: Zone, sorter: any RecordSorter, folder: String
  ) throws {
    (self.names, self.source) = (names, source)
    showsPersons = names.context.mask.level.showsPersons
    analysis = AccountEvents(
      users: names.context.users, hasTable: source.hasUsers, privileged: names.privileged, zone: zone, sorter: sorter)
    roles = try TableRowsWriter(in: folder)
    acts = try TableRowsWriter(in: folder)
    interference = try TableRowsWriter(in: folder)
    changes = SortedTableRows(in: folder)
    privileged = PrivilegedUse.Part(in: folder, areNamed: source.keeps(EventColumn.sessionID))
  }

  /// Records an event as it was judged.
  package func record(_ event: borrowing SecurityEvent, _ verdict: EventAnalysis.Verdict) throws {
    try analysis.observe(event, verdict)
    guard case .counted(let instant) = verdict else { return }
    if event.type.tampersWithRecords { interferenceCount += 1 }
    if event.type == .clockChanged { clockCount += 1 }
    if event.type.changesAccount, event.targetID ?? event.userKey != nil { changeCount += 1 }
    guard showsPersons else { return }
    if event.type.changesRole { try list(role: event, at: instant) }
    if event.type.changesAccount { try list(change: event, at: instant) }
    if event.type.tampersWithRecords {
      try list(event, at: instant, in: interference)
    }
    if let doer = event.doer, event.isAct, names.privileged.contains(doer) {
      try list(event, at: instant, in: acts)
      try privileged.append(act: instant, of: doer, in: event.sessionID)
    }
  }

  /// The rows; nothing may be recorded any more.
  func finish() throws -> Rows {
    Rows(roles: try roles.finish(), acts: try acts.finish(), interference: try interference.finish())
  }

  private func list(role event: borrowing SecurityEvent, at instant: Instant) throws {
    let change = ListedRoleChange(
      event: copy event, instant: instant, number: Int64(roles.count + 1), context: names.context)
    let row = RoleHistoryRow(change: change, names: names, source: source)
    try roles.append { cells in RoleHistoryListing.table.fill(&cells, row) }
  }

  private func list(change event: borrowing SecurityEvent, at instant: Instant) throws {
    guard let account = event.targetID ?? event.userKey else { return }
    let isOfAnother = event.targetID != nil && event.targetID != event.userKey
    let row = AccountChangeRow(
      moment: instant, account: account, shown: account == event.userKey ? event.userName : nil,
      actor: event.actorID ?? (isOfAnother ? event.userKey : nil), code: event.type.rawValue,
      title: names.context.words.name(event.type), isFromTable: false, names: names)
    try changes.append(descending: ~instant.microseconds, order: [event.id]) { cells in
      AccountListing.changes.fill(&cells, row)
    }
  }

  private func list(_ event: borrowing SecurityEvent, at instant: Instant, in rows: TableRowsWriter) throws {
    let row = AccountEventRow(event: copy event, instant: instant, number: Int64(rows.count + 1), names: names)
    try rows.append { cells in AccountListing.acts.fill(&cells, row) }
  }
}
