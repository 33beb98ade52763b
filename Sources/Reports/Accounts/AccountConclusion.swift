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
  /// From when on rows tell who used an account; nil where they do not.
  private var usedSince: Instant?

  /// A conclusion about the accounts of a scope; its rows will lie in `folder`.
  package init(_ names: AccountNames, source: AccountSource, scope: Scope, folder: String) {
    (self.names, self.source, self.scope, self.folder) = (names, source, scope, folder)
  }

  private var users: [Identifier: User] { names.context.users }
  private var showsPersons: Bool { names.context.mask.level.showsPersons }

  /// The rows of a report on accounts, with what came after the period and what the server says of its roles.
  package mutating func rows(
    _ sessions: AccountSessionRecorder, _ events: AccountEventRecorder, later: LaterRoleChanges,
    database: DatabaseAccounts
  ) throws -> AccountRows {
    let (uses, unlisted) = try sessions.finish()
    usedSince = toldSince(sessions, events.analysis)
    let ownerless = try ownerless(uses, unlisted, events)
    let unused = try unused(uses, events.analysis)
    let shared = try shared(uses)
    let changes = try changes(events)
    let privileged = try privileged(sessions.privileged, events.privileged)
    let rows = try events.finish()
    counts.accounts = Int64(users.count)
    counts.privileged = Int64(names.privileged.keys.count)
    counts.acts = events.analysis.acts.values.reduce(0, +)
    (counts.interference, counts.clockChanges) = (events.interferenceCount, events.clockCount)
    let words = names.context.words
    let hasRoles = source.keeps(UserColumn.role)
    let matrix = RoleMatrix(
      users: users, spans: events.analysis.roleSpans, created: events.analysis.created, later: later, scope: scope,
      hasNames: hasRoles
    ) { user in
      hasRoles ? user.role : user.isPrivileged.map { words[$0 ? .rolePrivileged : .roleOrdinary] }
    }
    return AccountRows(
      names: names, source: source, roles: rows.roles, changes: changes, sessions: privileged, acts: rows.acts,
      ownerless: ownerless, unused: unused, shared: shared, interference: rows.interference, matrix: matrix,
      kinds: kinds(), later: later, database: database, roleCounts: events.analysis.roleCounts,
      roleDays: events.analysis.roleDays,
      actsByAccount: events.analysis.acts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { ($0.key, $0.value) },
      counts: counts, unusedSince: usedSince)
  }

  private func kinds() -> [AccountRows.KindCount] {
    let all: [AccountKind?] = AccountKind.allCases.map(Optional.some) + [nil]
    return all.map { kind in
      let keys = users.values.filter { $0.kind == kind }.map(\.key)
      return AccountRows.KindCount(
        kind: kind, accounts: Int64(keys.count), privileged: Int64(keys.count { names.privileged.contains($0) }))
    }
  }

  /// Sessions tell of use where they are kept, signing in where it is recorded: from the later begin of those that do.
  ///
  /// An older record of another kind says nothing of who used an account then.
  private func toldSince(_ sessions: AccountSessionRecorder, _ events: AccountEvents) -> Instant? {
    let kept = source.hasSessions && !source.losesSessions ? sessions.first : nil
    guard source.hasUsers, let first = [kept, events.firstSignIn].compactMap({ $0 }).max() else { return nil }
    return max(first, source.readFrom)
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
    counts.ownerless = Int64(found.count)
    for row in found { try list(row, order: 2, in: rows) }
    try events.analysis.unlisted.forEach { key, counts in
      var span = AccountSessions.Span()
      span.count = counts.total
      (span.first, span.last) = (Instant(microseconds: counts.first), Instant(microseconds: counts.last))
      try unlisted.add(key, span, in: .events)
    }
    // One that sessions and events have is one account, with a row for each.
    var latest: Identifier?
    try unlisted.forEach { key, span, place in
      if key != latest { counts.ownerless += 1 }
      latest = key
      let (state, order): (OwnerlessRow.State, Int64) =
        place == .sessions ? (.unlistedSessions, 1) : (.unlistedEvents, 0)
      try list(OwnerlessRow(account: key, state: state, span: span, names: names), order: order, in: rows)
    }
    return try rows.finish()
  }

  private func list(_ row: OwnerlessRow, order: Int64, in rows: SortedTableRows) throws {
    guard showsPersons else { return }
    try rows.append(descending: order, order: names.order(of: row.account)) { cells in
      AccountListing.ownerless.fill(&cells, row)
    }
  }

  private mutating func unused(
    _ uses: [Identifier: AccountSessions.Use], _ events: AccountEvents
  ) throws -> TableRows {
    let rows = SortedTableRows(in: folder)
    guard let usedSince else { return try rows.finish() }
    for (key, user) in users where !isClosed(user, by: scope.to) {
      if let act = events.lastActs[key], act >= usedSince { continue }
      if let use = uses[key], use.last >= usedSince { continue }
      if let created = user.createdAt, created.isMeaningful, created >= usedSince { continue }
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
    try PrivilegedUse.forEach(sessions: sessions, acts: acts) { account, found in
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
