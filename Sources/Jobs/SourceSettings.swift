import Messages
import Postgres
import Settings

/// One configured source: how it is reached and how its tables are laid out.
package struct SourceSettings: Sendable {
  /// The name in the configuration.
  package let name: String
  /// A folder in `systems/`, or a path.
  package let system: String
  /// The zone of clocks without a zone; nil takes the report's.
  package let zone: String?
  /// How the server is reached.
  let connection: ConnectionSettings
  /// Where the block stands, for complaints about it.
  let node: SettingsNode

  /// Reads one entry of `sources`.
  init(name: String, _ node: SettingsNode, environment: [String: String]) throws {
    self.name = name
    self.node = node
    let settings = try node.mapping(["system", "connection", "zone", "passfile", "timeouts"])
    system = try settings.required("system").string()
    zone = try settings["zone"]?.string()
    var connection = ConnectionSettings(connection: environment["DATABASE_URL"] ?? "")
    if let text = settings["connection"] {
      connection.connection = try text.string()
      do throws(PostgresError) {
        try Connection.check(connectionString: connection.connection)
      } catch {
        throw text.error(error.message)
      }
    }
    if let passfile = settings["passfile"] { connection.passfile = try Secrets.checkedPath(passfile) }
    if let timeouts = try settings["timeouts"]?.mapping(["connect", "statement", "lock"]) {
      if let time = timeouts["connect"] { connection.connectTimeoutSeconds = Int(try time.duration() / 1_000_000) }
      if let time = timeouts["statement"] { connection.statementTimeoutMilliseconds = Int(try time.duration() / 1000) }
      if let time = timeouts["lock"] { connection.lockTimeoutMilliseconds = Int(try time.duration() / 1000) }
    }
    self.connection = connection
  }
}
