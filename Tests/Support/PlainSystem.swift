/// A source system of a test's own, whose tables have the canonical columns as they are.
package enum PlainSystem {
  /// What the database holds: the three tables, empty.
  package static let tables = """
    CREATE TABLE sessions (
      session_id text, user_id text, user_name text, started_at timestamptz, ended_at timestamptz,
      expires_at timestamptz, last_seen_at timestamptz, status text, end_reason text, ip text, user_agent text);
    CREATE TABLE events (
      event_id text, occurred_at timestamptz, user_id text, user_name text, event_type text, ip text);
    CREATE TABLE users (user_id text, user_name text, full_name text, email text, role text);
    GRANT SELECT ON ALL TABLES IN SCHEMA public TO tutanak_reader;
    """

  private static let files = [
    "system.yaml": """
    title: { tr: Deneme, en: Trial }
    statuses: { açık: active, kapalı: closed }
    """,
    "sessions.sql": "SELECT * FROM sessions\n", "events.sql": "SELECT * FROM events\n",
    "users.sql": "SELECT * FROM users\n",
  ]

  /// A database with the tables and whatever `sql` puts into them.
  package static func makeDatabase(_ sql: String = "", encoding: String? = nil) throws -> TestDatabase {
    let database = try TestServer.shared().makeDatabase(from: encoding.map { .empty(encoding: $0) } ?? .empty)
    try database.execute(tables + sql)
    return database
  }

  /// Tutanak set up on such a database; `files` replaces or adds files of the system's folder.
  package static func install(
    _ sql: String = "", encoding: String? = nil, files changes: [String: String] = [:], source: [String: String?] = [:],
    settings: [String: String?] = [:]
  ) throws -> Installation {
    try install(on: makeDatabase(sql, encoding: encoding), files: changes, source: source, settings: settings)
  }

  /// Tutanak set up on a database that has its own tables or views of these names.
  package static func install(
    on database: TestDatabase, ownHome: Bool = false, files changes: [String: String] = [:],
    source: [String: String?] = [:], settings: [String: String?] = [:]
  ) throws -> Installation {
    let installation = try Installation(on: database, ownHome: ownHome)
    let folder = "plain"
    for (name, text) in files.merging(changes, uniquingKeysWith: { $1 }) {
      try installation.folder.write("\(folder)/\(name)", text)
    }
    try installation.configure(
      source: ["system": "\"\(installation.folder.path)/\(folder)\""].merging(source) { $1 }, settings: settings)
    return installation
  }
}
