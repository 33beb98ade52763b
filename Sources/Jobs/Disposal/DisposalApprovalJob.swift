import Archive
import Documents
import Messages
import Model

/// Approves of a planned disposal: `tutanak disposal approve`.
package struct DisposalApprovalJob: Sendable {
  private let invocation: Invocation
  private let number: String

  /// A job for a plan.
  package init(_ invocation: Invocation, plan number: String) { (self.invocation, self.number) = (invocation, number) }

  /// Approves of it; somebody else must have planned it.
  package func approve(reason: String) async throws -> RunResult {
    try invocation.requireOwnClock()
    let reason = try StatedText.checked(
      reason, option: "--reason",
      missing: Message(
        tr: "--reason boş: onayın nedeni deftere yazılır.",
        en: "--reason is empty: the reason of an approval stands in the ledger."))
    try await AuditAccess(invocation: invocation, isOfDisposal: true).check("disposal approve", reason: reason)
    return try await LockedRun(invocation, as: "disposal approve").carryOut { run in
      if let damage = run.damage { throw damage }
      let plan = try DisposalPlans(of: run).plan(number)
      try check(plan)
      // What is approved is what stands now: a rule or statement changed since the plan is told before, not at the deletion.
      let work = try DisposalWork(try Catalogue(invocation).source(plan.source), rule: plan.rule, in: run)
      try work.seal.check(plan)
      try DisposalGuard(work: work, run: run).check()
      try DisposalRunJob.checkUnchanged(plan, work, run)
      let (person, moment) = (Person.ofDisposal.name, SystemClock.now().iso8601)
      let seal = work.seal.ofApproval(number, digest: plan.digest, person: person, at: moment, reason: reason)
      try work.digests.check()
      try run.record.ledger?.append(
        .init(
          .approveDisposal, .done, source: plan.source, reason: reason,
          facts: [
            .init(DisposalPlans.fact, .string(number)), .init(RetentionHolds.fact, .string(plan.rule)),
            .init("person", .string(person)), .init("planned_by", .string(plan.person)),
            .init("digest", .string(plan.digest)), .init("approved_at", .string(moment)),
            .init("seal", .string(seal)),
          ]))
      let until = SystemClock.now().advanced(by: invocation.configuration.audit.disposalLength)
      let end = MomentText.local(until, invocation.configuration.zone)
      var result = RunResult()
      result.remarks = [
        Message(
          tr: "\(number) onaylandı (\(plan.due) kayıt, kod \(plan.code)); \(end) anına kadar bir kez yürütülebilir.",
          en:
            "\(number) is approved (\(plan.due) records, code \(plan.code)); it can be carried out once until \(end)."
        )
      ]
      return result
    }
  }

  private func check(_ plan: DisposalPlans.Plan) throws {
    switch plan.state {
    case .pending: break
    case .approved:
      throw Failure(
        .wrongUsage, Message(tr: "\(number) daha önce onaylanmış.", en: "\(number) was approved before."))
    case .expired: throw Failure(.wrongUsage, DisposalRunJob.expired(number))
    case .open, .done, .notDone, .closed:
      throw Failure(.wrongUsage, Message(tr: "\(number) kullanılmış.", en: "\(number) was used."))
    }
    let person = Person.ofDisposal.name
    guard person != plan.person else {
      throw Failure(
        .notPermitted,
        Message(
          tr: "\(number) planını \(person) yaptı; onayı başka bir kullanıcı verir.",
          en: "\(number) was planned by \(person); another user has to approve of it."))
    }
  }
}
