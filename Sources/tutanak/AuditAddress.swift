import ArgumentParser
import Jobs
import Messages
import Reports

/// `tutanak audit address`: who used an address or a network, and when.
struct AuditAddress: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "address", abstract: "Who used an address or a network, and when (report ADR).")

  @Option(
    name: .customLong("address"),
    help: ArgumentHelp(
      "An address or a network, such as 85.105.12.7 or 2a02:e0::/32; each is answered for itself (can be repeated).",
      valueName: "address|network"))
  var addresses: [String] = []

  @Option(name: .customLong("user"), help: "Only this user, by key or sign-in name (can be repeated).")
  var users: [String] = []

  @OptionGroup var audit: AuditOptions

  func run() async throws {
    try await audit.answer({ _, _ in .address }) { asking in
      var addresses = addresses
      if users.isEmpty, !audit.allowAll, let asking {
        addresses = asking.values(
          addresses, Message(tr: "Adres veya ağ (85.105.12.0/24)", en: "Address or network (85.105.12.0/24)"))
      }
      let networks = try addresses.map { try Inquiry.network($0) }
      if networks.isEmpty { return users.isEmpty ? [] : [Question.Item(users: users)] }
      return networks.map { Question.Item(users: users, networks: [$0]) }
    }
  }
}
