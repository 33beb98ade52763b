import Analysis
import Documents
import Model
import Records

/// An entry of an incident's timeline as the table lists it.
struct ListedEntry {
  let entry: Incident.Entry
  /// The incident's number in the document.
  let incident: Int
  let context: RowContext
  /// The title of the rule whose finding it is.
  let title: String?

  fileprivate var what: String {
    let words = context.words
    switch entry.what {
    case .findingFirst:
      return words[entry.finding.map { $0.first == $0.last } == true ? .timelineFinding : .timelineFindingFirst]
    case .findingLast: return words[.timelineFindingLast]
    case .firstSuccess: return words[.timelineFirstSuccess]
    case .sessionStart: return words[.timelineSessionStart]
    case .sessionEnd: return words[.timelineSessionEnd]
    case .act: return entry.type.map { words.name($0) } ?? ""
    }
  }

  fileprivate var rule: Cell {
    entry.finding.map { .text([$0.rule, title ?? ""].joined(separator: " ")) } ?? .empty
  }

  fileprivate var subject: Cell {
    if let finding = entry.finding { return FindingText.subject(finding.key, context) }
    return entry.user.map { FindingText.subject(.user($0), context) } ?? .empty
  }
}

/// The table of what happened in incidents.
enum IncidentTimelineListing {
  /// The rows' numbers come before.
  static let table = TableColumns<ListedEntry>([
    .init(.incident, .integer, 8, for: .readersWithRoom) { .integer(Int64($0.incident)) },
    .init(.occurredAt, .moment, 19, for: .readers) { $0.context.moment($0.entry.at) },
    .init(.happening, .text, 26, for: .readers) { .text($0.what) },
    .init(.rule, .text, 36, for: .readers) { $0.rule },
    .init(.key, .text, 24, for: .readers) { $0.subject },
    .init(.address, .text, 18, for: .readers) { $0.context.address($0.entry.address) },
    .init(.sessionID, .text, 14, for: .readers) { row in
      row.entry.session.map { .text(row.context.mask.sessionID($0.text)) } ?? .empty
    },
    .init(.eventID, .text, 14, for: .readersWithRoom) { row in
      row.entry.event.map { .text(row.context.mask.rowKey($0.text)) } ?? .empty
    },
    .init(.findingID, .text, 24, for: .readersWithRoom) { row in row.entry.finding.map { .text($0.id) } ?? .empty },
  ])
}
