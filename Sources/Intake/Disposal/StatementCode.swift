import Messages
import Postgres

/// What code a statement would have the server run, besides the server's own functions that change nothing.
///
/// A function can do anything, and what it did outside of the transaction is not rolled back with it. Therefore the server
/// is asked before the statement is run at all: it is made the body of a function that nobody calls, and the server
/// itself says on what that depends.
struct StatementCode {
  /// Refuses a statement that uses a function, operator, type or view that is not PostgreSQL's own, or one of
  /// PostgreSQL's functions that can change something.
  static func check(_ sql: String, of file: SQLFile, on connection: borrowing Connection) throws {
    try checkOwnFunctions(sql, file, connection)
    let action = Message(tr: "Deyimin kullandıklarının sorulması", en: "Asking what the statement uses")
    try connection.execute("SAVEPOINT tutanak_code", doing: action)
    do throws(PostgresError) {
      _ = try connection.carryOutOne(
        "CREATE FUNCTION pg_temp.tutanak_statement() RETURNS void LANGUAGE sql BEGIN ATOMIC\n\(sql)\n; END",
        doing: action)
    } catch {
      if error.sqlState == nil { throw error }
      let why = error.meaning
      throw DisposalError(
        error.kind == .permission ? .notPermitted : .misconfigured,
        tr: "\(file.path): deyimin hangi işlevleri kullandığı sunucudan öğrenilemedi: \(why.tr). PostgreSQL 14 veya "
          + "sonrası gerekir; silen role veritabanında TEMPORARY yetkisi verin.",
        en: "\(file.path): which functions the statement uses could not be learned from the server: \(why.en). "
          + "PostgreSQL 14 or later is needed; grant the role that deletes TEMPORARY on the database.")
    }
    // Of what is PostgreSQL's own the server records nothing here.
    let used = try connection.query(
      """
      SELECT DISTINCT pg_catalog.pg_describe_object(d.refclassid, d.refobjid, 0)
      FROM pg_catalog.pg_depend d
      WHERE d.classid = 'pg_catalog.pg_proc'::pg_catalog.regclass
        AND d.objid = 'pg_temp.tutanak_statement()'::pg_catalog.regprocedure
        AND d.refclassid <> 'pg_catalog.pg_namespace'::pg_catalog.regclass
        AND NOT (d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass AND EXISTS (
          SELECT FROM pg_catalog.pg_class c WHERE c.oid = d.refobjid AND c.relkind IN ('r', 'p')))
        AND NOT (d.refclassid = 'pg_catalog.pg_type'::pg_catalog.regclass AND EXISTS (
          SELECT FROM pg_catalog.pg_type t WHERE t.oid = d.refobjid AND t.typtype = 'e'))
      ORDER BY 1
      """, doing: action)
    try connection.execute(
      "ROLLBACK TO SAVEPOINT tutanak_code; RELEASE SAVEPOINT tutanak_code", doing: action)
    guard used.isEmpty else {
      let names = used.compactMap { $0.first ?? nil }.joined(separator: ", ")
      throw DisposalError(
        .misconfigured,
        tr:
          "\(file.path): deyim PostgreSQL'in kendisinin olmayan bir şey kullanıyor (\(names)); ne yapacağı denetlenemez. "
          + "Yalnız tablolar, sütunlar ve PostgreSQL'in kendi işlevleri kullanılabilir.",
        en:
          "\(file.path): the statement uses something that is not PostgreSQL's own (\(names)); what that does cannot be "
          + "checked. It may use tables, columns and PostgreSQL's own functions only.")
    }
  }

  /// Refuses the names of PostgreSQL's functions that are not the same at each call or change something, wherever they
  /// stand: no operator or cast of PostgreSQL's own hides such a function.
  private static func checkOwnFunctions(_ sql: String, _ file: SQLFile, _ connection: borrowing Connection) throws {
    let rows = try connection.query(
      """
      SELECT DISTINCT p.proname FROM pg_catalog.pg_proc p
      WHERE p.pronamespace = 'pg_catalog'::pg_catalog.regnamespace AND p.provolatile = 'v'
      """, doing: Message(tr: "İşlevlerin okunması", en: "Reading the functions"))
    let changing = Set(rows.compactMap { $0.first ?? nil })
    var found = words(of: sql).filter { changing.contains($0) }
    // A name that is spelt with escapes could be any.
    if sql.lowercased().contains("u&") { found.append("U&") }
    guard !changing.isEmpty, found.isEmpty else {
      let names = found.joined(separator: ", ")
      throw DisposalError(
        .misconfigured,
        tr:
          "\(file.path): deyimde bir şeyi değiştirebilen bir işlevin adı geçiyor (\(names)); yaptığı geri alınamayabilir.",
        en:
          "\(file.path): the statement names a function that can change something (\(names)); what it does might not be "
          + "rolled back.")
    }
  }

  /// Every word of letters, digits and `_`, in small letters.
  private static func words(of sql: String) -> [String] {
    sql.utf8.split { byte in
      !((48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte) || byte == 95 || byte > 127)
    }.map { String(decoding: $0, as: UTF8.self).lowercased() }
  }
}
