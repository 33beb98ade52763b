import Documents

/// What page 1 says of a management summary, by the rules of docs/reports.md.
struct ManagementStatements {
  let summary: ManagementSummary
  let context: SectionContext

  /// More names would not be read in one breath.
  private static let limit = 3
  private var words: TextCatalog { context.words }

  private func statement(
    _ code: Statement.Code, _ key: ManagementWordKey, _ indicators: [ManagementSummary.Indicator]
  ) -> Statement? {
    if indicators.isEmpty { return nil }
    return statement(code, key, indicators.count, indicators.prefix(Self.limit).map { words.name($0) })
  }

  private func statement(_ code: Statement.Code, _ key: ManagementWordKey, _ count: Int, _ names: [String]) -> Statement
  {
    let more = count > names.count ? ", " + words(.more, ["count": String(count - names.count)]) : ""
    let values = ["count": context.formats.integer(Int64(count)), "names": names.joined(separator: ", ") + more]
    return Statement(code: code, text: words(key, values))
  }

  /// Which targets were missed, or that none was by what is known.
  var standingOut: [Statement] {
    let missed = statement(.targetsMissed, .statementMissed, summary.indicators(.missed))
    let tolerated = statement(.targetsTolerated, .statementTolerated, summary.indicators(.tolerated))
    let found = [missed, tolerated].compactMap { $0 }
    if !found.isEmpty { return found }
    let met = summary.indicators(.met).count
    if met == 0 { return [Statement(code: .nothingKnown, text: words[.statementNothingKnown])] }
    let count = ["count": context.formats.integer(Int64(met))]
    return [Statement(code: .targetsMet, text: words(.statementMet, count))]
  }

  /// What is not known, or not wholly, and what could not be read.
  var missing: [Statement] {
    let unread = summary.unread.map(\.number)
    return [
      statement(.indicatorsUnknown, .statementUnknown, summary.indicators(.unknown)),
      statement(.indicatorsPartly, .statementPartly, summary.indicators(.partly)),
      unread.isEmpty
        ? nil
        : statement(.documentsUnread, .statementUnread, unread.count, Array(unread.prefix(Self.limit))),
    ].compactMap { $0 }
  }

  /// What to do about it.
  var toDo: [Statement] {
    var statements: [Statement] = []
    if !summary.indicators(.missed).isEmpty {
      statements.append(Statement(code: .examineTargets, text: words[.statementExamine]))
    }
    if !summary.unread.isEmpty || !(summary.indicators(.partly) + summary.indicators(.unknown)).isEmpty {
      statements.append(Statement(code: .completeDocuments, text: words[.statementComplete]))
    }
    return statements
  }
}
