import Messages
package import Model
package import Reports
import Settings

/// A question as a person asks it on the command line.
package struct Inquiry: Sendable {
  /// What only this kind of question has.
  package var matter: Question.Matter
  /// The source, if it was said.
  package var source: String?
  /// The time asked about.
  package var period: PeriodExpression
  /// What was chosen, one selection an item; none is everything.
  package var items: [Question.Item]
  /// The number of the letter or application, if there is one.
  package var reference: String?
  /// When that was received, as it was written: `2026-10-08` or `2026-10-08T09:30`.
  package var received: String?
  /// Why; a question without a reason is refused.
  package var reason: String?
  /// How much is hidden; nil is what the configuration says.
  package var mask: MaskLevel?
  /// Whether a twin with pseudonyms is issued with the document.
  package var wantsTwin = false
  /// Whether a breach's dossier is issued without the clear list of persons, although there is a key for one.
  package var leavesOutAnnex = false
  /// Whether it may be a question about everybody.
  package var allowsAll = false
  /// The number of the answer that this one follows; nil where it is the first.
  package var follows: String?

  /// A question from its parts.
  package init(_ matter: Question.Matter, period: PeriodExpression, items: [Question.Item], reason: String?) {
    (self.matter, self.period, self.items, self.reason) = (matter, period, items, reason)
  }

  /// An address or network as it was written.
  package static func network(_ text: String) throws(Failure) -> AddressRange {
    guard let range = AddressRange(text) else {
      throw Failure(
        .wrongUsage,
        Message(
          tr: "--address “\(text)”: bir IP adresi veya ağ değil; 85.105.12.7, 85.105.12.0/24 veya 2a02:e0::/32 gibi "
            + "yazın.",
          en: "--address “\(text)”: no IP address and no network; write 85.105.12.7, 85.105.12.0/24 or 2a02:e0::/32, "
            + "say."))
    }
    return range
  }

  /// The period from one moment to another, as `--from` and `--to` have them.
  package static func period(from: String?, to: String?, or expression: String?) throws -> PeriodExpression {
    switch (from, to, expression) {
    case (let from?, let to?, nil): return try PeriodExpression("\(from)..\(to)")
    case (nil, nil, let expression?): return try PeriodExpression(expression)
    default:
      throw Failure(
        .wrongUsage,
        Message(
          tr: "Sorulan zaman belli değil: ya --from ile --to, ya --period verin.",
          en: "The time asked about is not clear: give --from and --to, or --period."))
    }
  }

  /// The question, or why it is refused.
  func question(_ invocation: Invocation) throws -> Question {
    if case .subject = matter { try checkSubject() }
    if case .incident(let notice) = matter { try notice.check(asOf: invocation.asOf) }
    try checkSelection()
    let reference = try reference.map { text in
      try StatedText.checked(
        text, option: "--reference",
        missing: Message(tr: "--reference boş olamaz.", en: "--reference must not be empty."))
    }
    var question = Question(
      matter, reference: reference, received: try received.map { try Self.moment($0, "--received", invocation) },
      items: items.isEmpty ? [Question.Item()] : items)
    question.isReceivedOnDay = received.map { !Self.hasTime($0) } ?? false
    return question
  }

  /// The reason, which documents and the ledger have.
  func checkedReason() throws(Failure) -> String {
    try StatedText.checked(
      reason, option: "--reason",
      missing: Message(
        tr: "Sorunun nedeni belgede ve işlem defterinde yazar; --reason \"…\" ile verin.",
        en: "The reason of a question stands in the document and in the ledger; give it with --reason \"…\"."))
  }

  /// A moment as it was written; of a day, its begin.
  static func moment(_ text: String, _ option: String, _ invocation: Invocation) throws -> Instant {
    let zone = invocation.configuration.zone
    let moment = try Instant(hasTime(text) ? text : text + "T00:00", in: zone)
    guard moment <= invocation.asOf else {
      throw Failure(
        .wrongUsage, Message(tr: "\(option) gelecekte olamaz.", en: "\(option) must not lie in the future."))
    }
    return moment
  }

  private static func hasTime(_ text: String) -> Bool { text.utf8.contains(UInt8(ascii: "T")) }

  /// Refuses an application that is nobody's, or of which the answer could not say what the law wants it to say.
  private func checkSubject() throws(Failure) {
    guard items.count == 1, items[0].users.count == 1 else {
      throw SubjectWish.missing("--user", Message(tr: "kimin başvurduğu", en: "who applied"))
    }
    if reference == nil {
      throw SubjectWish.missing(
        "--reference", Message(tr: "başvurunun numarası", en: "the number of the application"))
    }
    if received == nil {
      throw SubjectWish.missing(
        "--received", Message(tr: "başvurunun ne zaman alındığı", en: "when the application was received"))
    }
  }

  /// Refuses a question that would return everybody, unless that is allowed.
  private func checkSelection() throws(Failure) {
    for name in items.flatMap(\.users) where name.unicodeScalars.allSatisfy({ $0.properties.isWhitespace }) {
      throw Failure(.wrongUsage, Message(tr: "--user boş olamaz.", en: "--user must not be empty."))
    }
    if allowsAll { return }
    let rest = Message(
      tr: "Gerçekten herkes soruluyorsa --allow-all ekleyin.", en: "Add --allow-all if everybody is meant.")
    guard !items.isEmpty, items.allSatisfy({ !$0.users.isEmpty || !$0.networks.isEmpty }) else {
      throw Failure(
        .wrongUsage,
        Message(
          tr: "Soruda ne kullanıcı ne adres var; bütün kullanıcıların kayıtları dökülürdü.",
          en: "The question names no user and no address; it would return the records of everybody.") + rest)
    }
    for item in items where item.users.isEmpty {
      guard let wide = item.networks.first(where: \.isWide) else { continue }
      throw Failure(
        .wrongUsage,
        Message(
          tr: "--address \(wide): /8’den (IPv6 için /16’dan) geniş bir ağ neredeyse herkes demektir.",
          en: "--address \(wide): a network wider than /8 (of IPv6, /16) is nearly everybody.") + rest)
    }
  }
}

