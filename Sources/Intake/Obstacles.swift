import Messages
import Postgres

/// What keeps the role from reading the tables of a SELECT, asked of the server's catalogue.
///
/// The server's own words about a query that runs may be those of a function, and hold a row.
struct Obstacles {
  /// The role's name, as SQL writes it.
  private var role = ""
  /// Tables and views the SELECT names and the role may not read, as SQL writes them.
  private var unreadable: [String] = []
  /// Tables the SELECT names and of which policies hide rows.
  private var filtered: [String] = []

  /// An error of a SELECT, explained as far as the catalogue knows why; names the file.
  static func explain(
    _ error: PostgresError, of file: SQLFile, on connection: borrowing Connection
  ) -> PostgresError {
    let action = Message(tr: "\(file.path) okunamadı:", en: "\(file.path) cannot be read:")
    guard error.kind == .permission || error.kind == .rowSecurity,
      let obstacles = try? Obstacles(file, on: connection)
    else { return error.saying(action) }
    return (obstacles.explained(error) ?? error).saying(action)
  }

  private init(_ file: SQLFile, on connection: borrowing Connection) throws {
    // The failed query has ended the transaction up to its mark.
    try connection.rollbackToSavepoint()
    let rows = try connection.query(
      """
      SELECT quote_ident(current_user), c.relname, format('%I.%I', n.nspname, c.relname),
             has_table_privilege(c.oid, 'SELECT'), row_security_active(c.oid)
      FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
      WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND n.nspname NOT IN ('pg_catalog', 'information_schema')
        AND n.nspname NOT LIKE 'pg\\_t%' AND has_schema_privilege(n.oid, 'USAGE')
        AND (NOT has_table_privilege(c.oid, 'SELECT') OR row_security_active(c.oid))
      ORDER BY 3
      """, doing: Message(tr: "Yetkilerin okunması", en: "Reading the privileges"))
    let names = Self.names(in: file.text)
    for row in rows {
      role = row[0] ?? ""
      guard let name = row[1], let written = row[2], names.contains(Array(name.utf8)) else { continue }
      if row[3] == "f" { unreadable.append(written) } else if row[4] == "t" { filtered.append(written) }
    }
  }

  /// Every word of an SQL text that could be a table's name, as it stands and in small letters.
  private static func names(in sql: String) -> Set<[UInt8]> {
    let words = sql.utf8.split { byte in
      !(byte >= 0x80 || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "$") || (0x30...0x39).contains(byte)
        || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte))
    }
    return Set(words.flatMap { word in [Array(word), word.map { (0x41...0x5A).contains($0) ? $0 + 0x20 : $0 }] })
  }

  private func explained(_ error: PostgresError) -> PostgresError? {
    if !unreadable.isEmpty {
      let list = unreadable.joined(separator: ", ")
      return error.explained(
        .permission,
        Message(
          tr:
            "“\(role)” rolünün SELECT yetkisi yok: \(list) (42501). “GRANT SELECT ON \(list) TO \(role);” çalıştırın.",
          en: "the role “\(role)” has no SELECT on \(list) (42501). Run “GRANT SELECT ON \(list) TO \(role);”."))
    }
    if !filtered.isEmpty {
      let list = filtered.joined(separator: ", ")
      return error.explained(
        .rowSecurity,
        Message(
          tr: "satır güvenliği (row-level security) “\(role)” rolünden satır gizliyor: \(list) (42501). Eksik satırla "
            + "belge düzenlenmez; “ALTER ROLE \(role) BYPASSRLS;” çalıştırın.",
          en: "row-level security hides rows of \(list) from the role “\(role)” (42501). No document is issued of a "
            + "part of the rows; run “ALTER ROLE \(role) BYPASSRLS;”."))
    }
    guard error.kind == .permission, error.position == nil, error.serverWords != nil else { return nil }
    return error.explained(
      .permission,
      Message(
        tr:
          "yetki yok (42501): bir görünümün altındaki tablo veya sorgunun çağırdığı bir işlev. Role SELECT ve EXECUTE "
          + "yetkisi verin; satır güvenliği varsa BYPASSRLS.",
        en: "permission denied (42501) for a table below a view, or for a function that is called. Grant SELECT and "
          + "EXECUTE to the role, and BYPASSRLS where there is row-level security."))
  }
}
