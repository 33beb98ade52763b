import Intake
import Testing

@Suite struct `A user key made from a name` {
  static let names: [(String, String?)] = [
    ("admin", "admin"), ("Admin", "admin"), ("Admin\t\t", "admin"), ("\u{A0}ADMIN\u{3000}", "admin"), ("INFO", "info"),
    ("ISI", "isi"), ("ısı", "ısı"), ("İZMİR", "i̇zmi̇r"), ("Straße", "strasse"), ("STRASSE", "strasse"),
    ("ΣΊΣΥΦΟΣ", "σίσυφοσ"), ("σίσυφος", "σίσυφοσ"), ("ﬁle", "file"), ("e\u{301}", "é"), ("É", "é"), ("ſ", "s"),
    ("ẞ", "ss"), ("", nil), (" \n", nil),
  ]

  @Test(arguments: names) func `is trimmed, composed and case folded without a locale`(_ name: String, _ key: String?) {
    #expect(UserKey.folding(name) == key)
  }

  @Test func `keeps dotted and dotless i apart`() {
    #expect(Set(["irmak", "ırmak", "İrmak", "Irmak"].map { UserKey.folding($0) }).count == 3)
  }
}
