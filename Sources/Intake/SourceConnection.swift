package import Messages
package import Model
import Postgres

/// The one owner of a source's connection: its snapshot, its savepoints, and whatever is read through it.
package struct SourceConnection: ~Copyable, Sendable {
  /// What the transaction sees.
  package let snapshot: SourceSnapshot
  let connection: Connection

  /// Connects and begins the one transaction a run reads in: read-only, and other sessions can see the same.
  package static func open(_ address: SourceAddress) throws -> SourceConnection {
    let connection = try Connection.open(address.settings)
    let snapshot = SourceSnapshot(try connection.beginSnapshot())
    try connection.savepoint()
    return SourceConnection(connection, snapshot)
  }

  /// Connects once more and sees the same, as long as that transaction lives.
  package static func join(_ snapshot: SourceSnapshot, at address: SourceAddress) throws -> SourceConnection {
    let connection = try Connection.open(address.settings)
    try connection.joinSnapshot(snapshot.id)
    try connection.savepoint()
    return SourceConnection(connection, snapshot)
  }

  /// Whether the server has places for connections that nobody will miss: neither role nor database has a limit, and far more
  /// of the server's are free than a run takes.
  package borrowing func hasRoomForAnother() throws -> Bool {
    let rows = try connection.query(
      """
      SELECT (SELECT rolconnlimit < 0 FROM pg_catalog.pg_roles WHERE rolname = session_user)
        AND (SELECT datconnlimit < 0 FROM pg_catalog.pg_database WHERE datname = current_database())
        AND current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int
          - (SELECT count(*) FROM pg_catalog.pg_stat_activity) >= 10
      """, doing: Message(tr: "Boş bağlantıların sayılması", en: "Counting free connections"))
    return rows.first?.first == "t"
  }

  private init(_ connection: consuming Connection, _ snapshot: SourceSnapshot) {
    self.snapshot = snapshot
    self.connection = connection
  }

  /// The connection of a disposal, whose transaction its owner begins and ends; the reader's snapshot says of which source.
  init(deleting connection: consuming Connection, besideSnapshot snapshot: SourceSnapshot) {
    self.init(connection, snapshot)
  }

  /// How pg_dump reaches the same server: `PG*` variables, the password among them.
  package var environment: [String: String] { connection.environment() }

  /// How long a silent network is waited for, as a connection string without any secret; there is no variable for it.
  package var patience: String { connection.patience() }

  /// Reads something under a savepoint of its own: when it fails, what was read before stays, and the snapshot as well.
  package borrowing func attempt<Result: ~Copyable>(_ read: () throws -> Result) throws -> Result {
    try connection.savepoint()
    do {
      return try read()
    } catch {
      // A connection that broke cannot go back, and says so with its own error.
      try? connection.rollbackToSavepoint()
      throw error
    }
  }

  /// Whether an error speaks of one SELECT, and the connection is none the worse for it.
  package static func survives(_ error: any Error) -> Bool {
    error is PostgresError ? !isCut(error) : error is IntakeError
  }

  /// Whether an error says that the connection itself broke, whatever was asked over it.
  package static func isCut(_ error: any Error) -> Bool { (error as? PostgresError)?.kind == .cut }

  /// How many sessions of an application name have taken the snapshot over, or begun one of their own.
  package borrowing func sessionsInSnapshot(applicationName: String) throws -> Int {
    try connection.sessionsInSnapshot(applicationName: applicationName)
  }

  /// The rows of a small query of this program's own, every value as text.
  package borrowing func rows(of sql: String, doing action: Message) throws -> [[String?]] {
    try connection.query(sql, doing: action)
  }

  /// A text as an SQL literal.
  package borrowing func literal(_ text: String) throws -> String { try connection.literal(text) }

  /// Which database of which server this is.
  package borrowing func place() throws -> ServerPlace {
    let action = Message(tr: "Sunucunun tanınması", en: "Asking the server who it is")
    return ServerPlace(try connection.query(ServerPlace.query, doing: action).first ?? [])
  }

  /// Ends the transaction; nothing can join its snapshot any more.
  package consuming func end() throws { try connection.endSnapshot() }
}

/// What a source's transaction sees, and of which server.
package struct SourceSnapshot: Sendable {
  /// The name under which other sessions can see the same while the transaction lives.
  package let id: String
  /// When the transaction began, by the server's clock.
  package let takenAt: Instant
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
  /// How far the server's clock was ahead of this machine's when the transaction began, in microseconds; nil where nobody
  /// can say.
  package let clockAhead: Int64?
  /// By how much that may be wrong either way, in microseconds.
  package let clockUncertainty: Int64?

  init(_ snapshot: Snapshot) {
    id = snapshot.id
    takenAt = Instant(microseconds: snapshot.takenAtMicroseconds)
    serverVersion = snapshot.serverVersion
    serverVersionNumber = snapshot.serverVersionNumber
    systemIdentifier = snapshot.systemIdentifier
    database = snapshot.database
    role = snapshot.role
    encoding = snapshot.encoding
    excessPrivileges = snapshot.excessPrivileges
    (clockAhead, clockUncertainty) = (snapshot.clockSkew?.ahead, snapshot.clockSkew?.uncertainty)
  }
}
