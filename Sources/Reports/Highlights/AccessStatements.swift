import Documents

/// What page 1 says of an audit of accesses, by the rules of docs/reports.md.
struct AccessStatements {
  let accesses: AccessRows
  let context: SectionContext

  private var words: TextCatalog { context.words }

  private var daysWithoutRows: Int { AccessDay.all(accesses, context).count { $0.state == .empty } }
  private var outside: Int64 { (accesses.sessions?.outside ?? 0) + (accesses.events?.outside ?? 0) }
  private var drawn: Int64 { accesses.drawn.sessions + accesses.drawn.events }

  private func statement(_ code: Statement.Code, _ key: AccessWordKey, _ count: Int64) -> Statement {
    Statement(code: code, text: words(key, ["count": context.count(count)]))
  }

  /// What may be a breach first, then what deviates from the matrix, what is open or was decided on, then bulk exports, then how many rows were drawn, and those outside working hours.
  var standingOut: [Statement] {
    var statements: [Statement] = []
    let found = context.openFindings
    let open = Int64(found.findings.count)
    if found.breaches > 0 {
      let text = words(ReviewWordKey.statementBreach, ["count": context.count(found.breaches)])
      statements.append(Statement(code: .breachCandidates, text: text))
    }
    statements += MatrixStatements(rows: accesses.matrix, context: context).standingOut
    if open > 0 { statements.append(statement(.openFindings, .statementOpenFindings, open)) }
    if !found.decided.isEmpty, context.mask.showsPersons {
      let text = words(ReviewWordKey.statementDecided, ReviewText.counts(found, context))
      statements.append(Statement(code: .decidedFindings, text: text))
    }
    if accesses.exportCount > 0 {
      statements.append(statement(.bulkExports, .statementExports, accesses.exportCount))
    }
    let values = ["count": context.count(drawn), "total": context.count(Int64(accesses.count))]
    statements.append(Statement(code: .rowsDrawn, text: words(.statementDrawn, values)))
    if outside > 0 { statements.append(statement(.offHours, .statementOffHours, outside)) }
    return statements
  }

  /// Days with no session start and no event, what was not held against the matrix, and documents whose findings are not known.
  var missing: [Statement] {
    emptyDays + MatrixStatements(rows: accesses.matrix, context: context).missing + unknownFindings
  }

  /// So many numbers stand on page 1; the section names all.
  private static let numbers = 6

  private var unknownFindings: [Statement] {
    let found = context.openFindings
    let kinds: [(Statement.Code, AccessWordKey, [String])] = [
      (.findingsUnread, .statementFindingsUnread, found.unread),
      (.findingsCounted, .statementFindingsCounted, found.counted),
    ]
    return kinds.filter { !$2.isEmpty }.map { code, key, numbers in
      let rest = numbers.count - Self.numbers
      let more = rest > 0 ? [words(.moreNumbers, ["count": context.formats.integer(Int64(rest))])] : []
      let values = [
        "count": context.formats.integer(Int64(numbers.count)),
        "numbers": (numbers.prefix(Self.numbers) + more).joined(separator: ", "),
      ]
      return Statement(code: code, text: words(key, values))
    }
  }

  private var emptyDays: [Statement] {
    let days = AccessDay.all(accesses, context)
    let empty = days.count { $0.state == .empty }
    if empty == 0 { return [] }
    let values = [
      "count": context.formats.integer(Int64(empty)), "total": context.formats.integer(Int64(days.count)),
    ]
    return [Statement(code: .daysWithoutRows, text: words(.statementDaysWithoutRows, values))]
  }

  /// What is left to people.
  var toDo: [Statement] {
    var statements: [Statement] = []
    if context.openFindings.breaches > 0 {
      statements.append(Statement(code: .assessBreaches, text: words[ReviewWordKey.actBreach]))
    }
    if context.openFindings.count(.confirmed) > 0 {
      statements.append(Statement(code: .followConfirmed, text: words[ReviewWordKey.actConfirmed]))
    }
    statements += MatrixStatements(rows: accesses.matrix, context: context).toDo
    if drawn > 0, context.mask.showsPersons {
      statements.append(Statement(code: .fillSample, text: words[.statementFillSample]))
    }
    if !context.openFindings.findings.isEmpty {
      statements.append(Statement(code: .decideFindings, text: words[.statementDecideFindings]))
    }
    if daysWithoutRows > 0 {
      statements.append(Statement(code: .examineDays, text: words[.statementExamineDays]))
    }
    return statements
  }
}
