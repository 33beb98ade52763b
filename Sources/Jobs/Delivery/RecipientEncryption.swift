import Backups
import Evidence
import Files
import Messages
import Settings

/// To whose keys a recipient's documents are encrypted: the block `encrypt` of a recipient.
enum RecipientEncryption: Sendable {
  /// To nobody's: they go as they are.
  case none
  /// Into an envelope of S/MIME, for the certificates of a file.
  case smime(path: String, node: SettingsNode, addresses: [String])
  /// Into one file that age opens.
  case age(EncryptionSettings)

  /// Reads the block; `addresses` are those of mail, nil where none goes.
  init(_ node: SettingsNode, addresses: [String]?) throws {
    let settings = try node.mapping(["smime", "age", "program"])
    switch (settings["smime"], settings["age"]) {
    case (let certificate?, nil):
      guard let addresses else {
        throw certificate.error(
          Message(
            tr: "S/MIME yalnız postayla gider; bu kanal için “age: [age1…]” yazın.",
            en: "S/MIME goes by mail alone; say “age: [age1…]” for this channel."))
      }
      self = .smime(path: try certificate.string(), node: certificate, addresses: addresses)
    case (nil, let keys?): self = .age(try EncryptionSettings(keys: keys, program: settings["program"]))
    default:
      throw node.error(
        Message(
          tr: "ya “smime: <sertifika>” ya da “age: [age1…]” gerekir.",
          en: "either “smime: <certificate>” or “age: [age1…]” is needed."))
    }
  }

  /// Reads the block `audit.persons_annex`, of a file that goes to nobody's address.
  init(annex node: SettingsNode) throws(SettingsError) {
    let settings = try node.mapping(["cms", "age", "program"])
    switch (settings["cms"], settings["age"]) {
    case (let certificates?, nil):
      self = .smime(path: try certificates.string(), node: certificates, addresses: [])
    case (nil, let keys?): self = .age(try EncryptionSettings(keys: keys, program: settings["program"]))
    default:
      throw node.error(
        Message(
          tr: "ya “cms: <sertifika>” ya da “age: [age1…]” gerekir.",
          en: "either “cms: <certificate>” or “age: [age1…]” is needed."))
    }
  }

  /// How the ledger calls it.
  var name: String {
    switch self {
    case .none: "none"
    case .smime: "smime"
    case .age: "age"
    }
  }

  /// Looks at certificate or keys; whatever is wrong stops the recipient, and nothing goes in the clear instead.
  func check(asOf seconds: Int64) async throws {
    switch self {
    case .none: break
    case .smime: _ = try certificates(asOf: seconds)
    case .age(let settings): try await settings.check()
    }
  }

  /// The certificates, as they fit at a moment; nil where there are none.
  func certificates(asOf seconds: Int64) throws -> RecipientCertificates? {
    guard case .smime(let path, let node, let addresses) = self else { return nil }
    do {
      return try RecipientCertificates(pem: try InputFile.bytes(path), asOf: seconds, addresses: addresses)
    } catch let error as FileError {
      throw node.error(error.message)
    } catch let error as EnvelopeError {
      throw node.error(Message(verbatim: path + ":") + error.message)
    }
  }
}
