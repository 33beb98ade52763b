import Archive
import Documents
import Intake
import Reports

/// What became of a period's rows between the edition that is replaced and the one in its place.
struct RowDifference {
  /// By relation, sessions first.
  let changes: [IssueFacts.RowChange]

  /// Compares the relations a report lists.
  init(
    since replaced: ReplacedDocument, now: [Relation: IssuedRows], _ definition: ReportDefinition,
    _ system: SourceSystem
  ) {
    let listed = definition.silenceMatters
    changes = [(Relation.sessions, ReportInput.sessions), (.events, .events)].compactMap { relation, input in
      guard listed.contains(input) else { return nil }
      guard let then = replaced.rows[relation.rawValue], let now = now[relation], then.basis == now.basis else {
        return IssueFacts.RowChange(areEvents: relation == .events, .unknown)
      }
      let deletes = relation == .sessions && system.deletesSessions
      let kind: IssueFacts.RowChange.Kind =
        switch then.change(to: now, deletes: deletes) {
        case .more(let count): .more(Int64(count))
        case .fewer(let count): .fewer(Int64(count))
        case .others: .others
        case .changed: .changed
        // Of rows that the application deletes only those that came can be told.
        case nil: deletes && then.rows != now.rows ? .unknown : .same
        }
      return IssueFacts.RowChange(areEvents: relation == .events, kind)
    }
  }

  /// For the manifest; counts as a document of the level shows them.
  func json(_ mask: MaskLevel) -> JSONValue {
    .array(
      changes.map { change in
        let (name, count): (String, Int64?) =
          switch change.kind {
          case .more(let count): ("more", count)
          case .fewer(let count): ("fewer", count)
          case .others: ("others", nil)
          case .changed: ("changed", nil)
          case .same: ("same", nil)
          case .unknown: ("unknown", nil)
          }
        return .object([
          .init("relation", .string(change.areEvents ? Relation.events.rawValue : Relation.sessions.rawValue)),
          .init("change", .string(name)), .init("rows", count.map { Suppression.value($0, at: mask) } ?? .null),
        ])
      })
  }
}
