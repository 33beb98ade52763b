import Analysis
import Documents
import Model
import Records

/// An event as the tables of events list it.
struct ListedEvent {
  let event: SecurityEvent
  let instant: Instant
  let number: Int64
  let context: RowContext
}

/// The tables of security events: all of them, and the severe ones on pages of their own.
enum EventListing {
  static let table = TableColumns<ListedEvent>([
    .init(.rowNumber, .integer, 7, for: .readers) { .integer($0.number) },
    .init(.eventID, .text, 10, for: .readers) { .text($0.context.mask.rowKey($0.event.id.text)) },
    .init(.occurredAt, .moment, 19, for: .readers) { $0.context.moment($0.instant) },
    .init(.userKey, .text, 10, for: .readersWithRoom) { $0.context.userKey($0.event.userKey) },
    .init(.userName, .text, 20, for: .readers) { $0.context.userName($0.event.userKey, shown: $0.event.userName) },
    .init(.sessionID, .text, 11, for: .readersWithRoom, from: .event(.sessionID)) { row in
      row.event.sessionID.map { .text(row.context.mask.sessionID($0.text)) } ?? .empty
    },
    .init(.eventType, .text, 22, for: .readers) {
      .text($0.context.words.name($0.event.kind, in: $0.context.language))
    },
    .init(.rawType, .text, 18, for: .readersWithRoom) { .text($0.event.rawType) },
    .init(.severity, .severity, 10, for: .readers) { .severity($0.event.severity) },
    .init(.outcome, .text, 11, for: .readers) { row in
      row.context.text(row.event.type.succeeded.map { row.context.words[$0 ? .outcomeSuccess : .outcomeFailure] })
    },
    .init(.reason, .text, 18, for: .readers, from: .event(.reason)) { row in
      row.context.text(
        row.event.failureReason.flatMap { $0 == .other ? nil : row.context.words.name($0) } ?? row.event.reason)
    },
    .init(.rawReason, .text, 18, for: .readersWithRoom, from: .event(.reason)) { $0.context.text($0.event.reason) },
    .init(.address, .text, 17, for: .readers, from: .event(.address)) { $0.context.address($0.event.address) },
    .init(.port, .integer, 7, for: .readersWithRoom, from: .event(.port)) {
      $0.event.port.map { .integer(Int64($0)) } ?? .empty
    },
    .init(.client, .text, 22, for: .readersWithRoom, from: .event(.userAgent)) {
      $0.context.client($0.event.userAgent)
    },
    .init(.device, .text, 16, for: .readersWithRoom, from: .event(.device)) { $0.context.device($0.event.device) },
    .init(.actorID, .text, 10, for: .readersWithRoom, from: .event(.actorID)) { $0.context.userKey($0.event.actorID) },
    .init(.targetID, .text, 10, for: .readersWithRoom, from: .event(.targetID)) {
      $0.context.userKey($0.event.targetID)
    },
    .init(.role, .text, 12, for: .readersWithRoom, from: .event(.role)) { $0.context.text($0.event.role) },
    .init(.occurredUTC, .text, 28, for: .desk) { .text($0.instant.iso8601) },
    .form(.review, 18, choices: [.reviewOpen, .reviewConfirmed, .reviewExplained, .reviewFalsePositive]),
    .form(.response, 18, choices: [.responseNone, .responseOpen, .responseDone, .responseUnneeded]),
  ])
}

/// Events counted by user, by address, or by both, as their tables list them.
struct CountedEvents<Key> {
  let key: Key
  let counts: EventCounts
  let context: RowContext

  fileprivate static var countColumns: [TableColumn<CountedEvents>] {
    [
      .init(.events, .integer, 9) { .integer($0.counts.total) },
      .init(.succeeded, .integer, 9) { .integer($0.counts.succeeded) },
      .init(.failed, .integer, 14, hasBar: true) { .integer($0.counts.failed) },
      .init(.locked, .integer, 9) { .integer($0.counts.locked) },
      .init(.severe, .integer, 9) { .integer($0.counts.severe) },
      .init(.first, .moment, 19) { $0.context.moment(Instant(microseconds: $0.counts.first)) },
      .init(.last, .moment, 19) { $0.context.moment(Instant(microseconds: $0.counts.last)) },
    ]
  }
}

extension EventListing {
  /// The table of users; the rows' numbers come before.
  static let users = TableColumns<CountedEvents<Identifier?>>(
    [
      .init(.userKey, .text, 12, for: .readersWithRoomAndPrograms) { $0.context.userKey($0.key) },
      .init(.userName, .text, 22) { $0.context.userName($0.key, shown: $0.key?.triedName) },
      .init(.fullName, .text, 22) { $0.context.fullName($0.key) },
      .init(.role, .text, 12, for: .readersWithRoomAndPrograms) { $0.context.role($0.key) },
    ] + CountedEvents.countColumns)

  /// The table of addresses; the rows' numbers come before.
  static let sources = TableColumns<CountedEvents<Identifier>>(
    [.init(.address, .text, 22) { $0.context.address(NetworkAddress($0.key.text)) }] + CountedEvents.countColumns)

  /// The table of failed sign-ins by user and address; the rows' numbers come before.
  static let failures = TableColumns<CountedEvents<(user: Identifier?, address: Identifier)>>([
    .init(.userKey, .text, 12, for: .readersWithRoomAndPrograms) { $0.context.userKey($0.key.user) },
    .init(.userName, .text, 22) { $0.context.userName($0.key.user, shown: $0.key.user?.triedName) },
    .init(.address, .text, 22) { $0.context.address(NetworkAddress($0.key.address.text)) },
    .init(.failed, .integer, 14, hasBar: true) { .integer($0.counts.failed) },
    .init(.first, .moment, 19) { $0.context.moment(Instant(microseconds: $0.counts.first)) },
    .init(.last, .moment, 19) { $0.context.moment(Instant(microseconds: $0.counts.last)) },
  ])
}
