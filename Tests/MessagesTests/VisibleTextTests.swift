import Messages
import Testing

@Suite struct `Visible text` {
  static let texts: [(String, String)] = [
    ("plain", "plain"), ("İĞÜŞÖÇ ığüşöç", "İĞÜŞÖÇ ığüşöç"), ("a\u{7}b", "a<U+0007>b"),
    ("Admin\t\t", "Admin<U+0009><U+0009>"),
    ("a\r\nb", "a<U+000D><U+000A>b"), ("\u{7F}", "<U+007F>"), ("\u{85}", "<U+0085>"),
    ("gpj.\u{202E}exe", "gpj.<U+202E>exe"),
    ("a\u{200B}b", "a<U+200B>b"), ("\u{FEFF}x", "<U+FEFF>x"), ("🎈", "🎈"), ("👩\u{200D}💻", "👩\u{200D}💻"),
    ("\u{FFFE}", "<U+FFFE>"),
  ]

  @Test(arguments: texts) func `shows what cannot be seen`(_ text: String, _ shown: String) {
    #expect(VisibleText.of(text) == shown)
  }

  @Test func `marks every control character`() {
    for value in Array(UInt32(0)...0x1F) + [0x7F] {
      let scalar = Unicode.Scalar(value) ?? " "
      #expect(VisibleText.of("x" + String(scalar)) == "x" + VisibleText.mark(scalar))
    }
  }

  @Test func `line breaks of our own stay, and everything else is visible`() {
    #expect(VisibleText.inLines("a\n\u{1B}[31mb\r\n\nc\u{2028}") == "a\n<U+001B>[31mb<U+000D>\n\nc<U+2028>")
  }

  @Test func `in JSON they become escapes that stand for the same`() {
    let text = "{\n  \"a\": \"\u{9B}\u{202E}\u{E0001}ş\"\n}"
    #expect(VisibleText.inJSON(text) == "{\n  \"a\": \"\\u009b\\u202e\\udb40\\udc01ş\"\n}")
  }

  @Test(arguments: ["\u{61C}", "\u{200E}", "\u{202A}", "\u{2066}", "\u{2069}", "\u{2029}", "\u{85}", "\u{7F}"])
  func `what moves other characters is visible`(text: String) {
    #expect(VisibleText.of(text).hasPrefix("<U+"))
  }
}
