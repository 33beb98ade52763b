public import Model

/// The roles of accounts at the end of a period against its begin, each account once.
///
/// End: the role in the table of users as it was read. Begin: the role before the account's first change of the period; without
/// a change the same role, so that one given after the period stands on both sides.
public struct RoleMatrix: Sendable {
  /// What stands for a role on one side.
  public enum Role: Hashable, Comparable, Sendable {
    /// A role by its name in the source.
    case named(Identifier)
    /// The account has none.
    case none
    /// The account was created in the period.
    case new
    /// The source does not say.
    case unknown
  }

  /// From which role to which.
  public struct Move: Hashable, Sendable {
    /// At the begin.
    public let begin: Role
    /// At the end.
    public let end: Role

    /// A move between two roles.
    public init(begin: Role, end: Role) { (self.begin, self.end) = (begin, end) }

    /// Whether the role is another one than before.
    public var isChange: Bool { begin != end }
  }

  /// An account whose last change of role in the period is not what the table of users says, which may be read later.
  public struct Disagreement: Sendable {
    /// The account.
    public let account: Identifier
    /// The role that the last change left; nil where it took one away.
    public let inEvent: String?
    /// The role in the table of users.
    public let inTable: String?
  }

  /// How many accounts made each move, those that stayed with them.
  public private(set) var moves: [Move: Int64] = [:]
  /// How many of the accounts with a role at the end are closed.
  public private(set) var closed: [Role: Int64] = [:]
  /// Accounts of which events and table disagree, by their keys.
  public private(set) var disagreements: [Disagreement] = []
  /// How many accounts are counted.
  public private(set) var accounts: Int64 = 0

  /// The matrix of the users that were there at the end of a scope; `role` is what the table says of one's role.
  ///
  /// `created` are accounts that an event of the period tells were created: it counts where the table does not say when.
  public init(
    users: [Identifier: User], spans: [Identifier: AccountEvents.RoleSpan], created told: Set<Identifier>, scope: Scope,
    comparesRoles: Bool, role: (User) -> String?
  ) {
    for (key, user) in users {
      let created = user.createdAt.flatMap { $0.isMeaningful ? $0 : nil }
      if let created, created >= scope.to { continue }
      accounts += 1
      let end = Self.role(role(user))
      let span = spans[key]
      let isNew = created.map { $0 >= scope.from } ?? told.contains(key)
      let begin: Role =
        isNew ? .new : span == nil ? end : span?.before.map { .named(Identifier($0)) } ?? .unknown
      moves[Move(begin: begin, end: end), default: 0] += 1
      if let closing = user.disabledAt, closing.isMeaningful, closing < scope.to { closed[end, default: 0] += 1 }
      if comparesRoles, let span, Self.disagrees(span, user.role) {
        disagreements.append(Disagreement(account: key, inEvent: span.after, inTable: user.role))
      }
    }
    disagreements.sort { $0.account < $1.account }
  }

  /// How many accounts have a role at the begin.
  public func begin(_ role: Role) -> Int64 { moves.reduce(0) { $0 + ($1.key.begin == role ? $1.value : 0) } }
  /// How many accounts have a role at the end.
  public func end(_ role: Role) -> Int64 { moves.reduce(0) { $0 + ($1.key.end == role ? $1.value : 0) } }
  /// Every role of either side, in order.
  public var roles: [Role] { Set(moves.keys.flatMap { [$0.begin, $0.end] }).sorted() }

  private static func role(_ name: String?) -> Role { name.map { .named(Identifier($0)) } ?? .none }

  /// A table may hold several roles of an account in one text.
  private static func disagrees(_ span: AccountEvents.RoleSpan, _ table: String?) -> Bool {
    let held = [Identifier(table ?? "")] + (table ?? "").split { $0 == " " || $0 == "," }.map { Identifier(String($0)) }
    if let after = span.after { return !held.contains(Identifier(after)) }
    return span.taken.map { held.contains(Identifier($0)) } ?? false
  }
}
