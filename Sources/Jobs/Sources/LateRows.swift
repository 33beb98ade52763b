import Archive
import Documents
import Intake
import Messages
import Model

/// Looks whether the source holds other rows of periods that were issued than it did then (docs/decisions/0037-late-rows.md).
struct LateRows {
  let run: RunContext
  let source: SourceSettings
  let documents: [WatchedDocument]

  /// At most so many periods are looked at again, the newest.
  private static let periods = 31

  /// Compares; each document whose rows are others now is a step, and one whose rows are the same is named.
  ///
  /// What cannot be compared is told and fails nothing; an edition that was due before stays due.
  func compare(on connection: borrowing SourceConnection) -> (steps: [RunStep], unchanged: [String]) {
    if documents.isEmpty { return ([], []) }
    do {
      let system = try Catalogue(run.invocation).system(source)
      let reader = try PeriodRows(run, source, system)
      let other = EventsConnection(
        of: source, isNeeded: documents.contains { $0.rows[Relation.events.rawValue] != nil })
      var steps: [RunStep] = []
      var unchanged: [String] = []
      let newest = Set(Set(documents.map(\.period.from)).sorted().suffix(Self.periods))
      var known: [Key: IssuedRows?] = [:]
      for document in documents where newest.contains(document.period.from) {
        var changes: [DueEdition.Change] = []
        var isComparable = true
        for relation in [Relation.sessions, .events] {
          guard let then = document.rows[relation.rawValue] else { continue }
          let key = Key(relation: relation, period: document.period, basis: then.basis)
          let now =
            if let summed = known[key] {
              summed
            } else if relation.isReadWithEvents {
              try other.read(orOn: connection) {
                try reader.rows(relation, of: document.period, comparedWith: then, on: $0)
              }
            } else {
              try reader.rows(relation, of: document.period, comparedWith: then, on: connection)
            }
          known[key] = .some(now)
          guard let now, now.basis == then.basis else {
            isComparable = false
            continue
          }
          let deletes = relation == .sessions && system.deletesSessions
          if let change = then.change(to: now, deletes: deletes) {
            changes.append(.init(relation: relation.rawValue, rows: change))
          }
        }
        if !changes.isEmpty {
          steps.append(step(document, changes))
        } else if isComparable {
          unchanged.append(document.number.text)
        }
      }
      try reader.check()
      return (steps, unchanged)
    } catch {
      let failure = Failure(error)
      run.invocation.warn(
        Message(
          tr: "\(source.name): düzenlenmiş dönemlerin satırları yeniden karşılaştırılamadı: \(failure.message.tr)",
          en: "\(source.name): the rows of issued periods could not be compared again: \(failure.message.en)"))
      return ([], [])
    }
  }

  private struct Key: Hashable {
    let relation: Relation
    let period: Period
    let basis: String
  }

  private func step(_ document: WatchedDocument, _ changes: [DueEdition.Change]) -> RunStep {
    let due = DueEdition(number: document.number.text, edition: document.edition + 1, changes: changes)
    let day = document.period.firstDay(in: run.invocation.configuration.zone)
    run.invocation.warn(due.message(code: document.number.code, source: source.name, day: day))
    return RunStep(.compare, source: source.name, period: document.period, .editionDue(due))
  }
}

/// A document whose source holds other rows of its period than when it was issued: another edition is due.
package struct DueEdition: Sendable, Equatable {
  /// What became of the rows of a relation.
  package struct Change: Sendable, Equatable {
    /// The relation, such as `events`.
    let relation: String
    /// What became of its rows.
    let rows: IssuedRows.Change
  }

  /// The number of the document.
  let number: String
  /// The edition that is due.
  let edition: Int
  /// What has changed.
  let changes: [Change]

  /// An edition that is due of the document of a number.
  package init(number: String, edition: Int, changes: [Change]) {
    (self.number, self.edition, self.changes) = (number, edition, changes)
  }

  /// What is said of it: counts, and nothing of any row.
  func message(code: String, source: String, day: String) -> Message {
    let what = changes.map(\.message)
    let (tr, en) = (what.map(\.tr).joined(separator: "; "), what.map(\.en).joined(separator: "; "))
    let command = "tutanak report \(code) --reissue \(number) --reason \"…\""
    return Message(
      tr:
        "\(source): \(number) belgesinin \(edition). sürümü gerekiyor; düzenlendiğinden beri döneminde (\(day)) \(tr). "
        + "Düzenlemek için: \(command)",
      en: "\(source): edition \(edition) of \(number) is due; since it was issued, of its period (\(day)) \(en). "
        + "To issue it: \(command)")
  }

  /// What the ledger says of it: which document, and nothing of its rows.
  var note: JSONValue {
    .object([.init("document", .string(number)), .init("edition", .integer(Int64(edition)))])
  }

  /// The document as JSON.
  var json: JSONValue {
    .object([
      .init("document", .string(number)), .init("edition", .integer(Int64(edition))),
      .init("changes", .array(changes.map(\.json))),
    ])
  }
}

extension DueEdition.Change {
  fileprivate var message: Message {
    switch rows {
    case .more(let count):
      Message(
        tr: "\(relation).sql \(count) satır fazla veriyor",
        en: "\(relation).sql has \(count) \(count == 1 ? "row" : "rows") more")
    case .fewer(let count):
      Message(
        tr: "\(relation).sql \(count) satır eksik veriyor",
        en: "\(relation).sql has \(count) \(count == 1 ? "row" : "rows") fewer")
    case .others:
      Message(
        tr: "\(relation).sql aynı sayıda, ama başka satırlar veriyor",
        en: "\(relation).sql has as many rows, but others")
    case .changed:
      Message(
        tr: "\(relation).sql satırlarının içeriği değişmiş", en: "\(relation).sql has the same rows with other contents"
      )
    }
  }

  fileprivate var json: JSONValue {
    let count: JSONValue =
      switch rows {
      case .more(let count), .fewer(let count): .integer(Int64(count))
      case .others, .changed: .null
      }
    return .object([
      .init("relation", .string(relation)), .init("change", .string(rows.name)), .init("rows", count),
    ])
  }
}
