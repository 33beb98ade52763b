import Archive
import Documents
import Evidence
import Model
import Reports

extension Draft {
  /// What the ledger says of the document: that it was issued, and before that, that it shows clear values, if it or its annex does.
  func notes(digest: String, bytes: Int, seal: SealCertificate?) -> [LedgerEntry.Draft] {
    let number = document.identity.number
    var reason = head.reason
    var requester: [JSONValue.Member] = []
    switch making.requester {
    case .schedule(let name, _): requester.append(.init("schedule", .string(name)))
    case .person(let user, let why):
      requester.append(.init("user", .string(user)))
      reason = reason ?? why
    }
    var notes: [LedgerEntry.Draft] = []
    if head.mask == "M0" || annex != nil {
      notes.append(
        .init(
          .unmask, .done, source: head.source, document: number, reason: reason,
          facts: [.init("requester", .object(requester)), .init("users", .integer(Int64(head.userCount)))]
            + approval + annexFact))
    }
    notes.append(
      .init(
        head.replaces == nil ? .issue : .reissue, .done, source: head.source, document: number, reason: reason,
        facts: facts(digest, bytes, seal) + [.init("requester", .object(requester))]))
    return notes
  }

  /// The approval of clear values, if one was needed.
  private var approval: [JSONValue.Member] { making.approval.map { [.init("approval", .string($0))] } ?? [] }

  /// The annex that has clear values, beside a document that may have none.
  private var annexFact: [JSONValue.Member] { annex.map { [.init("persons_annex", .string($0.file))] } ?? [] }

  /// The recipients who alone may get it, where its schedule names some: what is owed is decided now.
  private var recipients: [JSONValue.Member] {
    making.recipients.map { [.init("recipients", .array($0.map { .string($0) }))] } ?? []
  }

  /// Why the document says nothing of disclosures to authorities; it stands here and nowhere else.
  private var suppression: [JSONValue.Member] {
    guard case .subject(let application) = making.question?.matter, let reason = application.suppression else {
      return []
    }
    return [.init("disclosures_suppressed", .string(reason))]
  }

  /// A count as the document itself shows it.
  private var shownRows: JSONValue {
    Suppression.value(Int64(rows), at: head.mask.flatMap { MaskLevel(rawValue: $0) } ?? .M3)
  }

  private func facts(_ digest: String, _ bytes: Int, _ seal: SealCertificate?) -> [JSONValue.Member] {
    func text(_ value: String?) -> JSONValue { value.map { .string($0) } ?? .null }
    return [
      .init("manifest_sha256", .string(digest)), .init("report", .string(report)),
      .init("edition", .integer(Int64(head.edition))), .init("replaces", text(head.replaces?.text)),
      .init("mask", text(head.mask)), .init("users", .integer(Int64(head.userCount))),
      .init("period_from", text(head.period?.from.iso8601)), .init("period_to", text(head.period?.to.iso8601)),
      .init("schedule", text(head.schedule)), .init("late", .bool(head.isLate)), .init("rows", shownRows),
      .init("bytes", .integer(Int64(bytes))), .init("seal_key", text(seal?.fingerprint)),
      .init("configuration_sha256", .string(making.configurationDigest)), .init("run_id", .string(making.runID)),
    ] + (making.disposal.map { [.init("disposal_plan", .string($0))] } ?? [])
      + (making.question.map { [.init("question", $0.record)] } ?? []) + approval + annexFact + suppression + recipients
  }
}
