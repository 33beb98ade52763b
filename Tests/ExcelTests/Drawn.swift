import Documents
import Records
@testable import Excel
import Model
import Support

/// A document drawn into a scratch folder.
struct Drawn {
  let scratch: ScratchFolder
  let path: String
  let summary: WorkbookSummary

  /// Draws what `compose` makes; tables keep their rows in the folder it is given.
  init(
    rowLimit: Int = Worksheet.rowLimit - 1,
    _ compose: (_ folder: String) throws -> Document = { try SampleDocument.make(in: $0) }
  ) throws {
    scratch = try ScratchFolder()
    path = scratch.path + "/drawn.xlsx"
    summary = try WorkbookRenderer.draw(
      compose(scratch.path), to: path, temporaryFolder: scratch.path, rowLimit: rowLimit)
  }

  /// Draws a document whose only listing is one table of the given rows.
  init(columns: [Column], rows: [[Cell]], rowLimit: Int = Worksheet.rowLimit - 1) throws {
    try self.init(rowLimit: rowLimit) { try Self.document(in: $0, columns: columns, rows: rows) }
  }

  /// The sample document with one table of the given rows as its only listing, on the sheet `Liste`.
  static func document(in folder: String, columns: [Column], rows: [[Cell]]) throws -> Document {
    let spooled = try TableRows(rows, in: folder)
    var document = try SampleDocument.make(in: folder, sessions: 1)
    let table = Table(id: "list", columns: columns, rows: spooled, emptyText: "Kayıt bulunmamaktadır.")
    document.sections.removeAll { $0.sheet == .own("Oturumlar") }
    document.sections.append(Section(id: "list", title: "Liste", sheet: .own("Liste"), blocks: [.table(table)]))
    return document
  }

  /// A column that every output shows.
  static func column(_ kind: Column.Kind, id: String = "value", title: String = "Değer", width: Int = 20) -> Column {
    Column(id: id, title: title, kind: kind, width: width, audience: .everyone)
  }

  /// The workbook as an independent reader sees it.
  func reading() throws -> WorkbookReading { try withExtendedLifetime(scratch) { try WorkbookReading.of(path) } }

  /// The XML of a part of the file.
  func part(_ name: String) throws -> String {
    try withExtendedLifetime(scratch) { try WorkbookReading.part(name, of: path) }
  }

  /// The cells of the first column of the only listing, header included, as an independent reader sees them.
  func listed() throws -> [WorkbookReading.Cell?] {
    let sheet = try reading().sheet("Liste")
    return (1...sheet.rowCount).map { sheet["A\($0)"] }
  }
}
