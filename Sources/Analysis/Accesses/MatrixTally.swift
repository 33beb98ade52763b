public import Model

/// Counts the events of a period by what they accessed, to be held against a matrix when all are read: whose role was changed
/// within the period is known only then.
///
/// Memory: accounts whose role was changed, types of events, and a bounded number of keys.
public struct MatrixTally {
  /// The matrix; nil where none is configured.
  public let matrix: AccessMatrix?
  /// Events that name an object.
  public private(set) var named: Int64 = 0
  /// Events that name none.
  public private(set) var unnamed: Int64 = 0
  /// The roles of accounts.
  public private(set) var roles: AccountRoles
  /// The types of the events that were counted, by their names.
  public private(set) var kinds: [Identifier: EventKind] = [:]
  /// Accesses to objects that the matrix does not know.
  private var unknown: GroupedSums<Identifier, AccessSums>
  private var known: GroupedSums<AccessKey, AccessSums>

  /// Nothing counted yet; the sorters take keys that do not fit into memory.
  public init(_ matrix: AccessMatrix?, roles: AccountRoles, makeSorter: () throws -> any RecordSorter) rethrows {
    (self.matrix, self.roles) = (matrix, roles)
    unknown = GroupedSums(sorter: try makeSorter())
    known = GroupedSums(sorter: try makeSorter())
  }

  /// The role that an event states for its doer; that of a change of role is another's.
  public static func statedRole(of event: borrowing SecurityEvent) -> Identifier? {
    event.type.changesRole || event.type.changesAccount ? nil : event.role.map { Identifier($0) }
  }

  /// Counts an event of the period.
  public mutating func add(_ event: borrowing SecurityEvent, at instant: Instant) throws {
    if event.type.changesRole, let account = event.targetID ?? event.userKey { roles.changed.insert(account) }
    guard let object = event.object.map({ Identifier($0) }) else {
      unnamed += 1
      return
    }
    named += 1
    guard let matrix else { return }
    let sums = AccessSums(event, at: instant)
    guard matrix.objects.contains(object) else { return try unknown.add(sums, to: object) }
    let (account, act) = (event.doer, Identifier(event.kind.name))
    if kinds[act] == nil { kinds[act] = event.kind }
    let stated = roles.isInTable(account) ? nil : Self.statedRole(of: event)
    try known.add(
      sums, to: AccessKey(account: account ?? "", stated: stated ?? "", object: object, act: act))
  }

  /// What the matrix says of everything that was counted, once; nil without a matrix.
  ///
  /// `eachDeviation` is lent what deviates, account by account, `eachUnknown` the objects that it does not know.
  public mutating func summary(
    eachDeviation: (_ key: AccessKey, _ role: Identifier, AccessSums) throws -> Void,
    eachUnknown: (_ object: Identifier, AccessSums) throws -> Void
  ) throws -> MatrixSummary? {
    guard let matrix else { return nil }
    var summary = MatrixSummary()
    try unknown.forEach { object, sums in
      summary.doubts[.objectUnknown, default: 0] += sums.total
      try eachUnknown(object, sums)
    }
    var account: Identifier?
    let roles = roles
    try known.forEach { key, sums in
      if key.account != account { summary.begin(isSomebody: !key.account.isEmpty) }
      account = key.account
      let role = roles.role(
        of: key.account.isEmpty ? nil : key.account, stated: key.stated.isEmpty ? nil : key.stated)
      let verdict = matrix.verdict(role, object: key.object, act: key.act)
      summary.add(key, role, sums, verdict, isPersonal: matrix.categories[key.object] != nil)
      if verdict == .deviates, case .held(let role) = role { try eachDeviation(key, role, sums) }
    }
    summary.begin(isSomebody: false)
    return summary
  }
}
