import Analysis
import Documents
import Model

/// What stands out: findings of the rules before what the rows themselves show.
struct StandingOut {
  let context: SectionContext

  /// More would not be read in one breath.
  private static let limit = 3
  private var words: TextCatalog { context.words }

  var statements: [Statement] {
    let subject: [Statement?] =
      switch context.definition.subject {
      case .sessions: context.sessions.map { [massEnd($0.massEnds)] + sessions($0.totals) } ?? []
      case .events: context.events.map { events($0.totals) } ?? []
      case .findings: []
      case .backups: context.backups.map { BackupStatements(history: $0, context: context).standingOut } ?? []
      case .seals: context.seals.map { SealStatements(history: $0, context: context).standingOut } ?? []
      case .accounts: context.accounts.map { AccountStatements(accounts: $0, context: context).standingOut } ?? []
      case .accesses: context.accesses.map { AccessStatements(accesses: $0, context: context).standingOut } ?? []
      case .retention:
        context.retention.map { RetentionStatements(status: $0, context: context).standingOut } ?? []
      case .management:
        context.management.map { ManagementStatements(summary: $0, context: context).standingOut } ?? []
      case .disposal: context.disposal.map { DisposalStatements(record: $0, context: context).standingOut } ?? []
      case .answers: context.answers.map { [answer($0)] } ?? []
      case .trail: context.trail.map { TrailStatements(trail: $0, context: context).standingOut } ?? []
      }
    // What the rules found is said behind what an account report is about.
    if context.definition.subject == .accounts {
      let found = context.findings.flatMap { findings($0) }
      return Array((subject + [found]).compactMap { $0 }.prefix(Self.limit))
    }
    let all =
      [
        noRows, breachCandidates, context.findings.flatMap { incidents($0.incidents) },
        context.findings.flatMap { findings($0) },
      ]
      + subject
    return Array(all.compactMap { $0 }.prefix(Self.limit))
  }

  private var noRows: Statement? {
    guard context.definition.subject.isOfRows, context.countedRows == 0 else { return nil }
    return Statement(code: .noRows, text: words[.statementNoRows])
  }

  /// How many rows match what was asked.
  private func answer(_ rows: AnswerRows) -> Statement {
    let (sessions, events) = (context.sessions?.totals.counted ?? 0, context.events?.totals.counted ?? 0)
    if sessions + events == 0 { return Statement(code: .answerNone, text: words[.statementAnswerNone]) }
    let counts = ["sessions": context.count(Int64(sessions)), "events": context.count(Int64(events))]
    return Statement(code: .answerFound, text: words(.statementAnswerFound, counts))
  }

  /// How many incidents there are, and the one to look at first.
  private func incidents(_ rows: IncidentRows) -> Statement? {
    guard let leading = rows.totals.leading else { return nil }
    let count = ["count": context.count(Int64(rows.totals.count))]
    let counted = words(.statementIncidents, count)
    guard context.mask.showsPersons else { return Statement(code: .incidents, text: counted) }
    var values = [
      "incidents": counted, "severity": words.name(leading.severity), "subjects": leading.subjects,
      "span": IncidentsSection.span(leading.first, leading.last, context),
    ]
    guard let success = leading.success else {
      return Statement(code: .incidents, text: words(.statementLeading, values))
    }
    values["success"] = context.moment(success)
    return Statement(code: .incidents, text: words(.statementLeadingEntered, values))
  }

  /// What a reviewer has marked as a possible breach of personal data, and nobody has taken back.
  private var breachCandidates: Statement? {
    guard let count = context.findings?.reviewed.breaches, count > 0, context.definition.lists(ReviewsSection.self)
    else { return nil }
    let text = words(ReviewWordKey.statementBreach, ["count": context.count(count)])
    return Statement(code: .breachCandidates, text: text)
  }

