import Archive
import Documents
import Intake
import Messages
import Model
import Reports

/// Carries a planned and approved disposal out: `tutanak disposal run`.
///
/// Of one that is open it finds out what came of it.
package struct DisposalRunJob: Sendable {
  private let invocation: Invocation
  private let number: String
  private let code: String

  /// A job for a plan and the code that was printed with it.
  package init(_ invocation: Invocation, plan number: String, code: String) {
    (self.invocation, self.number, self.code) = (invocation, number, code)
  }

  /// Deletes, and issues the disposal record.
  package func run() async throws -> RunResult {
    try invocation.requireOwnClock()
    try await AuditAccess(invocation: invocation, isOfDisposal: true).check("disposal run", reason: number)
    return try await LockedRun(invocation, as: "disposal run").carryOut { run in
      if let damage = run.damage { throw damage }
      var plan = try DisposalPlans(of: run).plan(number)
      guard code == plan.code, !plan.code.isEmpty else {
        throw Failure(
          .notPermitted,
          Message(
            tr: "--confirm \(number) planının kodu değil; “tutanak disposal plan” ve “disposal list” onu gösterir.",
            en: "--confirm is not the code of \(number); “tutanak disposal plan” and “disposal list” show it."))
      }
      switch plan.state {
      case .approved: try carryOut(plan, run)
      case .open: try DisposalSettlement(plan: plan, run: run).settle()
      case .done where plan.document == nil: break
      default: throw Failure(.wrongUsage, Self.unusable(plan))
      }
      plan = try DisposalPlans(of: run).plan(number)
      var result = RunResult()
      result.notices = [
        Message(
          tr: "\(number): \(plan.source), \(plan.rule): \(plan.due) kayıt silindi.",
          en: "\(number): \(plan.source), \(plan.rule): \(plan.due) records were deleted.")
      ]
      await DisposalReport(plan: plan, run: run).issue(into: &result)
      return result
    }
  }

  private func carryOut(_ plan: DisposalPlans.Plan, _ run: RunContext) throws {
    if let open = try DisposalPlans(of: run).open(plan.rule, of: plan.source) {
      throw Failure(.temporary, Self.unsettled(open.number))
    }
    do {
      try delete(plan, run)
    } catch let unwritten as DisposalSettlement.Unwritten {
      throw unwritten.failure
    } catch let open as DisposalSettlement.Open {
      try DisposalSettlement(plan: try DisposalPlans(of: run).plan(number), run: run).settle(after: open.failure)
    } catch {
      // What was refused leaves a line as well; where not even that is possible the failure itself says why.
      _ = try? run.record.ledger?.append(
        .init(.dispose, .failed, source: plan.source, facts: facts(plan) + [.init("error", Self.json(error))]))
      throw error
    }
  }

  private func delete(_ plan: DisposalPlans.Plan, _ run: RunContext) throws {
    let work = try DisposalWork(try Catalogue(invocation).source(plan.source), rule: plan.rule, in: run)
    guard let ledger = run.record.ledger else { throw DisposalGuard.noLedger }
    try work.seal.check(plan)
    try DisposalGuard(work: work, run: run).check()
    try Self.checkUnchanged(plan, work, run)
    guard let cutOff = plan.cutOff, let approver = plan.approval?.fact("person")?.stringValue, approver != plan.person
    else {
      throw Failure(
        .notPermitted,
        Message(tr: "\(number) ikinci bir kişice onaylanmamış.", en: "\(number) was approved by no second person."))
    }
    let started = SystemClock.now()
    let reader = try SourceConnection.open(work.reader)
    let transaction = try DisposalTransaction.open(work.disposer, beside: reader)
    let measures = try transaction.carryOut(work.order(cutOff: cutOff)) { rows in
      guard rows.due == plan.due, work.rowsDigest(rows) == plan.entry.fact("rows_digest")?.stringValue else {
        throw Failure(
          .wrongUsage,
          Message(
            tr: "Süresi dolan kayıtlar plandaki kayıtlar değil (planda \(plan.due), şimdi \(rows.due)). Hiçbir kayıt "
              + "silinmedi; yeniden planlayın.",
            en:
              "The due records are not those of the plan (\(plan.due) planned, \(rows.due) now). No record was deleted; "
              + "plan the disposal again."))
      }
      try work.checkReader(sees: rows, cutOff: cutOff)
    }
    guard transaction.role.name == plan.entry.fact("role")?.stringValue else {
      throw Failure(
        .wrongUsage,
        Message(
          tr: "Silen rol plandaki rol değil; yeniden planlayın.",
          en: "The role that deletes is not the plan's; plan again."))
    }
    try work.digests.check()
    // From here on the ledger knows by which number the server can be asked, whatever happens to this program.
    try ledger.append(
      .init(
        .dispose, .begun, source: plan.source,
        facts: facts(plan) + [.init("started_at", .string(started.iso8601))]
          + Self.facts(measures, role: transaction.role.name, reader.snapshot, work)))
    let left: DueRows
    do {
      try transaction.complete()
      // Believed is what the reader sees afterwards.
      left = try work.seen(cutOff: cutOff)
      guard left.due < plan.due else { throw DisposalSettlement.stillThere(number) }
    } catch {
      throw DisposalSettlement.Open(failure: Failure(error))
    }
    do {
      try ledger.append(
        .init(
          .dispose, .done, source: plan.source,
          facts: facts(plan) + [
            .init("removed", .integer(plan.due)), .init("settled", .bool(false)),
            .init("due_after", .integer(left.due)),
          ]))
    } catch {
      throw DisposalSettlement.Unwritten(number, Failure(error))
    }
    try? reader.end()
  }

  private func facts(_ plan: DisposalPlans.Plan) -> [JSONValue.Member] {
    [
      .init(DisposalPlans.fact, .string(plan.number)), .init(RetentionHolds.fact, .string(plan.rule)),
      .init("person", .string(Person.ofDisposal.name)),
    ]
  }

  /// What was measured before the transaction is completed.
  private static func facts(
    _ measures: DisposalMeasures, role: String, _ snapshot: SourceSnapshot, _ work: DisposalWork
  ) -> [JSONValue.Member] {
    let zone = work.invocation.configuration.zone
    let oldest = measures.before.oldest.map { zone.localTime(at: $0).date.iso8601 }
    let newest = measures.before.newest.map { zone.localTime(at: $0).date.iso8601 }
    return [
      .init("transaction", .string(measures.transaction)), .init("role", .string(role)),
      .init("database", .string(snapshot.database)),
      .init("system_identifier", snapshot.systemIdentifier.map { .string($0) } ?? .null),
      .init("rows_before", .integer(measures.before.rows)), .init("removed", .integer(measures.before.due)),
      .init("rows_after", .integer(measures.after.rows)), .init("undated", .integer(measures.after.undated)),
      .init("oldest_day", oldest.map { .string($0) } ?? .null),
      .init("newest_day", newest.map { .string($0) } ?? .null),
    ]
  }

  private static func json(_ error: any Error) -> JSONValue {
    let message = Failure(error).message
    return .object([.init("tr", .string(message.tr)), .init("en", .string(message.en))])
  }

  /// Refuses a plan of which rule, statement, query or the answers that rest on the source are not what they were.
  static func checkUnchanged(_ plan: DisposalPlans.Plan, _ work: DisposalWork, _ run: RunContext) throws {
    func fact(_ name: String) -> String? { plan.entry.fact(name)?.stringValue }
    var changed: [Message] = []
    if fact("rule_digest") != work.ruleDigest {
      changed.append(Message(tr: "saklama kuralı", en: "the rule of retention"))
    }
    if fact("statement_sha256") != (try work.statementDigest()) {
      changed.append(Message(verbatim: work.settings.fileName))
    }
    if fact("query_sha256") != (try work.queryDigest()) {
      changed.append(Message(verbatim: work.entry.relation.fileName))
    }
    let known = plan.entry.fact("answers_checked")?.elements.compactMap(\.stringValue) ?? []
    changed += try work.answers(in: run).filter { !known.contains($0) }.map { Message(verbatim: $0) }
    try work.digests.check()
    if changed.isEmpty { return }
    throw Failure(
      .wrongUsage,
      Message(
        tr: "\(plan.number) planından sonra değişenler var: \(changed.map(\.tr).joined(separator: ", ")). Hiçbir kayıt "
          + "silinmedi; yeniden planlayın.",
        en:
          "Since the plan \(plan.number) was made these have changed: \(changed.map(\.en).joined(separator: ", ")). No "
          + "record was deleted; plan the disposal again."))
  }

  static func expired(_ number: String) -> Message {
    Message(
      tr: "\(number) planının veya onayının süresi dolmuş; imhayı yeniden planlayın.",
      en: "\(number) or its approval has expired; plan the disposal again.")
  }

  /// What is said where nobody knows yet what came of an earlier run.
  static func unsettled(_ number: String) -> Message {
    Message(
      tr: "\(number) yürütülürken sonucu öğrenilemedi. Önce “tutanak disposal run \(number) --confirm …” ile sunucuya "
        + "sorun; o zamana kadar bu kuralın kayıtları silinmez.",
      en: "What came of \(number) was not learned. First have the server asked with “tutanak disposal run \(number) "
        + "--confirm …”; until then no record of the rule is deleted.")
  }

  private static func unusable(_ plan: DisposalPlans.Plan) -> Message {
    switch plan.state {
    case .pending:
      Message(
        tr: "\(plan.number) başka bir kullanıcının onayını bekliyor (tutanak disposal approve \(plan.number)).",
        en: "\(plan.number) waits for another user's approval (tutanak disposal approve \(plan.number)).")
    case .expired: expired(plan.number)
    case .done:
      Message(
        tr: "\(plan.number) yürütülmüş: \(plan.document ?? "?").",
        en: "\(plan.number) was carried out: \(plan.document ?? "?").")
    case .notDone, .approved, .open, .closed:
      Message(
        tr: "\(plan.number) kullanılmış ve kayıt silmemiş ya da sonucu bilinmiyor; imhayı yeniden planlayın.",
        en: "\(plan.number) was used, and deleted nothing or nobody knows; plan the disposal again.")
    }
  }
}
