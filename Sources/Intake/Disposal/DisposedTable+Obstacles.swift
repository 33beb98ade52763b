import Messages
import Postgres

extension DisposedTable {
  /// Something of the table that a deletion would set off, or that would keep what is deleted.
  private struct Obstacle {
    /// The names of what is in the way, one a row; `family` are the table and its partitions, `dependent` the views on them.
    let query: String
    let message: Message
  }

  /// Refuses a table of which a deletion could do more than delete rows, or of which copies would stay in the database.
  func check(on connection: borrowing Connection) throws {
    try checkKind(on: connection)
    for obstacle in try Self.keepers(name: connection.literal(name)) + Self.consequences {
      let rows = try connection.query(
        """
        \(try family(on: connection)), dependent (oid) AS (
          SELECT w.ev_class FROM pg_catalog.pg_depend d JOIN pg_catalog.pg_rewrite w ON w.oid = d.objid
          WHERE d.classid = 'pg_catalog.pg_rewrite'::pg_catalog.regclass
            AND d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.refobjid IN (SELECT f.oid FROM family f)
          UNION
          SELECT w.ev_class FROM dependent v JOIN pg_catalog.pg_depend d ON d.refobjid = v.oid
            AND d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass
            AND d.classid = 'pg_catalog.pg_rewrite'::pg_catalog.regclass
          JOIN pg_catalog.pg_rewrite w ON w.oid = d.objid)
        \(obstacle.query)
        """, doing: Self.action)
      if rows.isEmpty { continue }
      let names = Set(rows.compactMap { $0.first ?? nil }).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        .joined(separator: ", ")
      throw DisposalError(
        .misconfigured, tr: "\(text): \(obstacle.message.tr): \(names).",
        en: "\(text): \(obstacle.message.en): \(names).")
    }
  }

  private func checkKind(on connection: borrowing Connection) throws {
    let row =
      try connection.query(
        """
        \(try family(on: connection))
        SELECT count(*), coalesce(bool_and(c.relkind IN ('r', 'p') AND c.relpersistence <> 't'), false)
        FROM family f JOIN pg_catalog.pg_class c ON c.oid = f.oid
        """, doing: Self.action
      ).first ?? []
    guard row.count == 2, row[0] != "0", row[1] == "t" else {
      throw DisposalError(
        .misconfigured,
        tr: "\(text) sıradan bir tablo değil ya da yok; görünümden ve yabancı tablodan silinmez.",
        en: "\(text) is no ordinary table, or not there; nothing is deleted from views and foreign tables.")
    }
  }

  /// What keeps the deleted rows, or makes another statement of the deletion.
  private static func keepers(name: String) -> [Obstacle] {
    [
      Obstacle(
        query: """
          SELECT t.tgname FROM pg_catalog.pg_trigger t JOIN family f ON f.oid = t.tgrelid
            JOIN pg_catalog.pg_proc p ON p.oid = t.tgfoid JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
          WHERE n.nspname = 'tutanak_capture'
          UNION ALL SELECT h.relname FROM pg_catalog.pg_class h JOIN pg_catalog.pg_namespace n ON n.oid = h.relnamespace
          WHERE n.nspname = 'tutanak_capture' AND h.relname = \(name)
          """,
        message: Message(
          tr:
            "silinen satırlar tutanak_capture şemasında saklanıyor, kopyaları kalırdı; “tutanak source capture remove "
            + "--drop-history” geçmişi kaldırır",
          en: "deleted rows are kept in the schema tutanak_capture, their copies would stay; remove the history with "
            + "“tutanak source capture remove --drop-history”")),
      Obstacle(
        query: "SELECT w.rulename FROM pg_catalog.pg_rewrite w JOIN family f ON f.oid = w.ev_class",
        message: Message(
          tr: "tablonun kuralları (CREATE RULE) deyimi başka bir deyime çevirebilir",
          en: "the table has rules (CREATE RULE), which can make another statement of the deletion")),
    ]
  }

  /// What a deletion would set off, and what else stands in its way.
  private static var consequences: [Obstacle] {
    [
      // What a trigger does outside of the transaction is not rolled back: it must not run even once.
      Obstacle(
        query: """
          SELECT t.tgname FROM pg_catalog.pg_trigger t JOIN family f ON f.oid = t.tgrelid
          WHERE t.tgenabled <> 'D' AND (NOT t.tgisinternal
            OR t.tgfoid NOT IN (SELECT p.oid FROM pg_catalog.pg_proc p WHERE p.pronamespace = 'pg_catalog'::pg_catalog.regnamespace))
          """,
        message: Message(
          tr: "tablonun tetikleyicileri var; ne yapacakları denetlenemez, yaptıkları geri alınamayabilir",
          en: "the table has triggers; what they do cannot be checked and might not be rolled back")),
      Obstacle(
        query: """
          SELECT k.conrelid::pg_catalog.regclass::text || '.' || k.conname FROM pg_catalog.pg_constraint k
            JOIN family f ON f.oid = k.confrelid
          WHERE k.contype = 'f' AND k.confdeltype NOT IN ('a', 'r')
          """,
        message: Message(
          tr: "yabancı anahtarlar silmeyi başka tablolara taşır (ON DELETE CASCADE, SET NULL, SET DEFAULT)",
          en: "foreign keys carry the deletion to other tables (ON DELETE CASCADE, SET NULL, SET DEFAULT)")),
      Obstacle(
        query: """
          SELECT i.inhparent::pg_catalog.regclass::text FROM pg_catalog.pg_inherits i
          WHERE i.inhrelid IN (SELECT f.oid FROM family f) AND i.inhparent NOT IN (SELECT f.oid FROM family f)
          """,
        message: Message(
          tr: "tablo başka bir tablonun parçası; kuralda o tablo yazmalı",
          en: "the table is a part of another one; the rule must name that one")),
      Obstacle(
        query: """
          SELECT v.oid::pg_catalog.regclass::text FROM dependent v JOIN pg_catalog.pg_class c ON c.oid = v.oid
          WHERE c.relkind = 'm'
          """,
        message: Message(
          tr: "somutlaştırılmış görünümler (materialized view) silinen satırların kopyalarını tutabilir",
          en: "materialised views could keep copies of what is deleted")),
      Obstacle(
        query: """
          SELECT p.pubname FROM pg_catalog.pg_publication_tables p JOIN pg_catalog.pg_namespace n ON n.nspname = p.schemaname
            JOIN pg_catalog.pg_class c ON c.relnamespace = n.oid AND c.relname = p.tablename JOIN family f ON f.oid = c.oid
          """,
        message: Message(
          tr: "tablo yayımlanıyor (PUBLICATION); aboneler kopyalarını tutabilir",
          en: "the table is published (PUBLICATION); subscribers could keep copies")),
      Obstacle(
        query: """
          SELECT c.oid::pg_catalog.regclass::text FROM family f JOIN pg_catalog.pg_class c ON c.oid = f.oid
          WHERE pg_catalog.pg_has_role(current_user, c.relowner, 'MEMBER')
          """,
        message: Message(
          tr: "silen rol tablonun sahibi ya da sahibinin üyesi; sahibi olmayan bir rol verin",
          en: "the role that deletes owns the table, or is a member of its owner; name one that does not")),
    ]
  }
}
