import Analysis
import Documents
import Files
import Model

/// The sessions of every user, put aside on the disk while they are read, to be read again beside the events.
///
/// The rows lie in the order of user keys, in which the events come as well.
struct SessionHistory {
  private let rows: TableRows
  private let browsers: BrowserFamilies

  init(folder: String, _ browsers: BrowserFamilies) throws {
    rows = try TableRows(in: folder)
    self.browsers = browsers
  }

  /// Puts a session aside whose begin is known.
  func append(_ session: borrowing Session) throws {
    guard let key = session.userKey else { return }
    try rows.append { row in
      row.append(verbatim: key.text)
      row.append(verbatim: session.id.text)
      for time in [session.startedAt, session.endedAt, session.expiresAt, session.lastSeenAt] { row.append(time) }
      row.append(session.status, of: Self.statuses)
      row.append(session.address)
      row.append(verbatim: session.device)
      row.append(verbatim: session.userName)
      row.append(verbatim: browsers.family(device: session.device, session.userAgent))
    }
  }

  /// Gives the sessions back user by user.
  func reader() -> Reader { Reader(rows) }

  private static let statuses = SessionStatus.allCases

  /// Reads the sessions back, one user after the other.
  struct Reader: ~Copyable {
    private var cursor: TableCursor
    private var hasRow: Bool?

    init(_ rows: TableRows) {
      cursor = TableCursor(rows)
    }

    /// The key of the next user with a session.
    mutating func nextKey() throws -> Identifier? {
      if hasRow == nil { hasRow = try cursor.advance() }
      return hasRow == true ? Identifier(cursor.row.text(at: 0)) : nil
    }

    /// Adds the next user's sessions to a history of that user.
    mutating func take(into history: UserHistory, asOf: Instant) throws {
      while try nextKey() == history.key {
        let session = self.session()
        switch ResolvedSession.resolve(session, asOf: asOf) {
        case .resolved(let resolved): history.append(session, resolved, family: cursor.row.verbatim(at: 11))
        case .quarantined: if let begin = session.startedAt { history.noteBegin(begin) }
        }
        hasRow = nil
      }
    }

    private func session() -> Session {
      var session = Session(id: Identifier(cursor.row.text(at: 1)), userKey: Identifier(cursor.row.text(at: 0)))
      session.startedAt = cursor.row.moment(at: 2)
      session.endedAt = cursor.row.moment(at: 3)
      session.expiresAt = cursor.row.moment(at: 4)
      session.lastSeenAt = cursor.row.moment(at: 5)
      session.status = cursor.row.value(at: 6, of: SessionHistory.statuses)
      session.address = cursor.row.address(at: 7)
      session.device = cursor.row.verbatim(at: 9)
      session.userName = cursor.row.verbatim(at: 10)
      return session
    }
  }
}
