import Analysis
import Documents
import Model
import Records

/// What the document lacks: all that applies of a fixed list, in a fixed order.
struct MissingParts {
  let context: SectionContext
  let sections: [Section]

  private var words: TextCatalog { context.words }

  var statements: [Statement] {
    let backups = context.backups.map { BackupStatements(history: $0, context: context).missing } ?? []
    let seals = context.seals.map { SealStatements(history: $0, context: context).missing } ?? []
    let trail = context.trail.map { TrailStatements(trail: $0, context: context).missing } ?? []
    let accounts = context.accounts.map { AccountStatements(accounts: $0, context: context).missing } ?? []
    let accesses = context.accesses.map { AccessStatements(accesses: $0, context: context).missing } ?? []
    let retention = context.retention.map { RetentionStatements(status: $0, context: context).missing } ?? []
    let management = context.management.map { ManagementStatements(summary: $0, context: context).missing } ?? []
    let disposal = context.disposal.map { DisposalStatements(record: $0, context: context).missing } ?? []
    let archive = backups + seals + trail + retention + management + disposal
    let all = silences + time + rows + accounts + accesses + sourceGaps + rules + reviews + archive + unlisted
    return all.isEmpty ? [Statement(code: .nothingMissing, text: words[.statementNothingMissing])] : all
  }

  /// That the source has no records, none of the period, or none as new as usual: a document that lists little for such a
  /// reason must not look like one of a quiet day.
  private var silences: [Statement] {
    context.silentInputs.compactMap { input, flow in
      let isOfSessions = input == .sessions
      switch flow {
      case .usual: return nil
      case .empty:
        return Statement(
          code: .sourceEmpty, text: words[isOfSessions ? .statementNoSessions : .statementNoEvents])
      case .outside:
        return Statement(
          code: .sourceOutside, text: words[isOfSessions ? .statementSessionsOutside : .statementEventsOutside])
      case .stale(let newest, let silent, let longest):
        let values = [
          "newest": context.firstRecord(newest), "silent": context.formats.integer(silent),
          "longest": context.formats.integer(longest),
        ]
        return Statement(
          code: .sourceStale, text: words(isOfSessions ? .statementSessionsStale : .statementEventsStale, values))
      }
    }
  }

  /// Of the time the document speaks of.
  private var time: [Statement] {
    let facts = context.facts
    var statements: [Statement] = []
    if let apart = statedApart { statements.append(apart) }
    if facts.isLate { statements.append(Statement(code: .late, text: words[.statementLate])) }
    if facts.period.to > facts.asOf {
      let moment = ["moment": context.moment(facts.asOf)]
      statements.append(Statement(code: .periodNotOver, text: words(.statementPeriodNotOver, moment)))
    }
    if let first = context.firstRecordInPeriod {
      statements.append(
        Statement(code: .unrecordedBefore, text: words(.statementUnrecorded, ["first": context.firstRecord(first)])))
    }
    return statements
  }

  /// That the rows were not read on the day of the moment that was given.
  private var statedApart: Statement? {
    let facts = context.facts
    guard facts.times == nil, context.definition.isAboutRows, let snapshot = facts.days.snapshot else { return nil }
    let days = snapshot.dayNumber - facts.zone.localTime(at: facts.asOf).date.dayNumber
    let count = ["count": context.formats.integer(Int64(days.magnitude))]
    if days > 0 { return Statement(code: .readLater, text: words(.statementReadLater, count)) }
    return days == 0 ? nil : Statement(code: .readBefore, text: words(.statementReadBefore, count))
  }

  /// Records of reviews that are not as they were taken in.
  private var reviews: [Statement] {
    let unused = context.findings?.reviewed.unused.count ?? context.openFindings.unusedReviews.count
    if unused == 0 { return [] }
    let count = ["count": context.formats.integer(Int64(unused))]
    return [Statement(code: .reviewsUnused, text: words(ReviewWordKey.statementUnused, count))]
  }

