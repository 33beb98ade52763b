import Messages
package import Model
import Postgres

/// What a source's query yields, parted into the records a disposal is about and all others.
///
/// The sums are made of SHA-256 hashes of whole rows, in no order and in flat memory, and could be found by trying: whoever
/// keeps them keys them.
package struct DueRows: Sendable, Equatable {
  /// The rule's records, due or not.
  package let rows: Int64
  /// Those of them without the moment that is counted from.
  package let undated: Int64
  /// The oldest moment of those that are due.
  package let oldest: Instant?
  /// The newest moment of those that are due.
  package let newest: Instant?
  /// Those that are due.
  package let due: Int64
  /// Sums over them.
  package let dueSums: String
  /// Sums over what they are called.
  package let dueNames: String
  /// All other records of the query, those of other rules among them.
  package let others: Int64
  /// Sums over them.
  package let otherSums: String
}

extension PreparedRelation {
  /// Counts and sums up the records of a class that are older than a moment, and all others.
  package func dueRows(
    of chosen: RowClass?, named key: SourceColumn, countedFrom column: SourceColumn, before cutOff: Instant,
    on source: borrowing SourceConnection
  ) throws -> DueRows {
    for column in [chosen?.column, column, key].compactMap({ $0 }) where !has(column) {
      throw IntakeError(
        file: file.path,
        problem: Message(
          tr: "saklama kuralı “\(column.name)” sütununu kullanıyor; SELECT listesinde yok.",
          en: "a rule of retention uses the column “\(column.name)”, which the SELECT does not have."))
    }
    let first = try source.connection.literal(Instant.beginningOfTimes.iso8601)
    let end = try source.connection.literal(Instant.never.iso8601)
    let cutOff = try source.connection.literal(cutOff.iso8601)
    let name = "source." + column.name
    let isOfRule = try chosen.map { try condition($0, on: source.connection) } ?? "true"
    let sql = """
      SELECT count(*) FILTER (WHERE of_rule), count(*) FILTER (WHERE of_rule AND moment IS NULL),
        (extract(epoch FROM min(moment) FILTER (WHERE due)) * 1000000)::bigint,
        (extract(epoch FROM max(moment) FILTER (WHERE due)) * 1000000)::bigint,
        count(*) FILTER (WHERE due), \(Self.sums("due")), count(*) FILTER (WHERE NOT due), \(Self.sums("NOT due")),
        \(Self.sums("due", of: "name"))
      FROM (
      SELECT of_rule, moment, coalesce(of_rule AND moment < \(cutOff), false) AS due, hash, name FROM (
      SELECT \(isOfRule) AS of_rule, CASE WHEN \(name) >= \(first) AND \(name) < \(end) THEN \(name) END AS moment,
        pg_catalog.encode(pg_catalog.sha256(pg_catalog.textsend(ROW(source.*)::text)), 'hex') AS hash,
        \(RowNames.hash("source." + key.name)) AS name
      FROM (
      \(self.sql)
      ) AS source
      ) AS aged
      ) AS parted
      """
    let row: [String?]
    do throws(PostgresError) {
      let action = Message(tr: "Süresi dolan kayıtların sayılması", en: "Counting the due records")
      row = try source.connection.query(sql, doing: action).first ?? []
    } catch {
      throw error.sqlState == nil ? error : Obstacles.explain(error, of: file, on: source.connection)
    }
    let numbers = row.map { $0.flatMap { Int64($0) } }
    guard row.count == 9, let rows = numbers[0], let undated = numbers[1], let due = numbers[4],
      let others = numbers[6]
    else { throw DisposedTable.unreadable }
    return DueRows(
      rows: rows, undated: undated, oldest: numbers[2].map { Instant(microseconds: $0) },
      newest: numbers[3].map { Instant(microseconds: $0) }, due: due, dueSums: row[5] ?? "", dueNames: row[8] ?? "",
      others: others,
      otherSums: row[7] ?? "")
  }

  /// The number and the sums of all records.
  func allSums(on source: borrowing SourceConnection) throws -> [String] {
    let sql = """
      SELECT count(*), \(Self.sums("true")) FROM (
      SELECT pg_catalog.encode(pg_catalog.sha256(pg_catalog.textsend(ROW(source.*)::text)), 'hex') AS hash
      FROM (
      \(self.sql)
      ) AS source
      ) AS hashed
      """
    do {
      let action = Message(tr: "Öteki kayıtların sayılması", en: "Counting the other records")
      guard let row = try source.connection.query(sql, doing: action).first, row.count == 2 else {
        throw DisposedTable.unreadable
      }
      return row.map { $0 ?? "" }
    } catch let error as PostgresError {
      throw error.sqlState == nil ? error : Obstacles.explain(error, of: file, on: source.connection)
    }
  }

  /// Sums of both halves of the first 128 bits of the hashes of some rows.
  static func sums(_ condition: String, of hash: String = "hash") -> String {
    let halves = [1, 17].map { start in
      "coalesce(sum(('x' || substr(\(hash), \(start), 16))::bit(64)::bigint::numeric) FILTER (WHERE \(condition)), 0)"
    }
    return "concat_ws(' ', \(halves.joined(separator: ", ")))"
  }
}
