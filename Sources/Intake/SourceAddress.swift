import Messages
import Postgres

/// How a source's server is reached and how long it is waited for.
package struct SourceAddress: Sendable, Equatable {
  /// A libpq connection string or URL; empty means the `PG*` variables.
  package private(set) var connection = ""
  /// Another database of the same server than the connection string names.
  package private(set) var database: String?
  /// A password file instead of `~/.pgpass`, in libpq's own format.
  package var passfile: String?
  /// Seconds to wait for a connection.
  package var connectTimeoutSeconds = 10
  /// Milliseconds a single statement may run; 0 is without end.
  package var statementTimeoutMilliseconds = 3_600_000
  /// Milliseconds to wait for a table somebody else has locked.
  package var lockTimeoutMilliseconds = 5_000

  /// The server that the `PG*` variables lead to.
  package init() {}

  /// The server of a connection string, which may hold a password only where `allowsSecrets`.
  ///
  /// - Throws: an `ExplainedError` that repeats no word of a string that cannot be used.
  package init(_ connection: String, allowsSecrets: Bool) throws {
    try Connection.check(connectionString: connection, allowsSecrets: allowsSecrets)
    self.connection = connection
  }

  /// The role that the connection string names; nil where it names none.
  package var user: String? { Connection.user(in: connection) }

  /// The same way to another database of the server.
  package func leading(to database: String) -> SourceAddress {
    var address = self
    address.database = database
    return address
  }

  var settings: ConnectionSettings {
    var settings = ConnectionSettings(
      connection: connection, passfile: passfile, connectTimeoutSeconds: connectTimeoutSeconds,
      statementTimeoutMilliseconds: statementTimeoutMilliseconds, lockTimeoutMilliseconds: lockTimeoutMilliseconds)
    settings.database = database
    return settings
  }
}