  private func findings(_ rows: FindingRows) -> Statement? {
    let severities = SeverityCounts(rows.totals, context)
    if severities.hasSevere {
      let critical = rows.totals.severities[Severity.critical.rawValue]
      let found =
        words(.statementSevereFindings, ["count": severities.severe])
        + (critical == 0 ? "" : words(.statementCritical, ["count": severities[.critical]]))
        + judged(rows.reviewed.severeStates)
      guard context.mask.showsPersons else { return Statement(code: .severeFindings, text: found) }
      return Statement(
        code: .severeFindings, text: words(.statementOfRules, ["found": found, "rules": names(rows)]))
    }
    if rows.totals.count > 0 {
      let count = ["count": context.count(Int64(rows.totals.count))]
      let text = words(.statementOtherFindings, count) + judged(rows.reviewed.states)
      return Statement(code: .otherFindings, text: text)
    }
    let evaluated = rows.outcomes.count { $0.status == .evaluated || $0.status == .partly }
    if evaluated == 0 { return nil }
    return Statement(code: .noFindings, text: words(.statementNoFindings, ["count": String(evaluated)]))
  }

  /// How many of them a person has judged harmless; nothing at M3, where a sum of few parts could be taken apart.
  private func judged(_ states: [FindingReviews.State: Int64]) -> String {
    let (judged, repeats) = (states[.judged] ?? 0, states[.repeated] ?? 0)
    guard judged + repeats > 0, context.mask.showsPersons, context.definition.lists(ReviewsSection.self) else {
      return ""
    }
    return words(
      ReviewWordKey.statementJudged, ["judged": context.count(judged), "repeats": context.count(repeats)])
  }

  /// The rules with severe findings, by the highest severity, then the most findings: at most three, and how many more.
  private func names(_ rows: FindingRows) -> String {
    let rules = rows.severeRules
    let listed = rules.prefix(3).map { rule in
      words(
        .statementRule,
        ["rule": rule.definition.id, "title": words.title(rule.definition), "count": context.count(rule.count)])
    }
    let more = rules.count - listed.count
    return listed.joined(separator: ", ") + (more > 0 ? words(.statementMoreRules, ["count": String(more)]) : "")
  }

  /// The most sessions that were ended together, where they are those of several users.
  private func massEnd(_ ends: MassEnds.Outcome) -> Statement? {
    guard context.mask.showsPersons, let group = ends.largest, group.users > 1 else { return nil }
    let values = [
      "moment": context.moment(group.moment), "count": context.count(Int64(group.sessions)),
      "users": context.count(Int64(group.users)),
    ]
    return Statement(code: .massEnd, text: words(.statementMassEnd, values))
  }

  /// At M3 only what a tile says as well: a sum of few parts could be taken apart.
  private func sessions(_ totals: SessionTotals) -> [Statement?] {
    if context.showsCountsOnly || totals.read == 0 { return [] }
    let impossible = [QuarantineReason.endBeforeStart, .future].reduce(0) { $0 + totals.quarantined[$1, default: 0] }
    let unrecorded = Int64(totals.counted) - totals.recordedCount
    let counts = ["count": context.count(unrecorded), "total": context.count(Int64(totals.counted))]
    let longest = ["duration": context.formats.duration(totals.longestLength)]
    return [
      impossible == 0
        ? nil
        : Statement(
          code: .impossibleTimes, text: words(.statementImpossibleTimes, ["count": context.count(Int64(impossible))])),
      unrecorded == 0 ? nil : Statement(code: .endsNotRecorded, text: words(.statementEndsNotRecorded, counts)),
      totals.recordedCount == 0 ? nil : Statement(code: .longestSession, text: words(.statementLongest, longest)),
    ]
  }

  private func events(_ totals: EventTotals) -> [Statement?] {
    let severe = totals.severities[.high, default: 0] + totals.severities[.critical, default: 0]
    let counts = [
      "failed": context.count(totals.all.failed), "succeeded": context.count(totals.all.succeeded),
    ]
    return [
      severe == 0
        ? nil : Statement(code: .severeEvents, text: words(.statementSevereEvents, ["count": context.count(severe)])),
      totals.all.failed == 0 ? nil : Statement(code: .failedSignIns, text: failedSignIns(totals, counts)),
    ]
  }

  /// With the hour that has the most failures, where single hours may be shown.
  private func failedSignIns(_ totals: EventTotals, _ counts: [String: String]) -> String {
    let text = words(.statementFailedSignIns, counts)
    guard !context.showsCountsOnly, let most = totals.failedHours.max(), most > 0,
      let hour = totals.failedHours.firstIndex(of: most)
    else { return text }
    let peak = [
      "failures": text, "from": padded(hour, 2) + ":00", "to": padded(hour + 1, 2) + ":00",
      "count": context.count(most),
    ]
    return words(.statementFailurePeak, peak)
  }
}
