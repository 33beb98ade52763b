import Files
import Model

/// Where a record of reviews lies: `reviews/2026-ANM-000123/001`, the document and a count from 1.
package struct ReviewFolder: Hashable, Sendable, Comparable {
  /// The document whose findings were decided on.
  package let document: DocumentNumber
  /// The count among the records of that document, from 1.
  package let count: Int

  /// A place from its parts.
  package init(_ document: DocumentNumber, count: Int) { (self.document, self.count) = (document, count) }

  /// Reads `2026-ANM-000123/001`; nil for anything the program would not have written.
  package init?(_ text: String) {
    let parts = text.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false).map { String($0) ?? "" }
    guard parts.count == 2, let document = DocumentNumber(parts[0]), document.folderName == parts[0],
      let count = Int(parts[1]), count > 0, padded(count, 3) == parts[1]
    else { return nil }
    self.init(document, count: count)
  }

  /// The folder's own name, `001`.
  package var name: String { padded(count, 3) }

  /// `2026-ANM-000123/001`, as the ledger has it.
  package var text: String { "\(document.folderName)/\(name)" }

  /// The folder of all records of the document, relative to the archive.
  package var parent: String { "reviews/\(document.folderName)" }

  /// The folder, relative to the archive.
  package var path: String { "\(parent)/\(name)" }

  package static func < (first: ReviewFolder, second: ReviewFolder) -> Bool {
    first.document == second.document ? first.count < second.count : first.document < second.document
  }

  /// The names of the folders of documents with records, in an archive at a path.
  static func documents(in archive: String) throws(FileError) -> [String] {
    let folder = archive + "/reviews"
    guard Folder.exists(folder) else { return [] }
    return try Folder.entries(folder).filter {
      DocumentNumber($0)?.folderName == $0 && Folder.exists("\(folder)/\($0)")
    }
  }
}

extension LedgerEntry {
  /// Where the record lies that a line of a review speaks of.
  package var reviewFolder: ReviewFolder? {
    act == .review ? fact("record")?.stringValue.flatMap { ReviewFolder($0) } : nil
  }
}
