import Records
import Messages
import Documents
@testable import Excel
import Foundation
import Model
import Support
import Testing

@Suite struct `Texts that mean harm` {
  private static func listed(_ texts: [String]) throws -> (drawn: Drawn, values: [String?]) {
    let drawn = try Drawn(columns: [Drawn.column(.text)], rows: texts.map { [.text($0)] })
    return (drawn, try drawn.listed().dropFirst().map { $0?.value })
  }

  @Test func `no text becomes a formula, a link or a number`() throws {
    let texts = [
      "=cmd|' /C calc'!A0", "=1+1", "+1", "-1", "@SUM(A1)", "{=1+1}", "\tx", "\rx", "http://example.org",
      "mailto:a@b.c",
      "internal:Kapak!A1", "external:c:\\x", "00123", "1e5", "TRUE", "2026-10-07", "#N/A", " önde boşluk ",
    ]
    let (drawn, values) = try Self.listed(texts)
    #expect(values == texts.map { $0.replacing("\t", with: "<U+0009>").replacing("\r", with: "<U+000D>") })
    let xml = try drawn.part("xl/worksheets/sheet3.xml")
    #expect(xml.matches(of: /t="inlineStr"/).count == texts.count + 1)
    for forbidden in ["<f>", "<hyperlink", "t=\"n\"", "t=\"b\"", "t=\"e\""] { #expect(!xml.contains(forbidden)) }
  }

  @Test func `control characters are visible and the XML stays well-formed`() throws {
    let controls = (0...0x1F).compactMap { Unicode.Scalar($0) }
    let texts = controls.map { "a\(Character($0))b" } + ["\u{7F}", "\u{FFFE}", "\u{FFFF}", "\u{202E}kıl", "\u{0}"]
    let (drawn, values) = try Self.listed(texts)
    #expect(values.prefix(32) == controls.map { "a\(VisibleText.mark($0))b" }[...])
    #expect(values.suffix(5) == ["<U+007F>", "<U+FFFE>", "<U+FFFF>", "<U+202E>kıl", "<U+0000>"])
    let check =
      "import sys,zipfile,xml.dom.minidom as m; z=zipfile.ZipFile(sys.argv[1]); [m.parseString(z.read(n)) for n in z.namelist()]"
    let outcome = try Command.run("/usr/bin/python3", "-c", check, drawn.path)
    #expect(outcome.status == 0, "\(outcome.errors)")
  }

  @Test func `control characters in what templates and configuration say are visible too`() throws {
    let drawn = try Drawn { folder in
      var document = try Drawn.document(
        in: folder, columns: [Drawn.column(.text, title: "Başlık\u{1}")], rows: [[.json("{\u{0}}")]])
      document.identity.title = "Ad\u{7}"
      document.identity.author = "Şirket\u{B}"
      document.identity.runningFoot = "Alt\u{1F}"
      document.cover.fields = [Field("Etiket\u{2}", "iki\nsatır\u{3}")]
      return document
    }
    let reading = try drawn.reading()
    #expect(reading.creator == "Şirket<U+000B>")
    #expect(try reading.sheet("Kapak").values.isSuperset(of: ["Ad<U+0007>", "Etiket<U+0002>", "iki\nsatır<U+0003>"]))
    #expect(try reading.sheet("Kapak").footerLeft.hasSuffix("Alt<U+001F>"))
    #expect(try drawn.listed().map { $0?.value } == ["Başlık<U+0001>", "{<U+0000>}"])
  }

  @Test func `a text that looks like an escape of the format reads as it was written`() throws {
    let texts = [
      "_x0041_", "_x000D__x000A_", "a_x003D_cmd", "__x0041__", "_x00_", "_X0041_", "x_xyz", "_x0041", "_x0041_x0042_",
      "_x005F_x0041_",
    ]
    #expect(try Self.listed(texts).values == texts)
  }

  @Test func `markup, quotes, emoji and combined letters come through`() throws {
    let texts = ["<b>&amp;\"'</b>", "]]>", "😀👩‍👩‍👧‍👦🇹🇷", "e\u{301}ğ", "日本語", "\u{10FFFD}"]
    #expect(try Self.listed(texts).values == texts)
  }

  @Test func `a text as long as a cell allows is whole, a longer one says how much is missing`() throws {
    let longest = String(repeating: "ş", count: 32_767)
    let texts = [longest, longest + "x", String(repeating: "😀", count: 16_383), String(repeating: "😀", count: 16_384)]
    let (drawn, values) = try Self.listed(texts)
    #expect(drawn.summary.shortenedCellCount == 2)
    #expect(values[0] == texts[0])
    #expect(values[2] == texts[2])
    for (value, text) in [(values[1], texts[1]), (values[3], texts[3])] {
      let value = try #require(value)
      #expect(value.utf16.count <= 32_767)
      let match = try #require(value.wholeMatch(of: /(.*)… \(\+(\d+) karakter\)/))
      let rest = try #require(Int(match.2))
      #expect(text.unicodeScalars.count == match.1.unicodeScalars.count + rest)
      #expect(text.hasPrefix(match.1))
    }
  }

  @Test func `a long text of escapes fits when it is escaped`() throws {
    let text = String(repeating: "_x0041_", count: 4_681)
    let (drawn, values) = try Self.listed([text])
    #expect(drawn.summary.shortenedCellCount == 1)
    #expect(values[0]?.hasPrefix("_x0041__x0041_") == true)
    #expect(values[0]?.hasSuffix(" karakter)") == true)
  }

  @Test func `the cover says how many cells were shortened`() throws {
    let long = String(repeating: "x", count: 40_000)
    let drawn = try Drawn(columns: [Drawn.column(.text)], rows: (0..<1_200).map { [.text($0 < 3 ? long : "kısa")] })
    #expect(drawn.summary.shortenedCellCount == 3)
    let values = try drawn.reading().sheet("Kapak").values
    #expect(values.contains("0 karakter yazı tipinde yok, <U+…> olarak yazıldı; 3 hücre kısaltıldı"))
  }
}
