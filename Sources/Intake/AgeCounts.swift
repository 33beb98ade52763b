internal import Messages
package import Model
import Postgres

/// How many records of a relation there are, and how many of them are older than given moments.
package struct AgeCounts: Sendable {
  /// All of them.
  package let rows: Int64
  /// Those without a moment, or with one that stands for none: before the year 1900, from 9000 on.
  package let undated: Int64
  /// The oldest moment.
  package let oldest: Instant?
  /// Those older than each of the moments.
  package let before: [Int64]
}

/// The records of a relation whose column holds one of some words, or none of them.
package struct RowClass: Sendable, Equatable {
  /// The column, of text.
  package let column: SourceColumn
  /// The words, compared by bytes.
  package let words: [String]
  /// Whether it is the others that are meant, those without a word among them.
  package let isOfOthers: Bool

  /// A class from its parts.
  package init(_ column: SourceColumn, words: [String], isOfOthers: Bool) {
    (self.column, self.words, self.isOfOthers) = (column, words, isOfOthers)
  }
}

extension PreparedRelation {
  private static let action = Message(tr: "Kayıtların yaşlarına göre sayılması", en: "Counting records by their age")

  /// How many rows the server expects the relation to have.
  package func expectedRows(on source: borrowing SourceConnection) throws -> Int {
    let plan = try QueryPlan(of: sql, doing: Message(verbatim: file.path), on: source.connection)
    return Int(min(plan.expectedRows, 1e15))
  }

  /// Counts the records of a class, all of them without one; without a column of time none has an age.
  ///
  /// - Throws: ``IntakeError`` for a column that the SELECT does not have.
  package func ages(
    of chosen: RowClass?, countedFrom column: SourceColumn?, before moments: [Instant],
    on source: borrowing SourceConnection
  ) throws -> AgeCounts {
    for column in [chosen?.column, column].compactMap({ $0 }) where !has(column) {
      throw IntakeError(
        file: file.path,
        problem: Message(
          tr: "saklama kuralı “\(column.name)” sütununu kullanıyor; SELECT listesinde yok.",
          en: "a rule of retention uses the column “\(column.name)”, which the SELECT does not have."))
    }
    let (first, end) = (
      try source.connection.literal(Instant.beginningOfTimes.iso8601),
      try source.connection.literal(Instant.never.iso8601)
    )
    let time =
      column.map { column in
        let name = "source." + column.name
        return "CASE WHEN \(name) >= \(first) AND \(name) < \(end) THEN \(name) END"
      } ?? "NULL::timestamptz"
    let older = try moments.map { moment in
      "count(*) FILTER (WHERE kept.moment < \(try source.connection.literal(moment.iso8601)))"
    }
    let counted = [
      "count(*)", "count(*) FILTER (WHERE kept.moment IS NULL)",
      "(extract(epoch FROM min(kept.moment)) * 1000000)::bigint",
    ]
    let query = """
      SELECT \((counted + older).joined(separator: ", ")) FROM (SELECT \(time) AS moment FROM (
      \(sql)
      ) AS source\(try chosen.map { " WHERE " + (try condition($0, on: source.connection)) } ?? "")) AS kept
      """
    let row: [String?]
    do throws(PostgresError) {
      row = try source.connection.query(query, doing: Self.action).first ?? []
    } catch {
      throw error.sqlState == nil ? error : Obstacles.explain(error, of: file, on: source.connection)
    }
    let numbers = row.map { $0.flatMap { Int64($0) } }
    guard numbers.count == older.count + 3, let rows = numbers[0], let undated = numbers[1] else {
      throw IntakeError(file: file.path, problem: Message(tr: "sayım okunamadı.", en: "the counts cannot be read."))
    }
    return AgeCounts(
      rows: rows, undated: undated, oldest: numbers[2].map { Instant(microseconds: $0) },
      before: numbers.dropFirst(3).map { $0 ?? 0 })
  }

  /// The condition of a class in SQL; it is never NULL.
  func condition(_ chosen: RowClass, on connection: borrowing Connection) throws -> String {
    let words = try chosen.words.map { try connection.literal($0) }.joined(separator: ", ")
    let isOne = "coalesce(source.\(chosen.column.name)::text COLLATE \"C\" = ANY (ARRAY[\(words)]::text[]), false)"
    return chosen.isOfOthers ? "NOT \(isOne)" : isOne
  }
}
