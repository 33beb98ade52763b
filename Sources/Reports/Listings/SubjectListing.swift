import Analysis
import Documents
import Model
import Records

/// The tables of one person's own records: no column in them is about anybody else, or about how security works.
enum SubjectListing {
  /// A session and its number.
  struct Numbered {
    let number: Int64
    let row: ListedSession
  }

  /// An event, and whether the person did it.
  struct Action {
    let listed: ListedEvent
    let isOwn: Bool
  }

  static let sessions = TableColumns<Numbered>([
    .init(.rowNumber, .integer, 7) { .integer($0.number) },
    .init(.startedAt, .moment, 19) { $0.row.context.moment($0.row.counted.resolved.start) },
    .init(.endedAt, .moment, 19) { $0.row.context.moment($0.row.end) },
    .init(.address, .text, 22, from: .session(.address)) { $0.row.context.address($0.row.session.address) },
    .init(.port, .integer, 8, from: .session(.port)) { row in
      row.row.session.port.map { .integer(Int64($0)) } ?? .empty
    },
    .init(.client, .text, 30, from: .session(.userAgent)) { $0.row.context.client($0.row.session.userAgent) },
    .init(.device, .text, 18, from: .session(.device)) { $0.row.context.device($0.row.session.device) },
  ])

  static let events = TableColumns<Action>([
    .init(.rowNumber, .integer, 7) { .integer($0.listed.number) },
    .init(.occurredAt, .moment, 19) { $0.listed.context.moment($0.listed.instant) },
    .init(.eventType, .text, 28) {
      .text($0.listed.context.words.name($0.listed.event.kind, in: $0.listed.context.language))
    },
    .init(.outcome, .text, 12) { row in
      let words = row.listed.context.words
      return row.listed.context.text(
        row.listed.event.type.succeeded.map { words[$0 ? .outcomeSuccess : .outcomeFailure] })
    },
    .init(.address, .text, 22, from: .event(.address)) {
      $0.listed.context.address($0.isOwn ? $0.listed.event.address : nil)
    },
    .init(.client, .text, 30, from: .event(.userAgent)) {
      $0.listed.context.client($0.isOwn ? $0.listed.event.userAgent : nil)
    },
    .init(.device, .text, 18, from: .event(.device)) {
      $0.listed.context.device($0.isOwn ? $0.listed.event.device : nil)
    },
  ])
}
