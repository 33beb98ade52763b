import Analysis
import Model

@testable import Reports

extension SectionTrial {
  /// What is found of the accounts of a source with a table of users and neither sessions nor events of the period.
  static func accounts(
    _ context: RowContext, period: Period, asOf: Instant, in folder: String
  ) throws -> AccountRows {
    let columns = Set(SourceColumn.all)
    let source = AccountSource(
      columns: columns, hasUsers: true, hasSessions: true, hasEvents: true, mapsRoles: true, mapsLogActs: true,
      mapsClock: true, losesSessions: false, readFrom: period.from, approvedChanges: [], sharedAccounts: [])
    let names = AccountNames(
      context, clear: context,
      privileged: PrivilegedAccounts(users: context.users, lists: RuleLists(), columns: columns))
    var conclusion = AccountConclusion(
      names, source: source, scope: Scope(period: period, asOf: asOf, zone: .utc), folder: folder)
    return try conclusion.rows(
      AccountSessionRecorder(names, source: source, trusted: [], folder: folder),
      AccountEventRecorder(names, source: source, zone: .utc, sorter: RecordList(), folder: folder),
      later: LaterRoleChanges(),
      database: DatabaseAccounts(
        roles: [], tables: 1, own: [("reader", .reader)], otherServers: [], readsEventsElsewhere: false))
  }

  /// What is drawn of a source that has sessions and events, none of them in the period.
  static func accesses(_ context: RowContext, period: Period, in folder: String) throws -> AccessRows {
    let seed = AccessSeed("1:0", written: period.to) { $0 }
    let hours = WorkingHours()
    return try AccessRows(
      SessionAccessRecorder(context, seed: seed, period: period, hours: hours, sorter: RecordList()),
      EventAccessRecorder(
        context, seed: seed, hours: hours,
        matrix: MatrixTally(nil, roles: AccountRoles(users: [:], hasTable: true)) { RecordList() },
        sorter: RecordList(), folder: folder), context, seed: seed,
      hours: hours, rule: .same, mapsExports: true, namesObjects: true, folder: folder)
  }
}
