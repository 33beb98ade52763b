import Files
package import Model
import Records

/// The events of named users, put aside on the disk while they pass in order of time, to be read again user by user.
package final class EventHistory {
  private let records: KeyedRecords
  private let browsers: BrowserFamilies

  private static let types = EventType.allCases
  private static let reasons = FailureReason.allCases

  /// Nothing put aside yet; the records will lie on the file system of `folder`.
  package init(folder: String, _ browsers: BrowserFamilies) {
    records = KeyedRecords(in: folder)
    self.browsers = browsers
  }

  /// How many events were put aside.
  package var count: Int { records.count }

  /// Puts an event of a user aside that can be counted.
  package func append(_ event: borrowing SecurityEvent, at instant: Instant) throws {
    guard let key = event.userKey else { return }
    let event = copy event
    try records.append(key: key) { [browsers] record in
      record.append(field: event.id)
      record.append(number: instant.microseconds)
      record.append(place: event.type.place)
      record.append(place: event.failureReason?.place)
      record.append(field: event.address)
      record.append(field: event.device)
      record.append(field: browsers.family(device: event.device, event.userAgent))
      record.append(field: event.sessionID)
      record.append(field: event.userName)
      // Few events have any of these.
      if event.actorID == nil, event.targetID == nil, event.role == nil, event.country == nil, event.place == nil {
        return
      }
      record.append(field: event.actorID)
      record.append(field: event.targetID)
      record.append(field: event.role)
      record.append(field: event.country)
      guard let place = event.place else { return }
      for number in [place.latitude, place.longitude, place.accuracyKilometres] {
        record.append(number: Int64(bitPattern: number.bitPattern))
      }
    }
  }

  /// Lends the events user by user, keys in bytewise order, each user's in order of time.
  ///
  /// `family` stands for the user agent, as ``UserHistory`` takes it.
  package func forEach(
    _ body: (_ event: borrowing SecurityEvent, _ instant: Instant, _ family: String?) throws -> Void
  ) throws {
    try records.forEach { key, record in
      var fields = record
      var event = SecurityEvent(id: fields.identifier() ?? "", occurredAt: nil, type: .unmapped)
      let instant = Instant(microseconds: fields.number())
      event.occurredAt = instant
      event.userKey = key
      event.type = fields.place().map { Self.types[$0] } ?? .unmapped
      event.failureReason = fields.place().map { Self.reasons[$0] }
      event.address = fields.address()
      event.device = fields.text()
      let family = fields.text()
      event.sessionID = fields.identifier()
      event.userName = fields.text()
      if !fields.isAtEnd {
        event.actorID = fields.identifier()
        event.targetID = fields.identifier()
        event.role = fields.text()
        event.country = fields.text()
      }
      if !fields.isAtEnd {
        let place = (0..<3).map { _ in Double(bitPattern: UInt64(bitPattern: fields.number())) }
        event.place = Place(latitude: place[0], longitude: place[1], accuracyKilometres: place[2])
      }
      try body(event, instant, family)
    }
  }
}
