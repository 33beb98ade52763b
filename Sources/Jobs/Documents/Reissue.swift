import Archive
import Messages
package import Model
package import Reports

/// What a person asks for with `--reissue`: another edition of a document that was issued.
///
/// The new document has a number of its own, names the one it replaces, and leaves it as it is. It is of the same report,
/// source, period, mask level and users; whatever is said of these besides has to agree
/// (docs/decisions/0030-editions.md).
package struct Reissue: Sendable {
  /// The number of the document to be replaced, as it was written.
  package var number: String
  /// The report's code.
  package var code: String
  /// The source, if it was said.
  package var source: String?
  /// The period, if it was said.
  package var period: PeriodExpression?
  /// The users, by key or sign-in name.
  package var users: [String]
  /// The mask level, if it was said.
  package var mask: MaskLevel?
  /// Why, if it was said.
  package var reason: String?

  /// A wish from its parts.
  package init(
    number: String, code: String, source: String?, period: PeriodExpression?, users: [String], mask: MaskLevel?,
    reason: String?
  ) {
    self.number = number
    self.code = code
    self.source = source
    self.period = period
    self.users = users
    self.mask = mask
    self.reason = reason
  }

  /// The work of a run, or why the document cannot be replaced.
  func work(_ run: RunContext, _ catalogue: Catalogue) throws -> SourceWork {
    let reason = try checkedReason()
    let (number, head) = try replaced(run.record)
    guard number.code == code else {
      throw disagreement(
        number, Message(tr: "o, \(number.code) raporudur", en: "it is a report \(number.code)"))
    }
    if try catalogue.definition(code).recordsDisposal {
      throw disagreement(
        number,
        Message(
          tr: "o bir imhanın tutanağıdır ve bir kez düzenlenir", en: "it records a disposal and is issued once"))
    }
    if try catalogue.definition(code).answersQuestion {
      throw disagreement(
        number,
        Message(
          tr: "o bir soruyu yanıtlar; soruyu “tutanak audit” ile yeniden sorun",
          en: "it answers a question; ask the question again with “tutanak audit”"))
    }
    guard source == nil || source == head.source else {
      throw disagreement(number, Message(tr: "kaynağı \(head.source)", en: "its source is \(head.source)"))
    }
    let period = try checkedPeriod(number, head, run.invocation)
    let mask = try checkedMask(number, head)
    let reports = PeriodReports(
      codes: [try catalogue.definition(code).code], period: period,
      requester: .person(user: BuildInfo.userName, reason: nil), users: users, mask: mask,
      replaces: ReplacedDocument(
        number: number, edition: head.edition, schedule: head.schedule, reason: reason,
        rows: run.record.rows(of: number)))
    let source = head.source == SourceSettings.everyName ? SourceSettings.every : try catalogue.source(head.source)
    let work = SourceWork(source: source, newest: reports)
    // A keyed digest is all that the archive knows of whom a document is about.
    let digests = try IssueJob(run: run, source: work.source, reports: reports).digests(isCheck: true)
    guard head.userCount == users.count, head.userDigest == digests.ofUsers(users) else {
      throw disagreement(
        number,
        head.userCount == 0
          ? Message(
            tr: "bütün kullanıcılar hakkındadır; --user olmadan çalıştırın",
            en: "it is of all users; run without --user")
          : Message(
            tr:
              "seçilen kullanıcılar hakkındadır (\(head.userCount)); aynılarını o günkü yazılışlarıyla --user ile verin",
            en: "it is of chosen users (\(head.userCount)); give the same ones with --user, written as they were then"))
    }
    return work
  }

  /// The document before a follow-up, which may be of another time, of other persons and at another mask level.
  func predecessor(_ run: RunContext) throws -> ReplacedDocument {
    let reason = try checkedReason()
    let (number, head) = try replaced(run.record)
    guard number.code == code else {
      throw disagreement(
        number, Message(tr: "o, \(number.code) raporudur", en: "it is a report \(number.code)"))
    }
    guard source == head.source else {
      throw disagreement(number, Message(tr: "kaynağı \(head.source)", en: "its source is \(head.source)"))
    }
    return ReplacedDocument(
      number: number, edition: head.edition, schedule: head.schedule, reason: reason,
      rows: run.record.rows(of: number), first: run.record.first(before: number))
  }

  /// The reason: a text with something in it that can be printed as it is.
  private func checkedReason() throws(Failure) -> String {
    try StatedText.checked(
      reason, option: "--reason",
      missing: Message(
        tr: "Yeni sürümün nedeni belgede yazar; --reason \"…\" ile verin.",
        en: "The reason of a new edition stands in the document; give it with --reason \"…\"."))
  }

  /// The document that is to be replaced: the newest edition, whose manifest can be read.
  private func replaced(_ record: IssueRecord) throws -> (DocumentNumber, Manifest.Head) {
    guard let number = DocumentNumber(number) else {
      throw refusal(
        Message(
          tr: "--reissue bir belge numarası ister, 2026/OTR-000001 gibi.",
          en: "--reissue needs the number of a document, such as 2026/OTR-000001."))
    }
    if let successor = record.successor(of: number) {
      throw refusal(
        Message(
          tr: "\(number.text) yerine \(successor.text) geçmiş; yeni sürümü onun için isteyin.",
          en: "\(successor.text) has replaced \(number.text); ask for a new edition of that one."))
    }
    switch record.document(number) {
    case .there(let head): return (number, head)
    case .away:
      throw refusal(
        Message(
          tr: "\(number.text) klasörü arşivde yok; neyin yerine geçileceği bilinmeden yenisi düzenlenmez. Geri koyun.",
          en: "The folder of \(number.text) is not in the archive; nothing is issued in the place of what cannot be "
            + "read. Put it back."))
    case .unknown:
      throw refusal(
        Message(tr: "Arşivde \(number.text) numaralı belge yok.", en: "The archive has no document \(number.text)."))
    }
  }

  private func checkedPeriod(_ number: DocumentNumber, _ head: Manifest.Head, _ invocation: Invocation) throws -> Period
  {
    guard let period = head.period else {
      throw refusal(Message(tr: "\(number.text) için dönem yok.", en: "\(number.text) has no period."))
    }
    let asked = try self.period?.resolve(in: invocation.configuration.zone, asOf: invocation.asOf)
    guard asked == nil || asked == period else {
      let text = "\(period.from.iso8601) – \(period.to.iso8601)"
      throw disagreement(number, Message(tr: "dönemi \(text)", en: "its period is \(text)"))
    }
    return period
  }

  private func checkedMask(_ number: DocumentNumber, _ head: Manifest.Head) throws -> MaskLevel {
    guard let level = head.mask.flatMap({ MaskLevel(rawValue: $0) }) ?? mask else {
      throw disagreement(
        number,
        Message(tr: "maskeleme düzeyi yazılı değil; --mask ile verin", en: "its mask level is not written; say --mask"))
    }
    guard mask == nil || mask == level else {
      throw disagreement(
        number, Message(tr: "maskeleme düzeyi \(level.rawValue)", en: "its mask level is \(level.rawValue)"))
    }
    return level
  }

  private func disagreement(_ number: DocumentNumber, _ why: Message) -> Failure {
    refusal(
      Message(
        tr: "İstenen, \(number.text) belgesinin yeni bir sürümü olamaz: \(why.tr).",
        en: "What is asked for is no new edition of \(number.text): \(why.en)."))
  }

  private func refusal(_ message: Message) -> Failure { Failure(.wrongUsage, message) }
}

extension RunJob {
  /// Another edition of a document, in the place of one that was issued.
  package func report(_ reissue: Reissue) async throws -> RunResult {
    try await LockedRun(invocation, as: "report \(reissue.code)").carryOut { run in
      if let damage = run.damage { throw damage }
      var result = RunResult()
      var afterBackup: [DocumentsAfterBackup] = []
      let wanted = try reissue.work(run, catalogue)
      let work = try ApprovalGate(run: run, source: wanted.source).passed(wanted)
      await carryOut(DatabaseWork(work), run, into: &result, &afterBackup)
      await DocumentsAfterBackup.issue(afterBackup, into: &result)
      await DocumentsAfterBackup.conclude(afterBackup, in: run, into: &result)
      await DeliveryJob(run)?.deliverIssued(into: &result)
      return result
    }
  }
}
