import Archive
import Documents
import Model
package import Reports

/// What came of reviews in a period: how many findings were decided on, how, and how soon.
package struct ReviewFigures: Sendable, Equatable {
  /// How many findings were decided on in the period, by their last decision in it.
  package var decisions: [FindingReview.Decision: Int] = [:]
  /// The mean time from the issue of the document to the first decision on a finding other than that it is looked into, of
  /// those that fall into the period, in microseconds; nil where there is none.
  package var meanTime: Int64?
  /// On how many decisions that mean rests.
  package var timed = 0

  /// The figures of records, in the order of the ledger, with the moments at which documents were issued.
  init(_ records: [ReviewRecord], issued: [String: Instant], in period: Period) {
    var last: [String: FindingReview.Decision] = [:]
    var times: [String: (decidedAt: Instant, length: Int64)] = [:]
    for record in records {
      for review in record.reviews {
        if period.contains(review.decidedAt) { last[review.finding] = review.decision }
        guard let start = issued[record.document], review.decision != .underReview, times[review.finding] == nil else {
          continue
        }
        times[review.finding] = (review.decidedAt, review.decidedAt.microseconds - start.microseconds)
      }
    }
    decisions = Dictionary(last.values.map { ($0, 1) }, uniquingKeysWith: +)
    // Written to the minute, a decision may seem to be some seconds older than the document.
    let lengths = times.values.filter { period.contains($0.decidedAt) }.map { max(0, $0.length) }
    timed = lengths.count
    if !lengths.isEmpty { meanTime = lengths.reduce(0, +) / Int64(lengths.count) }
  }

  /// When documents were issued, by their numbers.
  static func issueMoments(_ ledger: [LedgerEntry]) -> [String: Instant] {
    var issued: [String: Instant] = [:]
    for entry in ledger where entry.outcome == .done {
      if let document = entry.document, [.issue, .reissue, .adopt].contains(entry.act) {
        issued[document] = min(entry.time, entry.moment)
      }
    }
    return issued
  }
}
