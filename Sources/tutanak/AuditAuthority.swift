import ArgumentParser
import Jobs

/// `tutanak audit authority`: what an authority asks in writing, item by item.
struct AuditAuthority: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "authority", abstract: "Answer the written request of an authority, item by item (report ADL).",
    discussion: Tutanak.exitStatus)

  @Option(
    help: ArgumentHelp("The letter as a file (docs/requests.md), in place of the options below.", valueName: "file"))
  var request: String?

  @Option(help: "The authority, as the letter has it.")
  var authority: String?

  @Option(name: .customLong("case"), help: "The number of the investigation or case.")
  var caseNumber: String?

  @Option(help: "The letter's date: 2026-10-06.")
  var letterDate: String?

  @Option(help: "The letter's number.")
  var letterNumber: String?

  @Option(help: ArgumentHelp("Days from receipt, 10 or 15, say; or the day that was named.", valueName: "days|day"))
  var deadline: String?

  @Option(help: "The statute the letter rests on.")
  var basis: String?

  @Option(help: "How the answer goes out: kep, uyap, disc, hand or post.")
  var channel: String?

  @Option(help: "What is asked, in the letter's words.")
  var asked: String?

  @Option(
    help: ArgumentHelp(
      "What is to be told: registration, accounts, sign_ins, sign_outs, addresses, ports, devices (can be repeated).",
      valueName: "what"))
  var wants: [String] = []

  @Option(name: .customLong("user"), help: "The account, by key or sign-in name (can be repeated).")
  var users: [String] = []

  @Option(
    name: .customLong("address"),
    help: ArgumentHelp("An address or network (can be repeated).", valueName: "address|network"))
  var addresses: [String] = []

  @Option(help: "The source port.")
  var port: Int?

  @Flag(help: "Answer for whole days although the letter names no hours.")
  var wholeDays = false

  @OptionGroup var audit: AuditOptions

  func validate() throws {
    if audit.period != nil || audit.reference != nil || audit.allowAll {
      throw ValidationError("--period, --reference and --allow-all do not go with audit authority.")
    }
  }

  func run() async throws {
    try await audit.answer { try Inquiry(authority: request, options: letterOptions, reason: audit.reason) }
  }

  /// What was said of the letter, by the keys of a request file.
  private var letterOptions: [AuthorityOption] {
    let head: [(String, String?)] = [
      ("authority", authority), ("case", caseNumber), ("received", audit.received), ("deadline", deadline),
      ("basis", basis), ("channel", channel),
    ]
    var options = head.compactMap { key, value in value.map { AuthorityOption(key, value: $0) } }
    if let letterDate { options.append(AuthorityOption("letter", "date", value: letterDate)) }
    if let letterNumber { options.append(AuthorityOption("letter", "number", value: letterNumber)) }
    let item: [(String, String?)] = [
      ("asked", asked), ("port", port.map { String($0) }), ("from", audit.from), ("to", audit.to),
    ]
    options += item.compactMap { key, value in value.map { AuthorityOption("item", key, value: $0) } }
    if !wants.isEmpty { options.append(AuthorityOption("item", "wants", values: wants)) }
    if !users.isEmpty { options.append(AuthorityOption("item", "accounts", values: users)) }
    if !addresses.isEmpty { options.append(AuthorityOption("item", "addresses", values: addresses)) }
    if wholeDays { options.append(AuthorityOption("item", flag: "whole_days")) }
    return options
  }
}
