internal import Documents
internal import Records

/// A section: its numbered heading, and its blocks one below the other.
struct SectionBody {
  private let numbered: NumberedSection
  private let document: Document
  /// What errors call the file.
  private let path: String

  /// Tables of more rows are listed by the script, to be searched.
  private static let writtenRowLimit = 100

  init(_ numbered: NumberedSection, of document: Document, path: String) {
    (self.numbered, self.document, self.path) = (numbered, document, path)
  }

  /// Draws it; `body` is told how many rows of which table are in the file.
  func draw(to file: inout PageFile, _ body: (String, Int) -> Void) throws {
    let section = numbered.section
    let caption: Markup = section.caption.map { "<p class=\"caption\">\($0)</p>\n" } ?? ""
    try file.append(
      """
      <section id="\(numbered.anchor)" aria-labelledby="\(numbered.anchor)-title">
      <h2 id="\(numbered.anchor)-title">\(numbered.heading)</h2>
      \(caption)
      """)
    for (place, block) in section.blocks.enumerated() {
      try draw(block, place: place + 1, to: &file, body)
    }
    try file.append("</section>\n")
  }

  private func draw(_ block: Block, place: Int, to file: inout PageFile, _ body: (String, Int) -> Void) throws {
    let blocks = SmallBlocks(document)
    switch block {
    case .paragraph(let text): try file.append("<p>\(text)</p>\n")
    case .notice(let text): try file.append("<p class=\"notice\">\(text)</p>\n")
    case .fields(let fields): try file.append(blocks.fields(fields))
    case .tiles(let tiles): try file.append(blocks.tiles(tiles))
    case .annexes: try file.append(blocks.annexes(document.annexes))
    case .signatures(let boxes): try file.append(blocks.signatures(boxes))
    case .figure(let figure):
      try file.append(FigureMarkup(figure, anchor: "figure-\(numbered.place)-\(place)", document).markup)
    case .table(let table):
      guard table.appears(in: .browser) else { return }
      let title = table.title ?? numbered.section.title
      let heading: Markup = table.title.map { "<h3>\($0)</h3>\n" } ?? ""
      try file.append(heading)
      if table.rows.count == 0 {
        try file.append("<p class=\"empty\">\(table.emptyText)</p>\n")
      } else if isSearched(table) {
        try Listing(table, title: title, document, path: path).draw(to: &file)
      } else {
        try WrittenTable(table, title: title, document, path: path).draw(to: &file)
      }
      if let remark = table.remark { try file.append("<p class=\"remark\">\(remark)</p>\n") }
      body(table.id, table.rows.count)
    }
  }

  private func isSearched(_ table: Table) -> Bool {
    if case .own = numbered.section.sheet, numbered.section.tables.count == 1 { return true }
    return table.rows.count > Self.writtenRowLimit
  }
}
