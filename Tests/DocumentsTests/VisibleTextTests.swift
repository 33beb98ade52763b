import Documents
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
}
