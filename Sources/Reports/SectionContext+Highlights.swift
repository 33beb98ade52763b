import Analysis
import Documents
import Model

/// What the first page asks of all that was read, whichever of it a section lists.
extension SectionContext {
  /// What the sessions came to, as the report or its rules saw them.
  var sessionTotals: SessionTotals? { sessions?.totals ?? findings?.sessions }
  /// What the events came to, as the report or its rules saw them.
  var eventTotals: EventTotals? { events?.totals ?? findings?.events }

  /// Rows of what the report is about that take part in no total; of findings, those the rules did not see.
  var quarantinedRows: Int {
    let seen = definition.subject == .findings ? findings : nil
    return ((sessions?.totals ?? seen?.sessions)?.quarantinedCount ?? 0)
      + ((events?.totals ?? seen?.events)?.quarantinedCount ?? 0)
  }

  /// Identifiers that are missing between the first and the last of what the report lists.
  var identifierGaps: Int {
    guard !facts.isLimited else { return 0 }
    return [sessions?.totals.identifiers, events?.totals.identifiers].reduce(0) { sum, identifiers in
      guard case .dense(_, let missing, _) = identifiers?.numbering() else { return sum }
      return sum + missing
    }
  }

  /// The source's first record of what the report is about, where it lies within the period.
  var firstRecordInPeriod: Instant? {
    guard case .since(let first) = recordStart(of: definition.subject.input), first > facts.period.from else {
      return nil
    }
    return first
  }

  /// Columns the report rests on and the source has not.
  var missingColumns: [SourceColumn] { facts.source.missingColumns.filter { definition.restsOn($0) } }

  /// What a report that speaks of sessions has of those the application deleted.
  enum DeletedSessions {
    /// None was deleted, or the report speaks of no sessions.
    case none
    /// They are not there.
    case lacking
    /// Those that were deleted since a moment are there, which lies after the period's begin or before it.
    case kept(IssueFacts.Source.KeptHistory, isPartial: Bool)
  }

  /// What the report has of the sessions whose records the application deletes.
  var deletedSessions: DeletedSessions {
    let speaksOfSessions = !definition.readWhole.isDisjoint(with: [.sessions, .findings])
    guard facts.source.deletesSessions, speaksOfSessions else { return .none }
    guard let history = facts.source.history else { return .lacking }
    return .kept(history, isPartial: history.since > facts.period.from)
  }

  /// Whether the report rests on sessions and on events, and the two are of two databases.
  var isReadApart: Bool {
    facts.source.events != nil
      && (definition.inputs.contains(.findings) || definition.inputs.isSuperset(of: [.sessions, .events]))
  }

  /// The other server that events were read from, where the report rests on them.
  var eventsServer: IssueFacts.EventsServer? {
    definition.inputs.isDisjoint(with: [.events, .findings, .logs]) ? nil : facts.source.events
  }

  /// Whether the rule of silent, cleared or stopped logs reported something.
  var hasLogSilence: Bool { (findings?.totals.rules[RuleList.logSilence] ?? 0) > 0 }
}

extension FindingRows {
  /// A rule with findings of severity high or critical.
  struct SevereRule {
    let definition: RuleDefinition
    /// How many of them.
    let count: Int64
    fileprivate let critical: Int64
  }

  /// The rules with findings of severity high or critical: those with critical ones first, then those with more.
  var severeRules: [SevereRule] {
    let rules = outcomes.compactMap { outcome -> SevereRule? in
      guard let counts = totals.ruleSeverities[outcome.definition.id] else { return nil }
      let critical = counts[Severity.critical.rawValue]
      let count = critical + counts[Severity.high.rawValue]
      return count == 0 ? nil : SevereRule(definition: outcome.definition, count: count, critical: critical)
    }
    return rules.sorted { first, second in
      (second.critical, second.count, first.definition.id) < (first.critical, first.count, second.definition.id)
    }
  }
}
