import Support
import Testing

/// telega's Redis beside its database: what the two do not agree in, and what is told where nobody can look.
@Suite struct LiveStoreTests {
  /// A row that begins so many minutes ago and ends so many hours from now.
  private static func row(_ id: String, user: Int = 1, begun minutes: Int = 60, ends hours: Int = 8) -> String {
    """
    INSERT INTO "Session" VALUES ('\(id)', \(user), 'canary-secret-\(id)', NULL, '203.0.113.7', NULL,
      now() AT TIME ZONE 'UTC' + interval '\(hours) hours', now() AT TIME ZONE 'UTC' - interval '\(minutes) minutes',
      now() AT TIME ZONE 'UTC');

    """
  }

  /// The same as a command of Redis, with the times that the database has or would have.
  private static func key(
    _ id: String, user: Int = 1, begun minutes: Int = 60, ends hours: Int = 8, forgotten: Int? = nil,
    in database: TestDatabase
  ) throws -> String {
    let times = try database.query(
      """
      SELECT to_char(now() AT TIME ZONE 'UTC' - interval '\(minutes) minutes', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
             to_char(now() AT TIME ZONE 'UTC' + interval '\(hours) hours', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
      """)[0]
    let value =
      #"{"userId":\#(user),"refreshToken":"canary-secret-live","createdAt":"\#(times[0] ?? "")","expiresAt":"\#(times[1] ?? "")"}"#
    let end = forgotten.map { $0 > 0 ? " EX \($0)" : "" } ?? " EX \(hours * 3600)"
    return "SET session:\(id) '\(value)'\(end)"
  }

  private static func install(
    _ live: String?, rows: String = "", settings: [String: String?] = [:]
  ) throws -> Installation {
    let installation = try Installation.ofSystem("telega")
    try installation.database.execute("DELETE FROM \"Session\";" + rows)
    try installation.configure(
      source: ["system": "telega", "live": live, "expect_rows": "false"],
      settings: ["mask": "M0", "formats": "[json]"].merging(settings) { $1 })
    return installation
  }

  /// The words of the block for a server of a test.
  private static func live(_ server: RedisServer, _ more: String = "") -> String {
    "{ kind: redis, address: \"\(server.socket)\"\(more) }"
  }

  /// A file with a password, readable for us only.
  private static func secret(_ text: String, of installation: Installation) throws -> String {
    let file = try installation.folder.write("redis.password", text)
    _ = try Command.run("chmod", "600", file)
    return file
  }

  /// Has the findings of yesterday reported, as they are after midnight; the document and what was said.
  private static func report(
    _ installation: Installation, _ words: String..., asOf: String? = nil
  ) throws -> (document: JSON, outcome: Command.Outcome, file: String) {
    let outcome = try installation.run(
      words: ["report", "ANM", "--period", "yesterday", "--json", "--verbose"] + words, asOf: asOf)
    let folder = try JSON(text: outcome.output)["documents"][0]["folder"].text ?? ""
    let file = folder + "/" + (folder.split(separator: "/").last.map(String.init) ?? "")
    return (try JSON(file: file + ".json"), outcome, file)
  }

  private static func rule(_ document: JSON) -> JSON { document["rules"].first(where: "id", is: "D03") }

