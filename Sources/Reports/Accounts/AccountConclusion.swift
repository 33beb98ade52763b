package import Analysis
import Documents
import Model
import Records

/// Draws together what sessions, events and the table of users say of accounts, when all of them were read.
package struct AccountConclusion {
  private let names: AccountNames
  private let source: AccountSource
  private let scope: Scope
  private let folder: String
  private var counts = AccountRows.Counts()
  /// From when on rows tell who used an account; nil where none was read.
  private var toldSince: Instant?

  /// A conclusion about the accounts of a scope; its rows will lie in `folder`.
  package init(_ names: AccountNames, source: AccountSource, scope: Scope, folder: String) {
    (self.names, self.source, self.scope, self.folder) = (names, source, scope, folder)
  }

  private var users: [Identifier: User] { names.context.users }
  private var showsPersons: Bool { names.context.mask.level.showsPersons }

  /// The rows of a report on accounts.
  package mutating func rows(
    _ sessions: AccountSessionRecorder, _ events: AccountEventRecorder
  ) throws -> AccountRows {
    let (uses, unlisted) = try sessions.finish()
    let first = [sessions.first, events.analysis.first].compactMap { $0 }.min()
    toldSince = first.map { max($0, source.readFrom) }
    let ownerless = try ownerless(uses, unlisted, events)
    let unused = try unused(uses, events.analysis)
    let shared = try shared(uses)
    let changes = try changes(events)
    let privileged = try privileged(sessions.privileged, events.privileged)
    let rows = try events.finish()
    counts.accounts = Int64(users.count)
    counts.privileged = Int64(names.privileged.keys.count)
    counts.acts = events.analysis.acts.values.reduce(0, +)
    counts.interference = events.interferenceCount
    let words = names.context.words
    let hasRoles = source.keeps(UserColumn.role)
    let matrix = RoleMatrix(
      users: users, spans: events.analysis.roleSpans, scope: scope, comparesRoles: hasRoles
    ) { user in
      hasRoles ? user.role : user.isPrivileged.map { words[$0 ? .rolePrivileged : .roleOrdinary] }
    }
    return AccountRows(
      names: names, source: source, roles: rows.roles, changes: changes, sessions: privileged, acts: rows.acts,
      ownerless: ownerless, unused: unused, shared: shared, interference: rows.interference, matrix: matrix,
      roleCounts: events.analysis.roleCounts, roleDays: events.analysis.roleDays,
      actsByAccount: events.analysis.acts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { ($0.key, $0.value) },
      counts: counts, unusedSince: tellsUnused(events.analysis) ? toldSince : nil)
  }

  /// Sessions tell of use where they are kept, signing in where it is recorded.
  private func tellsUnused(_ events: AccountEvents) -> Bool {
    source.hasUsers && (events.hasSignIns || source.hasSessions && !source.losesSessions)
  }

  private func isClosed(_ user: User, by moment: Instant) -> Bool {
    user.disabledAt.map { $0.isMeaningful && $0 < moment } ?? false
  }

  private mutating func ownerless(
    _ uses: [Identifier: AccountSessions.Use], _ unlisted: UnlistedAccounts, _ events: AccountEventRecorder
  ) throws -> TableRows {
    let rows = SortedTableRows(in: folder)
    var found: [OwnerlessRow] = []
    for (key, user) in users where isClosed(user, by: scope.to) {
      if let span = uses[key]?.afterClosing, span.count > 0 {
        found.append(
          OwnerlessRow(account: key, state: .closedUsed, closedAt: user.disabledAt, span: span, names: names))
      } else if names.privileged.contains(key) {
        found.append(
          OwnerlessRow(
            account: key, state: .closedPrivileged, closedAt: user.disabledAt, span: .init(), names: names))
      }
    }
    for row in found { try list(row, order: 2, in: rows) }
    try unlisted.forEach { key, span in
      try list(OwnerlessRow(account: key, state: .unlistedSessions, span: span, names: names), order: 1, in: rows)
    }
    try events.analysis.unlisted.forEach { key, counts in
      var span = AccountSessions.Span()
      span.count = counts.total
      (span.first, span.last) = (Instant(microseconds: counts.first), Instant(microseconds: counts.last))
      try list(OwnerlessRow(account: key, state: .unlistedEvents, span: span, names: names), order: 0, in: rows)
    }
    return try rows.finish()
  }

  private mutating func list(_ row: OwnerlessRow, order: Int64, in rows: SortedTableRows) throws {
    counts.ownerless += 1
    guard showsPersons else { return }
    try rows.append(descending: order, order: names.order(of: row.account)) { cells in
      AccountListing.ownerless.fill(&cells, row)
    }
  }

  private mutating func unused(
    _ uses: [Identifier: AccountSessions.Use], _ events: AccountEvents
  ) throws -> TableRows {
    let rows = SortedTableRows(in: folder)
    guard tellsUnused(events), let toldSince else { return try rows.finish() }
    for (key, user) in users where !isClosed(user, by: scope.to) && !events.active.contains(key) {
      if let use = uses[key], use.last >= toldSince { continue }
      if let created = user.createdAt, created.isMeaningful, created >= toldSince { continue }
      counts.unused += 1
      guard showsPersons else { continue }
      let row = AccountRow(user: user, names: names)
      try rows.append(descending: names.privileged.contains(key) ? 1 : 0, order: names.order(of: key)) { cells in
        AccountListing.unused.fill(&cells, row)
      }
    }
    return try rows.finish()
  }

  private mutating func shared(_ uses: [Identifier: AccountSessions.Use]) throws -> TableRows {
    let rows = SortedTableRows(in: folder)
    let keys = Set(uses.filter { $0.value.pairs.count > 0 }.keys).union(source.sharedAccounts)
    for key in keys {
      counts.shared += 1
      guard showsPersons else { continue }
      let row = SharedRow(
        account: key, pairs: uses[key]?.pairs ?? .init(), isDeclared: source.sharedAccounts.contains(key), names: names)
      try rows.append(descending: row.pairs.count, order: names.order(of: key)) { cells in
        AccountListing.shared.fill(&cells, row)
      }
    }
    return try rows.finish()
  }

  /// What events tell, and what only the table of users does.
  private mutating func changes(_ events: AccountEventRecorder) throws -> TableRows {
    counts.changes = Int64(events.changeCount)
    let words = names.context.words
    for (key, user) in users {
      let known = [
        (user.createdAt, "created_at", words[.tableCreated], events.analysis.created),
        (user.disabledAt, "disabled_at", words[.tableClosed], events.analysis.closed),
      ]
      for (moment, code, title, told) in known {
        guard let moment, moment >= scope.from, moment < scope.to, !told.contains(key) else { continue }
        counts.changes += 1
        guard showsPersons else { continue }
        let row = AccountChangeRow(
          moment: moment, account: key, shown: nil, actor: nil, code: code, title: title, isFromTable: true,
          names: names)
        try events.changes.append(descending: ~moment.microseconds, order: [key]) { cells in
          AccountListing.changes.fill(&cells, row)
        }
      }
    }
    return try events.changes.finish()
  }

  private mutating func privileged(_ sessions: PrivilegedUse.Part, _ acts: PrivilegedUse.Part) throws -> TableRows {
    let rows = SortedTableRows(in: folder)
    let names = names
    var count: Int64 = 0
    try PrivilegedUse.forEach(sessions: sessions, acts: acts, areNamed: source.keeps(EventColumn.sessionID)) {
      account, found in
      count += 1
      let row = PrivilegedSessionRow(
        id: found.id, account: account, start: found.start, end: found.end, basis: found.basis, length: found.length,
        address: found.address, acts: found.acts, names: names)
      try rows.append(descending: ~found.start.microseconds, order: [found.id]) { cells in
        AccountListing.sessions.fill(&cells, row)
      }
    }
    counts.sessions = count
    return try rows.finish()
  }
}
