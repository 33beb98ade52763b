import Analysis
import Documents
import Files
import Model

/// The sessions of every user, put aside on the disk while they are read, to be read again beside the events.
///
/// The rows lie in the order of user keys, in which the events are read afterwards.
struct SessionHistory {
  private let rows: TableRows
  private var devices: [String: String] = [:]

  init(folder: String) throws {
    rows = try TableRows(in: folder)
  }

  /// Puts a session aside that can be counted.
  mutating func append(_ session: borrowing Session) throws {
    guard let key = session.userKey else { return }
    let family = session.device == nil ? session.userAgent.map { browser($0) } : nil
    let times = [session.startedAt, session.endedAt, session.expiresAt, session.lastSeenAt]
    try rows.append { row in
      row.append(verbatim: key)
      row.append(verbatim: session.id)
      for time in times { row.append(time.map { .integer($0.microseconds) } ?? .empty) }
      row.append(session.status.map { .text($0.rawValue) } ?? .empty)
      row.append(session.address.map { .text($0.description) } ?? .empty)
      row.append(verbatim: session.device ?? "")
      row.append(verbatim: session.userName ?? "")
      row.append(verbatim: family ?? "")
    }
  }

  /// Gives the sessions back user by user.
  func reader() -> Reader { Reader(rows) }

  /// System and browser family; a browser's whole text is met many times.
  private mutating func browser(_ userAgent: String) -> String {
    if let known = devices[userAgent] { return known }
    if devices.count >= 10_000 { devices.removeAll(keepingCapacity: true) }
    let family = UserAgent(userAgent).systemAndFamily
    devices[userAgent] = family
    return family
  }

  /// Reads the sessions back, one user after the other.
  struct Reader: ~Copyable {
    private var cursor: TableCursor
    private var hasRow: Bool?
    private var addresses: [String: NetworkAddress] = [:]

    init(_ rows: TableRows) {
      cursor = TableCursor(rows)
    }

    /// The key of the next user with a session.
    mutating func nextKey() throws -> String? {
      if hasRow == nil { hasRow = try cursor.advance() }
      return hasRow == true ? cursor.row.text(at: 0) : nil
    }

    /// Adds the next user's sessions to a history of that user.
    mutating func take(into history: UserHistory, asOf: Instant) throws {
      while try nextKey() == history.key {
        let session = self.session()
        if case .resolved(let resolved) = ResolvedSession.resolve(session, asOf: asOf) {
          history.append(session, resolved, family: text(10))
        }
        hasRow = nil
      }
    }

    private mutating func session() -> Session {
      var session = Session(id: cursor.row.text(at: 1), userKey: cursor.row.text(at: 0))
      session.startedAt = instant(2)
      session.endedAt = instant(3)
      session.expiresAt = instant(4)
      session.lastSeenAt = instant(5)
      session.status = text(6).flatMap { SessionStatus(rawValue: $0) }
      session.address = text(7).flatMap { address($0) }
      session.device = text(8)
      session.userName = text(9)
      return session
    }

    /// Reading an address out of a text takes long, and users keep theirs.
    private mutating func address(_ text: String) -> NetworkAddress? {
      if let known = addresses[text] { return known }
      if addresses.count >= 10_000 { addresses.removeAll(keepingCapacity: true) }
      let address = NetworkAddress(text)
      addresses[text] = address
      return address
    }

    private func instant(_ index: Int) -> Instant? {
      cursor.row.tag(at: index) == .integer ? cursor.row.instant(at: index) : nil
    }

    private func text(_ index: Int) -> String? {
      guard cursor.row.tag(at: index) == .text else { return nil }
      let text = cursor.row.text(at: index)
      return text.isEmpty ? nil : text
    }
  }
}
