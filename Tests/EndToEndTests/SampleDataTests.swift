import Support
import Testing

/// The month of efys that tests, demo and benchmarks are tried on.
@Suite struct SampleDataTests {
  /// One thing a reader of somebody else's database meets, and how many rows show it.
  struct Wart: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let rows: Int
    let condition: String

    init(_ description: String, rows: Int = 1, _ condition: String) {
      testDescription = description
      self.rows = rows
      self.condition = condition
    }
  }

  static let tables = [
    "roles", "users", "sessions", "security_events", "system_logs", "audit_log", "backup_history",
  ]

  static func digests(of database: TestDatabase) throws -> [[String?]] {
    let parts = tables.map { "SELECT '\($0)', md5(string_agg(t::text, chr(10) ORDER BY id)) FROM \($0) AS t" }
    return try database.query(parts.joined(separator: " UNION ALL "))
  }

  @Test func `the same rows on every load`() throws {
    let server = try TestServer.shared()
    let first = try server.makeDatabase(from: .efysSample)
    let second = try server.makeDatabase(from: .empty)
    // Another clock, another way of writing dates and checked foreign keys change nothing.
    try second.execute(
      """
      CREATE ROLE application;
      GRANT CREATE ON SCHEMA public TO application;
      ALTER DATABASE \(second.name) SET timezone = 'America/New_York';
      ALTER DATABASE \(second.name) SET datestyle = 'SQL, DMY';
      ALTER DATABASE \(second.name) SET role = 'application';
      """)
    for script in ["demo/efys/schema.sql", "demo/efys/sample.sql"] { try second.load(script) }
    try second.execute("SET ROLE NONE; ALTER DATABASE \(second.name) RESET ALL")
    #expect(try Self.digests(of: first) == Self.digests(of: second))
  }

  @Test func `as many rows as documented`() throws {
    let database = try TestServer.shared().makeDatabase(from: .efysSample)
    let counts = try Self.tables.map { try database.query("SELECT count(*) FROM \($0)")[0][0] }
    #expect(counts == ["3", "200", "20000", "30000", "4000", "400", "30"])
    let outside = """
      SELECT count(*) FROM security_events
      WHERE created_at < '2026-09-08' OR created_at >= '2026-10-08' OR created_at IS NULL
      """
    #expect(try database.query(outside) == [["0"]])
  }

  @Test func `any size, and a word when it is too small`() throws {
    let database = try TestServer.shared().makeDatabase(from: .efysEmpty)
    #expect(throws: ServerFailure.self) { try database.load("demo/efys/sample.sql", variables: ["users": "49"]) }
    #expect(throws: ServerFailure.self) {
      try database.load("demo/efys/sample.sql", variables: ["sessions": "1000", "events": "400"])
    }
    try database.load(
      "demo/efys/sample.sql",
      variables: ["users": "3000", "sessions": "5000", "events": "6000", "from": "2026-01-01", "days": "14"])
    let counts = "SELECT (SELECT count(*) FROM users), (SELECT count(*) FROM sessions), count(*) FROM security_events"
    #expect(try database.query(counts) == [["3000", "5000", "6000"]])
    try database.execute("INSERT INTO sessions (session_token, expires_at) VALUES ('next', now())")
    #expect(try database.query("SELECT max(id) FROM sessions") == [["5001"]])
  }

  static let warts = [
    Wart("a logout 2 s before the sign-in", "\(logout) AND e.created_at = s.created_at - interval '2 seconds'"),
    Wart("a logout 2 h before the sign-in", "\(logout) AND e.created_at = s.created_at - interval '2 hours'"),
    Wart("a session of no length", "\(logout) AND e.created_at = s.created_at"),
    Wart("an end in the last microsecond", "\(logout) AND e.created_at = '2026-10-07 23:59:59.999999'"),
    Wart("expiry infinity", "sessions WHERE expires_at = 'infinity' AND is_active"),
    Wart("expiry in the year 9999", "sessions WHERE expires_at = '9999-12-31' AND is_active"),
    Wart("no start", "sessions WHERE created_at IS NULL"),
    Wart("no user", "sessions WHERE user_id IS NULL"),
    Wart("no address", "sessions WHERE ip_address IS NULL"),
    Wart("a user agent of 32,768 characters", "sessions WHERE length(user_agent) = 32768"),
    Wart("a user agent that is a formula", "sessions WHERE user_agent LIKE '=HYPERLINK(%'"),
    Wart("an IPv4 address written as IPv6", "sessions WHERE host(ip_address) = '::ffff:198.51.100.23'"),
    Wart("a name with an emoji", "users WHERE full_name LIKE '%🌸%' AND username LIKE '%🌸'"),
    Wart("a name with control characters", #"users WHERE full_name ~ E'\u0007.*\u001b' AND username LIKE E'%\t'"#),
    Wart("two names that differ by a dot", rows: 2, "users WHERE username ~ '^[iı]rmak[.]kılıçaslan$'"),
    Wart("an unknown type", rows: 36, "security_events WHERE event_type = 'legacy_sso_probe'"),
    Wart("a burst", rows: 147, "\(failure) AND user_id = 4 AND ip_address = '203.0.113.77'"),
    Wart("its success", "security_events WHERE event_type = 'login_success' AND ip_address = '203.0.113.77'"),
    Wart("a spray", rows: 15, "(SELECT DISTINCT user_id FROM \(failure) AND ip_address = '203.0.113.9') AS t"),
    Wart("two networks at once", "sessions WHERE user_id = 5 AND ip_address = '198.51.100.140'"),
  ]
  static let logout = """
    security_events e JOIN sessions s ON s.id = (e.details->>'session_id')::integer WHERE e.event_type = 'logout'
    """
  static let failure = "security_events WHERE event_type = 'login_failed' AND created_at >= '2026-10-07'"

  @Test(arguments: warts)
  func `every wart is there`(wart: Wart) throws {
    let rows = try Self.month.get().query("SELECT count(*) FROM \(wart.condition)")
    #expect(rows == [["\(wart.rows)"]])
  }

  /// Read only: one for all warts.
  static let month = Result { try TestServer.shared().makeDatabase(from: .efysSample) }

  @Test func `every kind of end is there`() throws {
    let database = try Self.month.get()
    func count(_ condition: String) throws -> Int {
      try Int(database.query("SELECT count(*) FROM \(condition)")[0][0] ?? "") ?? 0
    }
    #expect(try count("security_events WHERE event_type = 'logout' AND details ? 'session_id'") > 7000)
    #expect(try 20...100 ~= count("security_events WHERE event_type = 'logout' AND details IS NULL"))
    #expect(try count("security_events WHERE event_type = 'session_revoked' AND details ?& '{session_id,by}'") > 50)
    #expect(try count("sessions WHERE is_active AND expires_at < '2026-10-08'") > 100)
    #expect(try count("sessions WHERE NOT is_active AND expires_at < '2026-10-08'") > 10000)
    #expect(try count("sessions WHERE is_active AND expires_at > '2026-10-08'") > 10)
    #expect(try count("\(Self.failure) AND user_id IS NULL AND details ? 'username'") > 0)
    #expect(try 13...17 ~= count("sessions WHERE family(ip_address) = 6") / 200)
  }
}
