import Messages
import Settings

/// Where backups are restored to be compared: the `backup.drill` block of the configuration.
package struct DrillSettings: Sendable, Equatable {
  /// The folder of initdb and postgres; nil looks for those of the backup's version, or a newer one.
  package var programs: String?
  /// The folder in which the scratch server's own is made; nil takes the archive's, or `/var/tmp` where root drills.
  package var folder: String?
  /// As which user of the system the server runs where root drills; PostgreSQL refuses root.
  package var user = "postgres"
  /// Another server instead of a scratch one, as a libpq connection string without a password.
  package var connection: String?
  /// Whether that server may be the one the backup is of.
  package var allowsSourceServer = false

  /// The defaults.
  package init() {}

  /// Reads the block.
  init(_ node: SettingsNode) throws(SettingsError) {
    let settings = try node.mapping(["programs", "folder", "user", "connection", "allow_source_server"])
    programs = try settings["programs"]?.string()
    folder = try settings["folder"]?.string()
    if let node = settings["user"] { user = try node.string() }
    connection = try settings["connection"]?.string()
    if let node = settings["allow_source_server"] { allowsSourceServer = try node.bool() }
    if connection != nil, let node = settings["programs"] ?? settings["folder"] ?? settings["user"] {
      throw node.error(
        Message(
          tr: "“connection” başka bir sunucu seçer; programs, folder ve user yalnız geçici sunucu içindir.",
          en: "“connection” chooses another server; programs, folder and user are for a scratch server only."))
    }
  }
}
