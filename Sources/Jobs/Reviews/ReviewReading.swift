import Archive
import Evidence
import Files
import Model
import Reports

/// Reads the records of reviews from the archive: those that are what the ledger says, and the names of the others.
struct ReviewReading {
  /// A record with its line of the ledger; nil where it is not there, or not as it was taken in.
  struct Item {
    let folder: ReviewFolder
    let entry: LedgerEntry
    let record: ReviewRecord?
  }

  let record: IssueRecord

  /// Every record that the ledger has, of a source or of all, in the order of the ledger.
  func items(of source: String?) throws -> [Item] {
    var last: [ReviewFolder: LedgerEntry] = [:]
    for entry in try record.ledger?.entries() ?? [] {
      if let folder = entry.reviewFolder, source == nil || entry.source == source { last[folder] = entry }
    }
    return last.filter { $0.value.outcome == .done }.sorted { $0.value.sequence < $1.value.sequence }.map {
      Item(folder: $0.key, entry: $0.value, record: stored($0.key, $0.value))
    }
  }

  /// The decisions on a source's findings.
  func reviews(of source: String) throws -> FindingReviews {
    let items = try items(of: source)
    let records = items.compactMap { item in
      item.record.map { record in
        FindingReviews.Record(
          document: record.document, name: item.folder.text, sequence: item.entry.sequence, mask: record.mask,
          key: record.key, reviews: record.reviews)
      }
    }
    return FindingReviews(records, unused: items.filter { $0.record == nil }.map(\.folder.text))
  }

  private func stored(_ folder: ReviewFolder, _ entry: LedgerEntry) -> ReviewRecord? {
    let path = "\(record.archive.path)/\(folder.path)"
    guard let manifest = try? Manifest(readingFrom: path),
      manifest.digest == entry.fact("manifest_sha256")?.stringValue,
      let listed = manifest.files.first(where: { $0.path == ReviewRecord.fileName }),
      let bytes = try? InputFile.bytes(path + "/" + ReviewRecord.fileName),
      (try? Digest.ofBytes(bytes)) == listed.sha256,
      let stored = ReviewRecord(reading: bytes), stored.document == folder.document.text, stored.source == entry.source
    else { return nil }
    return stored
  }
}
