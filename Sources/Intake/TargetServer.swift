import Messages
import Postgres

/// A server that backups are restored into: databases and roles are made there, and nothing is read but names.
///
/// No source's connection is ever one; a person, or a setting made for it, has named the server.
package struct TargetServer: ~Copyable {
  /// The server's version as one number, 150018.
  package let versionNumber: Int
  /// The server's version in words.
  package let version: String
  /// The cluster's own identifier; nil when the role may not read it.
  package let systemIdentifier: String?
  /// Whether the role may do everything, such as giving things to other roles.
  package let isSuperuser: Bool
  /// The `PG*` variables that lead another program to the database that is connected to.
  package let environment: [String: String]
  /// How long a silent network is waited for, as a connection string without any secret.
  package let patience: String
  private let connection: Connection

  /// Connects.
  package static func open(_ address: SourceAddress) throws -> TargetServer {
    let connection = try Connection.open(address.settings)
    let action = Message(tr: "Sunucunun tanınması", en: "Asking the server who it is")
    try connection.execute("SET default_transaction_read_only = off", doing: action)
    let row =
      try connection.query(
        """
        SELECT current_setting('server_version_num'), current_setting('server_version'),
               has_function_privilege('pg_catalog.pg_control_system()', 'EXECUTE'), current_setting('is_superuser')
        """, doing: action
      ).first ?? []
    guard row.count == 4, let number = row[0].flatMap({ Int($0) }), let version = row[1] else {
      throw IntakeError(file: "", problem: Message(tr: "Sunucu yanıtı okunamadı.", en: "Unreadable answer."))
    }
    let identifier =
      row[2] == "t"
      ? try connection.query("SELECT system_identifier::text FROM pg_control_system()", doing: action).first?.first
        ?? nil
      : nil
    return TargetServer(
      versionNumber: number, version: version, systemIdentifier: identifier,
      isSuperuser: row[3] == "on", environment: connection.environment(),
      patience: connection.patience(), connection: connection)
  }

  private init(
    versionNumber: Int, version: String, systemIdentifier: String?, isSuperuser: Bool, environment: [String: String],
    patience: String, connection: consuming Connection
  ) {
    (self.versionNumber, self.version, self.systemIdentifier) = (versionNumber, version, systemIdentifier)
    (self.isSuperuser, self.environment, self.patience) = (isSuperuser, environment, patience)
    self.connection = connection
  }

  /// The names of its databases.
  package borrowing func databases() throws -> Set<String> {
    try names("SELECT datname FROM pg_database", Message(tr: "Veritabanlarının okunması", en: "Reading the databases"))
  }

  /// The names of its roles.
  package borrowing func roles() throws -> Set<String> {
    try names("SELECT rolname FROM pg_roles", Message(tr: "Rollerin okunması", en: "Reading the roles"))
  }

  /// The names of the extensions that can be installed there.
  package borrowing func availableExtensions() throws -> Set<String> {
    try names(
      "SELECT name FROM pg_available_extensions", Message(tr: "Eklentilerin okunması", en: "Reading the extensions"))
  }

  /// How many relations the database has that is connected to, without those of the system and of extensions.
  package borrowing func ownRelationCount() throws -> Int {
    let rows = try connection.query(
      """
      SELECT count(*) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname NOT LIKE 'pg\\_t%'
        AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid
                        AND d.deptype = 'e')
      """, doing: Message(tr: "Hedef veritabanına bakılması", en: "Looking at the target database"))
    return rows.first?.first.flatMap { $0 }.flatMap { Int($0) } ?? 0
  }

  /// Makes an empty database; without a locale it is like the server's others.
  package borrowing func create(database name: String, _ locale: DatabaseLocale?) throws {
    var words = ["CREATE DATABASE \(Self.quoted(name)) TEMPLATE template0"]
    if let locale {
      words.append("ENCODING \(try connection.literal(locale.encoding))")
      words.append("LC_COLLATE \(try connection.literal(locale.collate))")
      words.append("LC_CTYPE \(try connection.literal(locale.characterType))")
      if let own = locale.providerLocale, locale.provider == "i" {
        words.append("LOCALE_PROVIDER icu ICU_LOCALE \(try connection.literal(own))")
      } else if let own = locale.providerLocale, locale.provider == "b" {
        words.append("LOCALE_PROVIDER builtin BUILTIN_LOCALE \(try connection.literal(own))")
      }
    }
    try connection.execute(
      words.joined(separator: " "),
      doing: Message(tr: "“\(name)” veritabanının oluşturulması", en: "Creating the database “\(name)”"))
  }

  /// Drops a database, with whoever is connected to it.
  package borrowing func drop(database name: String) throws {
    try connection.execute(
      "DROP DATABASE IF EXISTS \(Self.quoted(name)) WITH (FORCE)",
      doing: Message(tr: "“\(name)” veritabanının silinmesi", en: "Dropping the database “\(name)”"))
  }

  /// Makes a role that nobody can connect as.
  package borrowing func create(role name: String) throws {
    try connection.execute(
      "CREATE ROLE \(Self.quoted(name)) NOLOGIN",
      doing: Message(tr: "“\(name)” rolünün oluşturulması", en: "Creating the role “\(name)”"))
  }

  /// Drops a role that nothing depends on any more.
  package borrowing func drop(role name: String) throws {
    try connection.execute(
      "DROP ROLE IF EXISTS \(Self.quoted(name))",
      doing: Message(tr: "“\(name)” rolünün silinmesi", en: "Dropping the role “\(name)”"))
  }

  private borrowing func names(_ sql: String, _ action: Message) throws -> Set<String> {
    Set(try connection.query(sql, doing: action).compactMap { $0.first ?? nil })
  }

  private static func quoted(_ name: String) -> String { "\"" + name.replacing("\"", with: "\"\"") + "\"" }
}
