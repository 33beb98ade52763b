package import Intake
import Messages
package import Model

/// What the history of one table holds; every row of it is looked at.
package struct HistorySurvey: Sendable {
  /// Rows of the history.
  package let rows: Int
  /// Rows that were there when the time without a break began.
  package let present: Int
  /// Rows whose end is kept: deleted or truncated.
  package let ended: Int
  /// The last change that was kept, by the server's clock; nil without a row.
  package let last: Instant?
  /// What history and index take on the server's disk, in bytes.
  package let bytes: Int64
  /// Rows that were there, are not any more, and of whose end nothing is kept: something went on beside the triggers.
  package let vanished: Int

  /// Looks at the history of a table that is captured since a moment.
  package init?(
    _ wanted: CapturedTable, since: Instant, on source: borrowing SourceConnection
  ) throws {
    let history = SQLName.quoted(CaptureSchema.name, wanted.name)
    let moment = try source.literal(since.iso8601)
    let rows = try source.rows(
      of: """
        SELECT count(*), count(*) FILTER (WHERE captured_as = 'present' AND captured_at >= \(moment)),
               count(*) FILTER (WHERE captured_as IN ('delete', 'truncate')),
               (extract(epoch FROM max(captured_at)) * 1000000)::bigint,
               pg_total_relation_size(\(SQLName.literal(history)))
        FROM \(history)
        """, doing: CaptureState.action)
    guard let numbers = rows.first?.map({ $0.flatMap { Int64($0) } }), numbers.count == 5 else { return nil }
    self.rows = Int(numbers[0] ?? 0)
    present = Int(numbers[1] ?? 0)
    ended = Int(numbers[2] ?? 0)
    last = numbers[3].map { Instant(microseconds: $0) }
    bytes = numbers[4] ?? 0
    vanished = try Self.vanished(wanted, since: since, on: source)
  }

  /// How many rows that began, or were there, since a moment have neither an end in the history nor are there still.
  ///
  /// The application's types may have no equality; what they print has one.
  package static func vanished(
    _ wanted: CapturedTable, since: Instant, on source: borrowing SourceConnection
  ) throws -> Int {
    let history = SQLName.quoted(CaptureSchema.name, wanted.name)
    let key = wanted.key.map { SQLName.quoted($0) }
    func list(_ row: String) -> String { key.map { "format('%s', \(row).\($0))" }.joined(separator: ", ") }
    let moment = try source.literal(since.iso8601)
    let rows = try source.rows(
      of: """
        SELECT count(*) FROM (
          SELECT \(list("h")) FROM \(history) AS h
            WHERE h.captured_as IN ('present', 'insert') AND h.captured_at >= \(moment)
          EXCEPT ALL
          (SELECT \(list("h")) FROM \(history) AS h
             WHERE h.captured_as IN ('delete', 'truncate') AND h.captured_at >= \(moment)
           UNION ALL
           SELECT \(list("r")) FROM \(SQLName.quoted(wanted.schema, wanted.name)) AS r)
        ) AS vanished
        """, doing: CaptureState.action)
    return rows.first?.first.flatMap { $0 }.flatMap { Int($0) } ?? 0
  }
}
