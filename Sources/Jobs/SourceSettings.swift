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
  /// Where the system is named, for complaints about it.
  let systemNode: SettingsNode

  /// Reads one entry of `sources`.
  init(_ key: SettingsNode, _ node: SettingsNode, environment: [String: String]) throws {
    name = try key.string()
    guard name.first != ".", name.allSatisfy({ $0.isLetter || $0.isNumber || "-_.".contains($0) }) else {
      throw key.error(
        Message(
          tr: "kaynak adı dosya adlarında geçer: harf, rakam, “-”, “_” ve “.” kullanın, “.” ile başlamayın.",
          en: "a source's name is part of file names: use letters, digits, “-”, “_” and “.”, not “.” first."))
    }
    let settings = try node.mapping(["system", "connection", "zone", "passfile", "timeouts"])
    systemNode = try settings.required("system")
    system = try systemNode.string()
    zone = try settings["zone"]?.string()
    var connection = ConnectionSettings(connection: "")
    if let text = settings["connection"] {
      connection.connection = try text.string()
      do throws(PostgresError) {
        try Connection.check(connectionString: connection.connection, allowsSecrets: false)
      } catch {
        throw text.error(error.message)
      }
    } else if let text = environment["DATABASE_URL"] {
      connection.connection = text
      do throws(PostgresError) {
        try Connection.check(connectionString: text, allowsSecrets: true)
      } catch {
        throw Failure(.misconfigured, Message(verbatim: "DATABASE_URL:") + error.message)
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
