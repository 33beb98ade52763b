import Messages
import Postgres

/// A table, view or foreign table of somebody's database, as its catalogue describes it.
struct DatabaseTable: Sendable {
  /// The table as SQL writes it, with its schema.
  let reference: String
  /// The name alone.
  let name: String
  /// Whether the role may read it.
  let isReadable: Bool
  /// The columns, in the table's order.
  var columns: [DatabaseColumn]

  /// Every table outside the catalogue, in the order of their names' bytes.
  static func all(on source: borrowing SourceConnection) throws -> [DatabaseTable] {
    let rows = try source.connection.query(
      """
      SELECT format('%I.%I', n.nspname, c.relname), c.relname, has_table_privilege(c.oid, 'SELECT'),
             quote_ident(a.attname), a.attname, t.typname, t.typtype,
             EXISTS (SELECT FROM pg_catalog.pg_index i WHERE i.indrelid = c.oid AND i.indisprimary
                       AND i.indnkeyatts = 1 AND i.indkey[0] = a.attnum)
      FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
        JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
        JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
      WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND NOT c.relispartition
        AND n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname NOT LIKE 'pg\\_t%'
        AND has_schema_privilege(n.oid, 'USAGE')
      ORDER BY n.nspname COLLATE "C", c.relname COLLATE "C", a.attnum
      """, doing: Message(tr: "Tabloların okunması", en: "Reading the tables"))
    var tables: [DatabaseTable] = []
    for row in rows {
      let values = row.map { $0 ?? "" }
      if tables.last?.reference != values[0] {
        tables.append(
          DatabaseTable(reference: values[0], name: values[1], isReadable: values[2] == "t", columns: []))
      }
      tables[tables.count - 1].columns.append(
        DatabaseColumn(
          expression: values[3], name: values[4], type: values[6] == "e" ? .text : DatabaseColumn.Family(values[5]),
          isKey: values[7] == "t"))
    }
    return tables
  }
}

/// A column of such a table, or a member of a JSON object that one holds.
struct DatabaseColumn: Sendable {
  /// How its values are stored, as far as a SELECT has to know.
  enum Family: Sendable {
    case timestamptz, timestamp, date, number, bool, json, text

    /// The family of a type by its name in the catalogue.
    init(_ name: String) {
      self =
        switch name {
        case "timestamptz": .timestamptz
        case "timestamp": .timestamp
        case "date": .date
        case "int2", "int4", "int8", "numeric", "float4", "float8": .number
        case "bool": .bool
        case "json", "jsonb": .json
        default: .text
        }
    }
  }

  /// The column as SQL writes it.
  let expression: String
  /// The name alone.
  let name: String
  /// How its values are stored.
  let type: Family
  /// Whether it alone is the table's primary key.
  let isKey: Bool
}
