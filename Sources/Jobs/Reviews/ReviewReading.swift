import Archive
import Evidence
import Files
import Model
import Reports

/// Reads the records of reviews from the archive: those that are what the ledger says, and the names of the others.
struct ReviewReading {
  /// A record with its line of the ledger; nil where it is not there, not as it was taken in, or has a decision that the import
  /// would not have taken at that moment.
  struct Item {
    let folder: ReviewFolder
    let entry: LedgerEntry
    let record: ReviewRecord?
    /// The period of its document.
    let period: Period
  }

  let record: IssueRecord
  /// The zone of last days.
  let zone: Zone

  init(in run: RunContext) { (record, zone) = (run.record, run.invocation.configuration.zone) }

  /// Every record that the ledger has, of a source or of all, in the order of the ledger.
  func items(of source: String?) throws -> [Item] {
    var last: [ReviewFolder: LedgerEntry] = [:]
    for entry in try record.ledger?.entries() ?? [] {
      if let folder = entry.reviewFolder, source == nil || entry.source == source { last[folder] = entry }
    }
    return last.filter { $0.value.outcome == .done }.sorted { $0.value.sequence < $1.value.sequence }.map {
      let stored = stored($0.key, $0.value)
      let none = Period(from: .never, to: .never)
      return Item(folder: $0.key, entry: $0.value, record: stored?.record, period: stored?.period ?? none)
    }
  }

  /// The decisions on a source's findings.
  func reviews(of source: String) throws -> FindingReviews {
    let items = try items(of: source)
    let records = items.compactMap { item in
      item.record.map { record in
        FindingReviews.Record(
          document: record.document, period: item.period, name: item.folder.text, sequence: item.entry.sequence,
          mask: record.mask,
          key: record.key, reviews: record.reviews)
      }
    }
    return FindingReviews(records, unused: items.filter { $0.record == nil }.map(\.folder.text))
  }

  /// Whether a decision is older than its import, by the clock of the machine, and its last day at most a year after.
  private func isPossible(_ review: FindingReview, takenIn moment: Instant) -> Bool {
    let latest = zone.localTime(at: moment).date.advanced(byMonths: 12)
    return review.decidedAt <= moment && review.until.map { $0 <= latest } ?? true
  }

  private func stored(
    _ folder: ReviewFolder, _ entry: LedgerEntry
  ) -> (record: ReviewRecord, period: Period)? {
    let path = "\(record.archive.path)/\(folder.path)"
    guard let manifest = try? Manifest(readingFrom: path),
      manifest.digest == entry.fact("manifest_sha256")?.stringValue,
      let listed = manifest.files.first(where: { $0.path == ReviewRecord.fileName }),
      let bytes = try? InputFile.bytes(path + "/" + ReviewRecord.fileName),
      (try? Digest.ofBytes(bytes)) == listed.sha256,
      let stored = ReviewRecord(reading: bytes), stored.document == folder.document.text, stored.source == entry.source,
      let period = manifest.head.period, stored.reviews.allSatisfy({ isPossible($0, takenIn: entry.time) })
    else { return nil }
    return (stored, period)
  }
}
