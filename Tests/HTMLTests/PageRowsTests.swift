import Documents
import Files
import Foundation
import HTML
import Model
import Records
import Support
import Testing

@Suite struct `Rows inside a page` {
  private static let moment = Instant(microseconds: 1_791_414_907_123_456)

  @Test func `come out as they went in, whatever they hold`() throws {
    let long = String(repeating: "ğ\"</script>", count: 100_000)
    let texts = ["</script><script>alert(1)</script>", "\\\"'", "a\u{2028}b", "\u{202E}kıl", "🌸", long, ""]
    let page = try DrawnPage(columns: [DrawnPage.column(.text)], rows: texts.map { [.text($0)] } + [[.empty]])
    #expect(page.rows == ["list": 8])
    let found = try BrowserPage.rows(of: page.path)["list"].list.map { $0["value"] }
    let visible = texts.map {
      JSON.text($0.replacing("\u{2028}", with: "<U+2028>").replacing("\u{202E}", with: "<U+202E>"))
    }
    #expect(found == visible + [.null])
  }

  @Test func `keep their kind, and what no double holds is kept as text`() throws {
    let kinds: [(Column.Kind, Cell, JSON)] = [
      (.integer, .integer(-12_345), -12_345), (.duration, .duration(41_364_123_456), 41_364_123_456),
      (.severity, .severity(.high), 3), (.date, .date(CivilDate(year: 2026, month: 10, day: 7)), 20_733),
      (.moment, .moment(Self.moment, zoneOffset: 10_800_000_000), 1_791_414_907_123_456),
      (
        .integer, .integer(.max),
        ["t": "9.223.372.036.854.775.807", "s": "9223372036854775807", "c": "9223372036854775807"]
      ),
      (.moment, .moment(.infinity, zoneOffset: 0), ["t": "∞", "s": "9223372036854775807", "c": "infinity"]),
      (.share, .share(1, of: 8), ["t": "%12,5", "s": "0.125", "c": "1/8"]),
      (.text, .integer(1_234), ["t": "1.234", "s": "1234", "c": "1234"]),
      (.duration, .text("en az 1 sa"), "en az 1 sa"),
    ]
    for (kind, cell, expected) in kinds {
      let page = try DrawnPage(columns: [DrawnPage.column(kind)], rows: [[cell]])
      #expect(try BrowserPage.rows(of: page.path)["list"][0]["value"] == expected, "\(kind) \(cell)")
    }
  }

  @Test func `make the same bytes every time, and are packed`() throws {
    let pages = try (0..<2).map { _ in try DrawnPage { try SampleDocument.make(in: $0, sessions: 5_000) } }
    let (first, second) = (try InputFile.bytes(pages[0].path), try InputFile.bytes(pages[1].path))
    #expect(first == second)
    #expect(pages[0].rows["sessions"] == 5_000)
    // 5,000 rows of seven columns would be 600 kB as HTML.
    #expect(first.count < 200_000)
  }

  @Test func `of a table without any are a sentence`() throws {
    let page = try DrawnPage { try SampleDocument.make(in: $0, sessions: 0) }
    #expect(try page.text().contains("<p class=\"empty\">Belirtilen dönem ve ölçütlerle kayıt bulunmamaktadır.</p>"))
    #expect(page.rows["sessions"] == 0)
  }

  @Test func `of a short table without a sheet of its own need no script`() throws {
    let page = try DrawnPage { folder in
      var document = try SampleDocument.make(in: folder, sessions: 3, names: ["<b>şükrü</b>"])
      for index in document.sections.indices { document.sections[index].sheet = .summary }
      return document
    }
    let text = try page.text()
    #expect(!text.contains("class=\"listing\""))
    #expect(text.components(separatedBy: "&lt;b&gt;şükrü&lt;/b&gt;").count == 4)
    #expect(!text.contains("<b>"))
  }
}
