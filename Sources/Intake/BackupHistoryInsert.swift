import Files
import Messages
package import Model
import Postgres

/// The application's own table of backups: one INSERT, run after each backup, whether it was made or not.
///
/// It goes through a connection of its own: the one that reads may not write.
package struct BackupHistoryInsert: Sendable {
  /// The name of the file in a system's folder.
  package static let fileName = "backup_history.sql"
  /// What the INSERT is given, each as a text or NULL.
  package static let names = ["type", "file", "size", "status", "error", "created_at", "zone"]

  /// What is written of one backup.
  package struct Row: Sendable {
    /// The schedule's name, or `manual`.
    package let type: String
    /// The backup's folder; empty where none was made.
    package let file: String
    /// The bytes of its files; nil where none was made.
    package let size: Int?
    /// Why it was not made; nil where it was.
    package let error: String?
    /// When.
    package let createdAt: Instant
    /// The zone of the application's clocks without a zone.
    package let zone: String

    /// A row from its parts.
    package init(type: String, file: String, size: Int?, error: String?, createdAt: Instant, zone: String) {
      (self.type, self.file, self.size) = (type, file, size)
      (self.error, self.createdAt, self.zone) = (error, createdAt, zone)
    }

    var values: [String: String?] {
      [
        "type": type, "file": file, "size": size.map(String.init), "status": error == nil ? "success" : "failed",
        "error": error, "created_at": createdAt.iso8601, "zone": zone,
      ]
    }
  }

  private let statement: SQLFile

  /// Reads the INSERT of a file.
  ///
  /// - Throws: ``IntakeError`` with file and line where it uses a name that nobody gives.
  package init(path: String) throws {
    statement = try SQLFile(path: path)
    _ = try statement.substituting(Dictionary(uniqueKeysWithValues: Self.names.map { ($0, "NULL") }))
  }

  /// Writes a row in a transaction of its own.
  ///
  /// A lock is waited for as long as the address says, the statement for ten seconds.
  package func write(_ row: Row, to address: SourceAddress) throws {
    var address = address
    address.statementTimeoutMilliseconds = 10_000
    let connection = try Connection.open(address.settings)
    var literals: [String: String] = [:]
    for (name, value) in row.values { literals[name] = try value.map { try connection.literal($0) } ?? "NULL" }
    let action = Message(
      tr: "Uygulamanın yedek tablosuna yazma (\(statement.path))",
      en: "Writing into the application's table of backups (\(statement.path))")
    try connection.execute("BEGIN READ WRITE", doing: action)
    guard try connection.change(statement.substituting(literals), doing: action) > 0 else {
      throw IntakeError(
        file: statement.path, problem: Message(tr: "INSERT hiçbir satır yazmadı.", en: "the INSERT wrote no row."))
    }
    try connection.execute("COMMIT", doing: action)
  }
}
