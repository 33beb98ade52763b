import Messages
import Postgres

/// What the server would do with a statement, by its own plan: nothing but one DELETE from one table is let through.
struct DeletionPlan {
  /// Refuses a statement that is anything else; the server plans it and runs nothing.
  static func check(
    _ sql: String, of file: SQLFile, deletingFrom table: DisposedTable, on connection: borrowing Connection
  )
    throws
  {
    let explaining = "EXPLAIN (FORMAT JSON, VERBOSE, COSTS OFF)\n\(sql)"
    let action = Message(tr: "Deyimin planlanması", en: "Planning the statement")
    let rows: [[String?]]
    do throws(PostgresError) {
      // Where two statements are to be planned by one command, the server itself refuses to prepare it.
      _ = try connection.describe(explaining, doing: action)
      rows = try connection.query(explaining, doing: action)
    } catch {
      if error.sqlState == nil { throw error }
      if error.kind == .permission || error.kind == .rowSecurity {
        throw DisposalError(
          .notPermitted,
          tr: "\(file.path): silen rol bu tablolarda SELECT ve DELETE yetkisine sahip değil ya da satır güvenliği "
            + "(row-level security) ondan satır gizliyor.",
          en: "\(file.path): the role that deletes lacks SELECT or DELETE on these tables, or row-level security hides "
            + "rows from it.")
      }
      let why = error.meaning
      throw DisposalError(
        error.failureKind == .unavailable ? .misconfigured : error.failureKind,
        tr: "\(file.path): sunucu bu deyimi planlamadı: \(why.tr). Dosyada tek bir DELETE deyimi olmalı.",
        en: "\(file.path): the server planned no such statement: \(why.en). The file must hold one DELETE statement.")
    }
    let plans = PlanNode.plans(in: rows)
    guard plans.count == 1, let top = plans.first, top.type == "ModifyTable", top.operation == "Delete",
      top.all.count(where: { $0.type == "ModifyTable" }) == 1
    else {
      throw DisposalError(
        .misconfigured,
        tr: "\(file.path): deyim tek bir DELETE değil; başka hiçbir şey çalıştırılmaz.",
        en: "\(file.path): the statement is not one DELETE; nothing else is run.")
    }
    guard top.schema == table.schema, top.table == table.name else {
      throw DisposalError(
        .misconfigured,
        tr: "\(file.path): deyim \(table.text) tablosundan değil, \(top.schema ?? "?").\(top.table ?? "?") tablosundan "
          + "siler.",
        en:
          "\(file.path): the statement deletes from \(top.schema ?? "?").\(top.table ?? "?"), and not from \(table.text)."
      )
    }
    if top.all.contains(where: { $0.type.hasPrefix("Foreign") }) {
      throw DisposalError(
        .misconfigured,
        tr: "\(file.path): deyim başka bir sunucuya soruyor; orada ne olduğu denetlenemez.",
        en: "\(file.path): the statement asks another server; what happens there cannot be checked.")
    }
  }
}
