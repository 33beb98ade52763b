import Analysis
import Files
import Intake
import Model
import Reports

/// Has sessions and events observed for what they say of accounts and their roles, as they are read.
struct AccountReading {
  let sessions: AccountSessionRecorder
  let events: AccountEventRecorder
  private let names: AccountNames
  private let source: AccountSource
  /// The time that the report counts in.
  let scope: Scope
  private let folder: String

  private static let roleTypes: Set<EventType> = [.roleGranted, .roleRevoked, .roleChanged]
  private static let logTypes: Set<EventType> = [.logCleared, .auditDisabled]
  private static let clockTypes: Set<EventType> = [.clockChanged]

  /// Nothing observed yet; the rows will lie in `folder`.
  init(
    _ reading: SourceReading, _ observations: SourceReading.Observations, _ relations: SourceReading.Relations,
    users: (users: [Identifier: User], columns: Set<SourceColumn>), lists: RuleLists, digests: DocumentDigests,
    folder: String
  ) throws {
    let (order, invocation, system) = (reading.order, reading.invocation, reading.system)
    let context = observations.rowContext
    let columns = relations.columns.union(users.columns)
    names = AccountNames(
      context, clear: context.masked(by: digests.mask(.M0)),
      privileged: PrivilegedAccounts(users: users.users, lists: lists, columns: columns))
    let mapped = Set(system.events.values.map(\.kind.type))
    source = AccountSource(
      columns: columns, hasUsers: !users.columns.isEmpty, hasSessions: relations.sessions != nil,
      hasEvents: relations.events != nil, mapsRoles: !mapped.isDisjoint(with: Self.roleTypes),
      mapsLogActs: !mapped.isDisjoint(with: Self.logTypes), mapsClock: !mapped.isDisjoint(with: Self.clockTypes),
      losesSessions: system.deletesSessions && observations.history == nil,
      readFrom: order.period.from.advanced(by: -reading.lookback), approvedChanges: lists.approvedChanges,
      sharedAccounts: UserSelection(lists.sharedAccounts, users: users.users).keys)
    scope = Scope(period: order.period, asOf: invocation.asOf, zone: invocation.configuration.zone)
    self.folder = folder
    sessions = AccountSessionRecorder(names, source: source, trusted: lists.trustedEgress, folder: folder)
    events = try AccountEventRecorder(
      names, source: source, zone: invocation.configuration.zone, sorter: SortedSpool(in: folder), folder: folder)
  }

  /// Whether the table of users says anything that a matrix of roles can be made of.
  var hasRoles: Bool {
    source.hasUsers && !source.columns.isDisjoint(with: [.user(.role), .user(.isPrivileged)])
  }

  /// What was found, when all rows were read, and what came after the period.
  func finish(later: LaterRoleChanges, database: DatabaseAccounts) throws -> AccountRows {
    var conclusion = AccountConclusion(names, source: source, scope: scope, folder: folder)
    return try conclusion.rows(sessions, events, later: later, database: database)
  }
}
