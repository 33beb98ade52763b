import Archive
import Documents
import Excel
import Evidence
import Files
import Messages
import Model

/// A copy of a workbook that somebody filled in, parsed before anything is locked for it: whatever came from outside may
/// take its time, and a night does not wait for it.
struct ReviewCopy {
  /// The file.
  let file: String
  /// Its SHA-256 when it was read.
  let digest: String
  /// The number on its first sheet.
  let number: DocumentNumber
  /// The document as it lies in the archive; nil where there is no folder of it.
  private let document: ReviewedDocument?
  /// What was read of the copy beside that document's workbook.
  private let filled: FilledWorkbook?

  /// Reads a copy.
  ///
  /// - Throws: ``Failure`` where it is no sound workbook, says no number, or its document cannot be filled in.
  init(_ file: String, in archive: Archive) throws {
    self.file = file
    digest = try Digest.ofFile(file)
    number = try ReviewedDocument.number(onCopy: file)
    document = try ReviewedDocument(number, in: archive)
    filled = try document?.reading(file)
  }

  /// What was filled in, of the document that the ledger says was issued; under the archive's lock.
  ///
  /// - Throws: ``Failure`` where the document is not known or not as it was issued, the copy differs in anything else, or
  ///   either was changed since it was read.
  func held(
    against record: IssueRecord
  ) throws -> (document: ReviewedDocument, issuedAt: Instant, rows: [FilledWorkbook.Row]) {
    let issued = try record.ledger?.entries().last {
      [.issue, .reissue, .adopt].contains($0.act) && $0.outcome == .done && $0.document == number.text
    }
    guard let issued else { throw ArchivedPackage.unknown(number.text) }
    let package = try ArchivedPackage(
      number.text, issuedAs: issued.fact("manifest_sha256")?.stringValue, in: record.archive)
    guard let document, let filled, package.manifest.digest == document.manifestDigest else {
      throw changed(package.folder)
    }
    try document.requireSoundWorkbook()
    guard try Digest.ofFile(file) == digest else { throw changed(file) }
    try document.requireNothingElseChanged(filled, file)
    return (document, min(issued.time, issued.moment), filled.rows)
  }

  private func changed(_ path: String) -> Failure {
    Failure(
      .temporary,
      Message(
        tr: "\(path) okunurken değişti; kapatıp yeniden deneyin.",
        en: "\(path) changed while it was read; close it and try again."))
  }
}
