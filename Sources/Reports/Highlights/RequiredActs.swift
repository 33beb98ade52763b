import Analysis
import Documents
import Model

/// What to do about what stands out and what is missing: nothing but what a stated rule asks for.
struct RequiredActs {
  let context: SectionContext

  private var words: TextCatalog { context.words }

  var statements: [Statement] {
    let seals = context.seals.map { SealStatements(history: $0, context: context).toDo } ?? []
    let trail = context.trail.map { TrailStatements(trail: $0, context: context).toDo } ?? []
    let backups = context.backups.map { BackupStatements(history: $0, context: context).toDo } ?? []
    let accounts = context.accounts.map { AccountStatements(accounts: $0, context: context).toDo } ?? []
    let accesses = context.accesses.map { AccessStatements(accesses: $0, context: context).toDo } ?? []
    let retention = context.retention.map { RetentionStatements(status: $0, context: context).toDo } ?? []
    let management = context.management.map { ManagementStatements(summary: $0, context: context).toDo } ?? []
    let disposal = context.disposal.map { DisposalStatements(record: $0, context: context).toDo } ?? []
    let all =
      management + seals + trail + retention + disposal + backups + accounts + accesses
      + [
        breachCandidates, requiredRules, severeIncident ?? severeFindings, source, silence, quarantine, mapping,
        configuration,
        otherFindings,
      ]
      .compactMap { $0 }
    return all.isEmpty ? [Statement(code: .nothingToDo, text: words[.statementNothingToDo])] : all
  }

  /// What a reviewer has marked as a possible breach: the time to notify may be running.
  private var breachCandidates: Statement? {
    guard let count = context.findings?.reviewed.breaches, count > 0, context.definition.lists(ReviewsSection.self)
    else { return nil }
    return Statement(code: .assessBreaches, text: words[ReviewWordKey.actBreach])
  }

  private var requiredRules: Statement? {
    guard let rules = context.findings?.missingRequired, !rules.isEmpty else { return nil }
    return act(.supplyRequiredRules, .statementSupplyRequired, ["rules": rules.joined(separator: ", ")])
  }

  /// The incident to look at first, where it is one of high or critical severity.
  private var severeIncident: Statement? {
    guard context.mask.showsPersons, let leading = context.findings?.incidents.totals.leading, leading.severity >= .high
    else { return nil }
    return act(
      .examineIncident, .statementExamineIncident,
      ["span": IncidentsSection.span(leading.first, leading.last, context)])
  }

  /// The rule whose findings come first in the document.
  private var severeFindings: Statement? {
    guard let rule = context.findings?.severeRules.first else { return nil }
    guard context.mask.showsPersons else { return act(.examineFindings, .statementExamineElsewhere) }
    return act(
      .examineFindings, .statementExamineFindings,
      ["rule": rule.definition.id, "title": words.title(rule.definition)])
  }

  private var otherFindings: Statement? {
    guard let findings = context.findings, findings.totals.count > 0, findings.severeRules.isEmpty else { return nil }
    return act(.reviewFindings, .statementReviewFindings)
  }

  private var source: Statement? {
    context.silentInputs.isEmpty ? nil : act(.examineSource, .statementExamineSource)
  }

  private var silence: Statement? {
    context.hasLogSilence ? act(.examineSilence, .statementExamineSilence) : nil
  }

  private var quarantine: Statement? {
    context.quarantinedRows > 0 ? act(.examineQuarantine, .statementExamineQuarantine) : nil
  }

  private var mapping: Statement? {
    if context.unmapped.isEmpty { return nil }
    return act(.mapWords, .statementMapWords, ["system": context.facts.source.system])
  }

  /// Keys of the configuration that rules wait for.
  private var configuration: Statement? {
    let keys = (context.findings?.outcomes ?? []).flatMap { outcome in
      ([outcome.reason] + outcome.branches.map(\.reason)).compactMap { reason in
        reason?.code == .configurationMissing ? reason?.detail : nil
      }
    }
    if keys.isEmpty { return nil }
    let names = RuleProvenance.Setting.allCases.filter { keys.contains($0.rawValue) }.map { "“\(words.name($0))”" }
    return act(.configure, .statementConfigure, ["keys": names.joined(separator: ", ")])
  }

  private func act(_ code: Statement.Code, _ key: StatementWordKey, _ values: [String: String] = [:]) -> Statement {
    Statement(code: code, text: words(key, values))
  }
}
