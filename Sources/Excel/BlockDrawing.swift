internal import Documents

/// Draws sections and their blocks on a laid-out sheet, one below the other.
struct BlockDrawing {
  let sheet: LaidOutSheet
  let document: Document

  private var styles: StyleSheet { sheet.styles }

  /// The number pages give to a section: only what is on pages is counted.
  static func number(of id: String, in document: Document) -> Int? {
    document.sections.filter(\.isPaged).firstIndex { $0.id == id }.map { $0 + 1 }
  }

  /// Draws a section's heading and its blocks; figures too large to stand beside their numbers are handed back.
  func draw(_ section: Section, blocks: [Block], workbook: borrowing Workbook) throws -> [DeferredNumbers] {
    if sheet.row > 0 { sheet.addSpace() }
    sheet.beginBlock(holdingNext: true)
    let number = Self.number(of: section.id, in: document).map { "\($0)  " } ?? ""
    sheet.add(number + section.title, styles.heading)
    if let caption = section.caption { sheet.add(caption, styles.remark) }
    var deferred: [DeferredNumbers] = []
    for block in blocks {
      if case .figure = block { sheet.addSpace(12) } else { sheet.addSpace(6) }
      deferred += try draw(block, workbook: workbook)
    }
    return deferred
  }

  private func draw(_ block: Block, workbook: borrowing Workbook) throws -> [DeferredNumbers] {
    if case .figure = block { sheet.beginBlock() }
    switch block {
    case .paragraph(let text): sheet.add(text, styles.paragraph)
    case .notice(let text): sheet.add(text, styles.notice)
    case .fields(let fields):
      drawFields(fields.filter { !$0.isOfPages }.map { ($0.label, value(of: $0, workbook)) })
    case .annexes: drawAnnexes()
    case .tiles(let tiles): drawTiles(tiles)
    case .signatures(let boxes): drawSignatures(boxes)
    case .table(let table): try SmallTable(table: table, document: document, sheet: sheet).draw()
    case .figure(let figure):
      if let deferred = try FigureDrawing(figure: figure, sheet: sheet, document: document).draw(workbook: workbook) {
        return [deferred]
      }
    }
    return []
  }

  /// What stands beside a label.
  func value(of field: Field, _ workbook: borrowing Workbook) -> String {
    switch field.value {
    case .text(let text): return text
    case .listedRows: return ""
    case .dataDigest: return "–"
    case .drawingReplacements:
      let count = workbook.texts.shortenedCount
      if count == 0 { return document.words.noReplacements }
      let numbers = ["characters": "0", "cells": document.formats.integer(Int64(count))]
      return RendererTexts.fill(document.words.replacements, numbers)
    }
  }

  /// Labelled values in two columns: down the left one, then down the right one.
  func drawFields(_ fields: [(label: String, value: String)]) {
    let half = sheet.grid.columnCount / 2
    let labelColumns = half / 3
    let rowCount = (fields.count + 1) / 2
    let label = styles.muted.with { ($0.fill, $0.isAtTop, $0.isWrapped, $0.indent) = (styles.band, true, true, 1) }
    let value = styles.paragraph.with { $0.fill = styles.band }
    for index in 0..<rowCount {
      sheet.fill(row: sheet.row, columns: sheet.grid.all, value)
      var texts: [(text: String, columns: Range<Int>, style: CellStyle)] = []
      for (side, place) in [index, index + rowCount].enumerated() where fields.indices.contains(place) {
        let start = side * half
        texts.append((fields[place].label, start..<start + labelColumns, label))
        texts.append((fields[place].value, start + labelColumns..<start + half, value))
      }
      for part in texts { sheet.put(part.text, row: sheet.row, columns: part.columns, part.style) }
      sheet.setHeight(row: sheet.row, for: texts, least: 16.5)
      sheet.row += 1
    }
  }

  /// The annexes by name: a workbook cannot hold a digest of itself, the pages do.
  private func drawAnnexes() {
    let words = document.words
    if document.annexes.isEmpty { return sheet.add(words.noAnnexes, styles.paragraph) }
    drawFields(
      document.annexes.enumerated().map { index, annex in
        (RendererTexts.fill(words.annex, ["number": String(index + 1)]), annex.name)
      })
  }

