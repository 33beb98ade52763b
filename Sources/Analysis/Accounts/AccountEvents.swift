public import Model

/// Observes security events in order of time for what they say of accounts and their roles.
///
/// Memory: what is known of each account of the users' table, a day's counts, and a bounded number of other keys.
public struct AccountEvents {
  /// What the period's changes of role say of an account.
  public struct RoleSpan: Sendable, Equatable {
    /// The role before the first change; nil where the source does not say.
    public var before: String?
    /// The role that the last change left; nil where it took one away.
    public var after: String?
    /// The role that the last change took away, where it left none.
    public var taken: String?

    /// A span from its parts.
    public init(before: String?, after: String? = nil, taken: String? = nil) {
      (self.before, self.after, self.taken) = (before, after, taken)
    }
  }

  /// How many changes of role of each kind.
  public struct RoleCounts: Sendable, Equatable {
    /// Roles given.
    public var granted: Int64 = 0
    /// Roles taken away.
    public var revoked: Int64 = 0
    /// Roles changed for others.
    public var changed: Int64 = 0
    /// All of them.
    public var all: Int64 { granted + revoked + changed }

    /// None.
    public init() {}

    /// Adds an event, where it is one.
    mutating func add(_ type: EventType) {
      switch type {
      case .roleGranted: granted += 1
      case .roleRevoked: revoked += 1
      case .roleChanged: changed += 1
      default: break
      }
    }
  }

  /// The changes of role of the period.
  public private(set) var roleCounts = RoleCounts()
  /// The same by local day.
  public private(set) var roleDays: [CivilDate: RoleCounts] = [:]
  /// By account of the users' table, those of which a role was changed.
  public private(set) var roleSpans: [Identifier: RoleSpan] = [:]
  /// Accounts of the users' table that an event of the period tells were created.
  public private(set) var created: Set<Identifier> = []
  /// Accounts of the users' table that an event of the period tells were closed.
  public private(set) var closed: Set<Identifier> = []
  /// By account of the users' table, its latest successful sign-in or other act of all that were read.
  public private(set) var lastActs: [Identifier: Instant] = [:]
  /// Acts of privileged accounts, by account.
  public private(set) var acts: [Identifier: Int64] = [:]
  /// The first successful sign-in that was read, of anybody.
  public private(set) var firstSignIn: Instant?
  /// Events of the period by user key, of keys the users' table does not have.
  public var unlisted: GroupedCounts<Identifier>

  private let users: [Identifier: User]
  private let hasTable: Bool
  private let privileged: PrivilegedAccounts
  private let zone: Zone

  /// Nothing observed yet; `sorter` takes keys that do not fit into memory.
  public init(
    users: [Identifier: User], hasTable: Bool, privileged: PrivilegedAccounts, zone: Zone, sorter: any RecordSorter
  ) {
    (self.users, self.hasTable, self.privileged, self.zone) = (users, hasTable, privileged, zone)
    unlisted = GroupedCounts(sorter: sorter)
  }

  /// Observes an event as it was judged.
  public mutating func observe(_ event: borrowing SecurityEvent, _ verdict: EventAnalysis.Verdict) throws {
    guard let instant = verdict.countableAt(event) else { return }
    let doer = event.doer
    if event.type == .loginSuccess { firstSignIn = min(firstSignIn ?? instant, instant) }
    if let doer, users[doer] != nil, event.type == .loginSuccess || event.isAct {
      lastActs[doer] = max(lastActs[doer] ?? instant, instant)
    }
    guard case .counted = verdict else { return }
    if event.type.changesRole { noteRole(event, at: instant) }
    let account = event.targetID ?? event.userKey
    if let account, users[account] != nil {
      if event.type == .userCreated { created.insert(account) }
      if event.type == .userDisabled || event.type == .userDeleted { closed.insert(account) }
    }
    if let doer, privileged.contains(doer), event.isAct { acts[doer, default: 0] += 1 }
    // A name that was tried and that nobody has is no account.
    if let user = event.userKey, hasTable, users[user] == nil, user.triedName == nil, event.type != .loginFailed {
      try unlisted.add(EventCounts(event, at: instant), to: user)
    }
  }

  private mutating func noteRole(_ event: borrowing SecurityEvent, at instant: Instant) {
    roleCounts.add(event.type)
    roleDays[zone.localTime(at: instant).date, default: RoleCounts()].add(event.type)
    guard let account = event.targetID ?? event.userKey, users[account] != nil else { return }
    var span = roleSpans[account] ?? RoleSpan(before: event.roleBefore)
    span.after = event.type == .roleRevoked ? nil : event.role
    span.taken = event.type == .roleRevoked ? event.role ?? event.previousRole : nil
    roleSpans[account] = span
  }
}

extension EventType {
  /// Whether an event of the type changes somebody's role.
  public var changesRole: Bool { self == .roleGranted || self == .roleRevoked || self == .roleChanged }

  /// Whether an event of the type changes an account as a whole.
  public var changesAccount: Bool {
    switch self {
    case .userCreated, .userEnabled, .userDisabled, .userDeleted: true
    default: false
    }
  }

  /// Whether an event of the type says that a log was cleared or switched off, or a clock set: what records are trusted for.
  public var tampersWithRecords: Bool { tampersWithLog || self == .clockChanged }

  /// Whether an event of the type says that a log was cleared or switched off.
  public var tampersWithLog: Bool { self == .logCleared || self == .auditDisabled }
}

extension SecurityEvent {
  /// Who did it: whom the event names as acting, else its user; nobody knows of a change to the user alone.
  public var doer: Identifier? {
    let isOfUser = targetID == nil || targetID == userKey
    return actorID ?? (isOfUser && (type.changesRole || type.changesAccount) ? nil : userKey)
  }

  /// Whether it is something that was done, and not a sign-in, its failure, or a session's own begin, renewal or end.
  public var isAct: Bool {
    switch type {
    case .loginSuccess, .loginFailed, .logout, .sessionStart, .sessionEnd, .tokenRefresh, .reauthentication,
      .mfaSuccess,
      .mfaDenied, .mfaTimeout, .rateLimited, .accountLocked:
      false
    default: true
    }
  }
}
