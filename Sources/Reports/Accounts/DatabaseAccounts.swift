package import Model

/// What is known of the roles of the server that a source is read from.
package struct DatabaseAccounts: Sendable {
  /// What the program itself connects with a role for.
  package enum Use: String, Sendable {
    /// Reading.
    case reader
    /// Deleting what is due.
    case disposer
    /// Telling the application of backups.
    case history
  }

  /// The roles that can reach rows without the application, by name; nil where the server did not show them.
  package var roles: [DatabaseRole]?
  /// How many tables were asked about.
  package var tables: Int
  /// The roles that the configuration has the program connect with; one may serve several uses.
  package var own: [(role: String, use: Use)]
  /// Servers that rows come from through this one, by the names the source has for them.
  package var otherServers: [String]
  /// Whether events are read from another server.
  package var readsEventsElsewhere: Bool

  /// What is known, from its parts.
  package init(
    roles: [DatabaseRole]?, tables: Int, own: [(role: String, use: Use)], otherServers: [String],
    readsEventsElsewhere: Bool
  ) {
    (self.roles, self.tables, self.own) = (roles, tables, own)
    (self.otherServers, self.readsEventsElsewhere) = (otherServers, readsEventsElsewhere)
  }

  /// What the program connects with a role for.
  func uses(of role: String) -> [Use] { own.filter { Identifier($0.role) == Identifier(role) }.map(\.use) }
}
