import Archive
import Documents
import Excel
import Files
import HTML
import Messages
import PDF
import Records
import Text

/// The kinds of file a document can be issued as: the one list of them, and what each renderer is asked to do.
///
/// Another format is a case here and a room of its own; the compiler then asks for the rest of this file.
package enum DocumentFormat: String, Sendable, CaseIterable {
  case pdf, xlsx, csv, json, html

  /// What a document's tables and columns are chosen by.
  var output: Output {
    switch self {
    case .pdf: .paged
    case .xlsx: .workbook
    case .csv: .csv
    case .json: .json
    case .html: .browser
    }
  }

  /// The order in which documents are drawn: the PDF after all others, for it holds their digests.
  static func drawingOrder(_ formats: [DocumentFormat]) -> [DocumentFormat] {
    formats.filter { $0 != .pdf } + formats.filter { $0 == .pdf }
  }

  /// The files that belong to a document's pages: all but the PDF itself.
  static func annexes(of document: Document, in formats: [DocumentFormat]) -> [Annex] {
    let stem = document.identity.fileStem
    return allCases.filter { formats.contains($0) }.flatMap { format in
      switch format {
      case .pdf: [String]()
      case .xlsx, .json, .html: [format.output.fileName(stem: stem, table: "")]
      case .csv: CSVRenderer.fileNames(of: document, stem: stem)
      }
    }.map { Annex(name: $0) }
  }

  /// Draws a document into the files of this kind; returns how many rows each holds, for a PDF its pages.
  ///
  /// - Throws: ``Failure`` for a file that holds fewer rows than the document.
  func draw(_ drawing: inout Drawing) throws -> [String: Int] {
    let document = drawing.document
    let name = "\(document.identity.fileStem).\(rawValue)"
    let path = "\(drawing.folder)/\(name)"
    switch self {
    case .pdf:
      return [name: try PDFRenderer.draw(document, to: path).pages]
    case .xlsx:
      let summary = try drawing.withTemporaryFolder { temporary in
        try WorkbookRenderer.draw(document, to: path, temporaryFolder: temporary)
      }
      drawing.listings = summary.listings
      return [name: summary.sheets.reduce(0) { $0 + $1.rowCount }]
    case .csv:
      let stem = "\(drawing.folder)/\(document.identity.fileStem)"
      let files = try CSVRenderer.draw(document, toStem: stem, options: drawing.csv)
      return Dictionary(uniqueKeysWithValues: files.map { (String($0.0.dropFirst(drawing.folder.count + 1)), $0.1) })
    case .html:
      return [name: try HTMLRenderer.draw(document, to: path).values.reduce(0, +)]
    case .json:
      let counts = try JSONRenderer.draw(document, to: path)
      for table in document.tables where table.appears(in: .json) && counts[table.id] != table.rows.count {
        throw Failure(
          .internalFault,
          Message(
            tr: "\(name): “\(table.id)” eksik yazıldı. Hiçbir şey yayımlanmadı.",
            en: "\(name): “\(table.id)” was not written completely. Nothing was published."))
      }
      return [name: counts.values.reduce(0, +)]
    }
  }
}

/// A table as lines of CSV, for what is to lie in no file in the clear.
struct TableLines: Sendable {
  private let table: Table
  private let options: CSVRenderer.Options

  init(_ table: Table, _ configuration: Configuration) { (self.table, options) = (table, configuration.csv) }

  /// Hands over the header and each row.
  func write(to put: (borrowing RecordBuffer) throws -> Void) throws {
    try CSVRenderer.write(table, options, to: put)
  }
}

/// A document on its way into files.
struct Drawing {
  private(set) var document: Document
  /// The folder of the package, while it is filled.
  let folder: String
  /// How CSV files are written.
  let csv: CSVRenderer.Options
  /// The digest of the rows, once ``bindData()`` has computed it.
  private(set) var data: DataDigest?
  /// The sheets of the workbook that hold rows of tables, once it is drawn.
  fileprivate(set) var listings: [WorkbookSummary.Listing] = []
  private let run: RunContext

  init(_ document: Document, into folder: String, _ run: RunContext) {
    self.document = document
    self.folder = folder
    csv = run.invocation.configuration.csv
    self.run = run
  }

  /// Computes the digest of the rows and has the document say it.
  ///
  /// The file of row marks is for those who compare a workbook with it: a package without one has none.
  mutating func bindData() throws {
    let marks = run.invocation.configuration.formats.contains(.xlsx)
    let path = "\(folder)/\(document.identity.fileStem)\(DataFacts.marksEnding)"
    data = try DataDigest.compute(of: document, marks: marks ? path : nil)
    document.carry(dataDigest: data?.sha256)
  }

  /// The digest of a document's rows, of one that is not drawn yet; nil where it has no table of rows.
  static func dataDigest(of document: Document) throws -> String? {
    try DataDigest.compute(of: document, marks: nil)?.sha256
  }

  /// How many pages a document has that is drawn into a file nobody sees.
  static func pageCount(of document: Document, drawnTo path: String) throws -> Int {
    try PDFRenderer.draw(document, to: path).pages
  }

  /// What the manifest says of the rows: their digest, the tables and the sheets they stand on.
  var dataFacts: [JSONValue.Member] { DataFacts(data, listings).members }

  /// Gives the annexes, which are drawn by now, their digests.
  mutating func bindAnnexes() throws {
    for index in document.annexes.indices {
      document.annexes[index].sha256 = try ListedFile(document.annexes[index].name, in: folder).sha256
    }
  }

  /// Lends a folder for a library's own files, which have names for an instant that a kill can leave behind: it is swept.
  func withTemporaryFolder<Result>(_ body: (String) throws -> Result) throws -> Result {
    let archive = run.record.archive
    let temporary = try run.interruption.begin {
      try archive.stage(in: archive.stateFolder, name: "workbook-" + document.identity.fileStem)
    }
    defer { run.interruption.remove(temporary.path) }
    return try body(temporary.path)
  }
}
