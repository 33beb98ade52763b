/// What a read-only transaction sees, and how another session can see the same.
package struct Snapshot: Sendable {
  /// The name under which `pg_dump --snapshot` and others can join it while the transaction lives.
  package let id: String
  /// When the transaction began by the server's clock, in microseconds since the epoch.
  package let takenAtMicroseconds: Int64
  /// The server's version in words, such as `15.18 (Debian 15.18-0+deb12u1)`.
  package let serverVersion: String
  /// The server's version as one number, 150018.
  package let serverVersionNumber: Int
  /// The cluster's own identifier; nil when the role may not read it.
  package let systemIdentifier: String?
  /// The database.
  package let database: String
  /// The role that reads.
  package let role: String
  /// The encoding of the database, in PostgreSQL's words such as `UTF8`.
  package let encoding: String
  /// What the role could do besides reading, in PostgreSQL's words; empty for a read-only role.
  package let excessPrivileges: [String]
}
