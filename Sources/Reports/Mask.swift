package import Model

/// Hides personal data as a document's mask level asks.
///
/// M1 and M2 remain personal data; masking is no anonymisation.
package struct Mask: Sendable {
  /// The level.
  package let level: MaskLevel
  private let pseudonym: @Sendable (String) -> String
  private let marks: MaskMarks

  /// A mask of a level.
  ///
  /// `pseudonym` turns a value into its keyed pseudonym, at M2 only; `digest` turns several texts into 64 hexadecimal
  /// digits, at M1 only: without it what looks alike when hidden stays so.
  package init(
    level: MaskLevel, pseudonym: @escaping @Sendable (String) -> String = { _ in "***" },
    digest: @escaping @Sendable ([String]) -> String = { _ in "" }
  ) {
    self.level = level
    self.pseudonym = pseudonym
    marks = MaskMarks(digest: digest)
  }

  /// A first and last name: `Ah*** Yı***`.
  package func fullName(_ name: String) -> String { apply(name) { Self.words($0, separatedBy: " ") } }

  /// A sign-in name: `ah***.yı***`, or an address's own way when it is one.
  package func userName(_ name: String) -> String {
    apply(name) { $0.contains("@") ? Self.maskedEmail($0) : Self.words($0, separatedBy: ".") }
  }

  /// A mail address: `a***@o***.com`.
  package func email(_ address: String) -> String { apply(address, Self.maskedEmail) }

  /// What keeps a user apart from others whose names look alike: ` #` and the row key, which M1 shows, or the key's mark
  /// where it is long or a name.
  package func mark(ofUser key: String, isName: Bool) -> String {
    guard level == .M1 else { return "" }
    let isShort = key.utf8.count <= 8 && !key.utf8.contains(UInt8(ascii: " "))
    return isShort && !isName && !key.isEmpty ? " #" + key : marks.mark(of: "user", key)
  }

  /// An address: `85.105.12.*** #57`, the first 48 bits of IPv6, the first letters of a host name, each with its mark.
  package func address(_ address: NetworkAddress) -> String {
    apply(address.description) { text in
      switch address {
      case .v4:
        text[...(text.lastIndex(of: ".") ?? text.startIndex)] + "***"
      case .v6(let high, _, _):
        [48, 32, 16].map { String(high >> UInt64($0) & 0xFFFF, radix: 16) }.joined(separator: ":") + ":***"
      case .host(let name):
        "host:" + Self.masked(name.text)
      }
    } + (level == .M1 ? marks.mark(of: address) : "")
  }

  /// A session identifier: its first eight characters and a mark where it is longer than a row number.
  package func sessionID(_ id: String) -> String {
    // Most are row numbers; characters are counted where there may be too many.
    apply(id) { $0.utf8.count > 12 && $0.count > 12 ? $0.prefix(8) + "***" + marks.mark(of: "session", $0) : $0 }
  }

  /// A browser: family, major version and system; the whole text at M0.
  package func userAgent(_ text: String) -> String {
    if level == .M0 { return text }
    let short = UserAgent(text).description
    return short.isEmpty ? "***" : short
  }

  /// A device's name, which people give: its first letters and a mark.
  package func device(_ name: String) -> String {
    apply(name) { Self.masked($0) + ($0.isEmpty ? "" : marks.mark(of: "device", $0)) }
  }

  /// A row key: its pseudonym at M2, nothing at M3, itself otherwise, since it says nothing of the person.
  package func rowKey(_ key: String) -> String {
    switch level {
    case .M0, .M1: key
    case .M2: pseudonym(key)
    case .M3: "***"
    }
  }

  /// The first two letters of a text, of a short one only the first.
  private static func masked(_ text: some StringProtocol) -> String {
    text.isEmpty ? "" : String(text.prefix(text.count > 2 ? 2 : 1)) + "***"
  }

  private static func words(_ text: String, separatedBy separator: Character) -> String {
    text.split(separator: separator).map { masked($0) }.joined(separator: String(separator))
  }

  private static func maskedEmail(_ text: String) -> String {
    let halves = text.split(separator: "@", maxSplits: 1)
    guard halves.count == 2 else { return masked(text) }
    let domain = halves[1].split(separator: ".")
    let ending = domain.count > 1 ? "." + domain[domain.count - 1] : ""
    return halves[0].prefix(1) + "***@" + halves[1].prefix(1) + "***" + ending
  }

  private func apply(_ text: String, _ partly: (String) -> String) -> String {
    switch level {
    case .M0: text
    case .M1: partly(text)
    case .M2: pseudonym(text)
    case .M3: "***"
    }
  }
}

/// How far personal data is hidden in a document.
package enum MaskLevel: String, Sendable, CaseIterable {
  /// Açık: clear values.
  case M0
  /// Kısmi: parts of names, addresses and browsers.
  case M1
  /// Takma adlı: a keyed pseudonym, stable while the key is.
  case M2
  /// Toplulaştırılmış: counts only, small ones suppressed.
  case M3

  /// Whether single persons appear at all.
  package var showsPersons: Bool { self != .M3 }
}
