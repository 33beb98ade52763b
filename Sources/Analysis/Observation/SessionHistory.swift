import Files
public import Model
import Records

/// The sessions of every user, put aside on the disk as they were judged, to be read again beside the events.
///
/// They lie in the order of user keys, in which the events come as well.
public final class SessionHistory {
  private let spool: Spool
  private let browsers: BrowserFamilies
  private var record = RecordBuffer()
  private var sealed: SealedSpool?

  /// Nothing put aside yet; the records will lie on the file system of `folder`.
  public init(folder: String, _ browsers: BrowserFamilies) throws {
    spool = Spool(in: folder)
    self.browsers = browsers
  }

  /// Puts a session of a user aside that can be counted, or whose begin at least is known.
  public func append(_ session: borrowing Session, _ verdict: SessionAnalysis.Verdict) throws {
    guard let key = session.userKey else { return }
    let resolved = verdict.resolved
    guard resolved != nil || verdict.hasBeginOnly else { return }
    record.clear()
    record.append(field: key)
    record.append(byte: resolved == nil ? 0 : 1)
    if let resolved {
      record.append(session, resolved, family: browsers.family(device: session.device, session.userAgent))
    } else {
      record.append(field: session.startedAt)
    }
    try spool.append(record)
  }

  /// Gives the sessions back user by user, as often as it is asked; nothing may be put aside any more.
  public func reader() throws -> Reader {
    let spool = try sealed ?? self.spool.seal()
    sealed = spool
    return Reader(RecordCursor(spool))
  }

  /// Reads the sessions back, one user after the other.
  public struct Reader {
    private var cursor: RecordCursor
    /// The record in hand behind its key, and the key; nil at the end.
    private var next: (key: Identifier, fields: RecordFields)?
    private var hasBegun = false

    fileprivate init(_ cursor: RecordCursor) { self.cursor = cursor }

    /// The key of the next user with a session.
    public mutating func nextKey() throws -> Identifier? {
      if !hasBegun { try advance() }
      return next?.key
    }

    /// Adds the next user's sessions to a history of that user.
    public mutating func add(to history: UserHistory) throws {
      while try nextKey() == history.key, let record = next {
        var fields = record.fields
        if fields.byte() == 1 {
          history.append(session: fields)
        } else if let begin = fields.instant() {
          history.noteBegin(begin)
        }
        try advance()
      }
    }

    /// Passes over the next user's sessions.
    public mutating func skip() throws {
      guard let key = try nextKey() else { return }
      while try nextKey() == key { try advance() }
    }

    private mutating func advance() throws {
      hasBegun = true
      guard try cursor.advance() else { return next = nil }
      var fields = RecordFields(cursor.record)
      // Most sessions are of the user that the one before is of.
      if let next, fields.takes(next.key) { return self.next = (next.key, fields) }
      next = (fields.identifier() ?? "", fields)
    }
  }
}

extension RecordBuffer {
  /// Adds a session as ``UserHistory/append(session:)`` reads it; `family` stands for the user agent.
  mutating func append(_ session: borrowing Session, _ resolved: ResolvedSession, family: String?) {
    append(place: resolved.basis.place)
    for moment in [resolved.start, resolved.end, resolved.earliestEnd, resolved.latestEnd] {
      append(number: moment.microseconds)
    }
    append(field: session.id)
    append(field: session.expiresAt)
    append(field: session.lastSeenAt)
    append(place: session.status?.place)
    append(field: session.address)
    append(field: session.device)
    append(field: family)
    append(field: session.userName)
    append(field: session.kind)
  }
}

extension RecordFields {
  private static let bases = EndBasis.allCases

  /// Takes the times of a session.
  mutating func resolvedSession() -> ResolvedSession {
    let basis = place().map { Self.bases[$0] } ?? .none
    let (start, end, earliest, latest) = (number(), number(), number(), number())
    return ResolvedSession(
      start: Instant(microseconds: start), end: Instant(microseconds: end), basis: basis,
      earliestEnd: Instant(microseconds: earliest), latestEnd: Instant(microseconds: latest))
  }
}

/// What stands for a user agent where rows are put aside: its system and browser family.
///
/// A browser's whole text is met many times, and reading it takes long.
public final class BrowserFamilies {
  private let families = BoundedCache<Identifier, String>()
  private var latest: (userAgent: Identifier, family: String)?

  /// No user agent met yet.
  public init() {}

  /// The family, where the source does not name the device itself; empty when nothing is recognised.
  func family(device: String?, _ userAgent: String?) -> String? {
    guard device == nil, let userAgent else { return nil }
    // Rows that follow each other come from one browser more often than not.
    let identifier = Identifier(userAgent)
    if let latest, latest.userAgent == identifier { return latest.family }
    let family = families.result(for: userAgent) { UserAgent($0).systemAndFamily }
    latest = (identifier, family)
    return family
  }

  /// The same of one row.
  static func family(device: String?, _ userAgent: String?) -> String? {
    device == nil ? userAgent.map { UserAgent($0).systemAndFamily } : nil
  }
}
