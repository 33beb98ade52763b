package import Documents
internal import Files

/// Draws a document into an Excel workbook.
package enum WorkbookRenderer {
  /// Draws `document` into a workbook that appears at `path`, complete or not at all.
  ///
  /// Rows are streamed, so memory does not grow with them; meanwhile they lie packed in nameless files in
  /// `temporaryFolder`, which takes the size of the workbook once more. Equal documents make equal bytes. The
  /// finished file is read back before it gets its name.
  ///
  /// - Throws: `FileError` when the disk or a folder does not let it, ``WorkbookError`` for anything else.
  package static func draw(
    _ document: Document, to path: String, temporaryFolder: String
  ) throws -> WorkbookSummary {
    try draw(document, to: path, temporaryFolder: temporaryFolder, rowLimit: Worksheet.rowLimit - 1)
  }

  /// The same with a smaller limit for the rows of data on one sheet.
  static func draw(
    _ document: Document, to path: String, temporaryFolder: String, rowLimit: Int
  ) throws -> WorkbookSummary {
    try CLocale.hold {
      let file = try PartialFile(at: path)
      var workbook = try Workbook(for: document, at: file.path, temporaryFolder: temporaryFolder)
      let texts = workbook.texts
      // Sheets stand in the order they are made; what the first ones say is known when the listings are written.
      let front = try FrontSheets(document, in: &workbook)
      var sheets: [ListedSheet] = []
      var listings: [WorkbookSummary.Listing] = []
      var pages: [(section: Section, sheet: LaidOutSheet)] = []
      for section in document.sections {
        switch section.sheet {
        case .own(let name):
          for table in section.tables where table.appears(in: .workbook) {
            let listing = Listing(table: table, document: document, rowLimit: rowLimit)
            for sheet in try listing.draw(named: name, in: &workbook) {
              listings.append(.init(table: table.id, sheet: sheet.name, rows: sheet.rowCount))
              sheets.append(ListedSheet(section: section, name: sheet.name, rowCount: sheet.rowCount))
            }
          }
        case .page(let name):
          let sheet = try workbook.addLaidOutSheet(name, section.isLandscape ? .landscape : .portrait)
          pages.append((section, sheet))
          sheets.append(ListedSheet(section: section, name: sheet.worksheet.name, rowCount: nil))
        case .cover, .summary, .none: continue
        }
      }
      for page in pages {
        let blocks = BlockDrawing(sheet: page.sheet, document: document)
        let deferred = try blocks.draw(page.section, blocks: page.section.blocks, workbook: workbook)
        FigureDrawing.draw(deferred, on: page.sheet)
        try workbook.finish(page.sheet, of: document)
      }
      try front.draw(sheets, in: workbook)
      let contents = try workbook.close(into: file)
      try WorkbookCheck.verify(file.path, sheets: contents, destination: path)
      let byteCount = try InputFile.size(file.path)
      try file.commit()
      return WorkbookSummary(
        sheets: contents.map { WorkbookSummary.Sheet(name: $0.name, rowCount: $0.rowCount) }, listings: listings,
        shortenedCellCount: texts.shortenedCount, byteCount: byteCount)
    }
  }
}

/// What a drawn workbook holds.
package struct WorkbookSummary: Sendable, Equatable {
  /// A sheet and how many rows it has, headers and blank separators with content included.
  package struct Sheet: Sendable, Equatable {
    /// The name on its tab.
    package let name: String
    /// How many rows it has.
    package let rowCount: Int
  }

  /// A sheet that holds rows of a table and nothing else, below a header.
  package struct Listing: Sendable, Equatable {
    /// The table's English key.
    package let table: String
    /// The name on the sheet's tab.
    package let sheet: String
    /// How many rows of the table it holds.
    package let rows: Int

    /// A sheet from its parts.
    package init(table: String, sheet: String, rows: Int) {
      self.table = table
      self.sheet = sheet
      self.rows = rows
    }
  }

  /// The sheets, in order.
  package let sheets: [Sheet]
  /// Those among them that hold the rows of tables, in order; a long table has several.
  package let listings: [Listing]
  /// How many cells were shortened because Excel holds at most 32,767 characters in one.
  package let shortenedCellCount: Int
  /// The size of the file in bytes.
  package let byteCount: Int
}
