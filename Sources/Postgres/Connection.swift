internal import CLibpq
public import Messages

/// A connection to one PostgreSQL server, closed when it goes out of scope.
///
/// It reads and nothing else unless a transaction says otherwise: each is read-only by default, and the server is told so. It may be handed from
/// one thread to another, since it cannot be copied: libpq asks no more than that one thread uses it at a time.
public struct Connection: ~Copyable, @unchecked Sendable {
  private let handle: OpaquePointer

  /// Connects and sets the limits; waits no longer than the connect timeout for each address.
  public static func open(_ settings: ConnectionSettings) throws(PostgresError) -> Connection {
    var words = [
      ("dbname", settings.connection), ("connect_timeout", String(settings.connectTimeoutSeconds)),
      ("client_encoding", "UTF8"), ("fallback_application_name", "tutanak"),
    ]
    // What comes later overrules what the string says.
    if let database = settings.database { words.append(("dbname", database)) }
    if let passfile = settings.passfile { words.append(("passfile", passfile)) }
    words = try ConnectionOptions.completed(words)
    let connection = Connection(handle: try connect(words, timeoutSeconds: settings.connectTimeoutSeconds))
    // A database without an encoding hands out any bytes; which of them are text is judged row by row. With row_security
    // off the server refuses to leave rows out silently.
    try connection.execute(
      """
      SET client_encoding = '\(connection.hasEncoding ? "UTF8" : "SQL_ASCII")'; SET row_security = off;
      SET statement_timeout = \(settings.statementTimeoutMilliseconds);
      SET lock_timeout = \(settings.lockTimeoutMilliseconds);
      SET idle_in_transaction_session_timeout = 0;
      SET default_transaction_read_only = on;
      SET timezone = 'UTC'; SET datestyle = 'ISO'; SET jit = off; SET work_mem = '64MB'
      """, doing: Message(tr: "Bağlantının ayarlanması", en: "Preparing the connection"))
    return connection
  }

  private init(handle: OpaquePointer) {
    self.handle = handle
    // Notices would go to standard error, where cron would mail them.
    PQsetNoticeReceiver(handle, { _, _ in }, nil)
  }

  deinit {
    PQfinish(handle)
  }

  /// Whether the database knows what its bytes stand for; SQL_ASCII does not.
  private var hasEncoding: Bool {
    PQparameterStatus(handle, "server_encoding").map { String(cString: $0) } != "SQL_ASCII"
  }

  /// Runs statements that yield nothing of interest.
  public borrowing func execute(_ sql: String, doing action: Message) throws(PostgresError) {
    let result = PQexec(handle, sql)
    defer { PQclear(result) }
    try check(result, expecting: [PGRES_COMMAND_OK, PGRES_TUPLES_OK, PGRES_EMPTY_QUERY], doing: action)
  }

  /// Runs one statement; returns how many rows it changed.
  public borrowing func change(_ sql: String, doing action: Message) throws(PostgresError) -> Int {
    let result = PQexec(handle, sql)
    defer { PQclear(result) }
    try check(result, expecting: [PGRES_COMMAND_OK, PGRES_TUPLES_OK, PGRES_EMPTY_QUERY], doing: action)
    guard PQresultStatus(result) == PGRES_COMMAND_OK, let count = PQcmdTuples(result) else { return 0 }
    return Int(String(cString: count)) ?? 0
  }

  /// Runs exactly one statement, by the protocol that takes no second one; returns the server's own word for what it was,
  /// such as `DELETE 12`.
  ///
  /// Rows that it yields are an answer of their own, `nil`, and are looked at by nobody.
  public borrowing func carryOutOne(_ sql: String, doing action: Message) throws(PostgresError) -> String? {
    let result = PQexecParams(handle, sql, 0, nil, nil, nil, nil, 0)
    defer { PQclear(result) }
    try check(result, expecting: [PGRES_COMMAND_OK, PGRES_TUPLES_OK], doing: action)
    guard PQresultStatus(result) == PGRES_COMMAND_OK, let words = PQcmdStatus(result) else { return nil }
    return String(cString: words)
  }

  /// Runs a query with a small result, every value as text.
  public borrowing func query(_ sql: String, doing action: Message) throws(PostgresError) -> [[String?]] {
    let result = PQexec(handle, sql)
    defer { PQclear(result) }
    try check(result, expecting: [PGRES_TUPLES_OK], doing: action)
    let columnCount = PQnfields(result)
    return (0..<PQntuples(result)).map { row in
      (0..<columnCount).map { column in
        guard PQgetisnull(result, row, column) == 0, let value = PQgetvalue(result, row, column) else { return nil }
        return VisibleBytes.text(UnsafeRawBufferPointer(start: value, count: Int(PQgetlength(result, row, column))))
      }
    }
  }

