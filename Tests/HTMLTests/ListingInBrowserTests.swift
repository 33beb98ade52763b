import Documents
import Files
import Foundation
import Model
import Records
import Support
import Testing

/// The list of a page in a real Chromium, used by typing and clicking.
@Suite struct `A list in a browser` {
  private static let names = [
    "ırmak", "İREM", "irem", "IŞIK", "Çağ", "cem", "Ödül", "ozan", "şule", "Zeki", "LOGIN", "<script>alert(1)</script>",
  ]

  /// One row for each name, with a number, a severity and a moment.
  private static func page(repeating times: Int = 1) throws -> DrawnPage {
    let rows: [[Cell]] = (0..<names.count * times).map { index in
      [
        .text(names[index % names.count]), .integer(Int64(index * 7919 % 1000)),
        .severity(index % 3 == 0 ? .high : .low),
        index % 5 == 4
          ? .empty
          : .moment(
            Instant(microseconds: 1_791_414_907_999_999 - Int64(index) * 1_000_000), zoneOffset: 10_800_000_000),
        .duration(Int64(index) * 61_000_000),
      ]
    }
    return try DrawnPage(
      columns: [
        DrawnPage.column(.text, id: "user_name", title: "Ad"), DrawnPage.column(.integer, id: "count", title: "Sayı"),
        DrawnPage.column(.severity, id: "severity", title: "Önem"), DrawnPage.column(.moment, id: "at", title: "An"),
        DrawnPage.column(.duration, id: "duration_us", title: "Süre"),
      ], rows: rows)
  }

  private static let search = ".listing .controls input"
  private static func filter(_ column: Int) -> String { ".listing .filters td:nth-child(\(column)) > *" }
  private static func header(_ column: Int) -> String { ".listing thead th:nth-child(\(column)) button" }

  @Test func `has every row as the pages write it`() throws {
    let (results, complaints) = try Self.page().visit(
      DrawnPage.column(1), DrawnPage.column(2), DrawnPage.column(3), DrawnPage.column(4), DrawnPage.column(5),
      DrawnPage.status)
    #expect(complaints == [])
    #expect(results[0].list.compactMap(\.text) == Self.names)
    #expect(results[1][1] == "919")
    #expect(results[2][0] == "Yüksek")
    #expect(results[3].list.prefix(2) == ["08.10.2026 02:15:07", "08.10.2026 02:15:06"])
    #expect(results[3][4] == "–")
    #expect(results[4][11] == "00:11:11")
    #expect(results[5].text == "counts 0 12 12")
  }

  @Test func `finds what is written in capitals or not, as Turkish and as English have it`() throws {
    let wanted: [(String, [String])] = [
      ("irem", ["İREM", "irem"]), ("İREM", ["İREM", "irem"]), ("ışık", ["IŞIK"]), ("IRMAK", ["ırmak"]),
      ("login", ["LOGIN"]), ("ÇAĞ", ["Çağ"]), ("</SCRIPT>", ["<script>alert(1)</script>"]),
      ("08.10.2026 02:15:00", ["ozan"]),
      ("yok böyle", ["nothing"]),
    ]
    let steps = wanted.flatMap { [BrowserPage.Step.type($0.0, into: Self.search), DrawnPage.column(1)] }
    let page = try Self.page()
    let visit = try BrowserPage.visit(page.path, steps)
    withExtendedLifetime(page) {}
    #expect(visit.complaints == [])
    for (index, (text, names)) in wanted.enumerated() {
      #expect(visit.results[index * 2 + 1].list.compactMap(\.text) == names, "\(text)")
    }
  }

  @Test func `finds ports, counts, and names in any spelling`() throws {
    let rows: [[Cell]] = [
      [.text("IŞIK LOGIN"), .integer(52_344), .integer(7)], [.text("O\u{308}zlem"), .integer(443), .integer(1919)],
    ]
    let page = try DrawnPage(
      columns: [
        DrawnPage.column(.text, id: "user_name"), DrawnPage.column(.integer, id: "port"),
        DrawnPage.column(.integer, id: "count"),
      ], rows: rows)
    let found = ["52344": 0, "ışık login": 0, "1919": 1, "1.919": 1, "özlem": 1].sorted { $0.key < $1.key }
    let steps = found.flatMap { [BrowserPage.Step.type($0.key, into: Self.search), DrawnPage.column(2)] }
    let visit = try BrowserPage.visit(page.path, steps + [.type("52344", into: Self.filter(2)), DrawnPage.column(2)])
    withExtendedLifetime(page) {}
    #expect(visit.complaints == [])
    for (index, (text, row)) in found.enumerated() {
      #expect(visit.results[index * 2 + 1].list.compactMap(\.text) == [["52344", "443"][row]], "\(text)")
    }
  }

  @Test func `an older browser is told, and the document is not called damaged`() throws {
    let page = try Self.page()
    let old = "window.DecompressionStream = class { constructor() { throw new TypeError(); } };"
    let visit = try BrowserPage.visit(
      page.path, [.evaluate("document.querySelector('.listing [role=alert]').textContent")], before: old)
    withExtendedLifetime(page) {}
    #expect(visit.results[0].text?.hasPrefix("needs_browser") == true)
  }

