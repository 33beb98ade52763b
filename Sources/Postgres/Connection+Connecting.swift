internal import CLibpq
import Glibc
internal import Messages

extension Connection {
  /// Opens a connection from libpq's keywords and values, or explains why there is none.
  static func connect(_ words: [(String, String)], timeoutSeconds: Int) throws(PostgresError) -> OpaquePointer {
    guard let handle = lend(words, { PQconnectdbParams($0, $1, 1) }) else {
      throw PostgresError(kind: .other, message: Message(tr: "Bellek yetmedi.", en: "Out of memory."))
    }
    if PQstatus(handle) == CONNECTION_OK { return handle }
    defer { PQfinish(handle) }
    let text = String(cString: PQerrorMessage(handle))
    // libpq sets two spaces between the severity and the text of what a server reports, in every language.
    let sqlState = text.contains(":  ") ? sqlState(words, timeoutSeconds: timeoutSeconds) : nil
    throw ConnectionRefusal(
      host: word(PQhost(handle)), port: word(PQport(handle)), database: word(PQdb(handle)),
      user: word(PQuser(handle)),
      reason: sqlState.map { .server($0) } ?? .client(ClientFault(in: text)),
      usedPassword: PQconnectionNeedsPassword(handle) == 1 || PQconnectionUsedPassword(handle) == 1
    ).error
  }

  /// Lends keywords and values as the arrays libpq takes.
  static func lend<Result>(
    _ words: [(String, String)],
    _ body: (UnsafePointer<UnsafePointer<CChar>?>, UnsafePointer<UnsafePointer<CChar>?>) -> Result
  ) -> Result {
    let keywords = words.map { strdup($0.0) } + [nil]
    let values = words.map { strdup($0.1) } + [nil]
    defer { (keywords + values).forEach { free($0) } }
    return body(keywords.map { UnsafePointer($0) }, values.map { UnsafePointer($0) })
  }

  private static func word(_ text: UnsafePointer<CChar>?) -> String { text.map { String(cString: $0) } ?? "" }

  /// The SQLSTATE a server refuses a connection with; nil when it says none in time, or refuses no more.
  ///
  /// libpq hands on the words of a refusal and not its code, and the words are the server's to choose. So the server
  /// is asked once more, and libpq told to keep nothing but the code.
  private static func sqlState(_ words: [(String, String)], timeoutSeconds: Int) -> String? {
    guard let handle = lend(words, { PQconnectStartParams($0, $1, 1) }) else { return nil }
    defer { PQfinish(handle) }
    PQsetErrorVerbosity(handle, PQERRORS_SQLSTATE)
    PQsetNoticeReceiver(handle, { _, _ in }, nil)
    let end = ContinuousClock.now + .seconds(timeoutSeconds)
    var wanted = PQstatus(handle) == CONNECTION_BAD ? PGRES_POLLING_FAILED : PGRES_POLLING_WRITING
    while wanted == PGRES_POLLING_READING || wanted == PGRES_POLLING_WRITING {
      let events = Int16(wanted == PGRES_POLLING_READING ? POLLIN : POLLOUT)
      var request = pollfd(fd: PQsocket(handle), events: events, revents: 0)
      let left = max(.zero, end - ContinuousClock.now)
      let answer = poll(&request, 1, CInt(clamping: Int64(left / .milliseconds(1))))
      if answer < 0, errno == EINTR { continue }
      guard answer > 0 else { return nil }
      wanted = PQconnectPoll(handle)
    }
    guard wanted == PGRES_POLLING_FAILED else { return nil }
    let tokens = String(cString: PQerrorMessage(handle)).utf8.split { $0 == 0x20 || $0 == 0x0A }
    return tokens.last { $0.count == 5 && $0.allSatisfy { (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) } }
      .map { String(decoding: Array($0), as: UTF8.self) }
  }
}

/// How a server is reached and how long it is waited for.
public struct ConnectionSettings: Sendable {
  /// A libpq connection string or URL without a password; empty means the `PG*` variables.
  public var connection: String
  /// Another database of the same server than the connection string names.
  public var database: String?
  /// A password file instead of `~/.pgpass`, in libpq's own format.
  public var passfile: String?
  /// Seconds to wait for a connection.
  public var connectTimeoutSeconds: Int
  /// Milliseconds a single statement may run; 0 is without end.
  public var statementTimeoutMilliseconds: Int
  /// Milliseconds to wait for a table somebody else has locked.
  public var lockTimeoutMilliseconds: Int

  /// Settings for one server.
  public init(
    connection: String, passfile: String? = nil, connectTimeoutSeconds: Int = 10,
    statementTimeoutMilliseconds: Int = 3_600_000, lockTimeoutMilliseconds: Int = 5_000
  ) {
    self.connection = connection
    self.passfile = passfile
    self.connectTimeoutSeconds = connectTimeoutSeconds
    self.statementTimeoutMilliseconds = statementTimeoutMilliseconds
    self.lockTimeoutMilliseconds = lockTimeoutMilliseconds
  }
}
