import Messages
import Model
import Postgres

/// The rows of a relation as the server sent them, all of them put aside, to be lent in order.
///
/// They may be fetched on one thread and lent on another: like a connection they cannot be copied.
package struct FetchedRows: ~Copyable, @unchecked Sendable {
  /// How many the server sent.
  package let count: Int
  private var rows: OrderedRows

  /// Fetches the rows of a relation, or those that fulfil a condition, each put where `place` says, into nameless files of
  /// `folder`.
  init(
    _ relation: PreparedRelation, where condition: String? = nil, doing action: Message,
    on source: borrowing SourceConnection, in folder: String, at place: (borrowing Row) throws -> OrderedRows.Place
  ) throws {
    var rows = OrderedRows(in: folder)
    count = try relation.forEachRow(where: condition, doing: action, on: source) { row in
      try rows.append(row, at: place(row))
    }
    self.rows = rows
  }

  /// Lends every row in order, with what the source holds besides it under the same identifier.
  mutating func forEach(_ body: (borrowing Row, RowIdentity) throws -> Void) throws { try rows.forEach(body) }
}
