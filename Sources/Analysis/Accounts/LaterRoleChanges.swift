public import Model

/// What events between a period's end and the reading of the table of users say: the table is counted back with it.
///
/// Nothing of it is of the period: it enters no figure, no total and no rule. Memory: what is known of an account of the table.
public struct LaterRoleChanges: Sendable {
  /// The types that are read: a change of a role, and an account that is new.
  public static let types: Set<EventType> = [.roleGranted, .roleRevoked, .roleChanged, .userCreated]

  /// By account of the table, the role before its first change after the end; nil where the source does not say.
  public private(set) var rolesBefore: [Identifier: String?] = [:]
  /// Accounts of the table that an event after the end tells were created.
  public private(set) var created: Set<Identifier> = []
  /// How many changes of a role were read, those of accounts that the table does not have among them.
  public private(set) var count: Int64 = 0

  /// None.
  public init() {}

  /// How many accounts are counted back, and of how many the role before is not known.
  public var accounts: (all: Int64, unknown: Int64) {
    (Int64(rolesBefore.count), Int64(rolesBefore.values.count { $0 == nil }))
  }

  /// Observes an event; they come in order of time, and those before `end` are none of it.
  public mutating func observe(_ event: borrowing SecurityEvent, from end: Instant, users: [Identifier: User]) {
    if case .exactCopy = event.identity { return }
    guard let instant = event.occurredAt, instant >= end, instant.isMeaningful, Self.types.contains(event.type) else {
      return
    }
    if event.type.changesRole { count += 1 }
    guard let account = event.targetID ?? event.userKey, users[account] != nil else { return }
    if event.type == .userCreated { created.insert(account) }
    if event.type.changesRole, rolesBefore[account] == nil {
      rolesBefore[account] = .some(event.hasItsOwnIdentifier ? event.roleBefore : nil)
    }
  }
}

extension SecurityEvent {
  /// The role that a change ended: of one taken away that one; nil where the source does not say.
  var roleBefore: String? { type == .roleRevoked ? previousRole ?? role : previousRole }

  /// Whether what the row says can be relied on: another one of the same identifier may say something else.
  fileprivate var hasItsOwnIdentifier: Bool {
    switch identity {
    case .only, .first: !id.isEmpty
    case .exactCopy, .differs, .unreadable: false
    }
  }
}
