import Archive
import Documents
import Model

/// What entries about documents and backups say in their facts.
extension LedgerEntry {
  /// The number of the document, or `source/name` of the backup.
  var key: String? {
    if let document { return document }
    guard let source, let backup else { return nil }
    return "\(source)/\(backup)"
  }

  /// The report's code; nil where it is about no document.
  var report: String? { fact("report")?.stringValue }

  /// The schedule that asked; nil where a person did.
  var schedule: String? { fact("schedule")?.stringValue }

  /// The period of the document, or the night of the backup as far as its begin is known.
  var period: Period? {
    let from = fact("period_from")?.instantValue ?? fact("night")?.instantValue
    guard let from else { return nil }
    return Period(from: from, to: fact("period_to")?.instantValue ?? from.advanced(by: microsecondsPerDay))
  }
}
