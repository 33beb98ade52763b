import Archive
import Documents
import Evidence
import Messages
import Model
import Reports

/// Keeps documents with clear values (M0), or with an annex of them, back until another person has approved of them.
struct ApprovalGate {
  let run: RunContext
  let source: SourceSettings

  private var settings: AuditSettings { run.invocation.configuration.audit }

  /// Whether what a person asks for needs an approval.
  ///
  /// Where the configuration itself says M0, that is the standing decision for reports; not for questions.
  private func needsApproval(_ reports: PeriodReports) -> Bool {
    let showsPersons = reports.mask == .M0 || reports.annex != nil
    guard case .person = reports.requester, showsPersons, settings.needsApproval else { return false }
    return reports.question != nil || run.invocation.configuration.mask != .M0
  }

  /// The number of the approval that the documents are issued with; nil where none is needed.
  ///
  /// - Throws: ``Failure`` where there is none yet; a request for it then stands in the ledger.
  func pass(_ reports: PeriodReports) throws -> String? {
    guard needsApproval(reports), let ledger = run.record.ledger else { return nil }
    let person = Person.current
    let digests = try digests(reports, person)
    let approvals = Approvals(try ledger.entries(), now: SystemClock.now(), length: settings.approvalLength)
    if let request = approvals.standing(for: digests, by: person) {
      if request.state == .approved { return request.number }
      throw waiting(request.number)
    }
    if run.invocation.isDryRun { throw waiting(nil) }
    throw waiting(Approvals.number(try ledger.append(request(reports, person, digests[0]))))
  }

  /// The work with the approval it is done with.
  func passed(_ work: SourceWork) throws -> SourceWork {
    var work = work
    if let newest = work.newest { work.newest?.approval = try pass(newest) }
    return work
  }

  private func request(_ reports: PeriodReports, _ person: Person, _ digest: String) -> LedgerEntry.Draft {
    var reason: String?
    if case .person(_, let why) = reports.requester { reason = reports.replaces?.reason ?? why }
    return .init(
      .request, .done, source: source.name, reason: reason,
      facts: [
        .init("person", .string(person.name)), .init("report", .string(reports.codes.joined(separator: ","))),
        .init("period_from", .string(reports.period.from.iso8601)),
        .init("period_to", .string(reports.period.to.iso8601)), .init("users", .integer(Int64(reports.users.count))),
        .init("question", reports.question?.record ?? .null), .init("persons_annex", .bool(reports.annex != nil)),
        .init("digest", .string(digest)),
      ])
  }

  /// Keyed digests of what is asked for and who asks: the same command has the same ones.
  ///
  /// The second is that of the command before it was said whether disclosures are told: that is asked where there are
  /// some, and what was approved until then is approved.
  private func digests(_ reports: PeriodReports, _ person: Person) throws -> [String] {
    let key = ArchiveKey(archive: run.record.archive)
    let digests = try DocumentDigests(
      .M0,
      archiveKey: run.invocation.isDryRun
        ? try key.present() ?? .random() : try run.interruption.uninterrupted { try key.obtain() })
    var reason = ""
    if case .person(_, let why?) = reports.requester { reason = why }
    let ordered =
      ["approval", person.name, source.name, reports.codes.joined(separator: ","), reports.period.from.iso8601]
      + [reports.period.to.iso8601, reason, reports.replaces?.number.text ?? "", reports.replaces?.reason ?? ""]
      + [String(reports.users.count)] + reports.users
    let annex = reports.annex == nil ? [] : ["annex", reports.mask.rawValue]
    let found = [reports.question, reports.question?.withoutDecision].map {
      digests.hexadecimal(ordered + ($0?.parts ?? []) + annex)
    }
    try digests.check()
    return found
  }

  private func waiting(_ number: String?) -> Failure {
    guard let number else {
      return Failure(
        .notPermitted,
        Message(
          tr: "Maskesiz (M0) belge ikinci bir kişinin onayını ister; denemesiz çalıştırın, istek deftere yazılır.",
          en: "A document with clear values (M0) needs a second person's approval; run without --dry-run to request it."
        ))
    }
    return Failure(
      .notPermitted,
      Message(
        tr: "Maskesiz (M0) belge ikinci bir kişinin onayını bekliyor: \(number). Başka bir kullanıcı "
          + "“tutanak audit approve \(number) --reason \"…\"” çalıştırsın, sonra bu komutu yineleyin. Bu çalıştırma "
          + "hiçbir belge düzenlemedi.",
        en: "A document with clear values (M0) waits for a second person's approval: \(number). Have another user run "
          + "“tutanak audit approve \(number) --reason \"…\"”, then repeat this command. This run issued no document."))
  }
}
