import Documents
import Files
import Model
import Records
import Support
import Testing

/// A whole page in a real Chromium.
@Suite struct `A page in a browser` {
  /// What means harm wherever a document has text from outside.
  private static let harm =
    "\"><script>alert(1)</script></script><img src=x onerror=alert(2)>\u{2028}\u{202E}'{{1}}${2}<!--"

  private static func harmful(_ folder: String) throws -> Document {
    var document = try SampleDocument.make(
      in: folder, sessions: 150, names: [harm, String(repeating: harm, count: 10_000)])
    document.identity.title = harm
    document.identity.classification = harm
    document.cover.fields.append(Field(harm, harm))
    document.cover.highlights = [Highlight(label: harm, text: harm, isAlert: true)]
    document.cover.tiles = [Tile(label: harm, value: harm, remark: harm)]
    for section in document.sections.indices {
      document.sections[section].title = harm
      for block in document.sections[section].blocks.indices {
        switch document.sections[section].blocks[block] {
        case .figure(var figure):
          (figure.title, figure.subtitle, figure.labels[0], figure.series[0].name) = (harm, harm, harm, harm)
          document.sections[section].blocks[block] = .figure(figure)
        case .table(var table):
          table.id = harm
          table.columns[1].title = harm
          document.sections[section].blocks[block] = .table(table)
        case .paragraph: document.sections[section].blocks[block] = .paragraph(harm)
        case .notice: document.sections[section].blocks[block] = .notice(harm)
        default: break
        }
      }
    }
    return document
  }

  @Test func `runs nothing that came with a text`() throws {
    let page = try DrawnPage(Self.harmful)
    let (results, complaints) = try page.visit(
      .evaluate("document.scripts.length"), .evaluate("document.images.length"),
      .evaluate("document.querySelector('h1').textContent"),
      .click(".listing thead th:nth-child(2) button"), .type("onerror", into: ".listing .controls input"),
      DrawnPage.status,
      .evaluate("document.querySelector('.listing td:nth-child(2) summary').textContent.length"))
    #expect(complaints == [])
    // Setup and script; what described the list and its rows is gone once they are listed.
    #expect(results[0] == 2)
    #expect(results[1] == 0)
    let visible = Self.harm.replacing("\u{2028}", with: "<U+2028>").replacing("\u{202E}", with: "<U+202E>")
    #expect(results[2].text == visible)
    #expect(results[5].text?.hasPrefix("counts 0 150 150 · narrowed") == true)
    #expect((results[6].integer ?? 0) < 500)
  }

  @Test func `asks nobody for anything, and allows no other script`() throws {
    let page = try DrawnPage()
    let text = try page.text()
    let policy = try #require(text.firstMatch(of: /http-equiv="Content-Security-Policy" content="([^"]*)"/)?.1)
    #expect(policy.hasPrefix("default-src &#39;none&#39;; script-src &#39;sha256-"))
    for word in ["unsafe", "http:", "https:", "*"] { #expect(!policy.contains(word)) }
    for reference in ["src=", "url(", "@import", "http://", "https://"] {
      #expect(!text.replacing(/<script>[\s\S]*?<\/script>/, with: "").contains(reference), "\(reference)")
    }
    // Neither a script nor a style of another hand runs, though it stands in the file.
    let foreign = "<script>document.title='taken'</script><style>h1{display:none}</style></main>"
    try page.scratch.write("drawn.html", text.replacing("</main>", with: foreign))
    let (results, complaints) = try page.visit(
      .evaluate("document.title"), .evaluate("getComputedStyle(document.querySelector('h1')).display"))
    #expect(results[0].text == "2026/OTR-000123 – OTURUM KAYITLARI DÖKÜMÜ")
    #expect(results[1].text == "block")
    #expect(complaints.count == 2)
  }

  @Test func `has the numbers of every chart in a table`() throws {
    let (results, complaints) = try DrawnPage().visit(
      .evaluate(
        "[...document.querySelectorAll('figure')].map((figure) => [figure.querySelectorAll('svg [class]').length > 5, "
          + "[...figure.querySelectorAll('tbody tr:first-child > *')].map((cell) => cell.textContent)])"))
    #expect(complaints == [])
    let figures = results[0].list
    #expect(figures.map { $0[0] } == [true, true, true, true])
    #expect(figures[0][1].list == ["0:00", "0"])
    #expect(figures[1][1].list == ["i***.kı***", "11:29"])
    #expect(figures[2][1].list == ["01.10", "5", "1"])
    #expect(figures[3][1].list.count == 25)
  }

  @Test func `keeps what can be judged of WCAG without a person, broad and narrow, light and dark`() throws {
    let page = try DrawnPage { folder in
      var document = try SampleDocument.make(in: folder)
      // The colour of the repository's own look.
      document.theme.colours.muted = Theme.Colour(red: 0x5F, green: 0x67, blue: 0x78)
      document.cover.highlights = [Highlight(label: "Ne oldu?", text: "702 oturum.", isAlert: true)]
      return document
    }
    let looks = [(360, false), (360, true), (1440, false), (1440, true)]
    let visit = try BrowserPage.visit(
      page.path,
      looks.flatMap { width, dark in
        [.picture(page.scratch.path + "/seen.png", width: width, dark: dark), Accessibility.audit]
      })
    #expect(visit.complaints == [])
    for (index, look) in looks.enumerated() { #expect(visit.results[index * 2 + 1].list == [], "\(look)") }
  }
}
