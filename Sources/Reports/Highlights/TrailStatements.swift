import Documents

/// What page 1 says of the trail of documents, by the rules of docs/reports.md.
struct TrailStatements {
  let trail: TrailHistory
  let context: SectionContext

  private var words: TextCatalog { context.words }

  private func statement(_ code: Statement.Code, _ key: ArchiveWordKey, _ count: Int) -> Statement {
    Statement(code: code, text: words(key, ["count": context.formats.integer(Int64(count))]))
  }

  /// Clear values first, then how many documents there are, and how many of them replace others.
  var standingOut: [Statement] {
    var statements: [Statement] = []
    if !trail.unmasked.isEmpty {
      statements.append(statement(.documentsUnmasked, .statementDocumentsUnmasked, trail.unmasked.count))
    }
    statements.append(
      trail.issued.isEmpty
        ? Statement(code: .nothingIssued, text: words[.statementNothingIssued])
        : statement(.documentsIssued, .statementDocumentsIssued, trail.issued.count))
    if !trail.reissued.isEmpty {
      statements.append(statement(.documentsReplaced, .statementDocumentsReplaced, trail.reissued.count))
    }
    return statements
  }

  /// Runs that came to nothing, and reasons nobody stated.
  var missing: [Statement] {
    var statements: [Statement] = []
    if !trail.failedRuns.isEmpty {
      statements.append(statement(.runsFailed, .statementRunsFailed, trail.failedRuns.count))
    }
    let unexplained = trail.unmasked.count { $0.reason == nil }
    if unexplained > 0 {
      statements.append(statement(.unmaskedWithoutReason, .statementUnmaskedWithoutReason, unexplained))
    }
    return statements
  }

  /// What to do about it.
  var toDo: [Statement] {
    var statements: [Statement] = []
    if !trail.unmasked.isEmpty {
      statements.append(Statement(code: .reviewUnmasked, text: words[.statementReviewUnmasked]))
    }
    if !trail.failedRuns.isEmpty {
      statements.append(Statement(code: .examineRuns, text: words[.statementExamineRuns]))
    }
    return statements
  }
}
