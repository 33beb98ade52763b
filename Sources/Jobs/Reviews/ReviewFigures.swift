import Archive
import Documents
import Model
package import Reports

/// What came of reviews in a period: how many findings were decided on, how, and how soon.
package struct ReviewFigures: Sendable, Equatable {
  /// How many findings were decided on in the period, by their last decision in it.
  package var decisions: [FindingReview.Decision: Int] = [:]
  /// The mean time from the issue of the document to the first decision on a finding other than that it is looked into,
  /// in microseconds; nil where there is none.
  package var meanTime: Int64?
  /// On how many decisions that mean rests.
  package var timed = 0
  /// How many findings of severity high or critical of standing documents up to the period's end are open.
  package var open = 0
  /// How many documents' findings could be read for that.
  package var documents = 0
  /// How many documents could not be read, or show counts only: what is open of them is not known.
  package var unknownDocuments = 0
  /// The names of records of reviews that are not as they were taken in, and do not count.
  package var unused: [String] = []

  /// The figures of a source in a period; what is open is as of the moment of the run.
  static func read(_ run: RunContext, source: String, period: Period) throws -> ReviewFigures {
    var figures = ReviewFigures()
    let items = try ReviewReading(record: run.record).items(of: source)
    figures.unused = items.filter { $0.record == nil }.map(\.folder.text)
    var issued: [String: Instant] = [:]
    for entry in try run.record.ledger?.entries() ?? [] where entry.outcome == .done {
      if let document = entry.document, [.issue, .reissue, .adopt].contains(entry.act) {
        issued[document] = min(entry.time, entry.moment)
      }
    }
    var last: [String: FindingReview.Decision] = [:]
    var times: [String: (decidedAt: Instant, length: Int64)] = [:]
    for item in items {
      for review in item.record?.reviews ?? [] where period.contains(review.decidedAt) {
        last[review.finding] = review.decision
      }
      guard let record = item.record, let start = issued[record.document] else { continue }
      for review in record.reviews where review.decision != .underReview && times[review.finding] == nil {
        times[review.finding] = (review.decidedAt, review.decidedAt.microseconds - start.microseconds)
      }
    }
    figures.decisions = Dictionary(last.values.map { ($0, 1) }, uniquingKeysWith: +)
    // Written to the minute, a decision may seem to be some seconds older than the document.
    let lengths = times.values.filter { period.contains($0.decidedAt) }.map { max(0, $0.length) }
    figures.timed = lengths.count
    if !lengths.isEmpty { figures.meanTime = lengths.reduce(0, +) / Int64(lengths.count) }
    let found = try AuditReading(run: run, source: source, period: period).openFindings()
    (figures.open, figures.documents) = (found.findings.count, found.documents)
    figures.unknownDocuments = found.unread.count + found.counted.count
    return figures
  }
}
