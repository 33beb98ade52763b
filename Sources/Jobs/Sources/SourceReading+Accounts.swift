import Analysis
import Intake
import Messages
import Model
import Reports

/// What is read for a report on accounts beside the rows of the period, in the same snapshot.
extension SourceReading {
  /// Reads the changes of roles since the period's end and the server's roles, and draws everything together, where a report speaks of
  /// accounts.
  func readBeside(
    _ accounts: AccountReading?, _ relations: Relations, on own: borrowing SourceConnection,
    _ other: borrowing EventsConnection, _ observations: inout Observations
  ) throws {
    guard let accounts, observations.hasWholeRows else { return }
    var later: LaterRoleChanges?
    try separately(.accounts, on: own, other, &observations) { later = try laterRoles(accounts, relations, $1, &$0) }
    guard let later else { return }
    let roles = try databaseRoles(observations, on: own)
    observations.accounts = try accounts.finish(
      later: later,
      database: DatabaseAccounts(
        roles: roles?.roles, tables: roles?.tables ?? 0, own: ownRoles(own.snapshot.role),
        otherServers: observations.otherServers.names, readsEventsElsewhere: order.source.eventsAddress != nil))
  }

  /// Up to whatever the snapshot shows: what it has of later moments than now the table of users has as well.
  private func laterRoles(
    _ accounts: AccountReading, _ relations: Relations, _ connection: borrowing SourceConnection,
    _ observations: inout Observations
  ) throws -> LaterRoleChanges {
    var later = LaterRoleChanges()
    let zone = order.source.zone ?? invocation.configuration.zone.name
    let window = Window(from: accounts.scope.to, to: .never, zone: zone)
    guard relations.events != nil, accounts.hasRoles,
      let relation = try PreparedRelation(.events, of: system, window: window, on: connection)
    else { return later }
    try lookAtFurtherPlan(of: relation, connection, &observations)
    var reader = EventReader(relation, of: system)
    let users = observations.rowContext.users
    try reader.forEach(of: LaterRoleChanges.types, from: window.from, on: connection, in: folder) {
      later.observe($0, from: window.from, users: users)
    }
    return later
  }

  /// The server's roles; nil where it does not show them, which takes nothing from what rows say.
  private func databaseRoles(
    _ observations: Observations, on connection: borrowing SourceConnection
  ) throws -> DatabaseRoles? {
    do {
      return try connection.attempt { try DatabaseRoles(about: observations.tables, on: connection) }
    } catch  where SourceConnection.survives(error) {
      let unread = Message(
        tr: "\(order.source.name): sunucunun rolleri okunamadı; belge bunu söyler.",
        en: "\(order.source.name): the server's roles could not be read; the document says so.")
      invocation.warn(unread + Failure(error).message)
      return nil
    }
  }

  /// The roles that the configuration has the program connect with.
  private func ownRoles(_ reader: String) -> [(role: String, use: DatabaseAccounts.Use)] {
    let others: [(String?, DatabaseAccounts.Use)] = [
      (order.source.retention?.disposer?.user, .disposer), (order.source.backupHistory?.address?.user, .history),
    ]
    return [(reader, .reader)] + others.compactMap { role, use in role.map { ($0, use) } }
  }
}
