import Messages
import Settings

/// An address of mail, with the name that may stand before it: `Hukuk Müdürlüğü <hukuk@example.com>`.
package struct MailAddress: Sendable, Equatable {
  /// What stands before the address; empty where there is nothing.
  package let name: String
  /// The address itself, `local@domain`, in ASCII.
  package let address: String

  /// Reads one of a setting.
  init(_ node: SettingsNode) throws(SettingsError) {
    let text = try node.string()
    guard let value = Self(text) else {
      throw node.error(
        Message(
          tr: "“hukuk@ornek.com.tr” ya da “Hukuk <hukuk@ornek.com.tr>” gibi bir adres gerekir (adreste yalnız ASCII).",
          en: "an address like “legal@example.com” or “Legal <legal@example.com>” is needed (the address in ASCII)."))
    }
    self = value
  }

  /// An address that was looked at, with any name.
  init(name: String, address: String) { (self.name, self.address) = (name, address) }

  init?(_ text: String) {
    let scalars = Array(text.unicodeScalars)
    guard !scalars.contains(where: VisibleText.isInvisible) else { return nil }
    if let open = scalars.lastIndex(of: "<") {
      guard scalars.last == ">", open > 0 else { return nil }
      // A second address in the name would be one that gets nothing.
      guard !scalars[..<open].contains(where: { $0 == "<" || $0 == ">" }) else { return nil }
      address = String(String.UnicodeScalarView(scalars[(open + 1)..<(scalars.count - 1)]))
      var name = scalars[..<open]
      while name.last == " " { name.removeLast() }
      while name.first == " " { name.removeFirst() }
      self.name = String(String.UnicodeScalarView(name))
    } else {
      (name, address) = ("", text)
    }
    guard Self.isAddress(address) else { return nil }
  }

  /// The part after the sign.
  var domain: String { String(address.split(separator: "@").last ?? "") }

  /// As a field of a message's head has it.
  var field: String { name.isEmpty ? "<\(address)>" : "\(MailText.phrase(name)) <\(address)>" }

  /// One sign, a host after it, and nothing before it that would end the address in a command of SMTP.
  private static func isAddress(_ text: String) -> Bool {
    let parts = text.split(separator: "@", omittingEmptySubsequences: false)
    guard parts.count == 2, parts[0].utf8.count <= 64, text.utf8.count <= 254, HostName.isHost(parts[1]) else {
      return false
    }
    return !parts[0].isEmpty
      && parts[0].utf8.allSatisfy { byte in
        byte > 0x20 && byte < 0x7F && !Array("<>\",;:\\[]()".utf8).contains(byte)
      }
  }
}