  /// Rows that were read, or asked for, and take part in no total.
  private var rows: [Statement] {
    var statements: [Statement] = []
    if !context.facts.users.isEmpty, context.facts.question == nil {
      let count = ["count": String(context.facts.users.count)]
      statements.append(Statement(code: .userFilter, text: words(.statementUserFilter, count)))
    }
    if context.facts.question?.isLimited == true {
      statements.append(Statement(code: .selection, text: words[.statementSelection]))
    }
    if let count = context.answers?.withoutAddress, count > 0 {
      let text = words(.statementWithoutAddress, ["count": context.count(count)])
      statements.append(Statement(code: .withoutAddress, text: text))
    }
    if let count = context.answers?.withoutPort, count > 0 {
      let text = words(.statementWithoutPort, ["count": context.count(count)])
      statements.append(Statement(code: .withoutPort, text: text))
    }
    let quarantined = context.quarantinedRows
    if quarantined > 0 {
      let count = ["count": context.count(Int64(quarantined))]
      statements.append(Statement(code: .quarantine, text: words(.statementQuarantine, count)))
    }
    return statements
  }

  /// What the source does not hold, or holds in words nobody explained.
  private var sourceGaps: [Statement] {
    var statements: [Statement] = []
    let gaps = context.identifierGaps
    if gaps > 0 {
      let count = ["count": context.count(Int64(gaps))]
      statements.append(Statement(code: .identifierGaps, text: words(.statementIdentifierGaps, count)))
    }
    if context.hasLogSilence { statements.append(Statement(code: .logSilence, text: words[.statementLogSilence])) }
    if context.isReadApart { statements.append(Statement(code: .readApart, text: words[.statementReadApart])) }
    statements += deletedSessions
    if context.findings?.hasLiveGap ?? false {
      statements.append(Statement(code: .liveStoreUnread, text: words[.statementLiveStoreUnread]))
    }
    let missing = context.missingColumns.count
    if missing > 0 {
      let count = ["count": String(missing)]
      statements.append(Statement(code: .missingColumns, text: words(.statementMissingColumns, count)))
    }
    if context.clearedCounts > 0 {
      let count = ["count": context.count(Int64(context.clearedCounts))]
      statements.append(Statement(code: .recordCountsCleared, text: words(.statementCleared, count)))
    }
    if !context.unmapped.isEmpty {
      let count = ["count": context.count(Int64(context.unmapped.reduce(0) { $0 + $1.count }))]
      statements.append(Statement(code: .unmappedWords, text: words(.statementUnmappedWords, count)))
    }
    return statements
  }

  /// Sessions whose records the application deleted, as far as nobody kept them.
  private var deletedSessions: [Statement] {
    switch context.deletedSessions {
    case .none: return []
    case .lacking: return [Statement(code: .sessionsDeleted, text: words[.statementSessionsDeleted])]
    case .kept(let history, let isPartial):
      let since = ["since": context.moment(history.since)]
      let before = Statement(code: .sessionsDeletedBefore, text: words(.statementSessionsDeletedBefore, since))
      let broken = Statement(code: .historyBroken, text: words[.statementHistoryBroken])
      return (isPartial ? [before] : []) + (history.isBroken ? [broken] : [])
    }
  }

  /// Rules that saw nothing, or not everything: how many tells of nobody, and is shown at every mask level.
  private var rules: [Statement] {
    guard context.definition.inputs.contains(.findings) else { return [] }
    guard let findings = context.findings else {
      return [Statement(code: .rulesUnread, text: words[.statementRulesUnread])]
    }
    let kinds: [(RuleStatus, Statement.Code, StatementWordKey)] = [
      (.notEvaluated, .rulesNotEvaluated, .statementRulesNotEvaluated), (.partly, .rulesInPart, .statementRulesInPart),
      (.disabled, .rulesDisabled, .statementRulesDisabled),
    ]
    return kinds.compactMap { status, code, key in
      let count = findings.outcomes.count { $0.status == status }
      return count == 0 ? nil : Statement(code: code, text: words(key, ["count": String(count)]))
    }
  }

  /// Rows that pages leave to the other files.
  private var unlisted: [Statement] {
    sections.filter(\.isPaged).flatMap { section in
      section.tables.compactMap { table in
        guard case .own = section.sheet, table.appears(in: .paged), let limit = table.pagedRowLimit,
          table.rows.count > limit
        else { return nil }
        let values = [
          "section": section.title, "shown": context.count(Int64(limit)),
          "total": context.count(Int64(table.rows.count)),
        ]
        return Statement(code: .rowsNotPaged, text: words(.statementRowsNotPaged, values))
      }
    }
  }
}
