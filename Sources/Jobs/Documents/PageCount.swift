import Archive
import Documents
import Files
import Messages
import Reports

/// How many pages a document has that says how many it has.
struct PageCount {
  let run: RunContext

  /// The document that says as many pages as it has, and their number; `compose` makes one that says a number.
  func settle(_ compose: (Int) throws -> Document) throws -> (document: Document, pages: Int) {
    var pages = 1
    for _ in 0..<5 {
      let document = try compose(pages)
      let drawn = try count(document)
      if drawn == pages { return (document, pages) }
      pages = drawn
    }
    throw Self.unsettled
  }

  /// Draws the pages where nobody sees them, with digests of the length that the true ones will have.
  private func count(_ document: Document) throws -> Int {
    var drawn = document
    let digest = String(repeating: "0", count: 64)
    for index in drawn.annexes.indices { drawn.annexes[index].sha256 = digest }
    drawn.carry(dataDigest: digest)
    let archive = run.record.archive
    let folder = try run.interruption.begin {
      try archive.stage(in: archive.stateFolder, name: "pages-" + document.identity.fileStem)
    }
    defer { run.interruption.remove(folder.path) }
    return try Drawing.pageCount(of: drawn, drawnTo: folder.path + "/pages.pdf")
  }

  /// That a document would say another number of pages than it has.
  static let unsettled = Failure(
    .internalFault,
    Message(
      tr: "İç denetim başarısız: “yazılan sayfa sayısı = çizilen sayfa sayısı”. Hiçbir şey yayımlanmadı.",
      en: "An internal check failed: “pages said = pages drawn”. Nothing was published."))
}
