public import Model

/// The roles of accounts at the end of a period against its begin, each account once.
///
/// End: the role in the table of users as it was read, counted back over what events of the time since tell. Begin: the role
/// before the account's first change of the period; without a change that at the end.
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

    /// The role's name in the source, where it has one.
    public var name: String? { if case .named(let name) = self { name.text } else { nil } }
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

  /// An account whose last change of role in the period left another role than the one it has at the end.
  public struct Disagreement: Sendable {
    /// The account.
    public let account: Identifier
    /// The role that the last change left; nil where it took one away.
    public let inEvent: String?
    /// The role at the end; nil where it has none.
    public let atEnd: String?
  }

  /// How many accounts made each move, those that stayed with them.
  public private(set) var moves: [Move: Int64] = [:]
  /// How many of the accounts with a role at the end are closed.
  public private(set) var closed: [Role: Int64] = [:]
  /// Accounts of which events and the role at the end disagree, by their keys.
  public private(set) var disagreements: [Disagreement] = []
  /// How many accounts are counted.
  public private(set) var accounts: Int64 = 0
  /// How many accounts of the table are not, since they were created after the end.
  public private(set) var laterAccounts: Int64 = 0
  /// How many of the counted ones had a change of role after the end.
  public private(set) var countedBack: Int64 = 0
  /// Of how many of these the role at the end is not known.
  public private(set) var endUnknown: Int64 = 0

  /// The matrix of the users that were there at the end of a scope; `role` is what the table says of one's role.
  ///
  /// `created` are accounts that an event of the period tells were created: it counts where the table does not say when.
  /// `later` is what events say of the time since the end. Where the table has no names of roles (`hasNames`) those of
  /// events cannot be put beside what it says: a role before a change is not known then.
  public init(
    users: [Identifier: User], spans: [Identifier: AccountEvents.RoleSpan], created told: Set<Identifier>,
    later: LaterRoleChanges, scope: Scope, hasNames: Bool, role: (User) -> String?
  ) {
    func before(_ name: String?) -> Role { hasNames ? name.map { .named(Identifier($0)) } ?? .unknown : .unknown }
    for (key, user) in users {
      let created = user.createdAt.flatMap { $0.isMeaningful ? $0 : nil }
      let span = spans[key]
      let isOfPeriod = span != nil || told.contains(key)
      if created.map({ $0 >= scope.to }) ?? (later.created.contains(key) && !isOfPeriod) {
        laterAccounts += 1
        continue
      }
      accounts += 1
      let end = later.rolesBefore[key].map { before($0) } ?? Self.role(role(user))
      if later.rolesBefore[key] != nil {
        countedBack += 1
        if end == .unknown { endUnknown += 1 }
      }
      let isNew = created.map { $0 >= scope.from } ?? told.contains(key)
      let begin: Role = isNew ? .new : span.map { before($0.before) } ?? end
      moves[Move(begin: begin, end: end), default: 0] += 1
      if let closing = user.disabledAt, closing.isMeaningful, closing < scope.to { closed[end, default: 0] += 1 }
      if hasNames, end != .unknown, let span, Self.disagrees(span, end.name) {
        disagreements.append(Disagreement(account: key, inEvent: span.after, atEnd: end.name))
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
  private static func disagrees(_ span: AccountEvents.RoleSpan, _ end: String?) -> Bool {
    let held = [Identifier(end ?? "")] + (end ?? "").split { $0 == " " || $0 == "," }.map { Identifier(String($0)) }
    if let after = span.after { return !held.contains(Identifier(after)) }
    return span.taken.map { held.contains(Identifier($0)) } ?? false
  }
}
