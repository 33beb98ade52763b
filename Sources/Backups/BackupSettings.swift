import Messages
package import Settings

/// How databases are dumped: the `backup` block of the configuration.
package struct BackupSettings: Sendable, Equatable {
  /// The shape of a dump, as `pg_dump --format` has it.
  package enum Format: String, Sendable, CaseIterable {
    /// One file, restored selectively by pg_restore.
    case custom
    /// A folder, dumped by several jobs at once.
    case directory
    /// SQL text, restored by psql.
    case plain
  }

  /// How a dump is made smaller.
  package enum Compression: String, Sendable, CaseIterable {
    /// zstd in the pipe; for a folder, pg_dump's own from version 16 on.
    case zstd
    /// pg_dump's own gzip.
    case gzip
    /// Not at all.
    case none
  }

  /// What is recorded of a dump's contents, to compare a restored copy with.
  package enum Contents: String, Sendable, CaseIterable {
    /// The rows of every table and a digest of them.
    case full
    /// The rows of every table.
    case counts
    /// Nothing.
    case none
  }

  /// The shape.
  package var format = Format.custom
  /// How many jobs dump a folder at once.
  package var jobs = 2
  /// With how many sessions pg_dump reads: several jobs have one each, beside that of the program they work for.
  package var sessionCount: Int { format == .directory && jobs > 1 ? jobs + 1 : 1 }
  /// The compression.
  package var compression = Compression.zstd
  /// Its level; zstd 1 to 19, gzip 1 to 9.
  package var level = 3
  /// What is recorded of the contents; every table is read once for it.
  package var contents = Contents.full
  /// Which backups are kept; nil keeps all of them.
  package var keep: KeepPolicy?
  /// Below which share of what is usual, in percent, a backup is an alarm; nil raises none.
  package var shrinkAlarm: Int? = 50
  /// How old the last good backup may be, in microseconds, before `tutanak status` complains; nil never does.
  package var maximumAge: Int64? = 2 * 86_400 * 1_000_000
  /// For whom dumps are encrypted; nil leaves them readable for whoever may read the archive.
  package var encryption: EncryptionSettings?
  /// An administrator's own programs before and after a backup.
  package var hooks = HookSettings()
  /// Whether roles and what else is of the whole server are dumped beside the database.
  package var globals = true
  /// pg_dumpall, a name on the PATH or a path.
  package var pgDumpall = "pg_dumpall"
  /// pg_dump, a name on the PATH or a path.
  package var pgDump = "pg_dump"
  /// pg_restore, a name on the PATH or a path.
  package var pgRestore = "pg_restore"
  /// zstd, a name on the PATH or a path.
  package var zstd = "zstd"

  /// Where backups are restored to be compared.
  package var drill = DrillSettings()

  /// The defaults.
  package init() {}

  private static let keys = [
    "format", "jobs", "compression", "level", "contents", "keep", "shrink_alarm", "max_age", "encryption", "hooks",
    "globals", "pg_dump", "pg_dumpall", "pg_restore", "zstd", "drill", "offsite",
  ]

  /// Reads the block, of which `offsite` is another room's; `secretPath` checks a secret's file and returns its path.
  package init(
    _ node: SettingsNode,
    secretPath: (SettingsNode) throws(SettingsError) -> String = { node throws(SettingsError) in try node.string() }
  ) throws(SettingsError) {
    let settings = try node.mapping(Self.keys)
    if let format = settings["format"] { self.format = try format.choice(of: Format.self) }
    if let jobs = settings["jobs"] { self.jobs = try jobs.integer(in: 1...64) }
    if let compression = settings["compression"] { self.compression = try compression.choice(of: Compression.self) }
    if let level = settings["level"] { self.level = try level.integer(in: 1...(compression == .gzip ? 9 : 19)) }
    if let contents = settings["contents"] { self.contents = try contents.choice(of: Contents.self) }
    keep = try settings["keep"].map { node throws(SettingsError) in try KeepPolicy(node) }
    if let node = settings["shrink_alarm"] {
      shrinkAlarm = node.text == "none" ? nil : try node.integer(in: 1...99, unit: "%")
    }
    if let node = settings["max_age"] { maximumAge = node.text == "none" ? nil : try node.duration() }
    if let node = settings["globals"] { globals = try node.bool() }
    if let tool = settings["pg_dumpall"] { pgDumpall = try tool.string() }
    if let tool = settings["pg_dump"] { pgDump = try tool.string() }
    if let tool = settings["pg_restore"] { pgRestore = try tool.string() }
    if let tool = settings["zstd"] { zstd = try tool.string() }
    if let node = settings["drill"] { drill = try DrillSettings(node) }
    if let node = settings["hooks"] { hooks = try HookSettings(node) }
    if let node = settings["encryption"] { encryption = try Self.encryption(node, of: format, secretPath) }
    if let jobs = settings["jobs"], format != .directory {
      throw jobs.error(
        Message(
          tr: "“jobs” yalnız “format: directory” ile kullanılır.", en: "“jobs” goes with “format: directory” only."))
    }
  }

  private static func encryption(
    _ node: SettingsNode, of format: Format, _ secretPath: (SettingsNode) throws(SettingsError) -> String
  ) throws(SettingsError) -> EncryptionSettings {
    guard format != .directory else {
      throw node.error(
        Message(
          tr: "“format: directory” şifrelenemez: dosyalarını pg_dump kendisi yazar ve şifresiz hâlleri diskte kalırdı. "
            + "“custom” veya “plain” kullanın.",
          en:
            "“format: directory” cannot be encrypted: pg_dump writes its files itself, and they would lie on the disk "
            + "as plaintext. Use “custom” or “plain”."))
    }
    return try EncryptionSettings(node, secretPath: secretPath)
  }
}
