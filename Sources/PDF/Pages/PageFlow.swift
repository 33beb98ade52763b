internal import Documents
internal import Files

/// The pages of a document being filled from top to bottom.
///
/// It knows where the next thing goes and begins a new page when it does not fit. What stands on every page, and
/// the texts that are known only at the end, are drawn last: libharu's pages stay open until the file is saved.
struct PageFlow: ~Copyable {
  let typesetter: Typesetter
  let styles: TextStyles
  let colours: Theme.Colours
  let formats: Formats
  let words: RendererTexts
  /// The name of the document's files without an ending.
  let fileStem: String
  /// The kinds of file the document is issued as.
  let outputs: Set<Output>
  /// The files that belong to the document.
  let annexes: [Annex]

  /// The page things are drawn on.
  var canvas: Canvas
  /// Where the next thing goes, in points from the top of the page.
  private(set) var y = 0.0
  /// The lowest point of the page that may be drawn on.
  private(set) var bottom = 0.0
  private(set) var isLandscape = false
  /// How many cells of tables were shortened.
  var shortenedCells = 0

  private let file: PDFFile
  private let furniture: PageFurniture
  private let margin: Double
  private var finishedPages: [Canvas] = []
  private var lateTexts: [LateText] = []
  private var pendingGap = 0.0
  private var contents = ContentsPage()
  private var listedRows: (shown: Int, total: Int) = (0, 0)

  /// A text that is known only when everything is drawn.
  private struct LateText {
    var value: Field.Value
    var page: Int
    var x: Double
    var y: Double
    var width: Double
    var lines: Int
    var style: TextStyle
  }

  init(_ document: Document, file: consuming PDFFile, typesetter: Typesetter) throws(PDFError) {
    self.typesetter = typesetter
    styles = TextStyles(document.theme.colours)
    colours = document.theme.colours
    formats = document.formats
    words = document.words
    fileStem = document.identity.fileStem
    outputs = document.outputs
    annexes = document.annexes
    // At least two thirds of a page's width stay usable, whatever the template says.
    margin = min(max(document.theme.marginPoints, 20), 100)
    furniture = PageFurniture(document, margin: margin, typesetter: typesetter, styles: styles)
    canvas = try file.addPage(isLandscape: false)
    self.file = file
    beginPage()
  }

  // MARK: Where things are

  /// The left edge of what may be drawn on.
  var left: Double { margin }
  /// The width of what may be drawn on.
  var width: Double { canvas.width - 2 * margin }
  /// The top of what may be drawn on.
  var top: Double { furniture.top }
  /// Whether the page is the first one.
  var isFirstPage: Bool { finishedPages.isEmpty }
  /// The page's number, from 1.
  var pageNumber: Int { finishedPages.count + 1 }
  /// Whether nothing was drawn on the page yet.
  var isAtTop: Bool { y <= top }
  /// How much can still be drawn on the page, once the gap before it is taken off.
  var room: Double { bottom - y - (isAtTop ? 0 : pendingGap) }
  /// How much can be drawn on an empty page.
  var pageRoom: Double { canvas.height - furniture.bottomHeight - top }

  // MARK: Moving on

  /// Asks for an empty space before the next thing; at the top of a page there is none.
  mutating func leaveGap(_ points: Double) { pendingGap = max(pendingGap, points) }

  /// Begins a new page unless `height` points fit on this one, and takes the gap that was asked for.
  mutating func makeRoom(_ height: Double) throws(PDFError) {
    // Sums of heights differ by less than anyone can see.
    if room + 0.01 < height, !isAtTop { try beginNewPage(isLandscape: isLandscape) }
    if !isAtTop { y += pendingGap }
    pendingGap = 0
  }

  /// Moves down.
  mutating func advance(_ points: Double) { y += points }

  /// Draws something that is `height` points high at the foot of the current page; the rest of the page ends above.
  mutating func drawAtFoot(height: Double, _ body: (inout PageFlow) throws -> Void) throws {
    let (place, gap) = (y, pendingGap)
    y = bottom - height
    pendingGap = 0
    try body(&self)
    bottom -= height + 6
    (y, pendingGap) = (place, gap)
  }

