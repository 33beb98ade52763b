import Documents
import Foundation
import PDF
import Support

/// A document drawn into a scratch folder, and what readers of PDF say about it.
struct DrawnPDF {
  let path: String
  let summary: DrawingSummary
  private let folder: ScratchFolder

  /// Draws the sample document after a change; `folder` is where the rows of new tables may lie.
  init(
    sessions: Int = 120, names: [String] = ["şükrü.ığdır", "İpek Çığ"],
    _ change: (inout Document, _ folder: String) throws -> Void = { _, _ in }
  ) throws {
    folder = try ScratchFolder()
    var document = try SampleDocument.make(in: folder.path, sessions: sessions, names: names)
    try change(&document, folder.path)
    path = folder.path + "/document.pdf"
    summary = try PDFRenderer.draw(document, to: path)
  }

  /// Draws the sample's first page with one section of these blocks.
  init(isLandscape: Bool = false, blocks: (_ folder: String) throws -> [Block]) throws {
    try self.init(sessions: 1) { document, folder in
      document.sections = [
        Section(id: "only", title: "Bölüm", sheet: .none, isLandscape: isLandscape, blocks: try blocks(folder))
      ]
    }
  }

  /// The text of a page, or of all pages, in its layout.
  func text(page: Int? = nil) throws -> String {
    let pages = page.map { ["-f", String($0), "-l", String($0)] } ?? []
    return try Command.run(words: ["pdftotext", "-layout"] + pages + [path, "-"]).output
  }

  /// The text of all pages in reading order, line ends and all other white space as one space.
  func runningText() throws -> String {
    let text = try Command.run("pdftotext", path, "-").output
    return text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  /// The words of every page with their boxes.
  func words() throws -> [[Word]] {
    let boxes = try Command.run("pdftotext", "-bbox", path, "-").output
    return boxes.components(separatedBy: "<page ").dropFirst().map { page in
      let size = Word.attributes(page.prefix { $0 != ">" })
      return page.components(separatedBy: "<word ").dropFirst().compactMap { Word($0, pageSize: size) }
    }
  }

  /// What `pdfinfo` says, by its names.
  func properties() throws -> [String: String] {
    let lines = try Command.run("pdfinfo", "-rawdates", path).output.split(separator: "\n")
    return Dictionary(
      lines.map { line in
        let parts = line.split(separator: ":", maxSplits: 1)
        return (String(parts[0]), parts.count > 1 ? parts[1].trimmingPrefix { $0 == " " }.description : "")
      }, uniquingKeysWith: { first, _ in first })
  }
}
