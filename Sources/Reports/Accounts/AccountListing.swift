import Analysis
import Documents
import Messages
import Model
import Records

/// An event of or about an account, as the tables of a report on accounts list it.
struct AccountEventRow {
  let event: SecurityEvent
  let instant: Instant
  let number: Int64
  let names: AccountNames

  fileprivate var context: RowContext { names.context }

  /// What the event is, as the source's own types and the program's are called.
  fileprivate var typeName: String {
    event.ownType.map { $0.title[context.language] } ?? context.words.name(event.type)
  }

  fileprivate var typeCode: String { event.ownType?.name ?? event.type.rawValue }

  fileprivate func person(_ user: Identifier?) -> Cell {
    names.name(user, shown: user == event.userKey ? event.userName : nil)
  }

  /// Whom it was done to, where that is somebody else than who did it.
  fileprivate var target: Identifier? {
    event.targetID ?? (event.userKey != event.doer ? event.userKey : nil)
  }
}

/// A change of an account as a whole: what an event tells, or the table of users alone.
struct AccountChangeRow {
  let moment: Instant
  let account: Identifier
  let shown: String?
  let actor: Identifier?
  /// The type of the event, or `created_at` and `disabled_at` of the table.
  let code: String
  let title: String
  let isFromTable: Bool
  let names: AccountNames
}

/// The tables of a report on accounts; the rows' numbers come before where they are sorted.
enum AccountListing {
  /// What privileged accounts did.
  static let acts = TableColumns<AccountEventRow>([
    .init(.rowNumber, .integer, 7, for: .readers) { .integer($0.number) },
    .init(.occurredAt, .moment, 19) { $0.context.moment($0.instant) },
    .init(.eventID, .text, 10, for: .readersWithRoomAndPrograms) { .text($0.context.mask.rowKey($0.event.id.text)) },
    .init(.actorID, .text, 10, for: .readersWithRoomAndPrograms) { $0.names.key($0.event.doer) },
    .init(.actorName, .text, 20) { row in row.person(row.event.doer) },
    .init(.eventType, .text, 24, for: .readers) { .text($0.typeName) },
    .init(machine: "event_type", .text) { .text($0.typeCode) },
    .init(.rawType, .text, 18, for: .readersWithRoomAndPrograms) { .text($0.event.rawType) },
    .init(.severity, .severity, 10) { .severity($0.event.severity) },
    .init(.targetID, .text, 10, for: .readersWithRoomAndPrograms) { $0.names.key($0.target) },
    .init(.targetName, .text, 20) { row in row.person(row.target) },
    .init(.role, .text, 14) { $0.context.text($0.event.role) },
    .init(.sessionID, .text, 12, from: .event(.sessionID)) { row in
      row.event.sessionID.map { .text(row.context.mask.sessionID($0.text)) } ?? .empty
    },
    .init(.address, .text, 17, from: .event(.address)) { $0.context.address($0.event.address) },
  ])

  /// Events that say a log was cleared or switched off, or a clock set.
  static let interference = acts

  /// Accounts that were created, enabled, closed or deleted.
  static let changes = TableColumns<AccountChangeRow>([
    .init(.occurredAt, .moment, 19) { $0.names.context.moment($0.moment) },
    .init(.accountChange, .text, 24, for: .readers) { .text($0.title) },
    .init(machine: "account_change", .text) { .text($0.code) },
    .init(.userKey, .text, 12, for: .readersWithRoomAndPrograms) { $0.names.key($0.account) },
    .init(.userName, .text, 24) { $0.names.name($0.account, shown: $0.shown) },
    .init(.role, .text, 16, for: .readersWithRoomAndPrograms) { $0.names.context.role($0.account) },
    .init(.actorID, .text, 12, for: .readersWithRoomAndPrograms) { $0.names.key($0.actor) },
    .init(.actorName, .text, 24) { $0.names.name($0.actor) },
    .init(.knownFrom, .text, 18, for: .readers) { row in
      .text(row.names.context.words[row.isFromTable ? .fromTable : .fromEvents])
    },
    .init(machine: "known_from", .text) { .text($0.isFromTable ? "users" : "events") },
  ])

  /// Sessions of privileged accounts.
  static let sessions = TableColumns<PrivilegedSessionRow>([
    .init(.sessionID, .text, 12) { .text($0.names.context.mask.sessionID($0.id.text)) },
    .init(.userKey, .text, 10, for: .readersWithRoomAndPrograms) { $0.names.key($0.account) },
    .init(.userName, .text, 20) { $0.names.name($0.account) },
    .init(.role, .text, 16) { $0.names.context.role($0.account) },
    .init(.accountKind, .text, 11, for: .readers, from: .user(.accountKind)) { $0.names.kind($0.account) },
    .init(machine: "account_kind", .text) { $0.names.kindCode($0.account) },
    .init(.startedAt, .moment, 19) { $0.names.context.moment($0.start) },
    .init(.endedAt, .moment, 19) { $0.names.context.moment($0.shownEnd) },
    .init(.duration, .duration, 11) { .duration($0.length) },
    .init(.endBasis, .text, 18, for: .readers) { .text($0.names.context.words.name($0.basis)) },
    .init(machine: "end_basis", .text) { .text($0.basis.rawValue) },
    .init(.address, .text, 17, from: .session(.address)) { $0.names.context.address($0.address) },
    .init(.sessionActs, .integer, 9, hasBar: true) { .integer($0.acts) },
  ])

