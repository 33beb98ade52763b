import Documents

/// What page 1 of a disposal record says, by the rules of docs/reports.md.
struct DisposalStatements {
  let record: DisposalRecord
  let context: SectionContext

  private func statement(
    _ code: Statement.Code, _ key: DisposalWordKey, _ count: Int64 = 0, after: Int64 = 0
  ) -> Statement {
    let values = ["count": context.formats.integer(count), "after": context.formats.integer(after)]
    return Statement(code: code, text: context.words(key, values))
  }

  /// What was deleted, and how that is known.
  var standingOut: [Statement] {
    let counts = record.counts
    let done = statement(.disposalDone, .statementDisposalDone, counts.removed, after: counts.after)
    let settled = record.isSettled ? [statement(.disposalSettled, .statementDisposalSettled)] : []
    let since =
      record.dueSince > 0 ? [statement(.disposalDueSince, .statementDisposalDueSince, record.dueSince)] : []
    return [done] + settled + since
  }

  /// Where the records still lie, and which were left alone.
  var missing: [Statement] {
    var statements: [Statement] = []
    let (backups, unreadable) = (Int64(record.backups.count), Int64(record.unreadableBackups.count))
    if backups > 0 { statements.append(statement(.disposalInBackups, .statementDisposalInBackups, backups)) }
    if !record.offsite.isEmpty {
      let count = Int64(record.offsite.count)
      statements.append(statement(.disposalOffsite, .statementDisposalOffsite, count))
    }
    if unreadable > 0 {
      statements.append(statement(.disposalBackupsUnread, .statementDisposalBackupsUnread, unreadable))
    }
    if record.backups.contains(where: { $0.expiry == .never }) {
      statements.append(Statement(code: .backupsUnlimited, text: context.words[.statementNoPolicy]))
    }
    if record.counts.undated > 0 {
      statements.append(statement(.disposalUndated, .statementDisposalUndated, record.counts.undated))
    }
    return statements
  }

  /// What only people can add.
  var toDo: [Statement] { [statement(.completeDisposalRecord, .statementCompleteDisposalRecord)] }
}
