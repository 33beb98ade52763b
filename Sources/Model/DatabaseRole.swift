/// A role of the database server that can reach a source's rows without the application.
public struct DatabaseRole: Sendable, Equatable {
  /// What a role may do to rows, or to the traces of it.
  public enum Power: String, Sendable, CaseIterable {
    /// Everything: no privilege is asked for.
    case superuser
    /// Makes roles and gives them privileges.
    case createRole = "create_role"
    /// Sees and changes rows that policies hide from others.
    case bypassSecurity = "bypass_rls"
    /// Copies the whole cluster.
    case replication
    /// Reads or writes the server's files, or runs programs there.
    case serverFiles = "server_files"
    /// Owns a table that is read, its schema or the database: may change, drop or replace it.
    case owner
    /// Changes rows of a table that is read.
    case write
    /// Reads rows of a table that is read.
    case read
  }

  /// Whether it can connect.
  public enum SignIn: String, Sendable {
    /// To this database.
    case yes
    /// It may log in, and not into this database.
    case elsewhere
    /// Not at all; its members may use what it can do.
    case no
  }

  /// Its name.
  public let name: String
  /// Whether it can connect.
  public let signIn: SignIn
  /// Until when its password holds; nil without a limit.
  public let passwordUntil: Instant?
  /// What it may do itself or through roles it is a member of; a superuser that alone.
  public let powers: [Power]
  /// The roles with any of these that it is a member of, directly or through others, by name.
  public let memberOf: [String]

  /// A role from its parts.
  public init(name: String, signIn: SignIn, passwordUntil: Instant?, powers: [Power], memberOf: [String]) {
    (self.name, self.signIn, self.passwordUntil) = (name, signIn, passwordUntil)
    (self.powers, self.memberOf) = (powers, memberOf)
  }

  /// Whether it is one of those that PostgreSQL has itself, which nobody logs in with.
  public static func isPredefined(_ name: String) -> Bool { name.utf8.starts(with: "pg_".utf8) }
}