  /// Accounts without owner.
  static let ownerless = TableColumns<OwnerlessRow>([
    .init(.userKey, .text, 14, for: .readersWithRoomAndPrograms) { $0.names.key($0.account) },
    .init(.userName, .text, 24) { $0.names.name($0.account) },
    .init(.role, .text, 16) { $0.names.context.role($0.account) },
    .init(.accountKind, .text, 11, for: .readers, from: .user(.accountKind)) { $0.names.kind($0.account) },
    .init(machine: "account_kind", .text) { $0.names.kindCode($0.account) },
    .init(.accountState, .text, 30, for: .readers) { .text($0.names.context.words[$0.state.title]) },
    .init(machine: "account_state", .text) { .text($0.state.rawValue) },
    .init(.closedAt, .moment, 19) { $0.names.context.moment($0.closedAt) },
    .init(.rowsFound, .integer, 10) { $0.span.count > 0 ? .integer($0.span.count) : .empty },
    .init(.first, .moment, 19) { $0.names.context.moment($0.span.first) },
    .init(.last, .moment, 19) { $0.names.context.moment($0.span.last) },
  ])

  /// Accounts that nobody used.
  static let unused = TableColumns<AccountRow>([
    .init(.userKey, .text, 14, for: .readersWithRoomAndPrograms) { $0.names.key($0.user.key) },
    .init(.userName, .text, 28) { $0.names.name($0.user.key) },
    .init(.role, .text, 20) { $0.names.context.text($0.user.role) },
    .init(.accountKind, .text, 11, for: .readers, from: .user(.accountKind)) { $0.names.kind($0.user.key) },
    .init(machine: "account_kind", .text) { $0.names.kindCode($0.user.key) },
    .init(.privileged, .text, 14, for: .readers) { row in
      .text(row.names.context.words[row.names.privileged.contains(row.user.key) ? .yes : .no])
    },
    .init(machine: "privileged", .text) { .text($0.names.privileged.contains($0.user.key) ? "yes" : "no") },
    .init(.createdAt, .moment, 19) { $0.names.context.moment($0.user.createdAt) },
  ])

  /// Accounts that several people may use.
  static let shared = TableColumns<SharedRow>([
    .init(.userKey, .text, 14, for: .readersWithRoomAndPrograms) { $0.names.key($0.account) },
    .init(.userName, .text, 24) { $0.names.name($0.account) },
    .init(.role, .text, 16) { $0.names.context.role($0.account) },
    .init(.accountKind, .text, 11, for: .readers, from: .user(.accountKind)) { $0.names.kind($0.account) },
    .init(machine: "account_kind", .text) { $0.names.kindCode($0.account) },
    .init(.overlaps, .integer, 12) { .integer($0.pairs.count) },
    .init(.longestOverlap, .duration, 14) { $0.pairs.count > 0 ? .duration($0.pairs.longest) : .empty },
    .init(.networks, .integer, 9) { .integer(Int64($0.pairs.networks.count)) },
    .init(.first, .moment, 19) { $0.names.context.moment($0.pairs.first) },
    .init(.last, .moment, 19) { $0.names.context.moment($0.pairs.last) },
    .init(.declaredShared, .text, 14, for: .readers) { row in
      .text(row.names.context.words[row.isDeclared ? .yes : .no])
    },
    .init(machine: "declared_shared", .text) { .text($0.isDeclared ? "yes" : "no") },
  ])
}

/// A session of a privileged account.
struct PrivilegedSessionRow {
  let id: Identifier
  let account: Identifier
  let start: Instant
  let end: Instant
  let basis: EndBasis
  let length: Int64
  let address: NetworkAddress?
  let acts: Int64
  let names: AccountNames

  /// None where it still runs, or nothing is known of its end.
  fileprivate var shownEnd: Instant? { basis == .asOf || basis == .none ? nil : end }
}

/// An account without owner.
struct OwnerlessRow {
  /// Why it is listed.
  enum State: String {
    case closedUsed = "closed_used"
    case closedPrivileged = "closed_privileged"
    case unlistedSessions = "unlisted_sessions"
    case unlistedEvents = "unlisted_events"

    fileprivate var title: AccountWordKey {
      switch self {
      case .closedUsed: .stateClosedUsed
      case .closedPrivileged: .stateClosedPrivileged
      case .unlistedSessions: .stateUnlistedSessions
      case .unlistedEvents: .stateUnlistedEvents
      }
    }
  }

  let account: Identifier
  let state: State
  var closedAt: Instant?
  let span: AccountSessions.Span
  let names: AccountNames
}

/// An account of the users' table.
struct AccountRow {
  let user: User
  let names: AccountNames
}

/// An account that several people may use.
struct SharedRow {
  let account: Identifier
  let pairs: SharedUse.Pairs
  let isDeclared: Bool
  let names: AccountNames
}
