internal import Messages

extension Connection {
  /// Begins the one transaction a run reads in, and exports what it sees.
  ///
  /// `REPEATABLE READ, READ ONLY`: every query sees the same rows, nothing is written and no writer ever waits.
  public borrowing func beginSnapshot() throws(PostgresError) -> Snapshot {
    let action = Message(tr: "Anlık görüntünün açılması", en: "Opening the snapshot")
    try execute("BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY", doing: action)
    let rows = try query(
      """
      SELECT pg_export_snapshot(), (extract(epoch FROM transaction_timestamp()) * 1000000)::bigint::text,
             current_setting('server_version'), current_setting('server_version_num'),
             current_database(), current_user, current_setting('server_encoding')
      """, doing: action)
    let values = rows.first?.map { $0 ?? "" } ?? []
    guard values.count == 7, let takenAt = Int64(values[1]), let version = Int(values[3]) else {
      throw PostgresError(kind: .other, message: Message(tr: "Sunucu yanıtı okunamadı.", en: "Unreadable answer."))
    }
    let skew = try clockSkew(doing: action)
    return Snapshot(
      id: values[0], takenAtMicroseconds: takenAt, serverVersion: values[2], serverVersionNumber: version,
      systemIdentifier: try systemIdentifier(), database: values[4], role: values[5],
      encoding: values[6], excessPrivileges: try excessPrivileges(), clockSkew: skew)
  }

  /// Begins a transaction of the same kind that sees what another one has exported, which must still live.
  public borrowing func joinSnapshot(_ id: String) throws(PostgresError) {
    try execute(
      "BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY; SET TRANSACTION SNAPSHOT \(try literal(id))",
      doing: Message(tr: "Anlık görüntüye katılınması", en: "Joining the snapshot"))
  }

  /// Sets a mark in the transaction, to which it can return when a query fails.
  ///
  /// Without one an error would end the transaction, and the dump could no longer join its snapshot.
  public borrowing func savepoint() throws(PostgresError) {
    try execute("SAVEPOINT reading", doing: Message(tr: "İşlemin işaretlenmesi", en: "Marking the transaction"))
  }

  /// Returns to the mark: queries can be run again.
  public borrowing func rollbackToSavepoint() throws(PostgresError) {
    try execute(
      "ROLLBACK TO SAVEPOINT reading", doing: Message(tr: "İşarete dönülmesi", en: "Returning to the mark"))
  }

  /// How many sessions of an application name read in a snapshot of their own that outlives a statement.
  ///
  /// Before such a session has taken a snapshot over, its only transaction is that of a single statement, which begins
  /// with the statement; while it takes it over, it has none yet.
  public borrowing func sessionsInSnapshot(applicationName: String) throws(PostgresError) -> Int {
    let name = try literal(applicationName)
    // Within a transaction the server shows the sessions of the first look again and again.
    let rows = try query(
      """
      SELECT pg_stat_clear_snapshot();
      SELECT count(*) FROM pg_stat_activity WHERE application_name = \(name) AND backend_xmin IS NOT NULL
        AND (state = 'idle in transaction' OR xact_start < query_start)
      """, doing: Message(tr: "Yedeğin oturumlarının okunması", en: "Looking at the dump's sessions"))
    return rows.first?.first.flatMap { $0 }.flatMap { Int($0) } ?? 0
  }

  /// Ends the transaction; nothing can join its snapshot any more.
  ///
  /// It is rolled back: a function that a SELECT calls may make large objects and notifications even where it may not
  /// write, and a program that reads leaves nothing behind.
  public borrowing func endSnapshot() throws(PostgresError) {
    try execute("ROLLBACK", doing: Message(tr: "Anlık görüntünün kapatılması", en: "Closing the snapshot"))
  }

  private borrowing func systemIdentifier() throws(PostgresError) -> String? {
    let action = Message(tr: "Küme kimliğinin okunması", en: "Reading the cluster's identifier")
    let allowed = try query(
      "SELECT has_function_privilege('pg_catalog.pg_control_system()', 'EXECUTE')", doing: action)
    guard allowed.first?.first == "t" else { return nil }
    return try query("SELECT system_identifier::text FROM pg_control_system()", doing: action).first?.first ?? nil
  }

  /// A reporting role needs SELECT alone; what else it could do is worth a warning.
  private borrowing func excessPrivileges() throws(PostgresError) -> [String] {
    let rows = try query(
      """
      SELECT CASE WHEN rolsuper THEN 'SUPERUSER' END, CASE WHEN rolcreatedb THEN 'CREATEDB' END,
             CASE WHEN rolcreaterole THEN 'CREATEROLE' END,
             CASE WHEN NOT rolsuper AND EXISTS (
               SELECT FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
               WHERE c.relkind IN ('r', 'p', 'v', 'f') AND n.nspname NOT IN ('pg_catalog', 'information_schema')
                 AND n.nspname NOT LIKE 'pg\\_t%' AND has_schema_privilege(n.oid, 'USAGE')
                 AND has_table_privilege(c.oid, 'INSERT, UPDATE, DELETE, TRUNCATE'))
             THEN 'INSERT/UPDATE/DELETE/TRUNCATE' END
      FROM pg_roles WHERE rolname = current_user
      """, doing: Message(tr: "Rol yetkilerinin okunması", en: "Reading the role's privileges"))
    return rows.first?.compactMap { $0 } ?? []
  }
}

/// What a read-only transaction sees, and how another session can see the same.
public struct Snapshot: Sendable {
  /// The name under which `pg_dump --snapshot` and others can join it while the transaction lives.
  public let id: String
  /// When the transaction began by the server's clock, in microseconds since the epoch.
  public let takenAtMicroseconds: Int64
  /// The server's version in words, such as `15.18 (Debian 15.18-0+deb12u1)`.
  public let serverVersion: String
  /// The server's version as one number, 150018.
  public let serverVersionNumber: Int
  /// The cluster's own identifier; nil when the role may not read it.
  public let systemIdentifier: String?
  /// The database.
  public let database: String
  /// The role that reads.
  public let role: String
  /// The encoding of the database, in PostgreSQL's words such as `UTF8`.
  public let encoding: String
  /// What the role could do besides reading, in PostgreSQL's words; empty for a read-only role.
  public let excessPrivileges: [String]
  /// How the server's clock compared with this machine's when the transaction began; nil where nobody can say.
  public let clockSkew: ClockSkew?
}
