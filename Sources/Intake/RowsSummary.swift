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

  /// How the server hashes a row; sums made in different ways cannot be compared.
  package enum Method: String, Sendable {
    /// Value by value, without making a text of it; since PostgreSQL 14.
    case records
    /// As the text of the row.
    case texts

    /// The way of a server by its version, such as 150018.
    package init(serverVersion: Int) { self = serverVersion >= 140_000 ? .records : .texts }

    /// Two sums over the hashes of a row that the query `summed` has, apart from those where it is NULL.
    ///
    /// The hash of a record adds up those of its values, so sums of it would not notice values that change places: it is
    /// hashed again.
    fileprivate func sums(of row: String) -> String {
      let each = [0, 1].map { seed in
        switch self {
        case .records:
          "sum(pg_catalog.hashint8extended(pg_catalog.hash_record_extended(\(row), \(seed)), \(seed)))"
        case .texts: "sum(pg_catalog.hashtextextended(\(row), \(seed)))"
        }
      }
      return "concat_ws(' ', \(each.joined(separator: ", ")))"
    }

    /// A row of some columns; a record as text reads in one way only, and texts are hashed by their bytes.
    fileprivate func record(_ columns: [SourceColumn], _ prepared: PreparedRelation) -> String {
      let values = columns.map { column in
        let value = prepared.expression(for: column)
        return switch (self, column.kind == .time) {
        case (.records, true): value
        case (.records, false): "(\(value))::text COLLATE \"C\""
        case (.texts, true): "(extract(epoch FROM \(value)) * 1000000)::bigint"
        case (.texts, false): "(\(value))::text"
        }
      }
      return "ROW(\(values.joined(separator: ", ")))"
    }

    /// The row as it is hashed.
    fileprivate func hashed(_ record: String) -> String {
      self == .records ? record : "(\(record))::text COLLATE \"C\""
    }
  }

  /// Sums up a relation of sessions or events; nil for any other.
  ///
  /// It was prepared for `window`, which is the period itself: what a SELECT makes of a row may depend on it.
  package init?(
    _ prepared: PreparedRelation, window: Window, _ method: Method, on source: borrowing SourceConnection
  ) throws {
    let relation = prepared.relation
    guard let begin = relation.beginning else { return nil }
    let from = try source.connection.literal(window.from.iso8601)
    let end = try source.connection.literal(window.to.iso8601)
    let column = prepared.expression(for: begin)
    let says = Self.says(relation, prepared, before: end)
    let sql = """
      SELECT count(*), \(method.sums(of: "begun")), count(*) FILTER (WHERE says), \(method.sums(of: "content"))
      FROM (
      SELECT \(method.hashed(method.record(Self.identity(relation), prepared))) AS begun, \(says) AS says,
             CASE WHEN \(says) THEN \(method.hashed(method.record(Self.content(relation), prepared))) END AS content
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
  private static func identity(_ relation: Relation) -> [SourceColumn] {
    relation == .sessions
      ? [.session(.id), .session(.userID), .session(.startedAt)] : [.event(.id), .event(.userID), .event(.occurredAt)]
  }

  /// What a document has shown for good.
  private static func content(_ relation: Relation) -> [SourceColumn] {
    relation == .sessions
      ? [.session(.id), .session(.endedAt)]
      : [.event(.id), .event(.type), .event(.userID), .event(.address), .event(.sessionID), .event(.reason)]
  }

  /// Whether it has: of a session that goes on beyond the period nothing yet.
  private static func says(_ relation: Relation, _ prepared: PreparedRelation, before end: String) -> String {
    guard relation == .sessions else { return "true" }
    let (begun, ended) = (
      prepared.expression(for: .session(.startedAt)), prepared.expression(for: .session(.endedAt))
    )
    return "coalesce(\(ended) >= \(begun) AND \(ended) < \(end), false)"
  }
}