  /// Begins a page.
  mutating func beginNewPage(isLandscape: Bool) throws(PDFError) {
    canvas.endText()
    finishedPages.append(canvas)
    canvas = try file.addPage(isLandscape: isLandscape)
    self.isLandscape = isLandscape
    beginPage()
  }

  private mutating func beginPage() {
    y = top
    bottom = canvas.height - furniture.bottomHeight
    pendingGap = 0
  }

  /// Adds a bookmark, and a line of the contents, to where the next thing goes.
  mutating func addBookmark(_ bookmark: String, number: Int, title: String) throws(PDFError) {
    try file.addBookmark(bookmark, to: canvas, top: y)
    contents.add(number: number, title: title, page: finishedPages.count, top: y)
  }

  // MARK: Late texts

  /// Counts rows of a register, and how many of them stand on pages.
  mutating func addListed(rows: Int, of total: Int) {
    listedRows.shown += rows
    listedRows.total += total
  }

  /// How many lines a late text needs at a width; with larger numbers than these it is written smaller.
  func lateLineCount(_ value: Field.Value, width: Double, _ style: TextStyle) -> Int {
    let longest =
      switch value {
      case .text(let text): text
      case .drawingReplacements: replacementText(characters: 9_999, cells: 9_999)
      case .listedRows: listedText(shown: 9_999, total: 9_999_999)
      case .dataDigest: "–"
      }
    return typesetter.set(longest, style, width: width, counting: false).lines.count
  }

  /// Puts a late text at a place of the current page.
  mutating func addLateText(_ value: Field.Value, x: Double, y: Double, width: Double, _ style: TextStyle) {
    let lines = lateLineCount(value, width: width, style)
    lateTexts.append(
      LateText(value: value, page: finishedPages.count, x: x, y: y, width: width, lines: lines, style: style))
  }

  private func listedText(shown: Int, total: Int) -> String {
    let counts = ["shown": Int64(shown), "total": Int64(total)].mapValues(formats.integer)
    return RendererTexts.fill(shown < total ? words.rowsListed : words.allRowsListed, counts)
  }

  private func replacementText(characters: Int, cells: Int) -> String {
    if characters == 0, cells == 0 { return words.noReplacements }
    return RendererTexts.fill(
      words.replacements,
      ["characters": formats.integer(Int64(characters)), "cells": formats.integer(Int64(cells))])
  }

  // MARK: The end

  /// Draws what was left for the end and writes the file out.
  consuming func finish(to output: consuming OutputFile) throws -> DrawingSummary {
    canvas.endText()
    finishedPages.append(canvas)
    let hasContents = ContentsPage.isWorthwhile(pages: finishedPages.count)
    let summary = DrawingSummary(
      pages: finishedPages.count + (hasContents ? 1 : 0), replacedCharacters: typesetter.replacedCharacters,
      shortenedCells: shortenedCells)
    for late in lateTexts {
      let text =
        switch late.value {
        case .text(let text): text
        case .drawingReplacements:
          replacementText(characters: summary.replacedCharacters, cells: summary.shortenedCells)
        case .listedRows: listedText(shown: listedRows.shown, total: listedRows.total)
        case .dataDigest: "–"
        }
      var block = typesetter.set(text, late.style, width: late.width, counting: false)
      while block.lines.count > late.lines, block.style.size > 4 {
        block.style.size -= 0.25
        block.breakLines(width: late.width)
      }
      finishedPages[late.page].draw(block, x: late.x, y: late.y, typesetter.fonts)
    }
    if hasContents {
      let page = try contents.draw(
        before: finishedPages, in: file, typesetter, styles, words, margin: margin, furniture)
      finishedPages.insert(page, at: ContentsPage.place)
    }
    for index in finishedPages.indices {
      furniture.draw(on: &finishedPages[index], page: index + 1, of: finishedPages.count, typesetter)
      finishedPages[index].endText()
    }
    try file.describeFonts(typesetter.fonts)
    try file.save(to: output)
    return summary
  }
}