  @Test func `is sorted by the Turkish alphabet, numbers by what they are, the empty last`() throws {
    let (results, complaints) = try Self.page().visit(
      .click(Self.header(1)), DrawnPage.column(1), .click(Self.header(2)), DrawnPage.column(2), .click(Self.header(2)),
      DrawnPage.column(2), .click(Self.header(4)), DrawnPage.column(4),
      .evaluate("[...document.querySelectorAll('.listing thead th')].map((cell) => cell.getAttribute('aria-sort'))"))
    #expect(complaints == [])
    #expect(
      results[1].list.compactMap(\.text) == [
        "<script>alert(1)</script>", "cem", "Çağ", "ırmak", "IŞIK", "irem", "İREM", "LOGIN", "ozan", "Ödül", "şule",
        "Zeki",
      ])
    let numbers = (0..<12).map { $0 * 7919 % 1000 }.sorted()
    #expect(results[3].list.compactMap { $0.text.flatMap { Int($0) } } == numbers)
    #expect(results[5].list.compactMap { $0.text.flatMap { Int($0) } } == numbers.reversed())
    #expect(results[7].list.suffix(2) == ["–", "–"])
    #expect(results[7].list.prefix(2) == ["08.10.2026 02:14:56", "08.10.2026 02:14:57"])
    #expect(results[8].list == ["none", "none", "none", "ascending", "none"])
  }

  @Test func `says how many rows search and filters hide, and shows all again`() throws {
    let (results, complaints) = try Self.page(repeating: 40).visit(
      DrawnPage.status, .choose("=Yüksek", of: Self.filter(3)), DrawnPage.status, .type("91", into: Self.filter(2)),
      DrawnPage.status, DrawnPage.column(2), .click(".listing .controls button"), DrawnPage.status,
      .click(".listing .pager button:last-child"), .evaluate("document.querySelector('.pager span').textContent"),
      .evaluate("document.querySelectorAll('.listing tbody tr').length"))
    #expect(complaints == [])
    let high = (0..<480).filter { $0 % 3 == 0 }
    let both = high.map { $0 * 7919 % 1000 }.filter { String($0).contains("91") }
    #expect(results[0].text == "counts 0 480 480")
    #expect(results[2].text == "counts 320 160 480 · narrowed Önem “Yüksek”")
    #expect(
      results[4].text == "counts \(480 - both.count) \(both.count) 480 · narrowed Sayı “91”, Önem “Yüksek”")
    #expect(results[5].list.compactMap { $0.text.flatMap { Int($0) } } == both)
    #expect(results[7].text == "counts 0 480 480")
    #expect(results[9].text == "Sayfa 5 / 5")
    #expect(results[10] == 80)
  }

  @Test func `is saved as CSV that no spreadsheet takes for formulas`() throws {
    let texts = ["=1+1", "+1", "-1", "@x", "a;b", "c\"d", "düz"]
    let page = try DrawnPage(columns: [DrawnPage.column(.text)], rows: texts.map { [.text($0)] })
    // What the page hands over to be saved.
    let kept = """
      (async () => { let blob; URL.createObjectURL = (given) => { blob = given; return "about:blank#"; };
      HTMLAnchorElement.prototype.click = function () { window.named = this.download; };
      document.querySelectorAll(".listing .controls button")[1].click();
      return [window.named, new TextDecoder("utf-8", { ignoreBOM: true }).decode(await blob.arrayBuffer())]; })()
      """
    let (results, complaints) = try page.visit(.evaluate(kept))
    #expect(complaints == [])
    #expect(results[0][0].text == "2026-OTR-000123-list.csv")
    #expect(
      results[0][1].text
        == "\u{FEFF}value\r\n'=1+1\r\n'+1\r\n'-1\r\n'@x\r\n\"a;b\"\r\n\"c\"\"d\"\r\ndüz\r\n")
  }

  @Test func `says that rows are missing where the file was damaged`() throws {
    let page = try Self.page(repeating: 300)
    let text = try page.text()
    let start = try #require(text.range(of: "class=\"rows\">"))
    let place = text.index(start.upperBound, offsetBy: 2_000)
    try page.scratch.write(
      "drawn.html", text.replacingCharacters(in: place..<text.index(place, offsetBy: 40), with: "!"))
    let (results, _) = try page.visit(
      .evaluate("document.querySelector('.listing [role=alert]').textContent"), DrawnPage.status)
    #expect(results[0].text?.hasPrefix("damaged ") == true)
    #expect(results[0].text?.hasSuffix(" 3.600") == true)
    // Not what could be read is the whole.
    #expect(results[1].text?.hasSuffix(" 3.600") == true)
  }

  @Test func `prints what is listed, up to a limit that it says`() throws {
    let page = try Self.page(repeating: 200)
    let paper = page.scratch.path + "/paper.pdf"
    let (_, complaints) = try page.visit(.print(to: paper))
    #expect(complaints == [])
    let words = try Command.run("pdftotext", "-layout", paper, "-").output
    #expect(words.contains("counts 0 2.400 2.400 · print_limit 2.000 2.400"))
    #expect(words.components(separatedBy: "IŞIK").count - 1 == 2_000 / 12 + 1)
    #expect(!words.contains("search"))
  }
}
