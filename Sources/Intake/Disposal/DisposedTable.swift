import Messages
import Postgres

/// The one table a disposal deletes from, by its schema and its name.
package struct DisposedTable: Sendable, Equatable {
  /// The schema.
  package let schema: String
  /// The name.
  package let name: String

  /// `schema.table` as the server spells them; nil where it is none.
  package init?(_ text: String) {
    let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 2, parts.allSatisfy({ !$0.isEmpty && !$0.utf8.contains(0) }) else { return nil }
    (schema, name) = (parts[0], parts[1])
  }

  /// As documents show it.
  package var text: String { "\(schema).\(name)" }
  /// As SQL writes it.
  var sql: String { [schema, name].map { "\"" + $0.replacing("\"", with: "\"\"") + "\"" }.joined(separator: ".") }

  private static let action = Message(tr: "Tabloya bakılması", en: "Looking at the table")

  /// The table with every table that inherits from it, partitions among them.
  func family(on connection: borrowing Connection) throws -> String {
    "WITH RECURSIVE family (oid) AS (SELECT \(try literal(on: connection)) UNION "
      + "SELECT i.inhrelid FROM pg_catalog.pg_inherits i JOIN family f ON i.inhparent = f.oid)"
  }

  private func literal(on connection: borrowing Connection) throws -> String {
    "(SELECT c.oid FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace "
      + "WHERE n.nspname = \(try connection.literal(schema)) AND c.relname = \(try connection.literal(name)))"
  }

  /// Refuses a table of which a deletion could do more than delete rows, or of which copies would stay in the database.
  func check(on connection: borrowing Connection) throws {
    let sql = """
      \(try family(on: connection))
      SELECT count(*), coalesce(bool_and(c.relkind IN ('r', 'p') AND c.relpersistence <> 't'), false),
        coalesce(bool_or(EXISTS (SELECT FROM pg_catalog.pg_rewrite w WHERE w.ev_class = c.oid)), false),
        coalesce(bool_or(EXISTS (SELECT FROM pg_catalog.pg_trigger t JOIN pg_catalog.pg_proc p ON p.oid = t.tgfoid
          JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
          WHERE t.tgrelid = c.oid AND n.nspname = 'tutanak_capture')), false)
        OR EXISTS (SELECT FROM pg_catalog.pg_class h JOIN pg_catalog.pg_namespace n ON n.oid = h.relnamespace
          WHERE n.nspname = 'tutanak_capture' AND h.relname = \(try connection.literal(name))),
        coalesce(bool_or(EXISTS (SELECT FROM pg_catalog.pg_trigger t
          WHERE t.tgrelid = c.oid AND NOT t.tgisinternal AND t.tgdeferrable)), false)
      FROM family f JOIN pg_catalog.pg_class c ON c.oid = f.oid
      """
    let row = try connection.query(sql, doing: Self.action).first ?? []
    guard row.count == 5, row[0] != "0", row[1] == "t" else {
      throw DisposalError(
        .misconfigured,
        tr: "\(text) sıradan bir tablo değil ya da yok; görünümden ve yabancı tablodan silinmez.",
        en: "\(text) is no ordinary table, or not there; nothing is deleted from views and foreign tables.")
    }
    if row[2] == "t" {
      throw DisposalError(
        .misconfigured,
        tr: "\(text) tablosunun kuralları (CREATE RULE) deyimi başka bir deyime çevirebilir.",
        en: "\(text) has rules (CREATE RULE), which can make another statement of the deletion.")
    }
    if row[3] == "t" {
      throw DisposalError(
        .misconfigured,
        tr: "\(text) tablosunun silinen satırları tutanak_capture şemasında saklanıyor: kopyaları kalırdı. "
          + "“tutanak source capture remove --drop-history” geçmişi kaldırır.",
        en: "Deleted rows of \(text) are kept in the schema tutanak_capture: their copies would stay. Remove the "
          + "history with “tutanak source capture remove --drop-history”.")
    }
    if row[4] == "t" {
      throw DisposalError(
        .misconfigured,
        tr: "\(text) tablosunun ertelenebilen bir tetikleyicisi var; işlem biterken ne yapacağı denetlenemez.",
        en: "\(text) has a deferrable trigger; what that does while the transaction ends cannot be checked.")
    }
  }

  /// How many rows it has, partitions included.
  func rowCount(on connection: borrowing Connection) throws -> Int64 {
    let rows = try connection.query("SELECT count(*) FROM \(sql)", doing: Self.action)
    guard let count = rows.first?.first.flatMap({ $0 }).flatMap({ Int64($0) }) else { throw Self.unreadable }
    return count
  }

  static let unreadable = DisposalError(
    .unavailable, tr: "Sunucunun yanıtı okunamadı.", en: "The server's answer cannot be read.")
}
