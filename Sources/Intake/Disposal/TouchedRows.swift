import Messages
import Postgres

/// How many rows of each table a transaction has inserted, changed and deleted so far, by the server's own counters.
///
/// Cascades, triggers and whatever functions do in the same database are among them: system catalogues are counted too, so
/// that a table that was emptied, made or dropped shows as a change of those.
struct TouchedRows {
  private struct Counts: Equatable {
    var inserted: Int64 = 0
    var changed: Int64 = 0
    var deleted: Int64 = 0

    var isNothing: Bool { self == Counts() }

    static func - (left: Counts, right: Counts) -> Counts {
      Counts(
        inserted: left.inserted - right.inserted, changed: left.changed - right.changed,
        deleted: left.deleted - right.deleted)
    }
  }

  private var tables: [String: Counts] = [:]
  /// What each is called; tables are told apart by their numbers.
  private var names: [String: String] = [:]
  /// The table of the disposal and its partitions.
  private var own: Set<String> = []

  /// Asks the server.
  init(of table: DisposedTable, on connection: borrowing Connection) throws {
    let rows = try connection.query(
      """
      \(try table.family(on: connection))
      SELECT s.relid, s.schemaname || '.' || s.relname, s.n_tup_ins, s.n_tup_upd, s.n_tup_del,
        s.relid IN (SELECT f.oid FROM family f)
      FROM pg_catalog.pg_stat_xact_all_tables s WHERE s.schemaname <> 'pg_toast'
        AND (s.n_tup_ins <> 0 OR s.n_tup_upd <> 0 OR s.n_tup_del <> 0 OR s.relid IN (SELECT f.oid FROM family f))
      """, doing: Message(tr: "İşlemin sayaçlarının okunması", en: "Reading the transaction's counters"))
    for row in rows {
      guard row.count == 6, let number = row[0], let name = row[1], let inserted = row[2].flatMap({ Int64($0) }),
        let changed = row[3].flatMap({ Int64($0) }), let deleted = row[4].flatMap({ Int64($0) })
      else { throw DisposedTable.unreadable }
      tables[number] = Counts(inserted: inserted, changed: changed, deleted: deleted)
      names[number] = name
      if row[5] == "t" { own.insert(number) }
    }
  }

  /// Refuses anything but so many deletions from the table itself since `before`.
  func check(since before: TouchedRows, deleted count: Int64, from table: DisposedTable) throws {
    var total = Counts()
    for (number, now) in tables.sorted(by: { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }) {
      let change = now - (before.tables[number] ?? Counts())
      let name = names[number] ?? number
      if own.contains(number) {
        total.inserted += change.inserted
        total.changed += change.changed
        total.deleted += change.deleted
      } else if !change.isNothing {
        throw DisposalError(
          .misconfigured,
          tr: "Silme \(name) tablosunu da değiştirdi (\(change.inserted) ekleme, \(change.changed) değişiklik, "
            + "\(change.deleted) silme): basamaklı bir yabancı anahtar ya da bir tetikleyici. İşlem geri alındı.",
          en: "The deletion changed \(name) as well (\(change.inserted) inserted, \(change.changed) changed, "
            + "\(change.deleted) deleted): a cascading foreign key or a trigger. The transaction was rolled back.")
      }
    }
    guard total == Counts(deleted: count) else {
      throw DisposalError(
        .misconfigured,
        tr:
          "\(table.text): \(count) satır silinecekti; sunucunun sayaçlarında \(total.deleted) silme, \(total.changed) "
          + "değişiklik, \(total.inserted) ekleme var. İşlem geri alındı.",
        en: "\(table.text): \(count) rows were to be deleted; the server counts \(total.deleted) deletions, "
          + "\(total.changed) changes and \(total.inserted) insertions. The transaction was rolled back.")
    }
  }
}
