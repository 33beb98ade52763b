import Files
public import Model
public import Records

/// The events of named users, put aside on the disk while they pass in order of time, to be read again user by user.
public final class EventHistory {
  private let records: KeyedRecords
  private let browsers: BrowserFamilies

  /// Nothing put aside yet; the records will lie on the file system of `folder`.
  public init(folder: String, _ browsers: BrowserFamilies) {
    records = KeyedRecords(in: folder)
    self.browsers = browsers
  }

  /// How many events were put aside.
  public var count: Int { records.count }

  /// Puts an event of a user aside that can be counted.
  public func append(_ event: borrowing SecurityEvent, at instant: Instant) throws {
    guard let key = event.userKey else { return }
    let family = browsers.family(device: event.device, event.userAgent)
    try records.append(key: key) { $0.append(event, at: instant, family: family) }
  }

  /// Lends the events user by user, keys in bytewise order, each user's in order of time; ``UserHistory/append(event:)``
  /// reads them.
  public func forEach(_ body: (_ user: Identifier, _ event: RecordFields) throws -> Void) throws {
    try records.forEach(body)
  }
}

extension RecordBuffer {
  /// Adds an event as ``UserHistory/append(event:)`` reads it; `family` stands for the user agent.
  mutating func append(_ event: borrowing SecurityEvent, at instant: Instant, family: String?) {
    append(field: event.id)
    append(number: instant.microseconds)
    append(place: event.type.place)
    append(place: event.failureReason?.place)
    append(field: event.address)
    append(field: event.device)
    append(field: family)
    append(field: event.sessionID)
    append(field: event.userName)
    // Few events have any of these.
    if event.actorID == nil, event.targetID == nil, event.role == nil, event.country == nil, event.place == nil {
      return
    }
    append(field: event.actorID)
    append(field: event.targetID)
    append(field: event.role)
    append(field: event.country)
    guard let place = event.place else { return }
    for number in [place.latitude, place.longitude, place.accuracyKilometres] {
      append(number: Int64(bitPattern: number.bitPattern))
    }
  }
}
