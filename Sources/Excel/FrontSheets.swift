internal import Documents

/// The sheets a reader opens first: the cover, and the summary with its charts and the list of the other sheets.
///
/// They are made before the others, since sheets stand in the order they are made, and filled after them, since the
/// cover says how many cells of the listings were shortened.
struct FrontSheets {
  private let document: Document
  private let cover: LaidOutSheet
  private let summary: LaidOutSheet?

  /// Adds the empty sheets; a document with nothing for the summary gets none.
  init(_ document: Document, in workbook: inout Workbook) throws {
    self.document = document
    let words = document.words
    cover = try workbook.addLaidOutSheet(words.coverSheet, .portrait)
    let hasSummary = document.sections.contains { $0.sheet != .cover && $0.sheet != .none }
    summary = hasSummary ? try workbook.addLaidOutSheet(words.summarySheet, .landscape) : nil
  }

  /// Fills both; the list names the sheets behind them.
  func draw(_ list: [ListedSheet], in workbook: borrowing Workbook) throws {
    if let summary {
      try drawSummary(on: summary, list, in: workbook)
      try workbook.finish(summary, of: document)
    }
    try drawCover(in: workbook)
    try workbook.finish(cover, of: document)
  }

  private func drawCover(in workbook: borrowing Workbook) throws {
    let blocks = BlockDrawing(sheet: cover, document: document)
    let styles = cover.styles
    cover.add(document.identity.title, styles.title)
    cover.add(document.identity.subtitle, styles.subtitle)
    cover.add(document.identity.classification, styles.classification)
    if !document.cover.highlights.isEmpty { cover.addSpace() }
    blocks.drawHighlights(document.cover.highlights)
    if !document.cover.tiles.isEmpty { cover.addSpace() }
    blocks.drawTiles(document.cover.tiles)
    cover.addSpace()
    blocks.drawFields(document.cover.fields.filter { !$0.isOfPages }.map { ($0.label, blocks.value(of: $0, workbook)) })
    if !document.cover.notices.isEmpty { cover.addSpace() }
    for notice in document.cover.notices { cover.add(notice, styles.remark.with { $0.isItalic = true }) }
    var deferred: [DeferredNumbers] = []
    for section in document.sections where section.sheet == .cover {
      deferred += try blocks.draw(section, blocks: section.blocks, workbook: workbook)
    }
    FigureDrawing.draw(deferred, on: cover)
  }

  private func drawSummary(on sheet: LaidOutSheet, _ list: [ListedSheet], in workbook: borrowing Workbook) throws {
    let blocks = BlockDrawing(sheet: sheet, document: document)
    var deferred: [DeferredNumbers] = []
    var sections = document.sections.filter { $0.sheet == .summary }[...]
    if let first = sections.popFirst() { deferred += try blocks.draw(first, blocks: first.blocks, workbook: workbook) }
    SheetList(entries: list, document: document, sheet: sheet).draw()
    for section in sections { deferred += try blocks.draw(section, blocks: section.blocks, workbook: workbook) }
    FigureDrawing.draw(deferred, on: sheet)
    // A listing holds nothing but its rows; tiles, charts and small tables of its section stand here.
    for section in document.sections where Self.hasMoreThanTexts(section) {
      _ = try blocks.draw(section, blocks: SheetList.remainder(of: section), workbook: workbook)
    }
  }

  private static func hasMoreThanTexts(_ section: Section) -> Bool { !SheetList.remainder(of: section).isEmpty }
}
