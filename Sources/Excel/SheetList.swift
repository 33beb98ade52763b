internal import Documents

/// A sheet behind the cover and the summary, as the summary lists it.
struct ListedSheet {
  let section: Section
  /// The name on its tab.
  let name: String
  /// How many rows of data it has; nil where it is laid out to be read.
  let rowCount: Int?
}

/// The list of the sheets: each name leads to its sheet, and beside it stands what a listing cannot say of itself.
struct SheetList {
  let entries: [ListedSheet]
  let document: Document
  let sheet: LaidOutSheet

  private static let names = 0..<8
  private static let texts = 8..<32
  private static let counts = 32..<36

  private var styles: StyleSheet { sheet.styles }

  /// Draws the list below what is there.
  func draw() {
    if entries.isEmpty { return }
    if sheet.row > 0 { sheet.addSpace() }
    sheet.beginBlock()
    sheet.add(document.words.sheetList, styles.heading)
    sheet.addSpace(6)
    for entry in entries { draw(entry) }
  }

  private func draw(_ entry: ListedSheet) {
    let text = styles.remark.with { $0.bottom = styles.rule }
    sheet.putLink(to: entry.name, row: sheet.row, columns: Self.names, styles.link.with { $0.bottom = styles.rule })
    let words = Self.words(of: entry.section)
    sheet.put(words, row: sheet.row, columns: Self.texts, text)
    if let count = entry.rowCount {
      sheet.put(
        document.words.sheetRows + ":", row: sheet.row, columns: Self.counts.prefix(2),
        text.with { $0.alignment = .right })
      sheet.put(
        .integer(Double(count)), row: sheet.row, columns: Self.counts.suffix(2),
        text.with { $0.alignment = .right })
    } else {
      sheet.put("", row: sheet.row, columns: Self.counts, text)
    }
    sheet.setHeight(row: sheet.row, for: [(words, Self.texts, text)], least: 15)
    sheet.row += 1
  }

  /// What a section with a sheet of its own says beside its rows, in one text.
  static func words(of section: Section) -> String {
    guard case .own = section.sheet else { return section.caption ?? "" }
    let texts = section.blocks.compactMap { block in
      switch block {
      case .paragraph(let text), .notice(let text): text
      case .table(let table): table.appears(in: .workbook) ? table.remark : nil
      case .fields, .tiles, .figure, .annexes, .signatures: nil
      }
    }
    return ([section.caption].compactMap { $0 } + texts).joined(separator: "\n")
  }

  /// What neither the rows of a section's sheet nor the list can hold.
  static func remainder(of section: Section) -> [Block] {
    guard case .own = section.sheet else { return [] }
    return section.blocks.filter { block in
      switch block {
      case .paragraph, .notice, .table: false
      case .fields, .tiles, .figure, .annexes, .signatures: true
      }
    }
  }
}
