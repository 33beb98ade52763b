internal import Documents

/// The sheets a reader opens first: the cover, and the summary with its charts.
///
/// They are made before the listings, since sheets stand in the order they are made, and filled after them, since
/// the cover says how many cells of the listings were shortened.
struct FrontSheets {
  private let document: Document
  private let cover: LaidOutSheet
  private let summary: LaidOutSheet?
  private let print: PrintSetup

  /// Adds the empty sheets; a document with nothing for the summary gets none.
  init(_ document: Document, in workbook: inout Workbook) throws {
    self.document = document
    print = PrintSetup(document)
    let words = document.words
    cover = try Self.sheet(words.coverSheet, .portrait, in: &workbook)
    let hasSummary = document.sections.contains { $0.sheet == .summary || Self.hasRemarks($0) }
    summary = hasSummary ? try Self.sheet(words.summarySheet, .landscape, in: &workbook) : nil
  }

  /// Fills both.
  func draw(in workbook: borrowing Workbook) throws {
    if let summary {
      try drawSummary(on: summary, in: workbook)
      try finish(summary, isLandscape: true, in: workbook)
    }
    try drawCover(in: workbook)
    try finish(cover, isLandscape: false, in: workbook)
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

  private func drawSummary(on sheet: LaidOutSheet, in workbook: borrowing Workbook) throws {
    let blocks = BlockDrawing(sheet: sheet, document: document)
    var deferred: [DeferredNumbers] = []
    for section in document.sections where section.sheet == .summary {
      deferred += try blocks.draw(section, blocks: section.blocks, workbook: workbook)
    }
    FigureDrawing.draw(deferred, on: sheet)
    // A listing holds nothing but its rows, so that it can be filtered and sorted; what is said about it stands here.
    for section in document.sections where Self.hasRemarks(section) {
      _ = try blocks.draw(section, blocks: Self.remarks(of: section), workbook: workbook)
    }
  }

  private static func sheet(_ name: String, _ grid: SheetGrid, in workbook: inout Workbook) throws -> LaidOutSheet {
    let worksheet = try workbook.addSheet(name, isStreamed: false)
    return LaidOutSheet(worksheet, grid: grid, styles: workbook.styles, texts: workbook.texts)
  }

  private func finish(_ sheet: LaidOutSheet, isLandscape: Bool, in workbook: borrowing Workbook) throws {
    print.apply(to: sheet.worksheet, isLandscape: isLandscape, isListing: false)
    sheet.finish(pageHeight: print.pageHeight(of: sheet.grid, isLandscape: isLandscape))
    try workbook.check(sheet.refusal)
  }

  /// Whether a section with a sheet of its own says something that its sheet does not.
  private static func hasRemarks(_ section: Section) -> Bool {
    guard case .own = section.sheet else { return false }
    return section.caption != nil || !remarks(of: section).isEmpty
  }

  private static func remarks(of section: Section) -> [Block] {
    section.blocks.compactMap { block in
      guard case .table(let table) = block else { return block }
      return table.appears(in: .workbook) ? table.remark.map(Block.paragraph) : nil
    }
  }
}
