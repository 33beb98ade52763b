public import Model

/// A matrix of authority: which role may do what to which objects, as an administrator states it.
///
/// Roles and objects are the source's own words, compared by their bytes.
public struct AccessMatrix: Sendable {
  /// What one line of it allows.
  public struct Rule: Sendable {
    /// To whom.
    public let role: Identifier
    /// To do something to these.
    public let objects: Set<Identifier>
    /// The names of the types of events that are allowed; nil allows all.
    public let acts: Set<Identifier>?

    /// A line from its parts.
    public init(role: Identifier, objects: Set<Identifier>, acts: Set<Identifier>? = nil) {
      (self.role, self.objects, self.acts) = (role, objects, acts)
    }
  }

  /// Whose role is known, and which; else why not.
  public enum Role: Sendable, Equatable {
    /// The account has this one.
    case held(Identifier)
    /// The event names nobody who acted.
    case nobody
    /// The table of users does not have the account.
    case notInTable
    /// The account's role was changed within the period: the table has the last one only.
    case changed
    /// Neither the table nor the event says.
    case unknown
  }

  /// Why an access can be held against no line.
  public enum Doubt: String, Sendable, CaseIterable {
    case objectUnknown = "object_unknown"
    case nobody = "no_account"
    case notInTable = "account_unknown"
    case roleChanged = "role_changed"
    case roleUnknown = "role_unknown"
    case roleNotInMatrix = "role_not_in_matrix"
  }

  /// What an access is by the matrix.
  public enum Verdict: Sendable, Equatable {
    /// A line of its role allows it.
    case conforms
    /// Role and object are known, and no line allows it.
    case deviates
    /// Nobody can tell.
    case toExamine(Doubt)
  }

  /// How its administrator calls this state of it.
  public let version: String
  /// The category of personal data that an object holds.
  public let categories: [Identifier: String]
  /// What is allowed.
  public let rules: [Rule]
  /// The roles it knows.
  public let roles: Set<Identifier>
  /// The objects it knows.
  public let objects: Set<Identifier>

  /// A matrix from its parts.
  public init(version: String, categories: [Identifier: String], rules: [Rule]) {
    (self.version, self.categories, self.rules) = (version, categories, rules)
    roles = Set(rules.map(\.role))
    objects = rules.reduce(into: Set(categories.keys)) { $0.formUnion($1.objects) }
  }

  /// What an access is: of somebody, to an object, by the name of the event's type; the first doubt there is decides.
  public func verdict(_ role: Role, object: Identifier, act: Identifier) -> Verdict {
    guard objects.contains(object) else { return .toExamine(.objectUnknown) }
    switch role {
    case .nobody: return .toExamine(.nobody)
    case .notInTable: return .toExamine(.notInTable)
    case .changed: return .toExamine(.roleChanged)
    case .unknown: return .toExamine(.roleUnknown)
    case .held(let role):
      guard roles.contains(role) else { return .toExamine(.roleNotInMatrix) }
      let allows = rules.contains { rule in
        rule.role == role && rule.objects.contains(object) && rule.acts?.contains(act) ?? true
      }
      return allows ? .conforms : .deviates
    }
  }
}

/// The roles of accounts, for accesses of a period.
public struct AccountRoles: Sendable {
  private let users: [Identifier: User]
  private let hasTable: Bool
  /// Accounts whose role an event of the period changed.
  public var changed: Set<Identifier> = []

  /// Those that the table of users has as it was read; `hasTable` is false where the source has no such table.
  public init(users: [Identifier: User], hasTable: Bool) { (self.users, self.hasTable) = (users, hasTable) }

  /// Whether the table says which role an account has.
  public func isInTable(_ account: Identifier?) -> Bool { account.flatMap { users[$0]?.role } != nil }

  /// The role of an account: that of the table, else the one that the event itself states.
  public func role(of account: Identifier?, stated: Identifier?) -> AccessMatrix.Role {
    guard let account else { return .nobody }
    guard hasTable else { return stated.map { .held($0) } ?? .unknown }
    guard let user = users[account] else { return .notInTable }
    guard let role = user.role else { return stated.map { .held($0) } ?? .unknown }
    return changed.contains(account) ? .changed : .held(Identifier(role))
  }
}
