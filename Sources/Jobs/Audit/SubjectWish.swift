import Messages
package import Reports

/// A data subject's application as the command line has it.
package struct SubjectWish: Sendable {
  private let channel: SubjectApplication.Channel?
  private let identityCheck: String?
  private let rights: [SubjectApplication.Right]
  private let refusal: String?
  private let suppression: String?
  private let tellsDisclosures: Bool

  /// An application from what was written.
  package init(
    channel: SubjectApplication.Channel?, identityCheck: String?, rights: [SubjectApplication.Right], refusal: String?,
    suppression: String?, tellsDisclosures: Bool
  ) {
    (self.channel, self.identityCheck, self.rights) = (channel, identityCheck, rights)
    (self.refusal, self.suppression, self.tellsDisclosures) = (refusal, suppression, tellsDisclosures)
  }

  /// The application, with what the configuration says of every answer.
  package func matter(_ invocation: Invocation) throws -> Question.Matter {
    guard let channel else {
      throw Self.missing(
        "--channel", Message(tr: "başvurunun hangi kanaldan geldiği", en: "through which channel the application came"))
    }
    if rights.isEmpty {
      throw Self.missing("--right", Message(tr: "hangi hakkın kullanıldığı", en: "which right is exercised"))
    }
    let identityCheck = try StatedText.checked(
      identityCheck, option: "--identity",
      missing: Message(
        tr: "Kimliği doğrulanmamış kimseye veri verilmez; nasıl doğrulandığını --identity \"…\" ile yazın.",
        en: "Nobody is given data whose identity was not verified; say how it was with --identity \"…\"."))
    guard let declared = invocation.configuration.audit.subject else {
      throw Failure(
        .misconfigured,
        Message(
          tr: "\(invocation.configuration.file): bir başvurunun yanıtı verilerin kimlere aktarıldığını ve ne kadar "
            + "saklandığını söyler; “audit: { subject: { recipients: […], retention: \"…\" } }” ekleyin.",
          en:
            "\(invocation.configuration.file): the answer to an application says to whom data go and how long they are "
            + "kept; add “audit: { subject: { recipients: […], retention: \"…\" } }”."))
    }
    var application = SubjectApplication(
      channel: channel, identityCheck: identityCheck, rights: Self.ordered(rights), recipients: declared.recipients,
      retention: declared.retention, refusal: try Self.text(refusal, "--refused"), fee: declared.fee)
    application.suppression = try Self.text(suppression, "--suppress-disclosures")
    application.tellsDisclosures = tellsDisclosures
    if tellsDisclosures, suppression != nil { throw Self.contradiction }
    return .subject(application)
  }

  /// In the order of their letters, each once.
  private static func ordered(_ rights: [SubjectApplication.Right]) -> [SubjectApplication.Right] {
    SubjectApplication.Right.allCases.filter { rights.contains($0) }
  }

  private static func text(_ text: String?, _ option: String) throws(Failure) -> String? {
    guard let text else { return nil }
    return try StatedText.checked(
      text, option: option,
      missing: Message(tr: "\(option) boş olamaz.", en: "\(option) must not be empty."))
  }

  private static var contradiction: Failure {
    Failure(
      .wrongUsage,
      Message(
        tr: "--tell-disclosures ile --suppress-disclosures birlikte verilemez.",
        en: "--tell-disclosures and --suppress-disclosures exclude each other."))
  }

  static func missing(_ option: String, _ what: Message) -> Failure {
    Failure(
      .wrongUsage,
      Message(
        tr: "\(option) eksik: \(what.tr) belgede yazar.", en: "\(option) is missing: \(what.en) stands in the document."
      ))
  }
}
