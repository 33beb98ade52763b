import Delivery
import Messages
import Model
import Settings

/// The block `delivery` of the configuration: who gets what is issued, and over which way.
struct DeliverySettings: Sendable {
  /// Everyone who gets documents, in the order they stand.
  let recipients: [Recipient]
  /// How long a document waits for its time stamp before it goes without, in microseconds.
  var stampPatience: Int64 = microsecondsPerDay

  /// Reads the block; `sources` are the names that are configured, `archive` is the folder of all packages.
  init(_ node: SettingsNode, sources: [String], archive: String, language: Language) throws {
    let settings = try node.mapping(["recipients", "mail", "wait_for_stamp"])
    if let node = settings["wait_for_stamp"] { stampPatience = try node.duration() }
    let context = ChannelContext(
      archive: archive, mailServer: try settings["mail"].map { try MailServer($0) }, secretPath: Secrets.checkedPath,
      secret: Secrets.bytes)
    recipients = try settings.required("recipients").entries().map { key, value in
      try Recipient(key, value, context, sources: sources, language: language)
    }
    guard !recipients.isEmpty else {
      throw node.error(
        Message(tr: "“recipients” altında en az bir alıcı gerekir.", en: "“recipients” needs at least one recipient."))
    }
  }

  /// The recipient of a name.
  func recipient(_ name: String) throws(Failure) -> Recipient {
    if let recipient = recipients.first(where: { $0.name == name }) { return recipient }
    let message = Message(tr: "“\(name)” adında bir alıcı yok.", en: "There is no recipient “\(name)”.")
    throw Failure(
      .wrongUsage, Suggestion.question(for: name, among: recipients.map(\.name)).map { message + $0 } ?? message)
  }
}
