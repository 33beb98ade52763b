import Analysis
import Documents
import Messages
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
    .written(.eventID, .text, 10, for: .readers) { row, cells in
      cells.append(row.context.mask.rowKey(row.event.id.text))
    },
    .init(.occurredAt, .moment, 19, for: .readers) { $0.context.moment($0.instant) },
    .written(.userKey, .text, 10, for: .readersWithRoom) { row, cells in
      cells.append(row.context.cells(of: row.event.userKey)?.key)
    },
    .written(.userName, .text, 20, for: .readers) { row, cells in
      row.context.append(userName: row.event.userKey, shown: row.event.userName, to: &cells)
    },
    .written(.sessionID, .text, 11, for: .readersWithRoom, from: .event(.sessionID)) { row, cells in
      cells.append(row.event.sessionID.map { row.context.mask.sessionID($0.text) })
    },
    .written(.eventType, .text, 22, for: .readers) { row, cells in
      if let own = row.event.ownType {
        cells.append(own.title[row.context.language])
      } else {
        cells.append(row.context.cells.eventTypes[row.event.type])
      }
    },
    .written(.rawType, .text, 18, for: .readersWithRoom) { row, cells in cells.append(row.event.rawType) },
    .init(.severity, .severity, 10, for: .readers) { .severity($0.event.severity) },
    .written(.outcome, .text, 11, for: .readers) { row, cells in
      cells.append(row.context.cells.outcome(of: row.event.type))
    },
    .written(.reason, .text, 18, for: .readers, from: .event(.reason)) { row, cells in
      if let reason = row.event.failureReason, let cell = row.context.cells.failureReasons[reason] {
        cells.append(cell)
      } else {
        cells.append(row.event.reason)
      }
    },
    .written(.rawReason, .text, 18, for: .readersWithRoom, from: .event(.reason)) { row, cells in
      cells.append(row.event.reason)
    },
    .written(.address, .text, 17, for: .readers, from: .event(.address)) { row, cells in
      row.context.append(address: row.event.address, to: &cells)
    },
    .init(.port, .integer, 7, for: .readersWithRoom, from: .event(.port)) {
      $0.event.port.map { .integer(Int64($0)) } ?? .empty
    },
    .written(.client, .text, 22, for: .readersWithRoom, from: .event(.userAgent)) { row, cells in
      cells.append(row.context.clientCells(row.event.userAgent)?.client)
    },
    .init(.device, .text, 16, for: .readersWithRoom, from: .event(.device)) { $0.context.device($0.event.device) },
    .init(.actorID, .text, 10, for: .readersWithRoom, from: .event(.actorID)) { $0.context.userKey($0.event.actorID) },
    .init(.targetID, .text, 10, for: .readersWithRoom, from: .event(.targetID)) {
      $0.context.userKey($0.event.targetID)
    },
    .written(.role, .text, 12, for: .readersWithRoom, from: .event(.role)) { row, cells in
      cells.append(row.event.role)
    },
    .written(.object, .text, 16, for: .readersWithRoom, from: .event(.object)) { row, cells in
      cells.append(row.event.object.map { row.context.objectText($0) })
    },
    .init(.recordCount, .integer, 9, for: .readersWithRoom, from: .event(.recordCount)) {
      $0.event.recordCount.map { .integer($0) } ?? .empty
    },
    .written(.occurredUTC, .text, 28, for: .desk) { row, cells in cells.append(iso8601: row.instant) },
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
