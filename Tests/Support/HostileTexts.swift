/// Texts nobody expects in a column, the same ones for the same seed; never with a zero character, which PostgreSQL's
/// texts cannot hold.
package struct HostileTexts: RandomNumberGenerator {
  private var state: UInt64

  /// The texts of a seed.
  package init(_ seed: Int) {
    state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 | 1
  }

  /// The next number; the same ones for the same seed.
  package mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return state ^ (state >> 31)
  }

  /// What combines with the character before it, whatever that is.
  private static let marks = [
    "\u{301}", "\u{308}", "\u{323}", "\u{345}", "\u{20DD}", "\u{3099}", "\u{200D}", "\u{FE0F}", "\u{1F3FB}",
    "\u{E0041}",
    "\u{1100}\u{1161}\u{11A8}", "\u{1F1F9}", "\u{903}",
  ]

  /// What separates, quotes, escapes or begins something somewhere on the way.
  private static let signs = [
    ":", ";", ",", "\"", "'", "=", "+", "-", "@", "|", "\\", "%", "[", "]", ".", "/", "{", "}", "<", ">", "&", " ", "#",
    "\t", "\n", "\r", "\r\n", "\u{37E}", "_x0041_", "\\ud800", "%s", "%n", "name:", "host:", "session:", "::", "--",
    "$$",
    "{name}", "]]>", "&amp;", "<U+0007>",
  ]

  /// What has no shape, moves others or is no character.
  private static let controls = [
    "\u{1}", "\u{2}", "\u{7}", "\u{8}", "\u{B}", "\u{C}", "\u{1B}[31m", "\u{1F}", "\u{7F}", "\u{85}", "\u{A0}",
    "\u{AD}",
    "\u{200B}", "\u{200E}", "\u{202E}", "\u{2028}", "\u{2029}", "\u{2066}", "\u{FEFF}", "\u{FFFD}", "\u{FFFE}",
    "\u{FFFF}",
    "\u{D7FF}", "\u{E000}", "\u{10FFFF}",
  ]

  private static let words = [
    "a", "e", "\u{e9}", "İ", "ı", "ş", "ß", "\u{212A}", "ﬁ", "漢", "🌸", "0", "7", "255", "1.2.3.4", "1.2.3.4:80",
    "fe80::1%",
    "2001:db8::", "::ffff:1.2.3.4", "203.0.113.99", "9223372036854775807", "9223372036854775808", "-1", "NaN", "admin",
    "zebra", "Mozilla/5.0 (Windows NT 10.0) Chrome/", "login_failed", "true", "null",
  ]

  /// Now and then a text of some thousand bytes.
  package mutating func text() -> String {
    if Int.random(in: 0..<24, using: &self) == 0 { return "" }
    let isLong = Int.random(in: 0..<48, using: &self) == 0
    let text = (0..<Int.random(in: 1...5, using: &self)).map { _ in piece() }.joined()
    return isLong ? String(repeating: text, count: 2000 / max(1, text.utf8.count) + 1) : text
  }

  /// One part of a text; half of them stand before a combining mark.
  private mutating func piece() -> String {
    let lists = [Self.marks, Self.signs, Self.signs, Self.controls, Self.words, Self.words]
    let list = lists[Int.random(in: 0..<lists.count, using: &self)]
    let piece = list[Int.random(in: 0..<list.count, using: &self)]
    guard Int.random(in: 0..<2, using: &self) == 0 else { return piece }
    return piece + Self.marks[Int.random(in: 0..<Self.marks.count, using: &self)]
  }
}

extension String {
  /// The text as a literal of PostgreSQL, every character written as its number.
  package var sqlLiteral: String {
    "E'"
      + unicodeScalars.map { scalar in
        let digits = String(scalar.value, radix: 16)
        return "\\U" + String(repeating: "0", count: 8 - digits.utf8.count) + digits
      }.joined() + "'"
  }
}
