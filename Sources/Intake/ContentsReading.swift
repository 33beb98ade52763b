import Messages
import Postgres

/// Reads what a database holds, on a connection of its own.
package enum ContentsReading {
  private static let action = Message(tr: "Yedeğin içeriğinin sayılması", en: "Counting what the dump holds")

  /// Reads in the snapshot that another transaction has exported.
  ///
  /// `onJoined` is called as soon as that transaction is needed no more and no table can be emptied or changed in its
  /// shape; a dump that begins then sees the same. Tables stay as they are until `waitForDump` returns: a dump that has
  /// only begun has not locked them itself. Nil when `isWanted` says meanwhile that nobody needs it any more.
  package static func read(
    _ address: SourceAddress, snapshot: String, part: DumpedPart? = nil, withDigests: Bool, onJoined: () -> Void,
    isWanted: () -> Bool, waitForDump: () -> Void
  ) throws -> DatabaseContents? {
    let connection = try Connection.open(address.settings)
    try begin(connection, snapshot)
    let conditions = DumpedPart.Conditions(part: part)
    let listed = try list(conditions, on: connection)
    var contents = DatabaseContents()
    contents.gaps = listed.filter { !$0.isReadable && $0.hasRows }.map { .init(name: $0.name, sqlState: noPrivilege) }
    let locked = try lock(listed.filter { $0.isReadable && $0.hasRows }, into: &contents, on: connection)
    let readable = Set(locked.map(\.name))
    try readSequences(conditions, into: &contents, on: connection)
    onJoined()
    try readCatalogue(conditions, into: &contents, on: connection)
    try readSurroundings(into: &contents, on: connection)
    for table in listed {
      guard isWanted() else { return nil }
      if !table.hasRows {
        contents.tables.append(.init(name: table.name, rows: 0, digest: withDigests ? digestOfNoRow : nil))
      } else if readable.contains(table.name) {
        try read(table, withDigest: withDigests, into: &contents, on: connection)
      }
    }
    contents.gaps.sort { ($0.name.schema, $0.name.name) < ($1.name.schema, $1.name.name) }
    waitForDump()
    // What was counted is counted; a connection that broke since takes nothing away from it.
    try? connection.endSnapshot()
    return contents
  }

  /// Reads what a database holds that nobody else changes meanwhile, such as one just restored.
  package static func readAlone(_ address: SourceAddress, withDigests: Bool) throws -> DatabaseContents {
    let connection = try Connection.open(address.settings)
    try begin(connection, nil)
    let conditions = DumpedPart.Conditions(part: nil)
    let listed = try list(conditions, on: connection)
    var contents = DatabaseContents()
    contents.gaps = listed.filter { !$0.isReadable }.map { .init(name: $0.name, sqlState: noPrivilege) }
    try readSequences(conditions, into: &contents, on: connection)
    try readCatalogue(conditions, into: &contents, on: connection)
    for table in listed where table.isReadable {
      try read(table, withDigest: withDigests, into: &contents, on: connection)
    }
    try connection.endSnapshot()
    return contents
  }

  private static let noPrivilege = "42501"
  /// What the sums of a digest are where there is nothing to add up.
  private static let digestOfNoRow = "0 0"

  private struct ListedTable {
    let name: DatabaseContents.Name
    let quoted: String
    let isReadable: Bool
    let hasRows: Bool
  }

  /// The dump waits for this connection, so it waits for other sessions' locks no longer than autovacuum takes to yield.
  ///
  /// Nothing that a role, a database or a server has set may change how a value reads as text.
  private static func begin(_ connection: borrowing Connection, _ snapshot: String?) throws(PostgresError) {
    let joining =
      if let snapshot { "SET TRANSACTION SNAPSHOT \(try connection.literal(snapshot));" } else { "" }
    try connection.execute(
      """
      BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY;
      \(joining)
      SET LOCAL search_path = pg_catalog; SET LOCAL timezone = 'UTC'; SET LOCAL datestyle = 'ISO, YMD';
      SET LOCAL intervalstyle = 'postgres'; SET LOCAL bytea_output = 'hex'; SET LOCAL extra_float_digits = 3;
      SET LOCAL lc_monetary = 'C'; SET LOCAL quote_all_identifiers = off; SET LOCAL lock_timeout = '2s';
      SET LOCAL application_name = 'tutanak contents'
      """, doing: action)
  }

  /// Keeps tables from being emptied or changed in their shape; returns those that nobody else has locked for long.
  ///
  /// TRUNCATE heeds no snapshot: without a lock a table could be emptied after pg_dump is done with it.
  private static func lock(
    _ tables: [ListedTable], into contents: inout DatabaseContents, on connection: borrowing Connection
  ) throws(PostgresError) -> [ListedTable] {
    func lock(_ names: [String], _ words: String) throws(PostgresError) -> PostgresError? {
      try connection.savepoint()
      do throws(PostgresError) {
        let list = names.map { "ONLY " + $0 }.joined(separator: ", ")
        try connection.execute("LOCK TABLE \(list) IN ACCESS SHARE MODE \(words)", doing: action)
        return nil
      } catch {
        guard error.sqlState != nil, error.kind != .cut else { throw error }
        try connection.rollbackToSavepoint()
        return error
      }
    }
    if tables.isEmpty { return [] }
    if try lock(tables.map(\.quoted), "NOWAIT") == nil { return tables }
    var locked: [ListedTable] = []
    for table in tables {
      if let error = try lock([table.quoted], "") {
        contents.gaps.append(.init(name: table.name, sqlState: error.sqlState ?? ""))
      } else {
        locked.append(table)
      }
    }
    return locked
  }

  private static func list(
    _ conditions: DumpedPart.Conditions, on connection: borrowing Connection
  ) throws(PostgresError) -> [ListedTable] {
    let rows = try connection.query(
      """
      SELECT n.nspname, c.relname, format('%I.%I', n.nspname, c.relname),
             has_schema_privilege(n.oid, 'USAGE') AND has_table_privilege(c.oid, 'SELECT'), c.oid
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE c.relkind = 'r' AND c.relpersistence <> 't' AND \(conditions.relation("c.oid")) AND \(ownSchemas) AND \(ofNoExtension("pg_class", "c.oid"))
      ORDER BY n.nspname COLLATE "C", c.relname COLLATE "C"
      """, doing: action)
    return rows.map { row in
      ListedTable(
        name: .init(schema: row[0] ?? "", name: row[1] ?? ""), quoted: row[2] ?? "", isReadable: row[3] == "t",
        hasRows: row[4].flatMap { UInt32($0) }.map { conditions.part?.hasRows($0) ?? true } ?? true)
    }
  }

  /// Counts and sums up one table; what keeps its rows from being read is noted, and the others are read on.
  private static func read(
    _ table: ListedTable, withDigest: Bool, into contents: inout DatabaseContents, on connection: borrowing Connection
  ) throws(PostgresError) {
    let digested = """
      SELECT count(*), coalesce(sum(\(Self.number(from: 1))), 0) || ' ' || coalesce(sum(\(Self.number(from: 17))), 0)
      FROM (SELECT encode(sha256(convert_to((ROW(r.*))::text, getdatabaseencoding())), 'hex') AS hash
            FROM ONLY \(table.quoted) AS r OFFSET 0) AS rows
      """
    let sql = withDigest ? digested : "SELECT count(*), NULL FROM ONLY \(table.quoted)"
    try connection.savepoint()
    do throws(PostgresError) {
      let row = try connection.query(sql, doing: action).first ?? []
      guard row.count == 2, let count = row[0].flatMap({ Int($0) }) else { return }
      contents.tables.append(.init(name: table.name, rows: count, digest: row[1]))
    } catch {
      guard let sqlState = error.sqlState, error.kind != .cut else { throw error }
      try connection.rollbackToSavepoint()
      contents.gaps.append(.init(name: table.name, sqlState: sqlState))
    }
  }

  /// Sixteen digits of a hash as a number with a sign; their sum is exact, since the server makes it a numeric.
  private static func number(from position: Int) -> String {
    "('x' || substr(hash, \(position), 16))::bit(64)::bigint"
  }

  private static func readSequences(
    _ conditions: DumpedPart.Conditions, into contents: inout DatabaseContents, on connection: borrowing Connection
  ) throws(PostgresError) {
    let rows = try connection.query(
      """
      SELECT n.nspname, c.relname, s.seqincrement,
             has_schema_privilege(n.oid, 'USAGE') AND has_sequence_privilege(c.oid, 'SELECT, USAGE'),
             CASE WHEN has_sequence_privilege(c.oid, 'SELECT, USAGE') THEN pg_sequence_last_value(c.oid) END
      FROM pg_sequence s JOIN pg_class c ON c.oid = s.seqrelid JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE c.relpersistence <> 't' AND \(conditions.sequence("c.oid")) AND \(ownSchemas)
        AND \(ofNoExtension("pg_class", "c.oid"))
      ORDER BY n.nspname COLLATE "C", c.relname COLLATE "C"
      """, doing: action)
    for row in rows {
      let name = DatabaseContents.Name(schema: row[0] ?? "", name: row[1] ?? "")
      guard row[3] == "t", let increment = row[2].flatMap({ Int64($0) }) else {
        contents.gaps.append(.init(name: name, sqlState: noPrivilege))
        continue
      }
      contents.sequences.append(.init(name: name, lastValue: row[4].flatMap { Int64($0) }, increment: increment))
    }
  }

  private static func readCatalogue(
    _ conditions: DumpedPart.Conditions, into contents: inout DatabaseContents, on connection: borrowing Connection
  ) throws(PostgresError) {
    let counts = try connection.query(
      """
      SELECT (SELECT count(*) FROM pg_constraint k JOIN pg_namespace n ON n.oid = k.connamespace
              WHERE k.contype <> 'n' AND \(conditions.constraint(table: "k.conrelid", domain: "k.contypid"))
                AND \(ownSchemas) AND \(ofNoExtension("pg_class", "k.conrelid"))),
             (SELECT count(*) FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
              JOIN pg_namespace n ON n.oid = c.relnamespace
              WHERE \(conditions.relation("i.indrelid")) AND \(ownSchemas)
                AND \(ofNoExtension("pg_class", "i.indrelid"))),
             (SELECT count(*) FROM pg_largeobject_metadata WHERE \(conditions.largeObject)), pg_database_size(current_database())
      """, doing: action
    ).first?.map { $0.flatMap { Int64($0) } ?? 0 }
    guard let counts, counts.count == 4 else { return }
    contents.constraintCount = Int(counts[0])
    contents.indexCount = Int(counts[1])
    contents.largeObjectCount = Int(counts[2])
    contents.bytes = counts[3]
    contents.extensions = try connection.query(
      """
      SELECT extname, extversion FROM pg_extension WHERE \(conditions.ofExtension("oid"))
      ORDER BY extname COLLATE "C"
      """, doing: action
    ).map { .init(name: $0[0] ?? "", version: $0[1] ?? "") }
  }

  /// What an empty database and its server need for a restored copy: roles and the order of texts.
  ///
  /// A role that may not look there counts all the same.
  private static func readSurroundings(
    into contents: inout DatabaseContents, on connection: borrowing Connection
  ) throws(PostgresError) {
    try connection.savepoint()
    do throws(PostgresError) {
      contents.roles = try connection.query(
        """
        SELECT rolname FROM pg_roles r CROSS JOIN pg_database d
        WHERE d.datname = current_database() AND rolname NOT LIKE 'pg\\_%' AND (r.oid = 10 OR r.oid = d.datdba
          OR EXISTS (SELECT FROM pg_shdepend s
                     WHERE s.refclassid = 'pg_authid'::regclass AND s.refobjid = r.oid AND s.dbid = d.oid))
        ORDER BY rolname COLLATE "C"
        """, doing: action
      ).compactMap { $0.first ?? nil }
      // The columns have other names in other versions.
      let row =
        try connection.query(
          """
          SELECT pg_encoding_to_char(encoding), datcollate, datctype, coalesce(to_jsonb(d) ->> 'datlocprovider', 'c'),
                 coalesce(to_jsonb(d) ->> 'datlocale', to_jsonb(d) ->> 'daticulocale')
          FROM pg_database d WHERE datname = current_database()
          """, doing: action
        ).first ?? []
      guard row.count == 5, let encoding = row[0], let collate = row[1], let type = row[2] else { return }
      contents.locale = DatabaseLocale(
        encoding: encoding, collate: collate, characterType: type, providerLocale: row[4], provider: row[3] ?? "c")
    } catch {
      guard error.sqlState != nil, error.kind != .cut else { throw error }
      try connection.rollbackToSavepoint()
    }
  }

  private static let ownSchemas =
    #"n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname NOT LIKE 'pg\_t%'"#

  /// The rows of an extension's tables come with the extension and not with the dump.
  private static func ofNoExtension(_ catalogue: String, _ id: String) -> String {
    """
    NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = '\(catalogue)'::regclass AND d.objid = \(id)
                AND d.refclassid = 'pg_extension'::regclass AND d.deptype = 'e')
    """
  }
}
