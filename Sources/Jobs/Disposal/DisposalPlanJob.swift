import Archive
import Documents
import Intake
import Messages
import Model
import Reports

/// Plans a disposal: `tutanak disposal plan`.
///
/// The deletion is tried, checked, and rolled back.
package struct DisposalPlanJob: Sendable {
  private let invocation: Invocation
  private let rule: String
  private let source: String?
  private let hasCheckedAnswers: Bool

  /// A job for a rule of a source; `hasCheckedAnswers` says that no due record is one that an answer to an authority rests on.
  package init(_ invocation: Invocation, rule: String, source: String?, hasCheckedAnswers: Bool) {
    (self.invocation, self.rule, self.source) = (invocation, rule, source)
    self.hasCheckedAnswers = hasCheckedAnswers
  }

  /// Tries the deletion, rolls it back, and writes the plan down.
  package func plan(reason: String) async throws -> RunResult {
    try invocation.requireOwnClock()
    let reason = try StatedText.checked(
      reason, option: "--reason",
      missing: Message(
        tr: "--reason boş: imhanın gerekçesi tutanakta yazar.",
        en: "--reason is empty: the disposal record states why."))
    let source = try Catalogue(invocation).source(source)
    _ = try source.rule(rule)
    try await AuditAccess(invocation: invocation, isOfDisposal: true).check("disposal plan", reason: reason)
    return try await LockedRun(invocation, as: "disposal plan").carryOut { run in
      if let damage = run.damage { throw damage }
      let work = try DisposalWork(source, rule: rule, in: run)
      try DisposalGuard(work: work, run: run).check()
      try refuseOpen(run, source)
      let answers = try checkedAnswers(work, run)
      let zone = invocation.configuration.zone
      let day = work.entry.rule.cutOff(on: zone.localTime(at: SystemClock.now()).date)
      let order = work.order(cutOff: zone.start(of: day))
      let reader = try SourceConnection.open(work.reader)
      let transaction = try DisposalTransaction.open(work.disposer, beside: reader)
      let measures = try transaction.carryOut(order) { rows in try work.checkReader(sees: rows, cutOff: order.cutOff) }
      try transaction.rollBack()
      try reader.end()
      let facts = try facts(work, order, day, measures.before, role: transaction.role.name, answers)
      let digest = work.seal.ofPlan(source: source.name, reason: reason, facts)
      try work.digests.check()
      let entry = try run.record.ledger?.append(
        .init(
          .planDisposal, .done, source: source.name, reason: reason,
          facts: facts + [.init("digest", .string(digest))]))
      guard let entry, let plan = try DisposalPlans(of: run).plans.first(where: { $0.entry == entry }) else {
        throw Failure(.inputOutput, Message(tr: "Plan deftere yazılamadı.", en: "The plan could not be written down."))
      }
      return result(plan, day)
    }
  }

  private func refuseOpen(_ run: RunContext, _ source: SourceSettings) throws {
    guard let open = try DisposalPlans(of: run).open(rule, of: source.name) else { return }
    throw Failure(.temporary, DisposalRunJob.unsettled(open.number))
  }

  /// The answers that rest on rows of the source, which a person has to look at.
  private func checkedAnswers(_ work: DisposalWork, _ run: RunContext) throws -> [String] {
    let answers = try work.answers(in: run)
    if answers.isEmpty || hasCheckedAnswers { return answers }
    let list = answers.joined(separator: ", ")
    throw Failure(
      .notPermitted,
      Message(
        tr: "Makamlara verilen yanıtlar bu kaynağın kayıtlarına dayanıyor (\(list)). Süresi dolan kayıtlar arasında "
          + "bunların olmadığına baktıysanız --answers-checked ekleyin; varsa kuralı “tutanak disposal hold” ile bekletin.",
        en: "Answers to authorities rest on records of this source (\(list)). If you have looked and none of the due "
          + "records is among them, add --answers-checked; else hold the rule with “tutanak disposal hold”."))
  }

  private func facts(
    _ work: DisposalWork, _ order: DisposalOrder, _ day: CivilDate, _ rows: DueRows, role: String, _ answers: [String]
  ) throws -> [JSONValue.Member] {
    let person = Person.ofDisposal.name
    let (statement, query) = (try work.statementDigest(), try work.queryDigest())
    let (ruleDigest, rowsDigest) = (work.ruleDigest, work.rowsDigest(rows))
    return [
      .init(RetentionHolds.fact, .string(rule)), .init("rule_digest", .string(ruleDigest)),
      .init("statement", .string(work.settings.fileName)), .init("statement_sha256", .string(statement)),
      .init("query", .string(work.entry.relation.fileName)), .init("query_sha256", .string(query)),
      .init("table", .string(work.settings.table.text)), .init("cut_off_day", .string(day.iso8601)),
      .init("cut_off", .string(order.cutOff.iso8601)), .init("rows", .integer(rows.rows)),
      .init("due", .integer(rows.due)), .init("undated", .integer(rows.undated)),
      .init("rows_digest", .string(rowsDigest)), .init("role", .string(role)), .init("person", .string(person)),
      .init("answers_checked", .array(answers.map { .string($0) })),
      .init("planned_at", .string(SystemClock.now().iso8601)),
    ]
  }

  private func result(_ plan: DisposalPlans.Plan, _ day: CivilDate) -> RunResult {
    let until = MomentText.local(plan.expires, invocation.configuration.zone)
    var result = RunResult()
    let page = Message(
      tr: """
        \(plan.number): \(plan.source), \(rule): \(day.iso8601) gününden önceki \(plan.due) kayıt silinecek.
        Silme bir işlemin içinde gerçekten yürütüldü, denetlendi ve geri alındı; hiçbir kayıt silinmedi.
        Başka bir kullanıcı \(until) anına kadar onaylasın:
          tutanak disposal approve \(plan.number) --reason "…"
        Sonra:
          tutanak disposal run \(plan.number) --confirm \(plan.code)
        """,
      en: """
        \(plan.number): \(plan.source), \(rule): \(plan.due) records before \(day.iso8601) are to be deleted.
        The deletion was really run within a transaction, checked and rolled back; no record was deleted.
        Have another user approve of it until \(until):
          tutanak disposal approve \(plan.number) --reason "…"
        Then:
          tutanak disposal run \(plan.number) --confirm \(plan.code)
        """)
    result.listing = Listing(
      page: page,
      members: [
        .init("plan", .string(plan.number)), .init("code", .string(plan.code)), .init("due", .integer(plan.due)),
        .init("cut_off_day", .string(day.iso8601)), .init("until", .string(plan.expires.iso8601)),
      ])
    return result
  }
}
