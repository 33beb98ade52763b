import Archive
import Documents
import Messages
import Model
import Reports

/// Issues the record of a disposal that was carried out.
struct DisposalReport {
  /// The report.
  static let code = "IMH"

  let plan: DisposalPlans.Plan
  let run: RunContext

  /// Issues it; what fails is told as a step: the next `disposal run` of the plan issues it then.
  func issue(into result: inout RunResult) async {
    do {
      let source = try Catalogue(run.invocation).source(plan.source)
      let record = try record(source)
      // The document speaks of what this run has done: its moment lies after that.
      var later = run
      later.invocation = run.invocation.at(SystemClock.now())
      var reports = PeriodReports(
        codes: [Self.code], period: Period(from: record.planned.moment, to: record.ended),
        requester: .person(user: Person.ofDisposal.name, reason: record.reason), mask: run.invocation.configuration.mask
      )
      reports.disposal = record
      var afterBackup: [DocumentsAfterBackup] = []
      let job = RunJob(later.invocation)
      await job.carryOut(DatabaseWork(SourceWork(source: source, newest: reports)), later, into: &result, &afterBackup)
      await DocumentsAfterBackup.issue(afterBackup, into: &result)
      await DocumentsAfterBackup.conclude(afterBackup, in: later, into: &result)
    } catch {
      result.steps.append(RunStep(.issue(report: Self.code), source: plan.source, .failed(Failure(error))))
    }
  }

  /// The record as the ledger has it, with what the archive knows of copies and holds.
  private func record(_ source: SourceSettings) throws -> DisposalRecord {
    let work = try DisposalWork(source, rule: plan.rule, in: run)
    func planned(_ name: String) -> String { plan.entry.fact(name)?.stringValue ?? "" }
    try work.seal.check(plan)
    guard let approval = plan.approval, let begun = plan.begun, let end = plan.end, end.outcome == .done,
      let cutOff = plan.cutOff, let cutOffDay = CivilDate(iso8601: planned("cut_off_day"))
    else { throw Self.incomplete(plan.number) }
    // The document describes the rule as it was when it was planned, and the configuration is all that has its words.
    guard planned("rule_digest") == work.ruleDigest else {
      throw Failure(
        .misconfigured,
        Message(
          tr:
            "\(plan.number): kayıtlar silindi, ama kural o zamandan beri değişmiş; tutanak onu eski hâliyle anlatmalı. "
            + "Kuralı geri koyup “tutanak disposal run \(plan.number)” komutunu yineleyin.",
          en:
            "\(plan.number): the records were deleted, but the rule has changed since, and the record has to describe it "
            + "as it was. Put it back and repeat “tutanak disposal run \(plan.number)”."))
    }
    func day(_ value: JSONValue?) -> CivilDate? { value?.stringValue.flatMap { CivilDate(iso8601: $0) } }
    func count(_ name: String) -> Int64 { begun.fact(name)?.integerValue ?? 0 }
    func person(_ entry: LedgerEntry) -> DisposalRecord.Person {
      .init(entry.fact("person")?.stringValue ?? entry.user, at: entry.time)
    }
    var evidence = DisposalRecord.Evidence()
    (evidence.statement, evidence.statementDigest) = (planned("statement"), planned("statement_sha256"))
    (evidence.query, evidence.queryDigest) = (planned("query"), planned("query_sha256"))
    (evidence.ruleDigest, evidence.rowsDigest) = (planned("rule_digest"), planned("rows_digest"))
    (evidence.planDigest, evidence.role) = (plan.digest, planned("role"))
    evidence.database = begun.fact("database")?.stringValue ?? ""
    evidence.transaction = begun.fact("transaction")?.stringValue ?? ""
    var record = DisposalRecord(
      plan: plan.number, rule: work.entry.rule, table: planned("table"), cutOff: cutOffDay, cutOffMoment: cutOff,
      range: (day(begun.fact("oldest_day")), day(begun.fact("newest_day"))), planned: person(plan.entry),
      reason: plan.entry.reason ?? "", approved: person(approval),
      begun: .init(person(begun).name, at: begun.fact("started_at")?.instantValue ?? begun.time), ended: end.time,
      isSettled: end.fact("settled")?.boolValue ?? true,
      counts: .init(
        before: count("rows_before"), removed: count("removed"), after: count("rows_after"), undated: count("undated")),
      evidence: evidence)
    record.dueSince = end.fact("due_after")?.integerValue ?? 0
    try complete(&record, source, begun)
    return record
  }

  /// Adds what held other records at that time, and the backups that were made before.
  private func complete(_ record: inout DisposalRecord, _ source: SourceSettings, _ begun: LedgerEntry) throws {
    let entries = (try run.record.ledger?.entries() ?? []).filter { $0.sequence < begun.sequence }
    let holds = RetentionHolds(entries, source: source.name, now: begun.time)
    record.answers = plan.entry.fact("answers_checked")?.elements.compactMap(\.stringValue) ?? []
    record.otherHolds = holds.rules(notIn: []).compactMap { rule in holds.longest(of: rule).map { (rule, $0) } }
    let archive = RetentionArchive(run: run, source: source)
    let found = try archive.copies()
    record.backups = found.backups.filter { $0.moment <= record.ended }
    record.unreadableBackups = found.unreadable
    record.offsite = try archive.offsiteCopies(before: record.ended)
  }

  private static func incomplete(_ number: String) -> Failure {
    Failure(
      .badData,
      Message(
        tr: "\(number): defterdeki satırlar bir tutanağa yetmiyor.",
        en: "\(number): the lines of the ledger do not suffice for a record."))
  }
}
