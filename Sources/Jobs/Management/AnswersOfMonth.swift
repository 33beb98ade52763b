import Archive
import Documents
import Model
import Reports

/// Counts the answers that were issued in a month, and those of them that were issued when their time was over.
///
/// The program knows of a letter or an application only once it is answered.
struct AnswersOfMonth {
  /// Which questions an indicator is of.
  static let kinds: [(ManagementSummary.Indicator, Question.Kind)] = [
    (.applicationsLate, .subject), (.breachesLate, .incident), (.authoritiesLate, .authority),
  ]

  private let reading: MonthReading

  init(_ reading: MonthReading) { self.reading = reading }

  /// How many came late, of how many; the first document of each question counts, and its twin is no other one.
  func late(_ kind: Question.Kind, _ source: String) -> ManagementValue {
    guard reading.hasBegun else { return ManagementValue(.init(.beforeArchive, source)) }
    var value = ManagementValue(0, of: 0)
    var seen: Set<String> = []
    for entry in reading.documents.issued where entry.report == kind.code && entry.source == source {
      guard entry.act == .issue, let number = entry.document, let question = entry.fact("question") else { continue }
      let letter = [question["reference"]?.stringValue, question["received_at"]?.stringValue].map { $0 ?? "" }
      let isFirst = question["reference"]?.stringValue == nil || seen.insert(letter.joined(separator: "\n")).inserted
      guard isFirst, reading.month.contains(entry.moment) else { continue }
      value.whole = (value.whole ?? 0) + 1
      value.documents.append(number)
      guard let end = end(kind, question) else {
        value.gaps.append(.init(.noDeadline, source, number))
        continue
      }
      if isLate(entry, end) {
        value.least += 1
        value.most += 1
      }
    }
    return value
  }

  /// The first moment that is too late: thirty days of an application, else what the ledger says of the letter or notice.
  private func end(_ kind: Question.Kind, _ question: JSONValue) -> Instant? {
    guard kind == .subject else { return question["late_from"]?.instantValue }
    return question["received_at"]?.instantValue.map {
      LegalDeadline(.days(30), from: $0, in: reading.configuration.zone).end
    }
  }

  /// Whether a document came when its time was over: at the moment it was given, or on the day it was truly made.
  private func isLate(_ entry: LedgerEntry, _ end: Instant) -> Bool {
    if entry.moment >= end { return true }
    let zone = reading.configuration.zone
    return entry.asOf != nil && zone.localTime(at: entry.time).date > zone.localTime(at: end.advanced(by: -1)).date
  }
}
