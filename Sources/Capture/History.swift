import Intake
import Messages

/// The history of one table as it is.
enum History {
  /// Its columns with their types; empty where there is no history.
  static func columns(of name: String, on source: borrowing SourceConnection) throws -> [String: String] {
    let rows = try source.rows(
      of: """
        SELECT a.attname, pg_catalog.format_type(a.atttypid, -1)
        FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
          JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
        WHERE n.nspname = '\(CaptureSchema.name)' AND c.relname = \(SQLName.literal(name)) AND c.relkind = 'r'
        """, doing: Message(tr: "Geçmiş tablosuna bakılması", en: "Looking at the history"))
    return Dictionary(rows.compactMap { row in row[0].map { ($0, row[1] ?? "") } }) { first, _ in first }
  }
}
