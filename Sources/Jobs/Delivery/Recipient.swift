import Delivery
import Messages
import Model
import Settings

/// One who gets documents: which of them, in which language, over which channel.
struct Recipient: Sendable {
  /// What is done with a document of a period without records.
  enum EmptyPeriod: String, Sendable, CaseIterable {
    /// It goes like any other.
    case issue
    /// A letter says so, without the document.
    case notify
    /// Nothing goes.
    case skip
  }

  /// The name, as the ledger has it.
  let name: String
  /// Where it stands, for complaints about it.
  let node: SettingsNode
  /// The language of letters.
  let language: Language
  /// Which documents.
  let selection: DeliverySelection
  /// Where each report and schedule of the selection stands, for complaints about them.
  let selectionNodes: (reports: [SettingsNode], schedules: [SettingsNode])
  /// What is done where there is nothing to tell.
  let emptyPeriod: EmptyPeriod
  /// The way.
  let channel: any Channel
  /// To whose keys everything is encrypted.
  let encryption: RecipientEncryption

  private static let keys = ["channel", "language", "reports", "sources", "schedules", "empty", "encrypt"]

  /// Reads a recipient.
  init(
    _ key: SettingsNode, _ node: SettingsNode, _ context: ChannelContext, sources: [String], language: Language
  ) throws {
    name = try Self.name(key)
    self.node = key
    try Self.refusePasswords(node)
    let kind = try Self.channel(node)
    let settings = try node.mapping(Self.keys + kind.keys)
    self.language = try settings["language"]?.choice(of: Language.self) ?? language
    let (reports, schedules) = (try settings["reports"]?.list(), try settings["schedules"]?.list())
    for name in ["reports", "sources", "schedules"] {
      guard let node = settings[name], try node.list().isEmpty else { continue }
      throw node.error(
        Message(
          tr: "boş liste hiçbir belgeyi seçmez: en az bir ad yazın, ya da hepsi için satırı çıkarın.",
          en: "an empty list takes no document: name at least one, or leave the line out for all of them."))
    }
    selectionNodes = (reports ?? [], schedules ?? [])
    selection = DeliverySelection(
      reports: try reports?.map { try $0.string() },
      sources: try settings["sources"]?.list().map { try Self.source($0, among: sources) },
      schedules: try schedules?.map { try $0.string() })
    emptyPeriod = try settings["empty"]?.choice(of: EmptyPeriod.self) ?? .issue
    if let node = settings["empty"], emptyPeriod == .notify, !kind.takesLetters {
      throw node.error(
        Message(
          tr: "“notify” bir yazı gönderir; “\(kind.name)” kanalıyla yazı gitmez. “issue” ya da “skip” yazın.",
          en: "“notify” sends a letter, and none goes over “\(kind.name)”. Say “issue” or “skip”."))
    }
    channel = try kind.init(settings, context)
    let addresses = channel.addresses
    encryption = try settings["encrypt"].map { try RecipientEncryption($0, addresses: addresses) } ?? .none
  }

  /// Looks at the files that it needs; what is wrong with one stops this recipient alone.
  func check(asOf moment: Instant) async throws {
    try channel.check()
    try await encryption.check(asOf: moment.microseconds / microsecondsPerSecond)
  }

  private static func name(_ key: SettingsNode) throws -> String {
    let name = key.text ?? ""
    let isPlain = name.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
        UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "-"), UInt8(ascii: "_"):
        true
      default: false
      }
    }
    guard isPlain, (1...40).contains(name.utf8.count) else {
      throw key.error(
        Message(
          tr: "alıcının adı 1–40 karakter olmalı: a–z, A–Z, 0–9, “-”, “_”.",
          en: "a recipient's name has 1 to 40 of the characters a–z, A–Z, 0–9, “-”, “_”."))
    }
    return name
  }

  /// What files call a password is a lock that anybody can take off: libharu's and Excel's guard nothing.
  private static func refusePasswords(_ node: SettingsNode) throws {
    for entry in try node.entries() where ["password", "pdf_password", "xlsx_password"].contains(entry.key.text) {
      throw entry.key.error(
        Message(
          tr:
            "PDF ve Excel parolaları kullanılmaz: PDF'inki eski RC4 ile şifreler, sayfa koruması hiç şifrelemez; ikisi de "
            + "dakikalar içinde açılır, üstelik parolanın da gönderilmesi gerekir. Alıcının anahtarına şifreleyin: "
            + "“encrypt: { smime: <sertifika> }” ya da “encrypt: { age: [age1…] }”.",
          en:
            "passwords of PDF and Excel files are not used: PDF's encrypts with the old RC4, a sheet's protection not "
            + "at all; both are off within minutes, and the password has to be sent, too. Encrypt to the recipient's key: "
            + "“encrypt: { smime: <certificate> }” or “encrypt: { age: [age1…] }”."))
    }
  }

  private static func channel(_ node: SettingsNode) throws -> any Channel.Type {
    let names = Channels.all.map { $0.name }
    let entry = try node.entries().first { $0.key.text == "channel" }
    guard let entry else {
      throw node.error(
        Message(
          tr: "“channel” anahtarı eksik; şunlardan biri: \(names.joined(separator: ", ")).",
          en: "the key “channel” is missing; one of \(names.joined(separator: ", "))."))
    }
    let text = try entry.value.string()
    guard let channel = Channels.channel(text) else {
      let message = Message(
        tr: "“\(text)” adında bir kanal yok; olanlar: \(names.joined(separator: ", ")).",
        en: "there is no channel “\(text)”; there are: \(names.joined(separator: ", ")).")
      throw entry.value.error(Suggestion.question(for: text, among: names).map { message + $0 } ?? message)
    }
    return channel
  }

  private static func source(_ node: SettingsNode, among known: [String]) throws -> String {
    let name = try node.string()
    if known.contains(name) { return name }
    let message = Message(tr: "“\(name)” adında bir kaynak yok.", en: "there is no source “\(name)”.")
    throw node.error(Suggestion.question(for: name, among: known).map { message + $0 } ?? message)
  }
}
