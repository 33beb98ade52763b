import Intake
import Messages

/// The SQL that captures one table: its history, the function that fills it, and the triggers that call the function.
struct TableCapture {
  let table: ApplicationTable

  /// Triggers by what they answer to; each relation has all of them.
  static let triggers = ["insert", "update", "delete", "truncate"].map { "tutanak_capture_" + $0 }

  private var name: String { table.wanted.name }
  private var history: String { SQLName.quoted(CaptureSchema.name, name) }
  private var columns: [String] { table.wanted.columns }
  private var columnList: String { columns.map { SQLName.quoted($0) }.joined(separator: ", ") }

  /// A column of a row, as it is kept.
  ///
  /// What a type of the application prints comes from `format`, which calls no cast.
  private func value(_ column: String, of row: String) -> String {
    let field = row + "." + SQLName.quoted(column)
    guard table.kind(column) == .text else { return field }
    return "CASE WHEN \(field) IS NOT NULL THEN format('%s', \(field)) END"
  }

  private func values(of row: String) -> String {
    columns.map { value($0, of: row) }.joined(separator: ", ")
  }

  private func differ(_ columns: [String]) -> String {
    if columns.isEmpty { return "false" }
    return columns.map { column in
      "(\(value(column, of: "OLD")))::text IS DISTINCT FROM (\(value(column, of: "NEW")))::text"
    }.joined(separator: "\n      OR ")
  }

  /// What the function does.
  ///
  /// Whatever goes wrong in it is kept, and the application's statement goes on.
  var functionBody: String {
    let insert = "INSERT INTO \(history) (captured_as, captured_at, \(columnList))"
    let dynamic =
      "\(insert) SELECT 'truncate', $1, \(values(of: "r")) FROM ONLY "
    return """
      DECLARE
        captured_moment timestamptz := clock_timestamp();
      BEGIN
        IF TG_OP = 'INSERT' THEN
          \(insert)
          SELECT 'insert', captured_moment, \(values(of: "r")) FROM tutanak_new AS r;
        ELSIF TG_OP = 'DELETE' THEN
          \(insert)
          SELECT 'delete', captured_moment, \(values(of: "r")) FROM tutanak_old AS r;
        ELSIF TG_OP = 'TRUNCATE' THEN
          EXECUTE \(SQLName.literal(dynamic)) || format('%I.%I', TG_TABLE_SCHEMA, TG_TABLE_NAME) || ' AS r'
          USING captured_moment;
        ELSIF \(differ(table.wanted.key)) THEN
          \(insert) VALUES
            ('delete', captured_moment, \(values(of: "OLD"))),
            ('insert', captured_moment, \(values(of: "NEW")));
        ELSIF \(differ(table.wanted.updates)) THEN
          \(insert) VALUES ('update', captured_moment, \(values(of: "NEW")));
        END IF;
        RETURN NULL;
      EXCEPTION WHEN OTHERS THEN
        BEGIN
          INSERT INTO \(CaptureSchema.failures) (history, failed_at, operation, error)
          VALUES (\(SQLName.literal(name)), captured_moment, TG_OP, SQLSTATE);
        EXCEPTION WHEN OTHERS THEN
          BEGIN
            PERFORM nextval('\(CaptureSchema.unrecorded)');
          EXCEPTION WHEN OTHERS THEN NULL;
          END;
        END;
        RETURN NULL;
      END
      """
  }

  /// What installs it, and changes what is there to what is wanted; `history` is what the history has now.
  func installation(reader: String, existing: [String: String]) -> [OwnerConnection.Statement] {
    [reading, lock, registration] + [historyTable(existing), function] + table.members.map { triggers(on: $0) }
      + [baseline, grant(to: reader)]
  }

  private func statement(_ tr: String, _ en: String, _ sql: String) -> OwnerConnection.Statement {
    .init(Message(tr: "\(name): \(tr)", en: "\(name): \(en)"), sql)
  }

