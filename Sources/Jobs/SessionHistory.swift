import Analysis
import Documents
import Files
import Model

/// The sessions of every user, put aside on the disk while they are read, to be read again beside the events.
///
/// The rows lie in the order of user keys, in which the events are read afterwards.
struct SessionHistory {
  private let rows: TableRows
  /// System and browser family; a browser's whole text is met many times.
  private let browsers = Remembered<String, String>()

  init(folder: String) throws {
    rows = try TableRows(in: folder)
  }

  /// Puts a session aside that can be counted.
  func append(_ session: borrowing Session) throws {
    guard let key = session.userKey else { return }
    let family =
      session.device == nil
      ? session.userAgent.map { text in browsers.result(for: text) { UserAgent($0).systemAndFamily } } : nil
    let times = [session.startedAt, session.endedAt, session.expiresAt, session.lastSeenAt]
    try rows.append { row in
      row.append(verbatim: key)
      row.append(verbatim: session.id)
      for time in times { row.append(time.map { .integer($0.microseconds) } ?? .empty) }
      row.append(session.status.flatMap { Self.statuses.firstIndex(of: $0) }.map { .integer(Int64($0)) } ?? .empty)
      Self.append(session.address, to: &row)
      row.append(verbatim: session.device ?? "")
      row.append(verbatim: session.userName ?? "")
      row.append(verbatim: family ?? "")
    }
  }

  /// Gives the sessions back user by user.
  func reader() -> Reader { Reader(rows) }

  private static let statuses = SessionStatus.allCases

  /// Two numbers or, where it is no plain address, its text: reading addresses out of texts takes long.
  private static func append(_ address: NetworkAddress?, to row: inout TableRowBuilder) {
    switch address {
    case .v4(let bits):
      row.append(.integer(Int64(bits)))
      row.append(.empty)
    case .v6(let high, let low, nil):
      row.append(.integer(Int64(bitPattern: high)))
      row.append(.integer(Int64(bitPattern: low)))
    default:
      row.append(verbatim: address?.description ?? "")
      row.append(.empty)
    }
  }

  /// Reads the sessions back, one user after the other.
  struct Reader: ~Copyable {
    private var cursor: TableCursor
    private var hasRow: Bool?

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
          history.append(session, resolved, family: text(11))
        }
        hasRow = nil
      }
    }

    private func session() -> Session {
      var session = Session(id: cursor.row.text(at: 1), userKey: cursor.row.text(at: 0))
      session.startedAt = instant(2)
      session.endedAt = instant(3)
      session.expiresAt = instant(4)
      session.lastSeenAt = instant(5)
      session.status = cursor.row.tag(at: 6) == .integer ? SessionHistory.statuses[Int(cursor.row.integer(at: 6))] : nil
      session.address = address()
      session.device = text(9)
      session.userName = text(10)
      return session
    }

    private func address() -> NetworkAddress? {
      guard cursor.row.tag(at: 7) == .integer else { return text(7).flatMap { NetworkAddress($0) } }
      let high = cursor.row.integer(at: 7)
      return cursor.row.tag(at: 8) == .integer
        ? .v6(UInt64(bitPattern: high), UInt64(bitPattern: cursor.row.integer(at: 8)))
        : .v4(UInt32(truncatingIfNeeded: high))
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
