import Archive
import Documents
import Model
import Reports

/// Gathers from the archive what an audit of accesses speaks of: which daily documents stand, and what earlier ones have found.
struct AuditReading {
  let run: RunContext
  let source: String
  let period: Period

  /// Registers and findings of single days.
  private static let daily = ["OTR", "GOR", "ANM"]
  /// How far back findings are looked for, in days before the end of the period.
  private static let days: Int64 = 366

  /// The numbers of documents of single days of the period, by day, in the order of their reports.
  func documentsByDay() throws -> [CivilDate: [String]] {
    let zone = run.invocation.configuration.zone
    var numbers: [CivilDate: [String]] = [:]
    for report in Self.daily {
      for entry in try LedgerEntry.standing(report, of: source, in: run.record) {
        guard let number = entry.document, let own = entry.period, period.contains(own.from) else { continue }
        let date = zone.localTime(at: own.from).date
        if zone.start(of: date) == own.from, zone.start(of: date.advanced(by: 1)) == own.to {
          numbers[date, default: []].append(number)
        }
      }
    }
    return numbers
  }

  /// What standing documents on findings of the year up to the period's end list as high or critical.
  ///
  /// What goes on at the end of its period is taken from the document in which it ends.
  func openFindings() throws -> ArchiveHistory.OpenFindings {
    var open = ArchiveHistory.OpenFindings()
    let earliest = period.to.advanced(by: -Self.days * microsecondsPerDay)
    for entry in try LedgerEntry.standing("ANM", of: source, in: run.record) {
      guard let own = entry.period, own.to <= period.to, own.from >= earliest,
        let copy = IssuedCopy(entry, in: run.record.archive)
      else { continue }
      open.documents += 1
      try copy.forEachRow(of: "findings") { row in
        guard row["continues"]?.boolValue != true, let id = row["id"]?.stringValue, let rule = row["rule"]?.stringValue,
          let severity = Severity.allCases.first(where: { $0.key == row["severity"]?.stringValue }), severity >= .high
        else { return }
        open.findings.append(
          .init(
            document: copy.number.text, period: copy.period, id: id, rule: rule, severity: severity,
            last: row["last"]?.instantValue))
      }
    }
    return open
  }
}
