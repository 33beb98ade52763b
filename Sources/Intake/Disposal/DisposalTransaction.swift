import Messages
import Model
import Postgres

/// The one transaction of a disposal, by a role of its own: begun, checked, and completed only when a person has confirmed
/// it; whatever ends before that is rolled back by the server.
package struct DisposalTransaction: ~Copyable {
  /// The role that deletes.
  package let role: DisposerRole
  private let settings: String
  private let source: SourceConnection

  /// Connects to the database that the source is read from, and checks the role; nothing is begun.
  package static func open(_ address: SourceAddress, beside reader: borrowing SourceConnection) throws
    -> DisposalTransaction
  {
    let action = Message(tr: "Silme bağlantısının ayarlanması", en: "Preparing the connection that deletes")
    let connection = try Connection.open(address.settings)
    guard ServerPlace(try connection.query(ServerPlace.query, doing: action).first ?? []) == (try reader.place()) else {
      throw DisposalError(
        .misconfigured,
        tr: "retention.disposer kaynağın okunduğu veritabanına götürmüyor.",
        en: "retention.disposer does not lead to the database that the source is read from.")
    }
    let role = try DisposerRole(checking: connection, reader: reader.snapshot.role)
    // The source's query means the same tables as for the reader.
    let schemas = try reader.rows(
      of: "SELECT coalesce(string_agg(quote_ident(s), ', '), '''''') FROM unnest(current_schemas(false)) s",
      doing: action)
    let path = schemas.first?.first.flatMap { $0 } ?? "''"
    let limit = address.statementTimeoutMilliseconds
    // Within the transaction, so that a pooler that changes sessions between transactions changes none of it; and nothing but
    // SET, which takes no look at the data: the first look has to follow the lock.
    let settings = """
      SET LOCAL standard_conforming_strings = on; SET LOCAL statement_timeout = \(limit > 0 ? limit : 3_600_000);
      SET LOCAL lock_timeout = \(max(1, address.lockTimeoutMilliseconds)); SET LOCAL row_security = off;
      SET LOCAL timezone = 'UTC'; SET LOCAL datestyle = 'ISO'; SET LOCAL search_path = \(path)
      """
    return DisposalTransaction(
      role: role, settings: settings, source: SourceConnection(deleting: connection, besideSnapshot: reader.snapshot))
  }

  private init(role: DisposerRole, settings: String, source: consuming SourceConnection) {
    (self.role, self.settings) = (role, settings)
    self.source = source
  }

  /// Deletes what is due and checks that nothing else has happened; nothing of it lasts before ``complete()``.
  ///
  /// `confirm` is given the records before anything is deleted, and throws where they are not those of the plan.
  package borrowing func carryOut(_ order: DisposalOrder, _ confirm: (DueRows) throws -> Void) throws
    -> DisposalMeasures
  {
    try DisposalOrder.check(order.statement)
    try begin(order.table)
    try order.table.check(on: source.connection)
    let cutOff = [DisposalOrder.placeholder: try source.connection.literal(order.cutOff.iso8601)]
    let statement = try order.statement.statements(cutOff).joined()
    try DeletionPlan.check(statement, of: order.statement, deletingFrom: order.table, on: source.connection)
    try StatementCode.check(statement, of: order.statement, on: source.connection)
    let names = try reading { try order.rowNames(on: source) }
    let (transaction, untouched) = (try transactionNumber(), try TouchedRows(of: order.table, on: source.connection))
    let (before, othersBefore) = try reading { (try order.rows(on: source), try order.otherRelations(on: source)) }
    try confirm(before)
    guard before.due > 0 else {
      throw DisposalError(
        .wrongUsage, tr: "Süresi dolan kayıt yok.", en: "No record is due.")
    }
    let (rows, namesBefore) = (
      try order.table.rowCount(on: source.connection), try reading { try names.sums(on: source) }
    )
    try fireConstraints()
    try delete(statement, before.due, order)
    try fireConstraints()
    try checkCounters(since: untouched, before.due, order.table)
    let (after, othersAfter) = try reading { (try order.rows(on: source), try order.otherRelations(on: source)) }
    try Self.check(before, after)
    try Self.check(othersBefore, othersAfter)
    let namesAfter = try reading { try names.sums(on: source) }
    try names.check(before: namesBefore, after: namesAfter, due: before.dueNames, on: source.connection)
    // What the source's own query has done, if it does anything, is counted as well.
    try checkCounters(since: untouched, before.due, order.table)
    guard try order.table.rowCount(on: source.connection) == rows - before.due, try transactionNumber() == transaction,
      try currentRole() == role.name, try lasts()
    else { throw Self.disturbed }
    return DisposalMeasures(before: before, after: after, transaction: transaction)
  }

  /// Begins, and closes the table to other writers.
  ///
  /// Neither SET, SHOW nor LOCK has the server look at the data, so that the one look of the transaction (REPEATABLE READ)
  /// follows the lock: what others had completed by then is seen, and nobody writes after it.
  private borrowing func begin(_ table: DisposedTable) throws {
    let action = Message(tr: "Silme işleminin başlatılması", en: "Beginning the deletion")
    try source.connection.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ WRITE", doing: action)
    try source.connection.execute(settings, doing: action)
    let waits = try source.connection.query("SHOW synchronous_commit", doing: action).first?.first.flatMap { $0 }
    if waits != "on" && waits != "remote_apply" {
      try source.connection.execute("SET LOCAL synchronous_commit = on", doing: action)
    }
    do throws(PostgresError) {
      try source.connection.execute("LOCK TABLE \(table.sql) IN SHARE ROW EXCLUSIVE MODE", doing: action)
    } catch {
      guard error.kind == .permission else { throw error }
      throw DisposalError(
        .notPermitted,
        tr: "“\(role.name)” rolü \(table.text) tablosundan silemez; role SELECT ve DELETE yetkisi verin.",
        en: "The role “\(role.name)” may not delete from \(table.text); grant it SELECT and DELETE.")
    }
    try source.connection.savepoint()
  }

  /// Reads in a transaction within, in which the server lets nothing be written: a source's query changes nothing here either.
  private borrowing func reading<Result>(_ read: () throws -> Result) throws -> Result {
    let action = Message(tr: "Sayımın yalnız okumaya kapatılması", en: "Keeping a count from writing")
    try source.connection.execute(
      "SAVEPOINT tutanak_count; SET LOCAL transaction_read_only = on", doing: action)
    let result = try read()
    try source.connection.execute(
      "ROLLBACK TO SAVEPOINT tutanak_count; RELEASE SAVEPOINT tutanak_count", doing: action)
    return result
  }

  /// Whether what the server reports as completed is on its disk by then.
  private borrowing func lasts() throws -> Bool {
    ["on", "remote_apply"].contains(try word("SELECT pg_catalog.current_setting('synchronous_commit')"))
  }

  private borrowing func checkCounters(
    since untouched: TouchedRows, _ count: Int64, _ table: DisposedTable
  ) throws {
    try TouchedRows(of: table, on: source.connection).check(since: untouched, deleted: count, from: table)
  }

  /// Completes the transaction: the deletion lasts.
  ///
  /// An error leaves open what came of it.
  package borrowing func complete() throws {
    let action = Message(tr: "İşlemin tamamlanması", en: "Completing the transaction")
    guard try source.connection.carryOutOne("COMMIT", doing: action) == "COMMIT" else {
      throw DisposalError(
        .unavailable, tr: "Sunucu işlemi tamamlamadı, geri aldı.",
        en: "The server did not complete the transaction and rolled it back.")
    }
  }

  /// Takes everything back.
  package borrowing func rollBack() throws {
    try source.connection.execute("ROLLBACK", doing: Message(tr: "İşlemin geri alınması", en: "Rolling back"))
  }

  private borrowing func delete(_ statement: String, _ count: Int64, _ order: DisposalOrder) throws {
    let words: String?
    do throws(PostgresError) {
      words = try source.connection.carryOutOne(statement, doing: Message(tr: "Silme", en: "Deleting"))
    } catch {
      if error.sqlState == nil { throw error }
      let why = error.meaning
      throw DisposalError(
        error.failureKind, tr: "\(order.statement.path): sunucu silmedi: \(why.tr).",
        en: "\(order.statement.path): the server did not delete: \(why.en).")
    }
    guard words == "DELETE \(count)" else {
      throw DisposalError(
        .misconfigured,
        tr:
          "\(order.statement.path): süresi dolan \(count) kayıt yerine sunucu “\(words ?? "RETURNING")” yanıtını verdi; "
          + "işlem geri alındı. Deyim, kuralın kayıtlarını kaynak sorgusu gibi seçmeli.",
        en: "\(order.statement.path): \(count) records are due, and the server answered “\(words ?? "RETURNING")”; the "
          + "transaction was rolled back. The statement must choose the rule's records as the source's query does.")
    }
  }

  /// Has triggers that wait for the end of the transaction run now, so that what they do is counted.
  private borrowing func fireConstraints() throws {
    try source.connection.execute(
      "SET CONSTRAINTS ALL IMMEDIATE", doing: Message(tr: "Kısıtların denetlenmesi", en: "Checking constraints"))
  }

  private borrowing func transactionNumber() throws -> String { try word("SELECT txid_current()::text") }
  private borrowing func currentRole() throws -> String { try word("SELECT current_user") }

  private borrowing func word(_ sql: String) throws -> String {
    let action = Message(tr: "İşlemin tanınması", en: "Asking for the transaction")
    guard let word = try source.connection.query(sql, doing: action).first?.first.flatMap({ $0 }) else {
      throw DisposedTable.unreadable
    }
    return word
  }

  /// Refuses what has not deleted the due records and nothing else of what the query yields.
  private static func check(_ before: DueRows, _ after: DueRows) throws {
    guard after.due == 0, after.rows == before.rows - before.due, after.undated == before.undated,
      after.others == before.others, after.otherSums == before.otherSums
    else { throw disturbed }
  }

  /// Refuses what has changed records of another relation of the system.
  private static func check(_ before: [OtherRelation], _ after: [OtherRelation]) throws {
    for (old, new) in zip(before, after) where old != new {
      let file = old.relation.fileName
      throw DisposalError(
        .misconfigured,
        tr:
          "Silme \(file) sorgusunun verdiği kayıtları da değiştirdi; onların süresi ve bekletmeleri ayrıdır. İşlem geri "
          + "alındı.",
        en: "The deletion changed records that \(file) yields as well, which have a period and holds of their own. The "
          + "transaction was rolled back.")
    }
    guard before.count == after.count else { throw disturbed }
  }

  private static let disturbed = DisposalError(
    .misconfigured,
    tr: "Silmeden sonra kalan kayıtlar olması gerekenler değil: süresi dolmuş olanlar kalmış ya da başka kayıtlar "
      + "değişmiş. İşlem geri alındı; deyimi kuralla karşılaştırın.",
    en: "What is left after the deletion is not what should be: due records remain, or others have changed. The "
      + "transaction was rolled back; compare the statement with the rule.")
}

extension SourceConnection {
  /// What became of a transaction, asked by its number.
  package borrowing func fate(of transaction: String) throws -> TransactionFate {
    guard let number = Int64(transaction) else { return .unknown }
    do {
      return try attempt {
        TransactionFate(
          try rows(
            of: "SELECT txid_status(\(number))", doing: Message(tr: "İşlemin sorulması", en: "Asking for a transaction")
          ).first?.first.flatMap { $0 })
      }
    } catch  where Self.survives(error) {
      // A number that this server has not given yet: it is not the one that was asked before.
      return .unknown
    }
  }
}
