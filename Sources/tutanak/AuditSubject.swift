import ArgumentParser
import Jobs
import Messages
import Reports

extension SubjectApplication.Channel: ExpressibleByArgument {}
extension SubjectApplication.Right: ExpressibleByArgument {}

/// `tutanak audit subject`: what is held of one person, at the person's application.
struct AuditSubject: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "subject", abstract: "What is held of one person, as the answer to an application (report BSV).")

  @Option(help: "The applicant, by key or sign-in name.")
  var user: String?

  @Option(
    help: "How the application came in: written, kep, secure_signature, mobile_signature, registered_mail, application."
  )
  var channel: SubjectApplication.Channel?

  @Option(help: "How the applicant's identity was verified; printed in the document.")
  var identity: String?

  @Option(
    name: .customLong("right"),
    help: ArgumentHelp(
      "A right of KVKK m.11/1 that is exercised: a, b, c, cc (ç), d, e, f, g, gg (ğ) (can be repeated).",
      valueName: "letter"))
  var rights: [SubjectApplication.Right] = []

  @Option(help: ArgumentHelp("Why a part of the application is refused; printed in the document.", valueName: "reason"))
  var refused: String?

  @Option(
    help: ArgumentHelp(
      "Leave disclosures to authorities out, for this reason of Legal's: it stands in the ledger, never in the document.",
      valueName: "reason"))
  var suppressDisclosures: String?

  @Flag(help: "Tell of disclosures to authorities; where there are some, this or --suppress-disclosures is needed.")
  var tellDisclosures = false

  @OptionGroup var audit: AuditOptions

  func run() async throws {
    try await audit.answer({ try wish($1).matter($0) }) { asking in
      let name = asking?.value(user, Message(tr: "Kim başvurdu (kullanıcı)", en: "Who applied (user)")) ?? user
      return name.map { [Question.Item(users: [$0])] } ?? []
    }
  }

  /// The application, with what a person at a terminal answers.
  private func wish(_ asking: Asking?) -> SubjectWish {
    var (channel, identity, rights) = (channel, identity, rights)
    if let asking {
      let channels = SubjectApplication.Channel.allCases.map(\.rawValue).joined(separator: ", ")
      let letters = SubjectApplication.Right.allCases.map(\.rawValue).joined(separator: " ")
      channel =
        channel
        ?? asking.value(nil, Message(tr: "Kanal (\(channels))", en: "Channel (\(channels))"))
        .flatMap { SubjectApplication.Channel(rawValue: $0) }
      identity = asking.value(identity, Message(tr: "Kimlik nasıl doğrulandı", en: "How was the identity verified"))
      rights = asking.values(
        rights.map(\.rawValue), Message(tr: "Haklar (\(letters))", en: "Rights (\(letters))")
      ).compactMap { SubjectApplication.Right(rawValue: $0) }
    }
    return SubjectWish(
      channel: channel, identityCheck: identity, rights: rights, refusal: refused, suppression: suppressDisclosures,
      tellsDisclosures: tellDisclosures)
  }
}
