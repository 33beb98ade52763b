import Documents
import PDF
import Support
import Testing

@Suite struct `Text in a PDF` {
  /// The letters Turkish has beyond ASCII, and the ones with a circumflex.
  static let turkish = "çğıİöşü ÇĞIiÖŞÜ âîû ÂÎÛ"

  @Test func `keeps every Turkish letter in two readers`() throws {
    let drawn = try DrawnPDF { _ in [.paragraph("[\(Self.turkish)]"), .notice("<\(Self.turkish)>")] }
    let muPDF = try Command.run("mutool", "draw", "-F", "txt", drawn.path).output
    for text in [try drawn.runningText(), muPDF] {
      #expect(text.contains("[\(Self.turkish)]"))
      #expect(text.contains("<\(Self.turkish)>"))
    }
    #expect(drawn.summary.replacedCharacters == 0)
  }

  @Test func `keeps them in every weight`() throws {
    let drawn = try DrawnPDF { document, _ in
      document.identity.title = Self.turkish
      document.cover.notices = ["(\(Self.turkish))"]
    }
    let text = try drawn.runningText()
    #expect(text.contains(Self.turkish))
    #expect(text.contains("(\(Self.turkish))"))
  }

  @Test func `takes letters from the fallback font, run by run`() throws {
    let mixed = "Ad ⡂⡃ soyad ♞ son Кириллица αβγ"
    let drawn = try DrawnPDF { _ in [.paragraph(mixed)] }
    #expect(try drawn.runningText().contains(mixed))
    #expect(drawn.summary.replacedCharacters == 0)
  }

  @Test func `makes visible what no font has, and counts it on the cover`() throws {
    let drawn = try DrawnPDF(sessions: 2, names: ["ali 😀 veli", "中文"])
    let text = try drawn.runningText()
    #expect(text.contains("ali <U+1F600> veli"))
    #expect(text.contains("<U+4E2D><U+6587>"))
    #expect(drawn.summary.replacedCharacters == 3)
    let cover = try drawn.text(page: 1)
    #expect(cover.contains("3 karakter yazı tipinde yok"))
  }

  @Test func `says on the cover that nothing was replaced`() throws {
    let drawn = try DrawnPDF()
    #expect(drawn.summary.replacedCharacters == 0)
    #expect(drawn.summary.shortenedCells == 0)
    #expect(try drawn.text(page: 1).contains("yok"))
  }

  @Test func `shows control characters instead of obeying them`() throws {
    let drawn = try DrawnPDF(sessions: 1, names: ["a\u{0}b\u{7}c\u{1B}[31m\u{202E}d\u{200B}e\u{FEFF}\r"])
    let text = try drawn.runningText()
    #expect(text.contains("a<U+0000>b<U+0007>c<U+001B>[31m<U+202E>d<U+200B>e<U+FEFF><U+000D>"))
    let properties = try DrawnPDF { document, _ in document.identity.title = "a\u{0}b😀" }.properties()
    #expect(properties["Title"] == "a<U+0000>b<U+1F600>")
  }

  @Test func `sets marks over letters, and shows those that have no letter`() throws {
    let drawn = try DrawnPDF { _ in [.paragraph("u\u{308}st"), .paragraph("\u{308}"), .paragraph("x \u{301}")] }
    let text = try drawn.runningText()
    #expect(text.contains("u\u{308}st") || text.contains("üst"))
    #expect(text.contains("<U+0308>"))
    #expect(text.contains("<U+0301>"))
    #expect(drawn.summary.replacedCharacters == 2)
  }

  @Test func `wraps 32,768 characters over pages without losing one`() throws {
    let word = "kayıt"
    let prose = (0..<5_461).map { "\(word)\($0 % 10)" }.joined(separator: " ")
    #expect(prose.utf16.count > 32_768)
    let drawn = try DrawnPDF { _ in [.paragraph(prose)] }
    #expect(drawn.summary.pages > 3)
    let text = try drawn.words().flatMap(\.self).map(\.text).filter { $0.hasPrefix(word) }
    #expect(text.count == 5_461)
    try expectReadable(drawn)
  }

  @Test func `breaks a word of 32,768 letters anywhere`() throws {
    let drawn = try DrawnPDF { _ in [.paragraph(String(repeating: "ş", count: 32_768))] }
    let letters = try drawn.words().flatMap(\.self).map(\.text).filter { $0.hasPrefix("şşşş") }
    #expect(letters.reduce(0) { $0 + $1.count } == 32_768)
    try expectReadable(drawn)
  }

  @Test func `begins a new line where the text does`() throws {
    let drawn = try DrawnPDF { _ in [.paragraph("birinci satır\nikinci satır")] }
    let lines = try drawn.text(page: 1).split(separator: "\n").map { $0.trimmingPrefix { $0 == " " } }
    #expect(lines.contains("birinci satır"))
    #expect(lines.contains("ikinci satır"))
  }

  @Test(arguments: ["2026/OTR-000123", "İĞŞçöüı—⡂⡃♞Ж", "<U+0007>ÂÎÛ"])
  func `is drawn as wide as it was measured`(number: String) throws {
    // What is aligned right shows any difference at its left: readers move by the widths in the file.
    let drawn = try DrawnPDF { document, _ in
      document.identity.number = number
      document.identity.runningFoot = ""
    }
    for page in try drawn.words() {
      let edges = page.filter { $0.top < 40 || $0.top > $0.pageHeight - 40 }.map { $0.pageWidth - 40 - $0.right }
      #expect(edges.count { abs($0) < 0.05 } == 2, "\(edges)")
    }
  }
}
