import Archive
import Model
import Reports

/// How long after a document people decided on its findings, over all sources.
struct ReviewTimes {
  private let items: [String: [ReviewReading.Item]]
  private let issued: [String: Instant]

  /// Those of every record of reviews in the archive.
  init(_ items: [ReviewReading.Item], _ ledger: [LedgerEntry]) {
    self.items = Dictionary(grouping: items) { $0.entry.source ?? "" }
    issued = ReviewFigures.issueMoments(ledger)
  }

  /// The mean of the month in days, rounded up; not known where nobody decided, or where a record cannot be used that may
  /// tell of the month.
  func meanDays(in month: Period) -> ManagementValue {
    var (total, timed, value) = (Int64(0), 0, ManagementValue())
    var documents: Set<String> = []
    for (source, items) in items {
      value.gaps += items.filter { $0.record == nil && $0.entry.moment >= month.from }.map {
        .init(.unreadable, source, $0.folder.text)
      }
      let records = items.compactMap(\.record)
      let figures = ReviewFigures(records, issued: issued, in: month)
      total += (figures.meanTime ?? 0) * Int64(figures.timed)
      timed += figures.timed
      documents.formUnion(
        records.filter { $0.reviews.contains { month.contains($0.decidedAt) } }.map(\.document))
    }
    value.gaps.sort { $0.detail.utf8.lexicographicallyPrecedes($1.detail.utf8) }
    guard value.gaps.isEmpty else { return value }
    guard timed > 0 else { return ManagementValue(.init(.noDecisions, nil)) }
    let day = microsecondsPerDay
    return ManagementValue(
      (total / Int64(timed) + day - 1) / day,
      from: documents.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) })
  }
}
