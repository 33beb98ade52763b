/// What a browser's long description of itself comes down to: family, major version and operating system.
public struct UserAgent: Hashable, Sendable, CustomStringConvertible {
  /// `Chrome`, `Firefox`, `curl`, …; nil when nothing is recognised.
  public let family: String?
  /// The major version.
  public let major: String?
  /// `Windows`, `Android`, `iOS`, `macOS`, `Linux`; nil when nothing is recognised.
  public let system: String?

  /// Reads a user-agent text; only its first 1,024 bytes are looked at.
  public init(_ text: String) {
    let bytes = Array(text.utf8.prefix(1024))
    if let product = Self.families.first(where: { Self.end(of: $0.token, in: bytes) != nil }) {
      family = product.name
      major = Self.number(at: Self.end(of: product.versionToken ?? product.token, in: bytes), in: bytes)
    } else {
      // "okhttp/4.12.0", "KurumMobil/4.12.1 (…)": the first product names itself.
      let end = bytes.firstIndex { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: " ") } ?? bytes.endIndex
      let name = String(decoding: bytes[..<end], as: UTF8.self)
      let isName =
        !name.isEmpty && name.unicodeScalars.count <= 40 && end < bytes.endIndex && bytes[end] == UInt8(ascii: "/")
      family = isName ? name : nil
      major = isName ? Self.number(at: end + 1, in: bytes) : nil
    }
    system = Self.systems.first { Self.end(of: $0.token, in: bytes) != nil }?.name
  }

  /// `Windows Chrome`, which stays when a browser updates itself (rule S03); empty when nothing is recognised.
  public var systemAndFamily: String { [system, family].compactMap { $0 }.joined(separator: " ") }

  /// `Chrome 126 · Windows`; empty when nothing is recognised.
  public var description: String {
    let browser = [family, major].compactMap { $0 }.joined(separator: " ")
    return [browser, system ?? ""].filter { !$0.isEmpty }.joined(separator: " · ")
  }

  /// Looked for in this order: a browser names those it descends from as well.
  private static let families: [(token: [UInt8], name: String, versionToken: [UInt8]?)] = [
    ("Edg/", "Edge", nil), ("EdgA/", "Edge", nil), ("OPR/", "Opera", nil), ("SamsungBrowser/", "Samsung", nil),
    ("YaBrowser/", "Yandex", nil), ("FxiOS/", "Firefox", nil), ("Firefox/", "Firefox", nil),
    ("CriOS/", "Chrome", nil), ("Chrome/", "Chrome", nil), ("MSIE ", "Internet Explorer", nil),
    ("Trident/", "Internet Explorer", "rv:"), ("Safari/", "Safari", "Version/"),
  ].map { (token: String, name: String, versionToken: String?) in
    (Array(token.utf8), name, versionToken.map { Array($0.utf8) })
  }

  private static let systems: [(token: [UInt8], name: String)] = [
    ("Windows", "Windows"), ("Android", "Android"), ("iPhone", "iOS"), ("iPad", "iOS"), ("iOS", "iOS"),
    ("Mac OS X", "macOS"), ("CrOS", "ChromeOS"), ("Linux", "Linux"),
  ].map { (Array($0.0.utf8), $0.1) }

  /// Where the first occurrence of a token ends.
  private static func end(of token: [UInt8], in bytes: [UInt8]) -> Int? {
    var rest = bytes[...]
    while let start = rest.firstIndex(of: token[0]) {
      rest = rest[start...]
      if rest.starts(with: token) { return start + token.count }
      rest = rest.dropFirst()
    }
    return nil
  }

  /// The digits at a place.
  private static func number(at start: Int?, in bytes: [UInt8]) -> String? {
    guard let start else { return nil }
    let digits = bytes[start...].prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    return digits.isEmpty ? nil : String(decoding: digits, as: UTF8.self)
  }
}
