import Messages
import Postgres

/// By what the rows that a table has lost are told to be the records that were due.
///
/// As many rows as records is not enough: a join can make two records of one row, and none of another. Summed up are the
/// names that the source's query would give the table's rows, before and after; what is gone must be the names of the due
/// records, each as often as there were records of it.
struct RowNames {
  /// An expression over a row of the table, as the server printed it in the plan of the source's query.
  struct Candidate {
    /// What the table is called in it.
    let alias: String
    /// The expression.
    let expression: String

    /// Whether it is another one for another part of the same table.
    func isSame(_ other: Candidate) -> Bool {
      expression.replacing(alias + ".", with: ".") == other.expression.replacing(other.alias + ".", with: ".")
    }

    fileprivate var table: String { "\"" + alias.replacing("\"", with: "\"\"") + "\"" }
  }

  let table: DisposedTable
  let candidates: [Candidate]

  private static let action = Message(
    tr: "Satırların kimliklerinin toplanması", en: "Summing up what the rows are called")

  /// The sums of each candidate now; nil of one that cannot be told from a row.
  func sums(on source: borrowing SourceConnection) throws -> [String?] {
    var sums: [String?] = []
    for candidate in candidates {
      let sql = """
        SELECT \(PreparedRelation.sums("true")) FROM (
        SELECT \(Self.hash("(\(candidate.expression))")) AS hash FROM \(table.sql) AS \(candidate.table)
        ) AS named
        """
      do {
        sums.append(try source.attempt { try source.rows(of: sql, doing: Self.action).first?.first.flatMap { $0 } })
      } catch  where SourceConnection.survives(error) {
        sums.append(nil)
      }
    }
    return sums
  }

  /// Refuses rows of which the names are not those of the records that were due.
  func check(before: [String?], after: [String?], due: String, on connection: borrowing Connection) throws {
    for (before, after) in zip(before, after) {
      guard let before = before.flatMap(Self.halves), let after = after.flatMap(Self.halves), let due = Self.halves(due)
      else { continue }
      let equal = zip(zip(before, after), due).map { "\($0.0)::numeric - \($0.1)::numeric = \($1)::numeric" }
      let sql = "SELECT \(equal.map { "(\($0))" }.joined(separator: " AND "))"
      if try connection.query(sql, doing: Self.action).first?.first == "t" { return }
    }
    throw DisposalError(
      .misconfigured,
      tr: "\(table.text): silinen satırlar, kimliklerine göre, süresi dolan kayıtlar değil; sorgu bir satırdan birden "
        + "fazla kayıt ya da satırdan başka bir kimlik üretiyor olabilir. İşlem geri alındı.",
      en:
        "\(table.text): by what they are called, the deleted rows are not the records that were due; the query may make "
        + "several records of a row, or name them by something else. The transaction was rolled back.")
  }

  /// The hash of a name, with one for none, so that records without a name are counted as well.
  static func hash(_ expression: String) -> String {
    "coalesce(pg_catalog.encode(pg_catalog.sha256(pg_catalog.textsend(\(expression)::text)), 'hex'), repeat('7', 64))"
  }

  /// Both sums; nil of anything else than two whole numbers.
  private static func halves(_ text: String) -> [String]? {
    let parts = text.split(separator: " ").map(String.init)
    return parts.count == 2 && parts.allSatisfy { $0.utf8.allSatisfy { $0 == 45 || (48...57).contains($0) } }
      ? parts : nil
  }
}
