import Files
package import Model
import Records

/// The sessions of every user, put aside on the disk as they were judged, to be read again beside the events.
///
/// They lie in the order of user keys, in which the events come as well.
package final class SessionHistory {
  private let spool: Spool
  private let browsers: BrowserFamilies
  private var record = RecordBuffer()
  private var sealed: SealedSpool?

  private static let statuses = SessionStatus.allCases
  private static let bases = EndBasis.allCases

  /// Nothing put aside yet; the records will lie on the file system of `folder`.
  package init(folder: String, _ browsers: BrowserFamilies) throws {
    spool = Spool(in: folder)
    self.browsers = browsers
  }

  /// Puts a session of a user aside that can be counted, or whose begin at least is known.
  package func append(_ session: borrowing Session, _ verdict: SessionAnalysis.Verdict) throws {
    guard let key = session.userKey else { return }
    let resolved = verdict.resolved
    guard resolved != nil || verdict.hasBeginOnly else { return }
    record.clear()
    record.append(field: key)
    record.append(field: session.startedAt)
    record.append(place: resolved?.basis.place)
    if let resolved {
      for moment in [resolved.start, resolved.end, resolved.earliestEnd, resolved.latestEnd] {
        record.append(number: moment.microseconds)
      }
      record.append(field: session.id)
      record.append(field: session.expiresAt)
      record.append(field: session.lastSeenAt)
      record.append(place: session.status?.place)
      record.append(field: session.address)
      record.append(field: session.device)
      record.append(field: session.userName)
      record.append(field: session.kind)
      record.append(field: browsers.family(device: session.device, session.userAgent))
    }
    try spool.append(record)
  }

  /// Gives the sessions back user by user, as often as it is asked; nothing may be put aside any more.
  package func reader() throws -> Reader {
    let spool = try sealed ?? self.spool.seal()
    sealed = spool
    return Reader(RecordCursor(spool))
  }

  /// Reads the sessions back, one user after the other.
  package struct Reader {
    private var cursor: RecordCursor
    /// The record in hand behind its key, and the key; nil at the end.
    private var next: (key: Identifier, fields: RecordFields)?
    private var hasBegun = false

    fileprivate init(_ cursor: RecordCursor) { self.cursor = cursor }

    /// The key of the next user with a session.
    package mutating func nextKey() throws -> Identifier? {
      if !hasBegun { try advance() }
      return next?.key
    }

    /// Adds the next user's sessions to a history of that user.
    package mutating func add(to history: UserHistory) throws {
      while try nextKey() == history.key, let record = next {
        Self.add(record.fields, to: history)
        try advance()
      }
    }

    /// Passes over the next user's sessions.
    package mutating func skip() throws {
      guard let key = try nextKey() else { return }
      while try nextKey() == key { try advance() }
    }

    private mutating func advance() throws {
      hasBegun = true
      guard try cursor.advance() else { return next = nil }
      var fields = RecordFields(cursor.record)
      next = (fields.identifier() ?? "", fields)
    }

    private static func add(_ record: RecordFields, to history: UserHistory) {
      var fields = record
      let begin = fields.instant()
      guard let basis = fields.place().map({ bases[$0] }) else {
        if let begin { history.noteBegin(begin) }
        return
      }
      let times = (0..<4).map { _ in Instant(microseconds: fields.number()) }
      let resolved = ResolvedSession(
        start: times[0], end: times[1], basis: basis, earliestEnd: times[2], latestEnd: times[3])
      var session = Session(id: fields.identifier() ?? "", userKey: history.key, startedAt: begin)
      session.expiresAt = fields.instant()
      session.lastSeenAt = fields.instant()
      session.status = fields.place().map { statuses[$0] }
      session.address = fields.address()
      session.device = fields.text()
      session.userName = fields.text()
      session.kind = fields.text()
      history.append(session, resolved, family: fields.text())
    }
  }
}

/// What stands for a user agent where rows are put aside: its system and browser family.
///
/// A browser's whole text is met many times, and reading it takes long.
package struct BrowserFamilies {
  private let families = BoundedCache<Identifier, String>()

  /// No user agent met yet.
  package init() {}

  /// The family, where the source does not name the device itself; empty when nothing is recognised.
  func family(device: String?, _ userAgent: String?) -> String? {
    guard device == nil, let userAgent else { return nil }
    return families.result(for: userAgent) { UserAgent($0).systemAndFamily }
  }
}
