import Analysis
import Model
import Records

/// What was found of a source's accounts and their roles.
package struct AccountRows {
  /// How persons are shown.
  let names: AccountNames
  /// What the source can say at all.
  let source: AccountSource
  /// One row a change of a role, in order of time.
  let roles: TableRows
  /// One row an account that was created, enabled, closed or deleted, in order of time.
  let changes: TableRows
  /// One row a session of a privileged account, in order of begin.
  let sessions: TableRows
  /// One row an act of a privileged account, in order of time.
  let acts: TableRows
  /// One row an account without owner and reason.
  let ownerless: TableRows
  /// One row an account that nobody used.
  let unused: TableRows
  /// One row an account that several people may use.
  let shared: TableRows
  /// One row an event that says a log was cleared or switched off, or a clock set.
  let interference: TableRows
  /// The roles at the end against those at the begin.
  let matrix: RoleMatrix
  /// How many accounts of the table people and programs use, and how many of these are privileged.
  let kinds: [KindCount]
  /// What events since the period's end say; the matrix is counted back with it, and nothing else.
  let later: LaterRoleChanges
  /// The roles of the server that rows are read from.
  let database: DatabaseAccounts
  /// Changes of roles.
  let roleCounts: AccountEvents.RoleCounts
  /// The same by local day.
  let roleDays: [CivilDate: AccountEvents.RoleCounts]
  /// Privileged accounts with acts, most first.
  let actsByAccount: [(account: Identifier, acts: Int64)]
  /// The numbers that the document states.
  let counts: Counts
  /// Since when it can be told which accounts nobody used; nil where it cannot.
  let unusedSince: Instant?

  /// The accounts of a kind; those of none are the ones of which the source does not say.
  struct KindCount: Sendable, Equatable {
    let kind: AccountKind?
    var accounts: Int64 = 0
    var privileged: Int64 = 0
  }

  /// The numbers that a document states.
  struct Counts: Sendable {
    var accounts: Int64 = 0
    var privileged: Int64 = 0
    var changes: Int64 = 0
    var sessions: Int64 = 0
    var acts: Int64 = 0
    var ownerless: Int64 = 0
    var unused: Int64 = 0
    var shared: Int64 = 0
    /// Events of interference with logs or a clock.
    var interference: Int64 = 0
    /// Those of them that say a clock was set.
    var clockChanges: Int64 = 0
  }

  /// How many changes of roles were recorded: what the report counts.
  package var count: Int { Int(roleCounts.all) }

  /// Whole days up to a moment that were looked at for that; nil where it cannot be told.
  func unusedDays(until end: Instant) -> Int64? {
    unusedSince.map { max(0, end.microseconds - $0.microseconds) / microsecondsPerDay }
  }

  /// Whether the source keeps no history of roles, as far as is known.
  var lacksRoleHistory: Bool {
    roleCounts.all == 0 && later.count == 0 && !(source.hasEvents && source.mapsRoles)
  }

  /// Whether the source keeps no word of who approved.
  var lacksApprovals: Bool {
    !source.keeps(.approvedBy) && !source.keeps(.requestNumber) && source.approvedChanges.isEmpty
  }
}
