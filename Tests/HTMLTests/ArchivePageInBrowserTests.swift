import Documents
import Files
import HTML
import Model
import Support
import Testing

/// The page over an archive in a real Chromium, given values that nobody would give it.
@Suite struct `The page over an archive` {
  private static let harm =
    "\"><script>alert(1)</script></script><img src=x onerror=alert(2)>\u{2028}\u{202E}'{{1}}${2}<!--"

  private static func page(in folder: String, rows: [[ArchivePage.List.Value]], text: String) throws -> ArchivePage {
    let document = try SampleDocument.make(in: folder, sessions: 0)
    var identity = document.identity
    (identity.number, identity.title, identity.subtitle) = (text, text, text)
    let columns: [Column] = [
      Column(id: "document", title: text, kind: .text, width: 20),
      Column(id: "findings", title: "Bulgular", kind: .text, width: 20),
      Column(id: "files", title: "Dosyalar", kind: .text, width: 20),
      Column(id: "age", title: "Yaş", kind: .duration, width: 20),
    ]
    let night = ArchivePage.Nights.Night(.wanting, text)
    return ArchivePage(
      identity: identity, theme: document.theme, formats: document.formats, words: document.words,
      cover: Cover(
        highlights: [Highlight(label: text, text: text, isAlert: true)], tiles: [Tile(label: text, value: text)],
        fields: [], notices: [text]),
      nights: ArchivePage.Nights(
        title: text, caption: text, monthTitle: text, legend: [.wanting: text],
        strips: [.init(title: text, months: [.init(name: text, dayCount: 28, nights: [28: night, 29: night])])],
        emptyText: text),
      lists: [
        ArchivePage.List(
          id: "documents", title: text, caption: text, columns: columns, visibleLength: 30, rows: rows,
          emptyText: text)
      ])
  }

  private static func visit(
    _ rows: [[ArchivePage.List.Value]], text: String = "x", _ steps: [BrowserPage.Step]
  ) throws -> BrowserPage.Visit {
    let scratch = try ScratchFolder()
    let path = scratch.path + "/index.html"
    try ArchivePageRenderer.draw(page(in: scratch.path, rows: rows, text: text), to: path)
    return try BrowserPage.visit(path, steps)
  }

  private static func column(_ number: Int) -> BrowserPage.Step { DrawnPage.column(number) }

  @Test func `runs nothing that came with a text, and leads nowhere else`() throws {
    let row: [ArchivePage.List.Value] = [
      .text(Self.harm), .severities([(4, Self.harm)], by: 1, saved: Self.harm),
      .links([("PDF", "2026/a b/\(Self.harm)"), ("HTML", "javascript:alert(3)")], subject: Self.harm),
      .ordered(Self.harm, by: 1, saved: Self.harm),
    ]
    let visit = try Self.visit(
      [row], text: Self.harm,
      [
        .evaluate("document.scripts.length + document.images.length"),
        .evaluate("document.querySelector('h1').textContent"),
        .click(".listing thead th:nth-child(1) button"), .type("onerror", into: ".listing .controls input"),
        .evaluate("[...document.querySelectorAll('.listing a')].map((one) => one.getAttribute('href'))"),
        .evaluate("[...document.querySelectorAll('.listing a')].map((one) => one.protocol)"),
        .evaluate("document.querySelectorAll('.nights td.night').length"), DrawnPage.status,
      ])
    #expect(visit.complaints == [])
    #expect(visit.results[0] == 2)
    #expect(visit.results[1].text?.contains("<script>alert(1)</script>") == true)
    #expect(visit.results[4][0].text?.hasPrefix("2026/a%20b/%22%3E%3Cscript%3Ealert%281%29%3C/script%3E") == true)
    #expect(visit.results[4][1] == "javascript%3Aalert%283%29")
    #expect(visit.results[5] == ["file:", "file:"])
    // A month has no more nights than days.
    #expect(visit.results[6] == 1)
    #expect(visit.results[7].text == "counts 0 1 1 · narrowed search “onerror”")
  }

