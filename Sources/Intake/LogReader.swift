import Messages
import Postgres

/// Counts what an application logged, per module and level; the counting is the server's.
package struct LogReader {
  /// How often one module logged at one level.
  package struct ModuleCount: Sendable, Equatable {
    /// The module.
    package let module: String
    /// The level, in the source's words.
    package let level: String
    /// How often.
    package let count: Int
  }

  /// The relation that is read.
  package let relation: PreparedRelation

  /// A reader of a described relation.
  package init(_ relation: PreparedRelation) {
    self.relation = relation
  }

  /// The counts of the window, most frequent first, at most a thousand.
  package func counts(on source: borrowing SourceConnection) throws -> [ModuleCount] {
    let sql = """
      SELECT module, level, count(*) FROM (
      \(relation.sql)
      ) AS source GROUP BY module, level ORDER BY 3 DESC, module COLLATE "C", level COLLATE "C" LIMIT 1000
      """
    do throws(PostgresError) {
      let rows = try source.connection.query(
        sql, doing: Message(tr: "Sistem günlüğünün sayılması", en: "Counting the system log"))
      return rows.map { ModuleCount(module: $0[0] ?? "", level: $0[1] ?? "", count: Int($0[2] ?? "") ?? 0) }
    } catch {
      throw error.sqlState == nil ? error : Obstacles.explain(error, of: relation.file, on: source.connection)
    }
  }
}