  /// The owning role may read the kept columns and no other: for what is there at the beginning, and for TRUNCATE.
  private var reading: OwnerConnection.Statement {
    let role = CaptureSchema.name
    var lines = table.members.flatMap { member in
      [
        "GRANT USAGE ON SCHEMA \(SQLName.quoted(member.schema)) TO \(role)",
        "REVOKE ALL ON \(member.sql) FROM \(role)", "GRANT SELECT (\(columnList)) ON \(member.sql) TO \(role)",
      ]
    }
    if table.members.contains(where: \.hasRowSecurity) {
      lines.append(
        """
        DO $$
        BEGIN
          IF NOT (SELECT rolbypassrls FROM pg_roles WHERE rolname = '\(role)') THEN
            ALTER ROLE \(role) BYPASSRLS;
          END IF;
        END $$
        """)
    }
    return statement("okuma yetkisi", "the right to read", lines.joined(separator: ";\n"))
  }

  private var lock: OwnerConnection.Statement {
    statement("kilit", "the lock", "LOCK TABLE \(table.sql) IN SHARE ROW EXCLUSIVE MODE")
  }

  /// The time without a break goes on where every trigger is in place and nothing has failed; else it begins anew.
  private var registration: OwnerConnection.Statement {
    let numbers = table.members.map(\.number).joined(separator: ", ")
    let count = table.members.count * Self.triggers.count
    let relation = "\(SQLName.literal(table.sql))::regclass"
    return statement(
      "kayıt", "the register",
      """
      INSERT INTO \(CaptureSchema.register) AS c (history, relation, since, installed_in)
      VALUES (\(SQLName.literal(name)), \(relation), clock_timestamp(), pg_current_xact_id())
      ON CONFLICT (history) DO UPDATE SET relation = EXCLUDED.relation, since = EXCLUDED.since,
        installed_in = EXCLUDED.installed_in
      WHERE c.relation <> EXCLUDED.relation
        OR to_regclass(\(SQLName.literal(history))) IS NULL
        OR EXISTS (SELECT FROM \(CaptureSchema.failures) f WHERE f.history = c.history AND f.failed_at >= c.since)
        OR (SELECT is_called FROM \(CaptureSchema.unrecorded))
        OR (SELECT count(*) FROM pg_trigger WHERE tgrelid IN (\(numbers)) AND tgenabled IN ('O', 'A')
              AND tgname IN (\(Self.triggers.map { SQLName.literal($0) }.joined(separator: ", ")))) <> \(count)
      """)
  }

  /// No key to the application's rows, no type of the application's, nothing that could refuse a row.
  private func historyTable(_ existing: [String: String]) -> OwnerConnection.Statement {
    let own = """
      captured_entry bigint GENERATED ALWAYS AS IDENTITY, captured_as text NOT NULL,
        captured_at timestamptz NOT NULL, captured_in xid8 NOT NULL DEFAULT pg_current_xact_id(),
      """
    let kept = columns.map { "\(SQLName.quoted($0)) \(table.kind($0).sqlType)" }.joined(separator: ", ")
    var sql = [
      "SET LOCAL ROLE \(CaptureSchema.name)",
      "CREATE TABLE IF NOT EXISTS \(history) (\n  \(own)\n  \(kept),\n  PRIMARY KEY (captured_at, captured_entry))",
    ]
    if !existing.isEmpty {
      for column in columns {
        let (field, type) = (SQLName.quoted(column), table.kind(column).sqlType)
        guard let present = existing[column] else {
          sql.append("ALTER TABLE \(history) ADD COLUMN IF NOT EXISTS \(field) \(type)")
          continue
        }
        if present != type { sql.append("ALTER TABLE \(history) ALTER \(field) TYPE \(type) USING \(field)::\(type)") }
      }
    }
    return statement("geçmiş tablosu", "the history", (sql + ["RESET ROLE"]).joined(separator: ";\n"))
  }

  private var function: OwnerConnection.Statement {
    statement(
      "işlev", "the function",
      """
      SET LOCAL ROLE \(CaptureSchema.name);
      CREATE OR REPLACE FUNCTION \(history)() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
      SET search_path = pg_catalog, pg_temp SET lock_timeout = '1s' SET row_security = off
      AS \(SQLName.dollarQuoted(functionBody));
      REVOKE ALL ON FUNCTION \(history)() FROM PUBLIC;
      RESET ROLE
      """)
  }

