import Documents

/// What page 1 says of retention, by the rules of docs/reports.md.
struct RetentionStatements {
  let status: RetentionStatus
  let context: SectionContext

  private var words: TextCatalog { context.words }

  private func statement(
    _ code: Statement.Code, _ key: RetentionWordKey, _ count: Int64 = 0, days: Int64 = 0
  ) -> Statement {
    let (count, days) = (context.formats.integer(count), context.formats.integer(days))
    return Statement(code: code, text: words(key, ["count": count, "days": days]))
  }

  /// Records that nothing holds, by a count.
  private func free(_ count: (RetentionStatus.Counts) -> Int64) -> Int64 {
    status.lines.filter { $0.hold == nil }.compactMap(\.counts).map(count).reduce(0, +)
  }

  /// What is older than the law allows, what is late, what is due; else that nothing of what was counted is.
  var standingOut: [Statement] {
    var statements: [Statement] = []
    let (beyond, overdue, due) = (free(\.beyond), free(\.overdue), free(\.due))
    if beyond > 0 { statements.append(statement(.retentionBeyond, .statementBeyond, beyond)) }
    if overdue > 0 {
      let late = status.lines.filter { $0.hold == nil && $0.counts?.overdue ?? 0 > 0 }
      let days = late.map(\.daysLate).max() ?? 0
      statements.append(statement(.retentionOverdue, .statementOverdue, overdue, days: days))
    }
    if due > 0 { statements.append(statement(.retentionDue, .statementDue, due)) }
    let hasCounted = status.lines.contains { $0.rule != nil && $0.counts != nil }
    if statements.isEmpty, hasCounted, status.sum(\.due) == 0 {
      statements.append(statement(.retentionInOrder, .statementInOrder))
    }
    return statements
  }

  /// What was not counted, what has no rule, and what has no moment.
  var missing: [Statement] {
    var statements: [Statement] = []
    let (unread, withoutRule) = (status.unread.count, status.withoutRule.filter { $0.counts != nil }.count)
    if unread > 0 { statements.append(statement(.retentionUnread, .statementUnread, Int64(unread))) }
    if withoutRule > 0 {
      statements.append(statement(.retentionWithoutRule, .statementWithoutRule, Int64(withoutRule)))
    }
    let undated = status.lines.filter { $0.rule != nil }.compactMap(\.counts).map(\.undated).reduce(0, +)
    if undated > 0 { statements.append(statement(.retentionUndated, .statementUndated, undated)) }
    if status.backups.contains(where: { $0.expiry == .never }) {
      statements.append(statement(.backupsUnlimited, .statementNoPolicy))
    }
    if !status.offsite.isEmpty {
      statements.append(statement(.retentionOffsite, .statementOffsite, Int64(status.offsite.count)))
    }
    return statements
  }

  /// What to do about it.
  var toDo: [Statement] {
    var statements: [Statement] = []
    if free(\.due) > 0 || free(\.beyond) > 0 { statements.append(statement(.disposeRows, .statementDispose)) }
    if !status.unread.isEmpty { statements.append(statement(.countRelations, .statementCount)) }
    if !status.withoutRule.isEmpty { statements.append(statement(.nameRules, .statementNameRules)) }
    return statements
  }
}
