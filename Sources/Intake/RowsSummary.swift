import Messages
import Model
import Postgres

/// The rows of a relation that begin in a period, summed up by the server: how many, and sums of hashes in no order.
///
/// The sums are the server's own and could be found by trying; whoever keeps them keys them.
package struct RowsSummary: Sendable, Equatable {
  /// How many rows begin in the period.
  package let count: Int
  /// Sums over identifier, user and begin of each: other rows, other sums.
  package let rows: String
  /// How many rows say more: every event; of the sessions those that ended in the period.
  package let contentCount: Int
  /// Sums over what these say: the end of a session; type, user, address, session and reason of an event.
  package let contents: String

  private static let hash = "pg_catalog.hashtextextended"

  /// Sums up a relation of sessions or events; nil for any other.
  ///
  /// It was prepared for `window`, which is the period itself: what a SELECT makes of a row may depend on it.
  package init?(_ prepared: PreparedRelation, window: Window, on source: borrowing SourceConnection) throws {
    let relation = prepared.relation
    guard let begin = relation.beginning else { return nil }
    let from = try source.connection.literal(window.from.iso8601)
    let end = try source.connection.literal(window.to.iso8601)
    let column = prepared.expression(for: begin)
    // A record as text reads in one way only; its bytes are hashed, whatever the encoding.
    let sums = ["begun", "content"].map { row in
      "count(\(row)), concat_ws(' ', sum(\(Self.hash)(\(row), 0)), sum(\(Self.hash)(\(row), 1)))"
    }
    let sql = """
      SELECT \(sums.joined(separator: ", ")) FROM (
      SELECT (\(Self.identity(relation, prepared)))::text COLLATE "C" AS begun,
             (\(Self.content(relation, prepared, before: end)))::text COLLATE "C" AS content
      FROM (
      \(prepared.sql)
      ) AS source WHERE \(column) >= \(from) AND \(column) < \(end)
      ) AS summed
      """
    let row: [String?]
    do throws(PostgresError) {
      row = try source.connection.query(sql, doing: Message(verbatim: prepared.file.path)).first ?? []
    } catch {
      throw error.sqlState == nil ? error : Obstacles.explain(error, of: prepared.file, on: source.connection)
    }
    guard row.count == 4, let count = row[0].flatMap({ Int($0) }), let contentCount = row[2].flatMap({ Int($0) }) else {
      return nil
    }
    (self.count, self.contentCount) = (count, contentCount)
    (rows, contents) = (row[1] ?? "", row[3] ?? "")
  }

  /// What says which row it is, and never changes while it is the same.
  private static func identity(_ relation: Relation, _ prepared: PreparedRelation) -> String {
    let columns: [SourceColumn] =
      relation == .sessions
      ? [.session(.id), .session(.userID), .session(.startedAt)] : [.event(.id), .event(.userID), .event(.occurredAt)]
    return record(columns, prepared)
  }

  /// What a document has shown for good: of a session that goes on beyond the period nothing yet.
  private static func content(_ relation: Relation, _ prepared: PreparedRelation, before end: String) -> String {
    guard relation == .sessions else {
      return record(
        [.event(.id), .event(.type), .event(.userID), .event(.address), .event(.sessionID), .event(.reason)], prepared)
    }
    let (begun, ended) = (
      prepared.expression(for: .session(.startedAt)), prepared.expression(for: .session(.endedAt))
    )
    let record = record([.session(.id), .session(.endedAt)], prepared)
    return "CASE WHEN \(ended) >= \(begun) AND \(ended) < \(end) THEN \(record) END"
  }

  private static func record(_ columns: [SourceColumn], _ prepared: PreparedRelation) -> String {
    let values = columns.map { column in
      let value = prepared.expression(for: column)
      return column.kind == .time ? "(extract(epoch FROM \(value)) * 1000000)::bigint" : "(\(value))::text"
    }
    return "ROW(\(values.joined(separator: ", ")))"
  }
}
