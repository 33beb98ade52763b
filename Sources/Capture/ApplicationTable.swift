package import Intake
import Messages

/// A table of the application as the server's catalogue describes it, with its partitions and children.
package struct ApplicationTable: Sendable {
  /// One relation whose rows are captured: the table itself, a partition, or a child.
  struct Member: Sendable {
    let number: String
    let schema: String
    let name: String
    /// Whether it is the parent of partitions, which holds no row itself.
    let isPartitioned: Bool
    /// Whether the server makes the triggers of rows itself, since a parent has them.
    let isPartition: Bool
    /// Whether row-level security is on.
    let hasRowSecurity: Bool

    var sql: String { SQLName.quoted(schema, name) }
  }

  /// What the configuration says of it.
  package let wanted: CapturedTable
  /// The table first, then what hangs below it.
  let members: [Member]
  /// The type each kept column has in the history, by name; nil where the table has no such column.
  let types: [String: ColumnKind]

  /// How a column is kept.
  enum ColumnKind: Sendable, Equatable {
    /// As it is, in a type of PostgreSQL's own.
    case own(String)
    /// As the text its type prints, since the type is the application's, which may change or drop it.
    case text

    var sqlType: String { if case .own(let type) = self { type } else { "text" } }
  }

  /// The table itself.
  var sql: String { SQLName.quoted(wanted.schema, wanted.name) }

  /// Looks a table up; nil when there is none.
  ///
  /// - Throws: ``CaptureError`` where it is no table, or lacks a column that is to be kept.
  package init?(_ wanted: CapturedTable, on source: borrowing SourceConnection) throws {
    self.wanted = wanted
    let action = Message(tr: "Tabloya bakılması", en: "Looking at the table")
    members = try source.rows(of: Self.tree(wanted), doing: action).map { row in
      Member(
        number: row[0] ?? "", schema: row[1] ?? "", name: row[2] ?? "", isPartitioned: row[3] == "p",
        isPartition: row[4] == "t", hasRowSecurity: row[5] == "t")
    }
    if members.isEmpty { return nil }
    var types: [String: ColumnKind] = [:]
    for row in try source.rows(of: Self.columns(wanted), doing: action) {
      if let name = row[0] { types[name] = row[1].map { .own($0) } ?? .text }
    }
    self.types = types
  }

  /// The columns that are to be kept and are not there.
  package var missingColumns: [String] { wanted.columns.filter { !types.keys.map { $0 }.holds($0) } }

  /// How a kept column is kept.
  func kind(_ column: String) -> ColumnKind {
    types.first { $0.key.utf8.elementsEqual(column.utf8) }?.value ?? .text
  }

  private static func tree(_ table: CapturedTable) -> String {
    """
    WITH RECURSIVE tree AS (
      SELECT c.oid, true AS is_root FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
      WHERE n.nspname = \(SQLName.literal(table.schema)) AND c.relname = \(SQLName.literal(table.name))
        AND c.relkind IN ('r', 'p')
      UNION
      SELECT i.inhrelid, false FROM pg_catalog.pg_inherits i JOIN tree ON i.inhparent = tree.oid)
    SELECT c.oid::text, n.nspname, c.relname, c.relkind, c.relispartition, c.relrowsecurity
    FROM tree JOIN pg_catalog.pg_class c ON c.oid = tree.oid JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('r', 'p') ORDER BY NOT tree.is_root, c.relkind DESC, n.nspname, c.relname
    """
  }

  /// The type without its length, which is what -1 asks for: what was too long once must not fail in the history.
  private static func columns(_ table: CapturedTable) -> String {
    """
    SELECT a.attname, CASE WHEN tn.nspname = 'pg_catalog' THEN pg_catalog.format_type(a.atttypid, -1) END
    FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
      JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
      JOIN pg_catalog.pg_type t ON t.oid = a.atttypid JOIN pg_catalog.pg_namespace tn ON tn.oid = t.typnamespace
    WHERE n.nspname = \(SQLName.literal(table.schema)) AND c.relname = \(SQLName.literal(table.name))
    """
  }
}