  /// The question on the left, its answer beside it.
  func drawHighlights(_ highlights: [Highlight]) {
    let labelColumns = sheet.grid.columnCount / 6
    let parts = (0..<labelColumns, labelColumns..<sheet.grid.columnCount)
    for highlight in highlights {
      let colour = highlight.isAlert ? styles.theme.colours.alert : styles.theme.colours.accent
      let label = styles.text.with {
        ($0.isBold, $0.isAtTop, $0.isWrapped, $0.indent) = (true, true, true, 1)
        $0.left = CellStyle.Edge(isThick: true, colour: colour.number)
      }
      sheet.put(highlight.label, row: sheet.row, columns: parts.0, label)
      sheet.put(highlight.text, row: sheet.row, columns: parts.1, styles.paragraph)
      sheet.setHeight(
        row: sheet.row,
        for: [(highlight.label, parts.0, label), (highlight.text, parts.1, styles.paragraph)], least: 16.5)
      sheet.row += 1
    }
  }

  func drawTiles(_ tiles: [Tile]) {
    let perRow = sheet.grid.columnCount / 6
    for start in stride(from: 0, to: tiles.count, by: perRow) {
      if start > 0 { sheet.addSpace(6) }
      let group = tiles[start..<min(tiles.count, start + perRow)]
      // One column stays free between two tiles; few tiles do not become broad.
      let width = min(9, sheet.grid.columnCount / min(perRow, tiles.count))
      let places = group.enumerated().map { ($0.element, $0.offset * width..<($0.offset + 1) * width - 1) }
      drawTileRow(places.map { (.text($0.0.label), $0.1, $0.0.isAlert) }, styles.tileLabel, least: 19)
      drawTileRow(
        places.map { (CellContent($0.0.value, formats: document.formats), $0.1, $0.0.isAlert) }, styles.tileValue,
        least: 27)
      drawTileRow(places.map { (.text($0.0.remark), $0.1, $0.0.isAlert) }, styles.tileRemark, least: 16)
    }
  }

  private func drawTileRow(_ parts: [(CellContent, Range<Int>, Bool)], _ style: CellStyle, least: Double) {
    var wrapped: [(text: String, columns: Range<Int>, style: CellStyle)] = []
    for (content, columns, isAlert) in parts {
      let edge = CellStyle.Edge(isThick: true, colour: styles.theme.colours.alert.number)
      let style = style.with { $0.left = isAlert ? edge : $0.left }
      switch content {
      case .text(let text):
        sheet.put(text, row: sheet.row, columns: columns, style)
        if style.isWrapped { wrapped.append((text, columns, style)) }
      case .blank: sheet.put("–", row: sheet.row, columns: columns, style)
      default: sheet.put(content, row: sheet.row, columns: columns, style)
      }
    }
    sheet.setHeight(row: sheet.row, for: wrapped, least: least)
    sheet.row += 1
  }

  /// Boxes side by side, with lines to write on.
  private func drawSignatures(_ boxes: [SignatureBox]) {
    let perRow = max(1, sheet.grid.columnCount / 6)
    for start in stride(from: 0, to: boxes.count, by: perRow) {
      if start > 0 { sheet.addSpace() }
      sheet.beginBlock()
      let group = Array(boxes[start..<min(boxes.count, start + perRow)])
      let lineCount = group.map(\.lines.count).max() ?? 0
      for line in 0...lineCount {
        for (index, box) in group.enumerated() {
          let text = line == 0 ? box.role : (box.lines.count >= line ? box.lines[line - 1] : "")
          let style = styles.signature(isFirst: line == 0, isLast: line == lineCount)
          sheet.put(text, row: sheet.row, columns: index * 6..<index * 6 + 5, style)
        }
        sheet.setHeight(line == 0 ? 18 : 27, row: sheet.row)
        sheet.row += 1
      }
    }
  }
}
