import Archive
import Documents
import Messages
import Model

/// Lists requests for clear values, and approves of them: `tutanak audit requests`, `tutanak audit approve`.
package struct ApprovalJob: Sendable {
  private let invocation: Invocation

  /// A job of an invocation; to list, it must be one that changes nothing.
  package init(_ invocation: Invocation) { self.invocation = invocation }

  /// The requests that wait, and those that were approved and not used yet; `all` lists every one.
  package func list(all: Bool) async throws -> RunResult {
    try await LockedRun(invocation, as: "audit requests").carryOut { run in
      if let damage = run.damage { throw damage }
      let requests = try approvals(run).requests.filter { all || [.pending, .approved].contains($0.state) }
      var result = RunResult()
      result.listing = listing(requests)
      return result
    }
  }

  /// Approves of a request, which somebody else must have made.
  package func approve(_ number: String, reason: String?) async throws -> RunResult {
    let reason = try StatedText.checked(
      reason, option: "--reason",
      missing: Message(
        tr: "Onayın nedeni deftere yazılır; --reason \"…\" ile verin.",
        en: "The reason of an approval stands in the ledger; give it with --reason \"…\"."))
    try await AuditAccess(invocation: invocation).check("audit approve", reason: reason)
    return try await LockedRun(invocation, as: "audit approve").carryOut { run in
      if let damage = run.damage { throw damage }
      let request = try request(number, run)
      let person = Person.current
      guard person.name != request.person else {
        throw Failure(
          .notPermitted,
          Message(
            tr: "\(number) isteğini \(person.name) yaptı; onayı başka bir kullanıcı verir.",
            en: "\(number) was requested by \(person.name); another user has to approve of it."))
      }
      let until = SystemClock.now().advanced(by: invocation.configuration.audit.approvalLength)
      if !invocation.isDryRun {
        try run.record.ledger?.append(
          .init(
            .approve, .done, source: request.entry.source, reason: reason,
            facts: [
              .init("request", .string(request.number)), .init("person", .string(person.name)),
              .init("requested_by", .string(request.person)),
            ]))
      }
      let zone = invocation.configuration.zone
      let moment = MomentText.local(until, zone)
      var result = RunResult()
      result.remarks = [
        Message(
          tr:
            "\(request.number) onaylandı. \(request.person) aynı komutla bir belge düzenleyebilir; \(moment) anına kadar.",
          en:
            "\(request.number) is approved. With the same command \(request.person) can issue one document, until \(moment)."
        )
      ]
      return result
    }
  }

  private func approvals(_ run: RunContext) throws -> Approvals {
    Approvals(
      try run.record.ledger?.entries() ?? [], now: SystemClock.now(),
      length: invocation.configuration.audit.approvalLength)
  }

  private func request(_ number: String, _ run: RunContext) throws -> Approvals.Request {
    guard let request = try approvals(run).requests.first(where: { $0.number == number }) else {
      throw Failure(
        .wrongUsage,
        Message(
          tr: "\(number) adında bir istek yok; “tutanak audit requests” bekleyenleri listeler.",
          en: "There is no request \(number); “tutanak audit requests” lists those that wait."))
    }
    switch request.state {
    case .pending: return request
    case .approved:
      throw Failure(
        .wrongUsage,
        Message(
          tr: "\(number) daha önce onaylanmış (\(request.approver ?? "?")).",
          en: "\(number) was approved before (\(request.approver ?? "?"))."))
    case .used:
      throw Failure(
        .wrongUsage,
        Message(
          tr: "\(number) kullanılmış: \(request.document ?? "?").",
          en: "\(number) was used: \(request.document ?? "?")."))
    case .expired:
      throw Failure(
        .wrongUsage,
        Message(
          tr: "\(number) isteğinin süresi dolmuş; istek yeniden yapılmalı.",
          en: "\(number) has expired; it has to be requested again."))
    }
  }

  private func listing(_ requests: [Approvals.Request]) -> Listing {
    var table = TextTable([
      Message(tr: "İSTEK", en: "REQUEST"), Message(tr: "DURUM", en: "STATE"), Message(tr: "İSTEYEN", en: "BY"),
      Message(tr: "RAPOR", en: "REPORT"), Message(tr: "KAYNAK", en: "SOURCE"),
      Message(tr: "DAYANAK", en: "REFERENCE"), Message(tr: "SON", en: "UNTIL"), Message(tr: "NEDEN", en: "REASON"),
    ])
    let zone = invocation.configuration.zone
    for request in requests {
      let reference = request.entry.fact("question")?["reference"]?.stringValue ?? "–"
      table.add([
        Message(verbatim: request.number), Self.word(request.state), Message(verbatim: request.person),
        Self.report(request), Message(verbatim: request.entry.source ?? ""),
        Message(verbatim: reference), Message(verbatim: MomentText.local(request.expires, zone)),
        Message(verbatim: request.entry.reason ?? "–"),
      ])
    }
    let none = Message(tr: "Bekleyen istek yok.", en: "No request waits.")
    return Listing(
      page: requests.isEmpty ? none : table.text, members: [.init("requests", .array(requests.map(Self.json)))])
  }

  /// The report, and whether it is about the annex of one that is masked itself.
  private static func report(_ request: Approvals.Request) -> Message {
    let report = Message(verbatim: request.entry.report ?? "")
    guard request.entry.fact("persons_annex")?.boolValue == true else { return report }
    return report + Message(tr: "(kişi listesi ekiyle)", en: "(with annex of persons)")
  }

  private static func word(_ state: Approvals.Request.State) -> Message {
    switch state {
    case .pending: Message(tr: "onay bekliyor", en: "pending")
    case .approved: Message(tr: "onaylı", en: "approved")
    case .used: Message(tr: "kullanıldı", en: "used")
    case .expired: Message(tr: "süresi doldu", en: "expired")
    }
  }

  private static func json(_ request: Approvals.Request) -> JSONValue {
    func text(_ value: String?) -> JSONValue { value.map { .string($0) } ?? .null }
    return .object([
      .init("request", .string(request.number)), .init("state", .string(request.state.rawValue)),
      .init("requested_by", .string(request.person)), .init("approved_by", text(request.approver)),
      .init("report", text(request.entry.report)), .init("source", text(request.entry.source)),
      .init("period_from", text(request.entry.fact("period_from")?.stringValue)),
      .init("period_to", text(request.entry.fact("period_to")?.stringValue)),
      .init("users", request.entry.fact("users") ?? .null), .init("question", request.entry.fact("question") ?? .null),
      .init("reason", text(request.entry.reason)), .init("until", .string(request.expires.iso8601)),
      .init("document", text(request.document)),
    ])
  }
}
