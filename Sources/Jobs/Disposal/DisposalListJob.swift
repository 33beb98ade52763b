import Archive
import Documents
import Messages
import Model

/// Lists the plans of disposals, and closes one of which nobody will know what came of it.
package struct DisposalListJob: Sendable {
  private let invocation: Invocation

  /// A job of an invocation; to list, it must be one that changes nothing.
  package init(_ invocation: Invocation) { self.invocation = invocation }

  /// Every plan, with how it stands; of an open one the server is asked, and what it says is shown.
  package func list() async throws -> RunResult {
    try invocation.requireOwnClock()
    return try await LockedRun(invocation, as: "disposal list").carryOut { run in
      if let damage = run.damage { throw damage }
      let plans = try DisposalPlans(of: run).plans
      var result = RunResult()
      result.listing = Listing(
        page: plans.isEmpty
          ? Message(tr: "Planlanmış imha yok.", en: "No disposal is planned.") : table(plans, run),
        members: [.init("plans", .array(plans.map { json($0, run) }))])
      return result
    }
  }

  /// Closes an open plan: a person has looked, and the archive will never know.
  package func close(_ number: String, reason: String) async throws -> RunResult {
    try invocation.requireOwnClock()
    let reason = try StatedText.checked(
      reason, option: "--reason",
      missing: Message(
        tr: "--reason boş: neye baktığınızı ve ne bulduğunuzu yazın.",
        en: "--reason is empty: say what you looked at and what you found."))
    try await AuditAccess(invocation: invocation, isOfDisposal: true).check("disposal close", reason: reason)
    return try await LockedRun(invocation, as: "disposal close").carryOut { run in
      if let damage = run.damage { throw damage }
      let plan = try DisposalPlans(of: run).plan(number)
      guard plan.state == .open, try DisposalSettlement(plan: plan, run: run).find() == .unknown else {
        throw Failure(
          .wrongUsage,
          Message(
            tr:
              "\(number) kapatılamaz: yalnız sonucunu sunucunun da bilmediği bir imha kapatılır; “tutanak disposal run” "
              + "sonucu öğrenir.",
            en: "\(number) cannot be closed: only a disposal of which the server itself does not know the end is; "
              + "“tutanak disposal run” learns the end of others."))
      }
      try run.record.ledger?.append(
        .init(
          .dispose, .notRun, source: plan.source, reason: reason,
          facts: [
            .init(DisposalPlans.fact, .string(number)), .init(RetentionHolds.fact, .string(plan.rule)),
            .init("person", .string(Person.ofDisposal.name)),
          ]))
      var result = RunResult()
      result.remarks = [
        Message(tr: "\(number) sonucu bilinmeden kapatıldı.", en: "\(number) is closed; what came of it is not known.")
      ]
      return result
    }
  }

  private func table(_ plans: [DisposalPlans.Plan], _ run: RunContext) -> Message {
    var table = TextTable([
      Message(tr: "PLAN", en: "PLAN"), Message(tr: "DURUM", en: "STATE"), Message(tr: "KOD", en: "CODE"),
      Message(tr: "KAYNAK", en: "SOURCE"), Message(tr: "KURAL", en: "RULE"), Message(tr: "KAYIT", en: "RECORDS"),
      Message(tr: "PLANLAYAN", en: "BY"), Message(tr: "SON", en: "UNTIL"), Message(tr: "TUTANAK", en: "RECORD"),
    ])
    for plan in plans {
      table.add([
        Message(verbatim: plan.number), word(plan, run), Message(verbatim: plan.code), Message(verbatim: plan.source),
        Message(verbatim: plan.rule), Message(verbatim: String(plan.due)), Message(verbatim: plan.person),
        Message(verbatim: MomentText.local(plan.expires, invocation.configuration.zone)),
        Message(verbatim: plan.document ?? "–"),
      ])
    }
    return table.text
  }

  private func word(_ plan: DisposalPlans.Plan, _ run: RunContext) -> Message {
    switch plan.state {
    case .pending: Message(tr: "onay bekliyor", en: "pending")
    case .approved: Message(tr: "onaylı", en: "approved")
    case .expired: Message(tr: "süresi doldu", en: "expired")
    case .done: Message(tr: "silindi", en: "deleted")
    case .notDone: Message(tr: "geri alındı", en: "rolled back")
    case .closed: Message(tr: "sonucu bilinmiyor, kapatıldı", en: "not known, closed")
    case .open:
      switch asked(plan, run) {
      case .committed: Message(tr: "açık; sunucu: tamamlandı", en: "open; the server: completed")
      case .aborted: Message(tr: "açık; sunucu: geri alındı", en: "open; the server: rolled back")
      case .running: Message(tr: "açık; sunucu: sürüyor", en: "open; the server: running")
      case .unknown: Message(tr: "açık; sonucu bilinmiyor", en: "open; not known")
      case nil: Message(tr: "açık; sunucuya sorulamadı", en: "open; the server could not be asked")
      }
    }
  }

  private func asked(_ plan: DisposalPlans.Plan, _ run: RunContext) -> DisposalSettlement.Finding? {
    try? DisposalSettlement(plan: plan, run: run).find()
  }

  private func json(_ plan: DisposalPlans.Plan, _ run: RunContext) -> JSONValue {
    func text(_ value: String?) -> JSONValue { value.map { .string($0) } ?? .null }
    let asked = plan.state == .open ? asked(plan, run) : nil
    return .object([
      .init("plan", .string(plan.number)), .init("state", .string(plan.state.rawValue)),
      .init("server", text(asked.map { String(describing: $0) })), .init("code", .string(plan.code)),
      .init("source", .string(plan.source)), .init("rule", .string(plan.rule)), .init("due", .integer(plan.due)),
      .init("cut_off", text(plan.cutOff?.iso8601)), .init("planned_by", .string(plan.person)),
      .init("approved_by", text(plan.approval?.fact("person")?.stringValue)),
      .init("reason", text(plan.entry.reason)), .init("until", .string(plan.expires.iso8601)),
      .init("document", text(plan.document)),
    ])
  }
}
