internal import Documents
internal import Model

/// What stands around a document's contents: the head with the policy, the list of sections, the foot with the script.
struct PageFrame {
  private let identity: Identity
  private let words: RendererTexts
  private let formats: Formats
  private let policy: ContentPolicy
  /// Whether it is printed on broad sheets.
  private let isBroad: Bool

  init(_ document: Document, _ policy: ContentPolicy) {
    self.init(document.identity, document.words, document.formats, policy, isBroad: false)
  }

  init(_ identity: Identity, _ words: RendererTexts, _ formats: Formats, _ policy: ContentPolicy, isBroad: Bool) {
    (self.identity, self.words, self.formats, self.policy) = (identity, words, formats, policy)
    self.isBroad = isBroad
  }

  var head: Markup {
    """
    <!DOCTYPE html>
    <html lang="\(identity.languageTag)" dir="ltr">
    <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="\(policy.text)">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="referrer" content="no-referrer">
    <meta name="robots" content="noindex, nofollow">
    <meta name="color-scheme" content="light dark">
    <meta name="author" content="\(identity.author)">
    <meta name="generator" content="\(identity.software)">
    <title>\(identity.number) – \(identity.title)</title>
    <link rel="icon" href="data:,">
    <style>\(.own(policy.style))</style>
    </head>

    """
  }

  var opening: Markup {
    """
    <body class="\(isBroad ? "broad" : "" as Markup)">
    <a class="skip" href="#content">\(words.browser[.skip])</a>
    <header>
    <p class="classification">\(identity.classification)</p>
    <p class="document-number">\(identity.number)</p>
    <h1>\(identity.title)</h1>
    <p class="subtitle">\(identity.subtitle)</p>
    </header>
    <main id="content" tabindex="-1">

    """
  }

  /// The list of sections, behind what a busy reader asks: on a telephone it would stand in front of it.
  func contents(_ sections: [NumberedSection]) -> Markup {
    let entries = sections.map { section -> Markup in
      "<li><a href=\"#\(section.anchor)\">\(section.heading)</a></li>\n"
    }
    return """
      <nav aria-labelledby="contents">
      <h2 id="contents">\(words.contents)</h2>
      <ol>
      \(entries)</ol>
      </nav>

      """
  }

  var closing: Markup {
    """
    </main>
    <footer>
    <p>\(identity.runningFoot)</p>
    <p>\(identity.number) · \(identity.classification)</p>
    </footer>
    <script type="application/json" id="setup">\(.data(setup))</script>
    <script>\(.own(policy.script))</script>
    </body>
    </html>

    """
  }

  /// What the script needs to write numbers, dates and words as the document does.
  private var setup: JSONValue {
    let texts = BrowserTexts.Name.allCases.map { JSONValue.Member($0.rawValue, .string(words.browser[$0])) }
    return .object([
      .init("language", .string(identity.languageTag)), .init("stem", .string(identity.fileStem)),
      .init("date", .string(formats.dateOrder.rawValue)), .init("group", .string(formats.groupSeparator)),
      .init("severities", .array(words.severities.map { .string($0) })),
      .init("severity_keys", .array(Severity.allCases.map { .string($0.key) })),
      .init(
        "texts", .object(texts + [.init("page", .string(words.page)), .init("shortened", .string(words.shortened))])),
    ])
  }
}
