import Documents

/// What page 1 says of seals, by the rules of docs/reports.md.
struct SealStatements {
  let history: SealHistory
  let context: SectionContext

  private var words: TextCatalog { context.words }

  private func statement(_ code: Statement.Code, _ key: ArchiveWordKey, _ count: Int, of total: Int? = nil) -> Statement
  {
    var values = ["count": context.formats.integer(Int64(count))]
    if let total { values["total"] = context.formats.integer(Int64(total)) }
    return Statement(code: code, text: words(key, values))
  }

  /// What is broken first, then what is valid and how much of it is stamped.
  var standingOut: [Statement] {
    var statements: [Statement] = []
    if history.broken > 0 { statements.append(statement(.sealBroken, .statementSealBroken, history.broken)) }
    if !history.damages.isEmpty {
      statements.append(statement(.archiveDamaged, .statementArchiveDamaged, history.damages.count))
    }
    if history.sealed.isEmpty {
      statements.append(Statement(code: .nothingSealed, text: words[.statementNothingSealed]))
    } else if history.broken == 0 {
      let valid = history.count(.valid)
      statements.append(statement(.sealsValid, .statementSealsValid, valid, of: history.sealed.count))
    }
    return statements
  }

  /// Days without a document, and documents without a time stamp.
  var missing: [Statement] {
    var statements: [Statement] = []
    let days = history.days.count - history.days(.before)
    let gaps = history.days(.missing)
    if gaps > 0 { statements.append(statement(.daysMissing, .statementDaysMissing, gaps, of: days)) }
    if history.days(.broken) > 0 {
      statements.append(statement(.daysBroken, .statementDaysBroken, history.days(.broken), of: days))
    }
    if let first = history.unstamped.first {
      let values = [
        "count": context.formats.integer(Int64(history.unstamped.count)), "since": context.moment(first.moment),
      ]
      statements.append(Statement(code: .unstamped, text: words(.statementUnstamped, values)))
    }
    if !history.stamps { statements.append(Statement(code: .noStamping, text: words[.statementNoStamping])) }
    return statements
  }

  /// What to do about it.
  var toDo: [Statement] {
    var statements: [Statement] = []
    if history.broken > 0 || !history.damages.isEmpty || history.days(.broken) > 0 {
      statements.append(Statement(code: .examineArchive, text: words[.statementExamineArchive]))
    }
    if history.days.last?.state == .missing {
      statements.append(Statement(code: .issueMissing, text: words[.statementIssueMissing]))
    }
    if !history.unstamped.isEmpty {
      statements.append(Statement(code: .takeStamps, text: words[.statementTakeStamps]))
    }
    return statements
  }
}
