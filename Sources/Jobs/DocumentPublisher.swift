import Documents
import Evidence
import Excel
import Files
import Messages
import Model
import PDF
import Reports
import Text

/// Draws a document in every format, lists its files in the manifest, and publishes the package by one rename.
struct DocumentPublisher {
  let invocation: Invocation
  let archive: Archive
  let interruption: Interruption

  /// Publishes; returns the package's folder.
  ///
  /// `manifest` is given how many rows each file holds and returns the content of `manifest.json`, whose list of files
  /// is added here.
  func publish(
    _ document: Document, year: Int, manifest: ([String: Int]) -> [JSONValue.Member]
  ) throws -> String {
    let staging = try interruption.begin(
      parent: "\(archive.path)/\(padded(year, 4))", name: document.identity.fileStem)
    let rows = try draw(document, into: staging.path)
    try seal(staging.path, manifest(rows))
    let destination = staging.destination
    let partial = staging.path
    try Folder.synchronise(partial)
    // The sealed folder gets its name while no interruption can begin.
    var folder: StagingFolder? = consume staging
    try interruption.publishing { try folder.take()?.publish() }
    interruption.remove(partial)
    return destination
  }

  /// Draws every format; returns the rows each file holds, and refuses a file that holds fewer than the document.
  private func draw(_ document: Document, into folder: String) throws -> [String: Int] {
    let stem = "\(folder)/\(document.identity.fileStem)"
    var rows: [String: Int] = [:]
    for format in invocation.configuration.formats {
      invocation.note(
        Message(
          tr: "\(document.identity.number): \(format.rawValue) çiziliyor",
          en: "\(document.identity.number): drawing \(format.rawValue)"))
      let name = "\(document.identity.fileStem).\(format.rawValue)"
      switch format {
      case .pdf: rows[name] = try PDFRenderer.draw(document, to: stem + ".pdf").pages
      case .xlsx:
        rows[name] = try drawWorkbook(document, to: stem + ".xlsx")
      case .json:
        let counts = try JSONRenderer.draw(document, to: stem + ".json")
        try checkComplete(counts, document, .json, name)
        rows[name] = counts.values.reduce(0, +)
      case .csv:
        for (path, count) in try CSVRenderer.draw(document, toStem: stem, options: invocation.configuration.csv) {
          rows[String(path.dropFirst(folder.count + 1))] = count
        }
      }
    }
    return rows
  }

  /// Draws the workbook; returns its rows.
  ///
  /// The library's own files have names for an instant, which a kill can leave behind: they lie in a folder that is swept.
  private func drawWorkbook(_ document: Document, to path: String) throws -> Int {
    let temporary = try interruption.begin(parent: archive.stateFolder, name: "workbook")
    defer { interruption.remove(temporary.path) }
    let summary = try WorkbookRenderer.draw(document, to: path, temporaryFolder: temporary.path)
    return summary.sheets.reduce(0) { $0 + $1.rowCount }
  }

  private func checkComplete(
    _ counts: [String: Int], _ document: Document, _ output: Output, _ name: String
  ) throws {
    for table in document.tables where table.appears(in: output) && counts[table.id] != table.rows.count {
      throw Failure(
        .software,
        Message(
          tr: "\(name): “\(table.id)” eksik yazıldı. Hiçbir şey yayımlanmadı.",
          en: "\(name): “\(table.id)” was not written completely. Nothing was published."))
    }
  }

  private func seal(_ folder: String, _ facts: [JSONValue.Member]) throws {
    try ManifestFile.write(facts, in: folder)
  }
}
