import ArgumentParser
import Jobs
import Reports

/// `tutanak audit incident`: the dossier of a breach of personal data, in the order of the Board's form.
struct AuditIncident: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "incident",
    abstract: "Issue the dossier of a data breach in the order of the Board's form (report IHL).",
    discussion: Tutanak.exitStatus)

  @Option(
    help: ArgumentHelp(
      "What is known of the breach (docs/breaches.md); the rest is printed as to be filled in.", valueName: "file"))
  var file: String

  @Option(
    help: ArgumentHelp(
      "When a person confirmed a possible effect on personal data: the 72 hours run from it; “open” while nobody has.",
      valueName: "moment|open"))
  var awareAt: String

  @Option(
    name: .customLong("address"),
    help: ArgumentHelp("Records of this address or network (can be repeated).", valueName: "address|network"))
  var addresses: [String] = []

  @Option(name: .customLong("user"), help: "Records of this user, by key or sign-in name (can be repeated).")
  var users: [String] = []

  @Option(
    help: ArgumentHelp(
      "The dossier of the notice before, such as 2026/IHL-000001: the new one follows it, and it stays as it is.",
      valueName: "number"))
  var follows: String?

  @Flag(help: "Issue the dossier alone, without the encrypted clear list of persons (audit.persons_annex).")
  var withoutAnnex = false

  @OptionGroup var audit: AuditOptions

  func run() async throws {
    try await audit.answer {
      let networks = try addresses.map { try Inquiry.network($0) }
      let item = Question.Item(users: users, networks: networks)
      var inquiry = try Inquiry(
        incident: file, awareAt: awareAt, period: try Inquiry.period(from: audit.from, to: audit.to, or: audit.period),
        items: item.isEverything ? [] : [item], reason: audit.reason)
      (inquiry.reference, inquiry.received, inquiry.follows) = (audit.reference, audit.received, follows)
      inquiry.leavesOutAnnex = withoutAnnex
      return inquiry
    }
  }
}