extension RunJob {
  /// Answers a question with a document of its kind.
  package func answer(_ inquiry: Inquiry) async throws -> RunResult {
    let (work, question) = try await order(inquiry)
    for remark in inquiry.remarks { invocation.warn(remark) }
    let code = question.matter.kind.code
    if let number = inquiry.follows, let reports = work.newest {
      return try await followUp(reports, of: number, work.source, code)
    }
    return try await carryOut(
      work, as: "report \(code)",
      check: { run in if let damage = run.damage { throw damage } })
  }

  /// What is to be done for a question, of somebody who may ask it.
  func order(_ inquiry: Inquiry) async throws -> (work: SourceWork, question: Question) {
    let (question, reason) = (try inquiry.question(invocation), try inquiry.checkedReason())
    try inquiry.checkMask(invocation)
    let kind = question.matter.kind
    let definition = try catalogue.definition(kind.code)
    guard definition.answersQuestion else {
      throw definition.subjectNode.error(
        Message(
          tr: "\(kind.code) bir soruyu yanıtlar; “subject: answers” yazın.",
          en: "\(kind.code) answers a question; write “subject: answers”."))
    }
    try await AuditAccess(invocation: invocation).check("audit \(kind.rawValue)", reason: reason)
    var reports = PeriodReports(
      codes: [kind.code],
      period: try inquiry.period.resolve(in: invocation.configuration.zone, asOf: invocation.asOf),
      requester: .person(user: Person.current.name, reason: reason), users: question.isOfUsers ? question.users : [],
      mask: inquiry.mask ?? question.ownMask ?? invocation.configuration.mask)
    reports.question = question
    reports.hasTwin = inquiry.wantsTwin
    if case .incident = question.matter, let annex = invocation.configuration.audit.personsAnnex {
      (reports.annex, reports.leavesOutAnnex) = (inquiry.leavesOutAnnex ? nil : annex, inquiry.leavesOutAnnex)
      try await reports.annex?.check(asOf: invocation.asOf.microseconds / microsecondsPerSecond)
    }
    if inquiry.wantsTwin { try checkTwin(reports) }
    return (SourceWork(source: try catalogue.source(inquiry.source), newest: reports), question)
  }

  /// A twin belongs to clear values, and to a key that keeps its pseudonyms the same.
  private func checkTwin(_ reports: PeriodReports) throws(Failure) {
    switch reports.question?.matter {
    case .subject, .authority:
      throw Failure(
        .wrongUsage,
        Message(
          tr: "--twin: bir başvurana veya makama verilen yanıtın takma adlı eşi olmaz.",
          en: "--twin: there is no pseudonymised twin of what an applicant or an authority is given."))
    default: break
    }
    guard reports.mask == .M0 else {
      throw Failure(
        .wrongUsage,
        Message(
          tr: "--twin maskesiz bir belgenin eşini düzenler; --mask M0 ile verin.",
          en: "--twin issues the twin of a document with clear values; give it with --mask M0."))
    }
    guard invocation.configuration.maskKey != nil else {
      throw Failure(
        .misconfigured,
        Message(
          tr: "--twin takma adlar için bir anahtar ister; yapılandırmaya “mask_key: <dosya>” ekleyin.",
          en: "--twin needs a key for its pseudonyms; add “mask_key: <file>” to the configuration."))
    }
  }
}

extension Question {
  /// How much is hidden unless something else is said: nothing of a person's own data in the answer to that person.
  fileprivate var ownMask: MaskLevel? { if case .subject = matter { .M0 } else { nil } }
}