  /// One call for a statement that inserts or deletes, however many rows; one a row for an update, seldom kept.
  ///
  /// Always: changes that come with `session_replication_role = replica` are the application's as well.
  private func triggers(on member: ApplicationTable.Member) -> OwnerConnection.Statement {
    var sql = ["insert", "delete", "truncate"].map { "DROP TRIGGER IF EXISTS tutanak_capture_\($0) ON \(member.sql)" }
    let call = "EXECUTE FUNCTION \(history)()"
    sql += [
      """
      CREATE TRIGGER tutanak_capture_insert AFTER INSERT ON \(member.sql)
        REFERENCING NEW TABLE AS tutanak_new FOR EACH STATEMENT \(call)
      """,
      """
      CREATE TRIGGER tutanak_capture_delete AFTER DELETE ON \(member.sql)
        REFERENCING OLD TABLE AS tutanak_old FOR EACH STATEMENT \(call)
      """,
      "CREATE TRIGGER tutanak_capture_truncate BEFORE TRUNCATE ON \(member.sql) FOR EACH STATEMENT \(call)",
    ]
    // A partition has that of its parent.
    if !member.isPartition {
      sql += [
        "DROP TRIGGER IF EXISTS tutanak_capture_update ON \(member.sql)",
        "CREATE TRIGGER tutanak_capture_update AFTER UPDATE ON \(member.sql) FOR EACH ROW \(call)",
      ]
    }
    for trigger in Self.triggers {
      sql.append("ALTER TABLE ONLY \(member.sql) ENABLE ALWAYS TRIGGER \(trigger)")
    }
    return statement("tetikleyiciler", "the triggers", sql.joined(separator: ";\n"))
  }

  /// What is there when the time without a break begins.
  private var baseline: OwnerConnection.Statement {
    statement(
      "kurulum anındaki satırlar", "the rows of the beginning",
      """
      SET LOCAL ROLE \(CaptureSchema.name);
      INSERT INTO \(history) (captured_as, captured_at, \(columnList))
      SELECT 'present', c.since, \(values(of: "r")) FROM \(table.sql) AS r, \(CaptureSchema.register) AS c
      WHERE c.history = \(SQLName.literal(name)) AND c.installed_in = pg_current_xact_id();
      RESET ROLE
      """)
  }

  private func grant(to reader: String) -> OwnerConnection.Statement {
    statement(
      "okuma yetkisi", "the right to read the history",
      """
      SET LOCAL ROLE \(CaptureSchema.name);
      GRANT SELECT ON \(history) TO \(SQLName.quoted(reader));
      RESET ROLE
      """)
  }

  /// What takes a capture away; the history stays unless it is to go as well.
  ///
  /// `table` is nil where it is gone itself.
  static func removal(
    of wanted: CapturedTable, _ table: ApplicationTable?, dropsHistory: Bool
  ) -> [OwnerConnection.Statement] {
    let history = SQLName.quoted(CaptureSchema.name, wanted.name)
    func statement(_ tr: String, _ en: String, _ sql: [String]) -> OwnerConnection.Statement {
      .init(Message(tr: "\(wanted.name): \(tr)", en: "\(wanted.name): \(en)"), sql.joined(separator: ";\n"))
    }
    var sql = [
      "DROP FUNCTION IF EXISTS \(history)() CASCADE",
      "DELETE FROM \(CaptureSchema.register) WHERE history = \(SQLName.literal(wanted.name))",
    ]
    if dropsHistory { sql.append("DROP TABLE IF EXISTS \(history)") }
    let rights = table.map { $0.members.map { "REVOKE ALL ON \($0.sql) FROM \(CaptureSchema.name)" } } ?? []
    return [statement("kaldırma", "removal", sql)]
      + (rights.isEmpty ? [] : [statement("okuma yetkisi", "the right to read", rights)])
  }
}