  /// The columns a query would yield, without running it.
  public borrowing func describe(_ sql: String, doing action: Message) throws(PostgresError) -> [ResultColumn] {
    let prepared = PQprepare(handle, "", sql, 0, nil)
    defer { PQclear(prepared) }
    try check(prepared, expecting: [PGRES_COMMAND_OK], doing: action, .describing)
    let described = PQdescribePrepared(handle, "")
    defer { PQclear(described) }
    try check(described, expecting: [PGRES_COMMAND_OK], doing: action, .describing)
    return (0..<PQnfields(described)).map { column in
      ResultColumn(name: String(cString: PQfname(described, column)), type: ColumnType(oid: PQftype(described, column)))
    }
  }

  /// Lends every row of a query, read by `COPY … TO STDOUT (FORMAT binary)`; returns how many there were.
  ///
  /// What the closure throws is thrown on; the connection is then of no further use.
  public borrowing func forEachRow(
    of sql: String, doing action: Message, _ body: (borrowing Row) throws -> Void
  ) throws -> Int {
    let begin = PQexec(handle, "COPY (\(sql)) TO STDOUT (FORMAT binary)")
    defer { PQclear(begin) }
    try check(begin, expecting: [PGRES_COPY_OUT], doing: action)
    var row = Row()
    var count = 0
    // The stream begins with an 11-byte signature, flags and an empty header extension.
    var headerLength = 19
    while true {
      var buffer: UnsafeMutablePointer<CChar>?
      let length = Int(PQgetCopyData(handle, &buffer, 0))
      guard length >= 0, let buffer else { break }
      defer { PQfreemem(buffer) }
      let message = UnsafeRawBufferPointer(start: buffer, count: length)
      if row.load(UnsafeRawBufferPointer(rebasing: message.dropFirst(headerLength))) {
        count += 1
        try body(row)
      }
      headerLength = 0
    }
    try endCopy(doing: action)
    return count
  }

  /// A text as an SQL literal, quoted by libpq.
  public borrowing func literal(_ text: String) throws(PostgresError) -> String {
    guard let quoted = PQescapeLiteral(handle, text, text.utf8.count) else {
      throw PostgresError(
        kind: .other,
        message: Message(tr: "Bir metin SQL'e yazılamadı.", en: "A text cannot be written into SQL."))
    }
    defer { PQfreemem(quoted) }
    return String(cString: quoted)
  }

  /// The `PG*` variables that lead another program to the same server, the password among them if there is one.
  ///
  /// A password goes into the environment of a child process and never into its arguments.
  public borrowing func environment() -> [String: String] {
    guard let options = PQconninfo(handle) else { return [:] }
    defer { PQconninfoFree(options) }
    var result: [String: String] = [:]
    var option = options
    while option.pointee.keyword != nil {
      if let variable = option.pointee.envvar, let value = option.pointee.val {
        result[String(cString: variable)] = String(cString: value)
      }
      option += 1
    }
    // The service is resolved already; name and encoding are this program's own choices.
    for variable in ["PGSERVICE", "PGAPPNAME", "PGCLIENTENCODING"] { result[variable] = nil }
    return result
  }

  /// What no `PG*` variable can say to another program: how long a silent network is waited for, as a connection string.
  public borrowing func patience() -> String { ConnectionOptions.patience(of: handle) }

  private borrowing func endCopy(doing action: Message) throws(PostgresError) {
    var failure: PostgresError?
    while let result = PQgetResult(handle) {
      defer { PQclear(result) }
      do throws(PostgresError) {
        try check(result, expecting: [PGRES_COMMAND_OK, PGRES_COPY_OUT], doing: action)
      } catch { failure = failure ?? error }
    }
    if let failure { throw failure }
  }

  private borrowing func check(
    _ result: OpaquePointer?, expecting expected: [ExecStatusType], doing action: Message,
    _ activity: PostgresError.Activity = .running
  ) throws(PostgresError) {
    if expected.contains(PQresultStatus(result)) { return }
    func field(_ code: CChar) -> String? { PQresultErrorField(result, CInt(code)).map { String(cString: $0) } }
    guard let sqlState = field(CChar(UInt8(ascii: "C"))) else {
      // No server error: libpq itself lost the connection.
      throw PostgresError(
        kind: .cut,
        message: Message(
          tr: "\(action.tr) sırasında sunucu bağlantısı koptu; hiçbir şey yayımlanmadı. Yeniden çalıştırın.",
          en: "\(action.en): the connection to the server broke; nothing was published. Run again."))
    }
    let report = ServerReport(
      sqlState: sqlState, primary: field(CChar(UInt8(ascii: "M"))) ?? "", hint: field(CChar(UInt8(ascii: "H"))),
      position: field(CChar(UInt8(ascii: "P"))).flatMap { Int($0) },
      everything: String(cString: PQresultErrorMessage(result)))
    throw PostgresError(report, doing: action, activity)
  }
}
