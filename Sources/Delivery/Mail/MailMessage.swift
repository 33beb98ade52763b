import Evidence

/// A letter and its files as one message of mail (RFC 5322, MIME); the same parcel makes the same bytes, but for what
/// encryption has of chance.
struct MailMessage {
  /// A file that goes with the letter.
  struct Attachment {
    let name: String
    let bytes: [UInt8]
  }

  let letter: Letter
  let sender: MailAddress
  let recipients: [MailAddress]
  let attachments: [Attachment]

  /// What other messages never have in the same field.
  static func identifier(of letter: Letter, from sender: MailAddress) -> String {
    "<\(letter.identity)@\(sender.domain)>"
  }

  private var identifier: String { Self.identifier(of: letter, from: sender) }

  /// The message, readable for whoever carries it but for the way it takes.
  func plain() throws -> [UInt8] { Array((head + "\r\n").utf8) + (try entity()) }

  /// The message in an envelope that only the holders of the certificates' keys can open (S/MIME, RFC 8551): the letter
  /// and its files are in it, the subject is not.
  func sealed(for certificates: RecipientCertificates) throws -> [UInt8] {
    let fields = [
      "Content-Type: application/pkcs7-mime; smime-type=enveloped-data; name=\"smime.p7m\"",
      "Content-Transfer-Encoding: base64", "Content-Disposition: attachment; filename=\"smime.p7m\"",
    ]
    let envelope = try certificates.envelope(try entity())
    return Array((head + "\r\n" + fields.map { $0 + "\r\n" }.joined() + "\r\n").utf8) + MailText.base64Lines(envelope)
  }

  /// About how many bytes a message has whose files have so many, sealed or not.
  static func size(ofFiles bytes: Int, isSealed: Bool) -> Int {
    let inner = MailText.base64Size(bytes) + 16_384
    return isSealed ? MailText.base64Size(inner) : inner
  }

  private var head: String {
    let to = recipients.map(\.field).joined(separator: ",\r\n ")
    return [
      "Date: " + letter.date, "From: " + sender.field, "To: " + to, "Subject: " + MailText.words(letter.subject),
      "Message-ID: " + identifier, "X-Tutanak-Document: " + MailText.words(letter.document),
      "Content-Language: " + letter.language,
      // No answers of machines to a machine.
      "Auto-Submitted: auto-generated", "MIME-Version: 1.0",
    ].joined(separator: "\r\n")
  }

  /// The text, and the files after it, with the fields that say what it is.
  private func entity() throws -> [UInt8] {
    let text =
      Array("Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n".utf8)
      + MailText.quotedPrintable(letter.text) + [0x0D, 0x0A]
    if attachments.isEmpty { return text }
    // No line of base64 or quoted-printable can begin like this.
    let boundary = "=_tutanak_" + String(try Digest.ofText(identifier).prefix(32))
    var result = Array("Content-Type: multipart/mixed; boundary=\"\(boundary)\"\r\n\r\n--\(boundary)\r\n".utf8) + text
    for attachment in attachments {
      let fields = [
        "Content-Type: \(Self.type(of: attachment.name)); " + MailText.parameter("name", attachment.name),
        "Content-Transfer-Encoding: base64",
        "Content-Disposition: attachment; " + MailText.parameter("filename", attachment.name),
      ]
      result += Array("--\(boundary)\r\n".utf8) + Array((fields.map { $0 + "\r\n" }.joined() + "\r\n").utf8)
      result += MailText.base64Lines(attachment.bytes)
    }
    return result + Array("--\(boundary)--\r\n".utf8)
  }

  /// What a file is; a seal or a stamp is of no type that a mail program would take for the message's own signature.
  private static func type(of name: String) -> String {
    switch name.split(separator: ".").last {
    case "pdf": "application/pdf"
    case "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    case "html": "text/html; charset=utf-8"
    case "json": "application/json"
    case "csv": "text/csv; charset=utf-8"
    case "txt": "text/plain; charset=utf-8"
    default: "application/octet-stream"
    }
  }
}