  @Test func `what store and database do not agree in is a finding of each kind, with its sessions`() throws {
    let server = try RedisServer()
    let password = "okur"
    try server.execute("ACL SETUSER reader on >\(password) +scan +getrange +pttl ~session:*")
    let rows =
      ["same", "dbonly", "other", "early", "endless"].map { Self.row($0) } + [
        Self.row("ran-out", ends: -1), Self.row("new-row", begun: 0),
      ]
    let installation = try Self.install(nil, rows: rows.joined(), settings: ["formats": "[pdf, xlsx, json]"])
    let secret = try Self.secret(password + "\n", of: installation)
    try installation.configure(
      source: [
        "system": "telega", "live": Self.live(server, ", username: reader, password_file: \"\(secret)\""),
        "expect_rows": "false",
      ], settings: ["mask": "M0", "locale": "en"])
    let database = installation.database
    try server.execute(
      Self.key("same", in: database), Self.key("other", user: 2, in: database),
      Self.key("early", forgotten: 600, in: database), Self.key("endless", forgotten: 0, in: database),
      Self.key("ran-out", in: database), Self.key("unknown", user: 2, in: database),
      Self.key("new-key", begun: 0, in: database), "SET other:1 x", "SET sessions 1")
    let (document, outcome, file) = try Self.report(installation)
    #expect(outcome.status == 0, "\(outcome.errors)")
    let findings = document["findings"].list.filter { $0["rule"] == "D03" }
    let told = findings.map { finding in
      let evidence = finding["evidence"].list.compactMap(\.text).joined(separator: " ")
      return "\(finding["branch"].text ?? "") \(finding["severity"].text ?? "") \(evidence)"
    }
    #expect(
      told.sorted() == ["a medium ran-out unknown", "b low dbonly", "c high other", "d low early endless"], "\(told)")
    let rule = Self.rule(document)
    #expect(rule["status"] == "evaluated" && rule["remarks"]["unsettled"] == 2)
    #expect(findings.first?["measured"]["in_live_store"] == 7 && findings.first?["measured"]["in_database"] == 6)
    let pages = try Command.run("pdftotext", "-layout", file + ".pdf", "-").output
    let text = pages.split { $0.isWhitespace }.joined(separator: " ")
    #expect(text.contains("2 sessions in the live store and not active in the database"))
    #expect(text.contains("of what D03 found nobody can say whether it was so in the previous period"))
    let check = try installation.run("source", "check", asOf: nil)
    #expect(check.status == 0 && check.output.contains("session:*: sessions: 7; without an end: 1, without a user: 0"))
    try Canary.expectNone(in: installation, outputs: [outcome.output, outcome.errors, check.output, check.errors])
  }

  @Test func `sessions that agree are none, however many`() throws {
    let server = try RedisServer()
    let installation = try Self.install(Self.live(server))
    try installation.database.execute(
      """
      INSERT INTO "Session" SELECT 's' || n, 1, 'canary-secret-' || n, NULL, NULL, NULL, timestamp '2099-01-01',
        now() AT TIME ZONE 'UTC' - interval '1 hour', now() AT TIME ZONE 'UTC' FROM generate_series(1, 20000) n
      """)
    // What the store forgets at the end of 2098 is a minute off.
    try server.execute(
      """
      EVAL "for n = 1, 20000 do redis.call('SET', 'session:s' .. n, '{\\"userId\\":1,\\"expiresAt\\":\\"2099-01-01T00:00:00Z\\"}', 'EXAT', 4070908740) end" 0
      """)
    let (document, outcome, _) = try Self.report(installation)
    #expect(outcome.status == 0 && !document["findings"].list.contains { $0["rule"] == "D03" })
    #expect(Self.rule(document)["status"] == "evaluated")
  }

  /// What hinders, what is configured, and the word for it in the document.
  enum Hindrance: String, CaseIterable {
    case nobodyThere, silent, noPassword, wrongPassword, tooMany, stranger
  }

  @Test(arguments: Hindrance.allCases) func `a store that cannot be read is a gap on page 1, and in the exit status`(
    hindrance: Hindrance
  ) throws {
    let server = try RedisServer(
      listens: true, password: [.noPassword, .wrongPassword].contains(hindrance) ? "doğru" : nil)
    let silent = try SilentServer()
    let installation = try Self.install(nil, rows: Self.row("one"))
    let file = try Self.secret("canary-secret-password", of: installation)
    let port = try TestServer.shared().tcpPort
    let (live, code) =
      switch hindrance {
      case .nobodyThere: ("address: \"\(installation.folder.path)/no.sock\"", ["unreachable"])
      case .silent: ("address: \"127.0.0.1:\(silent.port)\", timeouts: { answer: 1s }", ["silent"])
      case .noPassword: ("address: \"127.0.0.1:\(server.port)\"", ["NOAUTH"])
      case .wrongPassword: ("address: \"\(server.socket)\", password_file: \"\(file)\"", ["WRONGPASS"])
      case .tooMany: ("address: \"\(server.socket)\", limit: 2", ["too_many_keys"])
      case .stranger: ("address: \"127.0.0.1:\(port)\"", ["foreign", "cut"])
      }
    if hindrance == .tooMany { try server.execute("MSET session:1 x session:2 x session:3 x") }
    try installation.configure(
      source: ["system": "telega", "live": "{ kind: redis, \(live) }", "expect_rows": "false"],
      settings: ["mask": "M0", "formats": "[json]", "locale": "en"])
    let (document, outcome, _) = try Self.report(installation)
    #expect(outcome.status == 7, "\(outcome.errors)")
    let rule = Self.rule(document)
    #expect(rule["status"] == "not_evaluated" && rule["reason"] == "LIVE_STORE_UNREAD" && rule["findings"] == 0)
    #expect(code.contains(rule["detail"].text ?? ""), "\(rule["detail"])")
    #expect("\(document["document"]["highlights"])".contains("live_store_unread"))
    #expect(outcome.errors.contains("back-office: Redis"), "\(outcome.errors)")
    let check = try installation.run("source", "check", asOf: nil)
    #expect(check.status == ([.noPassword, .wrongPassword].contains(hindrance) ? 77 : 69))
    try Canary.expectNone(in: installation, outputs: [outcome.output, outcome.errors, check.output, check.errors])
  }

  @Test func `keys that are no session are counted, and said to be a part that is missing`() throws {
    let server = try RedisServer()
    let rows = ["list", "garbage", "long", "unit", "good"].map { Self.row($0) }.joined()
    let installation = try Self.install(Self.live(server), rows: rows, settings: ["locale": "en"])
    try server.execute(
      "LPUSH session:list x", "SET session:garbage '{\"userId\":1,\"refreshToken\":\"canary-secret-live'",
      "SETRANGE session:long 70000 x", "SET session:unit '{\"userId\":1,\"expiresAt\":1791352800}'",
      "SET \"session:\\xff\" '{}'", Self.key("good", in: installation.database))
    let (document, outcome, _) = try Self.report(installation)
    let rule = Self.rule(document)
    #expect(
      rule["status"] == "evaluated_partial" && rule["reason"] == "LIVE_VALUES_UNREADABLE" && rule["detail"] == "5")
    #expect(rule["findings"] == 0 && outcome.status == 7)
    let check = try installation.run("source", "check", asOf: nil)
    #expect(check.output.contains("! values that cannot be read: 5"))
    try Canary.expectNone(in: installation, outputs: [outcome.output, outcome.errors, check.output])
  }

  @Test func `a report of another time, of chosen users, or without the rule asks no store`() throws {
    let nobody = "{ kind: redis, address: \"127.0.0.1:1\" }"
    let installation = try Self.install(nobody)
    let stated = try Self.report(installation, asOf: Installation.night)
    #expect(stated.outcome.status == 0 && !stated.outcome.errors.contains("Redis"))
    #expect(Self.rule(stated.document)["reason"] == "LIVE_STORE_PAST")
    let past = try installation.run("report", "ANM", "--period", "2026-10-07", asOf: nil)
    #expect(past.status == 0 && !past.errors.contains("Redis"))
    let users = try Self.report(installation, "--user", "1", "--reason", "deneme")
    #expect(users.outcome.status == 0 && Self.rule(users.document)["reason"] == "USER_FILTER")
    try installation.configure(
      source: ["system": "telega", "live": nobody, "expect_rows": "false"],
      settings: ["rules": "{ D03: { enabled: false } }", "formats": "[json]"])
    #expect(try Self.report(installation).outcome.status == 0)
  }

  @Test(
    arguments: [
      ("{ kind: memcached, address: \"127.0.0.1:1\" }", "the only “kind” there is is “redis”"),
      ("{ kind: redis, address: \"rediss://127.0.0.1:1\" }", "Redis over TLS is not supported"),
      ("{ kind: redis, address: \"redis://:canary-secret@h:1\" }", "“password_file”"),
      ("{ kind: redis, address: \"h:1\", keys: \"session:\" }", "one “*” is needed"),
      ("{ kind: redis, address: \"h:1\", username: reader }", "the user's password is missing"),
      ("{ kind: redis, address: \"h:1\", password: canary-secret }", "password_file"),
    ])
  func `a mistake in the block is told with its line, and a password in it never`(live: String, complaint: String)
    throws
  {
    let outcome = try Self.install(live, settings: ["locale": "en"]).run("config", "check")
    #expect(outcome.status == 78 && outcome.errors.contains(complaint), "\(outcome.errors)")
    #expect(outcome.errors.contains("tutanak.yaml:") && !outcome.errors.contains("canary-secret"))
  }

  @Test func `a system that says nothing of its live sessions cannot have any`() throws {
    let installation = try PlainSystem.install(
      source: ["live": "{ kind: redis, address: \"127.0.0.1:1\" }"], settings: ["locale": "en"])
    let outcome = try installation.run("config", "check")
    #expect(outcome.status == 78 && outcome.errors.contains("how the system holds live sessions is not said"))
  }
}