  @Test func `is saved as CSV in which no text ends its cell or is a formula`() throws {
    let kept = """
      (async () => { let blob; URL.createObjectURL = (given) => { blob = given; return "about:blank#"; };
      HTMLAnchorElement.prototype.click = function () {};
      document.querySelectorAll(".listing .controls button")[1].click();
      return new TextDecoder().decode(await blob.arrayBuffer()); })()
      """
    let visit = try Self.visit(
      [
        [
          .text("a"), .severities([(4, "=1;\"2")], by: 1, saved: "=1;\"2"), .empty, .ordered("2 g", by: 2, saved: "-2"),
        ],
        [.text("b"), .severities([(4, "3")], by: 3, saved: "critical=3"), .empty, .ordered("x", by: 2, saved: "+x")],
      ], [.evaluate(kept)])
    #expect(visit.complaints == [])
    #expect(
      visit.results[0].text
        == "document;findings;files;age\r\na;\"'=1;\"\"2\";;-2\r\nb;critical=3;;'+x\r\n")
  }

  @Test func `sorts severities by their weight and ages by their length, the empty last`() throws {
    let visit = try Self.visit(
      [
        [.text("a"), .severities([(2, "900")], by: 900, saved: ""), .empty, .ordered("2 g", by: 2, saved: "")],
        [
          .text("b"), .severities([(4, "1"), (3, "<5")], by: 1_000_000, saved: ""), .empty,
          .ordered("9 sa", by: 1, saved: ""),
        ],
        [.text("c"), .empty, .empty, .empty],
      ],
      [
        .click(".listing [data-column=findings] button"), Self.column(1),
        .click(".listing [data-column=findings] button"), Self.column(1), Self.column(2),
        .click(".listing [data-column=age] button"), Self.column(4),
        .evaluate("document.querySelectorAll('.listing .mark').length"),
      ])
    #expect(visit.complaints == [])
    #expect(visit.results[1] == ["a", "b", "c"] && visit.results[3] == ["b", "a", "c"])
    #expect(visit.results[4] == ["Kritik 1Yüksek <5", "Orta 900", "–"])
    #expect(visit.results[6] == ["9 sa", "2 g", "–"] && visit.results[7] == 3)
  }

  @Test func `keeps what can be judged of WCAG without a person, broad and narrow, light and dark`() throws {
    let scratch = try ScratchFolder()
    let rows: [[ArchivePage.List.Value]] = [
      [
        .text("2026/OTR-000001"), .severities([(4, "1"), (3, "12"), (2, "3"), (1, "4"), (0, "5")], by: 1, saved: ""),
        .links([("PDF", "a.pdf"), ("HTML", "a.html")], subject: "2026/OTR-000001"),
        .ordered("2 g", by: 2, saved: "2"),
      ],
      [.text(String(repeating: "uzun ", count: 50)), .empty, .empty, .empty],
    ]
    var page = try Self.page(in: scratch.path, rows: rows, text: "Arşiv")
    // The colour of the repository's own look.
    page.theme.colours.muted = Theme.Colour(red: 0x5F, green: 0x67, blue: 0x78)
    let nights = ArchivePage.Nights.Mark.allCases.enumerated().map { place, mark in
      (place + 1, ArchivePage.Nights.Night(mark, "gece"))
    }
    page.nights?.strips[0].months[0].nights = Dictionary(uniqueKeysWithValues: nights)
    let path = scratch.path + "/index.html"
    try ArchivePageRenderer.draw(page, to: path)
    let looks = [(360, false), (360, true), (1440, false), (1440, true)]
    let visit = try BrowserPage.visit(
      path,
      looks.flatMap { width, dark in
        [.picture(scratch.path + "/seen.png", width: width, dark: dark), Accessibility.audit]
      })
    #expect(visit.complaints == [])
    for (index, look) in looks.enumerated() { #expect(visit.results[index * 2 + 1].list == [], "\(look)") }
  }
}
