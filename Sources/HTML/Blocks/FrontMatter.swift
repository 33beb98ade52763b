internal import Documents

/// What a busy reader asks, before the sections: sentences, numbers, fields and notices of the first page.
struct FrontMatter {
  private let document: Document
  /// The list of sections, which stands behind sentences and numbers.
  private let contents: Markup

  init(_ document: Document, contents: Markup) { (self.document, self.contents) = (document, contents) }

  var markup: Markup {
    let (cover, blocks) = (document.cover, SmallBlocks(document))
    let notices = cover.notices.map { notice -> Markup in "<p class=\"remark\">\(notice)</p>\n" }
    return """
      <div class="front">
      \(blocks.highlights(cover.highlights))\(blocks.tiles(cover.tiles))\(contents)\(blocks.fields(cover.fields))\(notices)</div>

      """
  }
}

/// The pieces of a document that are a few texts each.
struct SmallBlocks {
  private let text: CellText

  init(_ document: Document) { text = CellText(document) }

  /// The same for what is no document.
  init(_ text: CellText) { self.text = text }

  /// Sentences that stand out, with the questions they answer.
  func highlights(_ highlights: [Highlight]) -> Markup {
    if highlights.isEmpty { return "" }
    let entries = highlights.map { highlight -> Markup in
      """
      <div class="\(highlight.isAlert ? "alert" : "calm" as Markup)"><dt>\(highlight.label)</dt><dd>\(highlight.text)</dd></div>

      """
    }
    return "<dl class=\"highlights\">\n\(entries)</dl>\n"
  }

  /// Large numbers with their meanings.
  func tiles(_ tiles: [Tile]) -> Markup {
    if tiles.isEmpty { return "" }
    let entries = tiles.map { tile -> Markup in
      let remark: Markup = tile.remark.isEmpty ? "" : "<dd class=\"remark\">\(tile.remark)</dd>"
      return """
        <div class="\(tile.isAlert ? "alert" : "calm" as Markup)"><dt>\(tile.label)</dt>\
        <dd class="value">\(text.text(of: tile.value))</dd>\(remark)</div>

        """
    }
    return "<dl class=\"tiles\">\n\(entries)</dl>\n"
  }

  /// Labelled values; those that speak of printed pages alone are left out.
  func fields(_ fields: [Field]) -> Markup {
    let entries = fields.filter { !$0.isOfPages }.map { field -> Markup in
      "<div><dt>\(field.label)</dt><dd>\(value(of: field))</dd></div>\n"
    }
    return entries.isEmpty ? "" : "<dl class=\"fields\">\n\(entries)</dl>\n"
  }

  private func value(of field: Field) -> String {
    switch field.value {
    case .text(let text): text
    // A browser finds letters by itself, and no text is cut off for good.
    case .drawingReplacements: text.words.noReplacements
    case .listedRows, .dataDigest: CellText.dash
    }
  }

  /// The annexes by name: their digests stand in the signed pages and in the manifest.
  func annexes(_ annexes: [Annex]) -> Markup {
    if annexes.isEmpty { return "<p>\(text.words.noAnnexes)</p>\n" }
    return fields(
      annexes.enumerated().map { index, annex in
        Field(RendererTexts.fill(text.words.annex, ["number": String(index + 1)]), annex.name)
      })
  }

  /// Boxes to be signed by hand on a print.
  func signatures(_ boxes: [SignatureBox]) -> Markup {
    let entries = boxes.map { box -> Markup in
      let lines = box.lines.map { line -> Markup in "<li>\(line)</li>" }
      return "<div><p>\(box.role)</p><ul>\(lines)</ul></div>\n"
    }
    return "<div class=\"signatures\">\n\(entries)</div>\n"
  }
}
