import Archive
import Documents
import Model
import Reports

/// Findings as issued documents list them, oldest document first: one that several list is taken from the newest.
struct ListedFindings {
  /// What a finding is about, as its document names it.
  private struct Subject: Hashable {
    let rule: String
    let kind: String
    let key: String?
  }

  private struct Listed {
    let finding: ArchiveHistory.OpenFindings.Finding
    /// Nil where the document does not say whom it is about.
    let subject: Subject?
  }

  private var listed: [Listed] = []
  /// The place of each finding in `listed`, by its identifier.
  private var places: [String: Int] = [:]

  /// Takes a row of a document's findings, if its severity is high or critical.
  mutating func add(_ row: JSONValue, of document: String, _ period: Period) {
    guard let id = row["id"]?.stringValue, let rule = row["rule"]?.stringValue,
      let severity = Severity.allCases.first(where: { $0.key == row["severity"]?.stringValue }), severity >= .high
    else { return }
    let (kind, key) = (row["key_kind"]?.stringValue ?? "", row["key"]?.stringValue)
    places[id] = listed.count
    listed.append(
      Listed(
        finding: .init(
          document: document, period: period, id: id, rule: rule, severity: severity,
          first: row["first"]?.instantValue, last: row["last"]?.instantValue,
          continues: row["continues"]?.boolValue == true,
          repeatKey: row["repeat_key"]?.stringValue),
        subject: key == nil && kind != "tenant" ? nil : Subject(rule: rule, kind: kind, key: key)))
  }

  /// Those that are open, oldest document first.
  ///
  /// One that may go on is left out only where another that stays begins no later than it ends, reaches further, and lists the
  /// same rule and key: that it went on at all is not known otherwise.
  var open: [ArchiveHistory.OpenFindings.Finding] {
    let once = listed.enumerated().filter { places[$1.finding.id] == $0 }.map(\.element)
    let periods = Dictionary(grouping: once.filter { $0.subject != nil }, by: \.subject)
      .mapValues { $0.map(\.finding.period) }
    return once.filter { item in
      guard item.finding.continues, let subject = item.subject else { return true }
      let own = item.finding.period
      return !(periods[subject] ?? []).contains { $0.from <= own.to && $0.to > own.to }
    }.map(\.finding)
  }
}
