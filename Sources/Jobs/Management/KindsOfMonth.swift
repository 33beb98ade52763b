import Archive
import Documents
import Model
import Reports

/// Findings and incidents of a month by kind, and how people have decided on them: as the documents list them one by one,
/// with the decisions that the archive holds.
struct KindsOfMonth {
  private let reading: MonthReading
  private var rules: [String: ManagementSummary.Kind] = [:]
  /// The numbers of the documents that were read and list findings one by one.
  private(set) var documents: [String] = []
  private var incidents: [String: ManagementSummary.IncidentKind] = [:]

  /// Reads the documents on findings of a source's nights.
  init(_ reading: MonthReading, _ source: String) throws {
    self.reading = reading
    let reviews = reading.reviews[source] ?? FindingReviews()
    for entry in FindingsOfMonth(reading).nights(source) {
      guard let copy = reading.documents.copy(entry), let number = entry.document else { continue }
      if copy.head["mask"]?.stringValue != MaskLevel.M3.rawValue { documents.append(number) }
      var states: [String: DecisionState] = [:]
      var breaches: Set<String> = []
      _ = try copy.forEachRow(of: "findings") { row in
        guard let rule = row["rule"]?.stringValue, let id = row["id"]?.stringValue,
          let severity = Severity.allCases.first(where: { $0.key == row["severity"]?.stringValue })
        else { return }
        let standing = reading.standing(of: row, id, reviews)
        let (state, isBreach) = (DecisionState(standing), standing?.review.breach == .yes)
        states[id] = state
        if isBreach { breaches.insert(id) }
        rules[rule, default: .init(source: source, rule: rule)].add(severity, state, isBreach: isBreach, in: number)
      }
      _ = try copy.forEachRow(of: "incidents") { row in
        let kind = (row["rules"]?.elements ?? []).compactMap(\.stringValue).joined(separator: ", ")
        let members = (row["findings"]?.elements ?? []).compactMap(\.stringValue)
        // One that the document does not list is one nobody could decide on.
        let state = DecisionState(ofIncident: members.map { states[$0] ?? .undecided })
        incidents[kind, default: .init(source: source, rules: kind)].add(
          state, isBreach: members.contains { breaches.contains($0) }, in: number)
      }
    }
  }

  /// Findings by rule.
  var findings: [ManagementSummary.Kind] { rules.sorted { $0.key < $1.key }.map(\.value) }

  /// Incidents by the rules of their findings.
  var incidentKinds: [ManagementSummary.IncidentKind] { incidents.sorted { $0.key < $1.key }.map(\.value) }
}

extension MonthReading {
  /// What was decided on a finding that a document lists, or on one it repeats; nil where nothing was.
  func standing(of row: JSONValue, _ id: String, _ reviews: FindingReviews) -> FindingReviews.Standing? {
    reviews.standing(
      of: [id], repeating: [row["repeat_key"]?.stringValue].compactMap { $0 }, first: row["first"]?.instantValue,
      at: moment, in: configuration.zone)
  }
}
