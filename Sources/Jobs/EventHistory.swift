import Analysis
import Documents
package import Model

/// The events of named users, put aside on the disk while they pass in order of time, to be read again user by user.
package struct EventHistory {
  private let rows: KeyedTableRows
  private let browsers: BrowserFamilies

  /// Nothing put aside yet; the rows will lie on the file system of `folder`.
  package init(folder: String, _ browsers: BrowserFamilies) {
    rows = KeyedTableRows(in: folder)
    self.browsers = browsers
  }

  /// Puts an event aside that can be counted.
  package func append(_ event: borrowing SecurityEvent, at instant: Instant) throws {
    guard let key = event.userKey else { return }
    try rows.append(key: key) { row in
      row.append(verbatim: event.id.text)
      row.append(instant)
      row.append(event.type, of: Self.types)
      row.append(event.failureReason, of: Self.reasons)
      row.append(event.address)
      row.append(verbatim: event.device)
      row.append(verbatim: browsers.family(device: event.device, event.userAgent))
      row.append(verbatim: event.sessionID?.text)
      row.append(verbatim: event.userName)
      // Few events have any of these.
      if event.actorID == nil, event.targetID == nil, event.role == nil, event.country == nil, event.place == nil {
        return
      }
      row.append(verbatim: event.actorID?.text)
      row.append(verbatim: event.targetID?.text)
      row.append(verbatim: event.role)
      row.append(verbatim: event.country)
      guard let place = event.place else { return }
      for number in [place.latitude, place.longitude, place.accuracyKilometres] {
        row.append(.integer(Int64(bitPattern: number.bitPattern)))
      }
    }
  }

  /// How many events were put aside.
  package var count: Int { rows.count }

  /// Lends the events user by user, keys in bytewise order, each user's in order of time.
  ///
  /// `family` stands for the user agent, as ``UserHistory`` takes it.
  package func forEach(
    _ body: (_ event: borrowing SecurityEvent, _ instant: Instant, _ family: String?) throws -> Void
  ) throws {
    try rows.forEach { key, row in
      guard let instant = row.moment(at: 1) else { return }
      try body(Self.event(key, instant, row), instant, row.verbatim(at: 7))
    }
  }

  private static let types = EventType.allCases
  private static let reasons = FailureReason.allCases

  private static func event(_ key: Identifier, _ instant: Instant, _ row: borrowing TableRow) -> SecurityEvent {
    var event = SecurityEvent(
      id: Identifier(row.text(at: 0)), occurredAt: instant, type: row.value(at: 2, of: types) ?? .unmapped)
    event.userKey = key
    event.failureReason = row.value(at: 3, of: reasons)
    event.address = row.address(at: 4)
    event.device = row.verbatim(at: 6)
    event.sessionID = row.identifier(at: 8)
    event.userName = row.verbatim(at: 9)
    guard row.count > 10 else { return event }
    event.actorID = row.identifier(at: 10)
    event.targetID = row.identifier(at: 11)
    event.role = row.verbatim(at: 12)
    event.country = row.verbatim(at: 13)
    guard row.count > 14 else { return event }
    let place = (14...16).map { Double(bitPattern: UInt64(bitPattern: row.integer(at: $0))) }
    event.place = Place(latitude: place[0], longitude: place[1], accuracyKilometres: place[2])
    return event
  }
}
