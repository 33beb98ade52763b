import Messages
import Postgres

/// What keeps the role from reading the tables of a SELECT, asked of the server's catalogue.
///
/// The server's own words about a query that runs may be those of a function, and hold a row.
struct Obstacles {
  /// A table or view that the SELECT names, or that lies below a view it names, and the role that reads it there: the
  /// program's own, or the owner of a view, in whose name the server looks below it.
  private struct Obstacle {
    let table: String
    let role: String
  }

  /// Tables and views that the role may not read.
  private var unreadable: [Obstacle] = []
  /// Tables of which it may read some columns: perhaps the ones that are asked for.
  private var readableInPart: [Obstacle] = []
  /// Tables of which policies hide rows from the role; the server says so before it looks at columns.
  private var filtered: [Obstacle] = []

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
    let rows = try connection.query(Self.query, doing: Message(tr: "Yetkilerin okunması", en: "Reading the privileges"))
    let names = Self.names(in: file.text)
    for row in rows {
      guard let name = row[0], names.contains(Array(name.utf8)), let table = row[1], let role = row[2] else { continue }
      let obstacle = Obstacle(table: table, role: role)
      switch (row[3], row[4]) {
      case ("table", "t"): filtered.append(obstacle)
      case ("columns", let isFiltered):
        readableInPart.append(obstacle)
        if isFiltered == "t" { filtered.append(obstacle) }
      default: unreadable.append(obstacle)
      }
    }
  }

  /// What each table and view that can be named leads to, and the role that reads it there.
  ///
  /// Below a view the server reads as its owner, but as whoever asks where the view is a `security_invoker`. Policies
  /// hide rows from every role but superusers, those with BYPASSRLS, and the table's owner unless they are forced.
  private static let query = """
    WITH RECURSIVE visible AS (
      SELECT c.oid, c.relname FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
      WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND n.nspname NOT IN ('pg_catalog', 'information_schema')
        AND n.nspname NOT LIKE 'pg\\_t%' AND has_schema_privilege(n.oid, 'USAGE')
    ), below (name, oid, role) AS (
      SELECT v.relname, v.oid, r.oid FROM visible v, pg_catalog.pg_roles r WHERE r.rolname = current_user
      UNION
      SELECT b.name, d.refobjid, CASE WHEN EXISTS (
          SELECT FROM unnest(v.reloptions) AS o WHERE o ~* '^security_invoker=(t|true|y|yes|on|1)$'
        ) THEN (SELECT m.oid FROM pg_catalog.pg_roles m WHERE m.rolname = current_user) ELSE v.relowner END
      FROM below b JOIN pg_catalog.pg_class v ON v.oid = b.oid AND v.relkind = 'v'
      JOIN pg_catalog.pg_rewrite w ON w.ev_class = v.oid
      JOIN pg_catalog.pg_depend d ON d.classid = 'pg_catalog.pg_rewrite'::regclass AND d.objid = w.oid
        AND d.refclassid = 'pg_catalog.pg_class'::regclass AND d.refobjid <> v.oid
    )
    SELECT DISTINCT b.name, format('%I.%I', n.nspname, c.relname), quote_ident(r.rolname), p.read, p.is_filtered
    FROM below b JOIN pg_catalog.pg_class c ON c.oid = b.oid JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    JOIN pg_catalog.pg_roles r ON r.oid = b.role
    CROSS JOIN LATERAL (SELECT
      CASE WHEN has_table_privilege(r.oid, c.oid, 'SELECT') THEN 'table'
           WHEN has_any_column_privilege(r.oid, c.oid, 'SELECT') THEN 'columns' ELSE 'nothing' END AS read,
      c.relrowsecurity AND NOT r.rolsuper AND NOT r.rolbypassrls
        AND (c.relforcerowsecurity OR NOT pg_has_role(r.oid, c.relowner, 'USAGE')) AS is_filtered) p
    WHERE n.nspname <> 'pg_catalog' AND (p.read <> 'table' OR p.is_filtered)
    ORDER BY 1, 2, 3
    """

  /// The tables of one role, each once.
  private static func list(_ obstacles: [Obstacle], of role: String) -> String {
    Set(obstacles.filter { $0.role == role }.map(\.table)).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
      .joined(separator: ", ")
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
    let unread = filtered.isEmpty ? unreadable + readableInPart : unreadable
    if let first = unread.first, error.kind != .rowSecurity || filtered.isEmpty {
      let (list, role) = (Self.list(unread, of: first.role), first.role)
      return error.explained(
        .permission,
        Message(
          tr:
            "“\(role)” rolünün SELECT yetkisi yok: \(list) (42501). “GRANT SELECT ON \(list) TO \(role);” çalıştırın.",
          en: "the role “\(role)” has no SELECT on \(list) (42501). Run “GRANT SELECT ON \(list) TO \(role);”."))
    }
    if let first = filtered.first {
      let (list, role) = (Self.list(filtered, of: first.role), first.role)
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
