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
    case .findingFirst, .findingLast: return entry.finding?.observation ?? ""
    case .firstSuccess: return words[.timelineFirstSuccess]
    case .sessionStart: return words[.timelineSessionStart]
    case .sessionEnd: return words[.timelineSessionEnd]
    case .act: return entry.type.map { words.name($0) } ?? ""
    }
  }

  /// Until when a finding goes on; nothing where it is of one moment.
  fileprivate var until: Cell {
    entry.finding.map { $0.first == $0.last ? .empty : context.moment($0.last) } ?? .empty
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
    .init(.last, .moment, 19, for: .readers) { $0.until },
    .init(.rule, .text, 7, for: .readers) { $0.entry.finding.map { .text($0.rule) } ?? .empty },
    .init(.ruleName, .text, 36, for: .readersWithRoom) { $0.title.map { .text($0) } ?? .empty },
    .init(.happening, .text, 58, for: .readers) { .text($0.what) },
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
