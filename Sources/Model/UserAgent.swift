/// What a browser's long description of itself comes down to: family, major version and operating system.
package struct UserAgent: Hashable, Sendable, CustomStringConvertible {
  /// `Chrome`, `Firefox`, `curl`, …; nil when nothing is recognised.
  package let family: String?
  /// The major version.
  package let major: String?
  /// `Windows`, `Android`, `iOS`, `macOS`, `Linux`; nil when nothing is recognised.
  package let system: String?

  /// Reads a user-agent text; only its first 1,024 bytes are looked at.
  package init(_ text: String) {
    let text = String(decoding: text.utf8.prefix(1024), as: UTF8.self)
    let product = Self.families.first { text.contains($0.token) }
    if let product {
      family = product.name
      major = Self.major(after: product.versionToken ?? product.token, in: text)
    } else {
      // "okhttp/4.12.0", "KurumMobil/4.12.1 (…)": the first product names itself.
      let first = text.prefix { $0 != "/" && $0 != " " }
      let isName = !first.isEmpty && first.count <= 40 && text.dropFirst(first.count).first == "/"
      family = isName ? String(first) : nil
      major = isName ? Self.major(after: first + "/", in: text) : nil
    }
    system = Self.systems.first { text.contains($0.token) }?.name
  }

  /// `Chrome 126 · Windows`; empty when nothing is recognised.
  package var description: String {
    let browser = [family, major].compactMap { $0 }.joined(separator: " ")
    return [browser, system ?? ""].filter { !$0.isEmpty }.joined(separator: " · ")
  }

  /// Looked for in this order: a browser names those it descends from as well.
  private static let families: [(token: String, name: String, versionToken: String?)] = [
    ("Edg/", "Edge", nil), ("EdgA/", "Edge", nil), ("OPR/", "Opera", nil), ("SamsungBrowser/", "Samsung", nil),
    ("YaBrowser/", "Yandex", nil), ("FxiOS/", "Firefox", nil), ("Firefox/", "Firefox", nil),
    ("CriOS/", "Chrome", nil), ("Chrome/", "Chrome", nil), ("MSIE ", "Internet Explorer", nil),
    ("Trident/", "Internet Explorer", "rv:"), ("Safari/", "Safari", "Version/"),
  ]

  private static let systems: [(token: String, name: String)] = [
    ("Windows", "Windows"), ("Android", "Android"), ("iPhone", "iOS"), ("iPad", "iOS"), ("iOS", "iOS"),
    ("Mac OS X", "macOS"), ("CrOS", "ChromeOS"), ("Linux", "Linux"),
  ]

  private static func major(after token: some StringProtocol, in text: String) -> String? {
    guard let start = text.indices.first(where: { text[$0...].hasPrefix(token) }) else { return nil }
    let digits = text[start...].dropFirst(token.count).prefix { $0.isASCII && $0.isNumber }
    return digits.isEmpty ? nil : String(digits)
  }
}
