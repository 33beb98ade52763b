import Files
import Messages
import Settings

/// Mail to one or several addresses: a letter, and the files of the package with it.
struct MailChannel: Channel {
  static let name = "mail"
  static let keys = ["to", "max_size"]
  static let takesLetters = true

  private let recipients: [MailAddress]
  private let server: MailServer
  private let context: ChannelContext
  /// The most bytes of a message; larger ones are refused by many servers.
  private let sizeLimit: Int

  init(_ settings: SettingsMapping, _ context: ChannelContext) throws(SettingsError) {
    let node = try settings.required("to")
    var recipients: [MailAddress] = []
    if node.text == nil {
      for element in try node.list() { recipients.append(try MailAddress(element)) }
    } else {
      recipients.append(try MailAddress(node))
    }
    guard !recipients.isEmpty else {
      throw node.error(Message(tr: "en az bir adres gerekir.", en: "at least one address is needed."))
    }
    guard let server = context.mailServer else {
      throw settings.node.error(
        Message(
          tr: "posta için “delivery: { mail: { server: …, from: … } }” gerekir.",
          en: "mail needs “delivery: { mail: { server: …, from: … } }”."))
    }
    (self.recipients, self.server, self.context) = (recipients, server, context)
    sizeLimit = try settings["max_size"]?.byteCount() ?? 10 << 20
  }

  var place: String { recipients.map { "mailto:" + $0.address }.joined(separator: ", ") }
  var way: String { server.text }
  var addresses: [String]? { recipients.map(\.address) }

  func takes(_ bytes: Int, isSealed: Bool) -> Bool {
    MailMessage.size(ofFiles: bytes, isSealed: isSealed) <= sizeLimit
  }

  func messageID(of letter: Letter) -> String? { MailMessage.identifier(of: letter, from: server.sender) }

  func check() throws { try server.check(context) }

  func deliver(_ parcel: Parcel) throws -> Receipt {
    guard let letter = parcel.letter else { throw DeliveryError(.notReady, server.text) }
    let meant = recipients.filter { !parcel.reached.contains($0.address) }
    // Whoever lacked it is no longer asked for.
    if meant.isEmpty { return Receipt(sentBytes: 0, keptBytes: parcel.shipment.bytes) }
    let message = MailMessage(
      letter: letter, sender: server.sender, recipients: recipients, attachments: try attachments(of: parcel.shipment))
    let bytes = try parcel.certificates.map { try message.sealed(for: $0) } ?? message.plain()
    try Mailing(server: server, addresses: meant, secret: try server.secret(context)).send(bytes)
    return Receipt(sentBytes: bytes.count, keptBytes: 0)
  }

  /// The files, each held against its sum once more.
  private func attachments(of shipment: Shipment) throws -> [MailMessage.Attachment] {
    try shipment.files.map { file in
      let path = shipment.folder + "/" + file.path
      guard try LocalFile.digest(path, place: server.text) == file.sha256 else {
        throw DeliveryError(.changedHere(path), server.text)
      }
      return MailMessage.Attachment(
        name: file.path.split(separator: "/").last.map(String.init) ?? file.path, bytes: try InputFile.bytes(path))
    }
  }
}
