/// How a server is reached and how long it is waited for.
package struct ConnectionSettings: Sendable {
  /// A libpq connection string or URL without a password; empty means the `PG*` variables.
  package var connection: String
  /// A password file instead of `~/.pgpass`, in libpq's own format.
  package var passfile: String?
  /// Seconds to wait for a connection.
  package var connectTimeoutSeconds: Int
  /// Milliseconds a single statement may run; 0 is without end.
  package var statementTimeoutMilliseconds: Int
  /// Milliseconds to wait for a table somebody else has locked.
  package var lockTimeoutMilliseconds: Int

  /// Settings for one server.
  package init(
    connection: String, passfile: String? = nil, connectTimeoutSeconds: Int = 10,
    statementTimeoutMilliseconds: Int = 3_600_000, lockTimeoutMilliseconds: Int = 5_000
  ) {
    self.connection = connection
    self.passfile = passfile
    self.connectTimeoutSeconds = connectTimeoutSeconds
    self.statementTimeoutMilliseconds = statementTimeoutMilliseconds
    self.lockTimeoutMilliseconds = lockTimeoutMilliseconds
  }
}
