public import Model

/// Which accounts may do what others may not, as the source or the configuration says at the moment of reading.
public struct PrivilegedAccounts: Sendable {
  /// The accounts.
  public let keys: Set<Identifier>
  /// The roles that make an account privileged: those configured, and those that only privileged accounts have.
  public let roles: Set<Identifier>
  /// Whether anybody says which accounts are privileged; without that none is.
  public let isKnown: Bool

  /// Finds them among the users of a source with the given columns.
  public init(users: [Identifier: User], lists: RuleLists, columns: Set<SourceColumn>) {
    var (keys, held, ordinary): (Set<Identifier>, Set<Identifier>, Set<Identifier>) = ([], [], [])
    for user in users.values {
      let isPrivileged = user.isPrivileged ?? false || lists.isPrivileged(role: user.role)
      if isPrivileged { keys.insert(user.key) }
      guard let role = user.role else { continue }
      if isPrivileged { held.insert(Identifier(role)) } else { ordinary.insert(Identifier(role)) }
    }
    let configured = (lists.privilegedRoles ?? []).union(lists.criticalRoles)
    self.keys = keys
    roles = held.subtracting(ordinary).union(configured.map { Identifier($0) })
    isKnown =
      columns.contains(.user(.isPrivileged)) || (lists.privilegedRoles != nil && columns.contains(.user(.role)))
  }

  /// Whether an account is one of them.
  public func contains(_ key: Identifier?) -> Bool { key.map { keys.contains($0) } ?? false }

  /// Whether a role makes an account privileged.
  public func contains(role: String?) -> Bool { role.map { roles.contains(Identifier($0)) } ?? false }
}
