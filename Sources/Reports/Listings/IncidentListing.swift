import Analysis
import Documents
import Model
import Records

/// An incident as the table of incidents lists it.
struct ListedIncident {
  let incident: Incident
  /// What follows from the decisions on its findings.
  let state: DecisionState
  let context: RowContext

  /// The timeline as the JSON copy has it.
  fileprivate var timeline: String {
    FindingText.inline(incident.timeline) { entry in
      var members: [JSONValue.Member] = [
        .init("at", .string(entry.at.iso8601)), .init("what", .string(entry.what.rawValue)),
      ]
      if let finding = entry.finding { members.append(.init("finding", .string(finding.id))) }
      if let event = entry.event { members.append(.init("event", .string(context.mask.rowKey(event.text)))) }
      if let type = entry.type { members.append(.init("type", .string(type.rawValue))) }
      if let session = entry.session {
        members.append(.init("session", .string(context.mask.sessionID(session.text))))
      }
      return .object(members)
    }
  }

  fileprivate var keys: String {
    FindingText.inline(incident.keys) { key in
      guard case .text(let value) = FindingText.key(key, context) else { return .null }
      return .object([.init("kind", .string(key.kind.rawValue)), .init("key", .string(value))])
    }
  }

  /// The first of whom and what it is about, those who got in before others: `ay***.gü*** (4), 203.0.113.*** +7`.
  static func subjects(_ incident: Incident, _ context: RowContext) -> String {
    let keys = incident.subjects
    let shown = keys.prefix(5).compactMap { key in
      if case .text(let text) = FindingText.subject(key, context) { text } else { nil }
    }
    return shown.joined(separator: ", ") + (keys.count > 5 ? " +\(keys.count - 5)" : "")
  }
}

/// The table of incidents.
enum IncidentListing {
  /// The rows' numbers come before.
  static let table = TableColumns<ListedIncident>([
    .init(.severity, .severity, 10) { .severity($0.incident.severity) },
    .init(.first, .moment, 19, for: .readers) { $0.context.moment($0.incident.happenedFrom) },
    .init(.last, .moment, 19, for: .readers) { $0.context.moment($0.incident.happenedUntil) },
    .init(.key, .text, 36, for: .readers) { .text(ListedIncident.subjects($0.incident, $0.context)) },
    .init(.incidentState, .text, 14, for: .readers) { .text($0.context.words[$0.state.word]) },
    .init(.rule, .text, 24, for: .readers) { .text($0.incident.rules.joined(separator: ", ")) },
    .init(.findings, .integer, 10, for: .readers) { .integer(Int64($0.incident.members.count)) },
    .init(.firstSuccess, .moment, 19, for: .readers) { $0.context.moment($0.incident.successes.first?.at) },
    .init(.acts, .integer, 10, for: .readers) {
      .integer(Int64($0.incident.acts.count + $0.incident.actsLeftOut))
    },
    .init(.raised, .text, 12, for: .readers) { $0.incident.isRaised ? .text($0.context.words[.yes]) : .empty },
    .init(.linksCut, .text, 12, for: .readersWithRoom) { $0.incident.isCut ? .text($0.context.words[.yes]) : .empty },
    .init(machine: "first", .moment) { $0.context.moment($0.incident.first) },
    .init(machine: "last", .moment) { $0.context.moment($0.incident.last) },
    .init(machine: "state", .text) { .text($0.state.key) },
    .init(machine: "id", .text) { .text($0.incident.id) },
    .init(machine: "raised", .json) { .json($0.incident.isRaised ? "true" : "false") },
    .init(machine: "complete", .json) { .json($0.incident.isCut ? "false" : "true") },
    .init(machine: "keys", .json) { .json($0.keys) },
    .init(machine: "rules", .json) {
      .json(FindingText.inline(.array($0.incident.rules.map { .string($0) })))
    },
    .init(machine: "findings", .json) {
      .json(FindingText.inline($0.incident.members.map(\.id).sorted()) { .string($0) })
    },
    .init(machine: "timeline", .json) { .json($0.timeline) },
  ])
}
