import Files
import Support
import Testing

/// `tutanak source new`: from a database nobody has described to a register.
@Suite struct SourceNewTests {
  /// A pharmacy's portal: quoted camelCase, numbers for moments, a key that is a secret, and a JSON payload.
  private static let pharmacy = #"""
    CREATE SCHEMA "eczane portalı";
    CREATE TABLE "eczane portalı"."WebSessions" (
      "sessionKey" text PRIMARY KEY, "userId" int, "createdAt" bigint, "expiresAt" bigint, "lastSeenAt" bigint,
      "isRevoked" boolean, "ipAddress" text, "userAgent" text, "refreshToken" text);
    CREATE TABLE "eczane portalı"."AuditTrail" (
      id bigserial PRIMARY KEY, "time" timestamp, payload jsonb, "sessionKey" text);
    CREATE TABLE "eczane portalı"."Members" (
      id int PRIMARY KEY, login text, "fullName" text, "passwordHash" text, "role" text);
    CREATE TABLE "eczane portalı"."Products" (id int PRIMARY KEY, name text, "createdAt" timestamptz);
    INSERT INTO "eczane portalı"."Members" VALUES (1, 'ayşe', 'Ayşe Yılmaz', 'canary-secret', 'admin'),
      (2, 'veli', 'Veli Kaya', 'canary-secret', 'user');
    INSERT INTO "eczane portalı"."WebSessions"
    SELECT 'canary-secret-' || n, 1 + n % 2, extract(epoch FROM t) * 1000, extract(epoch FROM t + interval '8 hours') * 1000,
           extract(epoch FROM t + interval '1 hour') * 1000, n % 2 = 0, '203.0.113.' || n, 'Firefox', 'canary-secret'
    FROM generate_series(1, 4) n, LATERAL (SELECT '2026-10-07 06:00Z'::timestamptz + n * interval '10 minutes' AS t) moments;
    INSERT INTO "eczane portalı"."AuditTrail" ("time", payload, "sessionKey")
    SELECT '2026-10-07 09:00'::timestamp + n * interval '1 minute',
           jsonb_build_object('action', CASE n WHEN 1 THEN 'USER_SIGNED_IN' WHEN 2 THEN 'loginFailed' ELSE 'ürün "fiyatı"' END,
             'userId', 1, 'ip', '203.0.113.7', 'token', 'canary-secret'), 'canary-secret-1'
    FROM generate_series(1, 5) n;
    GRANT USAGE ON SCHEMA "eczane portalı" TO tutanak_reader;
    GRANT SELECT ON ALL TABLES IN SCHEMA "eczane portalı" TO tutanak_reader;
    """#

  private static func propose(
    _ database: TestDatabase, in installation: Installation, _ words: String...
  ) throws -> Command.Outcome {
    try installation.run(
      words: [
        "source", "new", "yeni", "--connection", database.connection(as: .reader), "--folder",
        installation.folder.path + "/yeni",
      ] + words, asOf: nil)
  }

  @Test(arguments: ["tr", "en"])
  func `an unknown schema becomes a register, its secrets unread`(language: String) throws {
    let database = try TestServer.shared().makeDatabase(from: .empty)
    try database.execute(Self.pharmacy)
    let installation = try Installation(on: database)
    let proposal = try Self.propose(database, in: installation, "--locale", language)
    #expect(proposal.status == 0, "\(proposal.errors)")
    #expect(proposal.output.contains("system: \"\(installation.folder.path)/yeni\""))
    let folder = installation.folder.path + "/yeni"
    #expect(try Folder.entries(folder).sorted() == ["events.sql", "sessions.sql", "system.yaml", "users.sql"])
    let sessions = try InputFile.text(folder + "/sessions.sql")
    #expect(sessions.contains(#"md5("sessionKey"::text) AS session_id"#))
    #expect(sessions.contains(#"to_timestamp("createdAt" / 1000.0) AS started_at"#))
    #expect(sessions.contains(#"CASE WHEN "isRevoked" THEN 'closed' ELSE 'active' END AS status"#))
    #expect(!sessions.contains("refreshToken"))
    let mapping = try InputFile.text(folder + "/system.yaml")
    #expect(mapping.contains("  \"USER_SIGNED_IN\": login_success    # 1 "))
    #expect(mapping.contains("  \"loginFailed\": login_failed    # 1 "))
    #expect(mapping.contains(#"  # "ürün \"fiyatı\"": ?    # 3 "#))

    try installation.configure(
      source: ["system": "\"\(folder)\"", "zone": "Europe/Istanbul"], settings: ["formats": "[pdf, xlsx, json]"])
    let check = try installation.run("source", "check")
    #expect(check.status == 0, "\(check.errors)")
    let register = try installation.issue("OTR", "2026-10-07").json()
    #expect(register["document"]["counts"]["sessions"].integer == 4)
    #expect(register["document"]["counts"]["users"].integer == 2)
    let events = try installation.issue("GOR", "2026-10-07").json()
    #expect(events["document"]["counts"]["login_failed"].integer == 1)
    #expect(events["document"]["counts"]["events"].integer == 5)
    try Canary.expectNone(in: installation)
  }

  @Test(arguments: ["benalsam", "storefront", "telega", "chatfiles"])
  func `what it proposes for a known application can be read and holds no secret`(system: String) throws {
    let installation = try Installation.ofSystem(system)
    let proposal = try Self.propose(installation.database, in: installation, "--locale", "en")
    // Sessions without anybody are for a person to describe; the log of their application is found.
    #expect(proposal.status == 0, "\(proposal.errors)")
    try installation.configure(source: ["system": "\"\(installation.folder.path)/yeni\"", "expect_rows": "false"])
    let check = try installation.run("source", "check", "--locale", "en")
    #expect(check.status == 0, "\(check.errors)")
    try Canary.expectNone(in: installation)
  }

  @Test func `nothing is overwritten, and a database without a log is no system`() throws {
    let database = try TestServer.shared().makeDatabase(from: .empty)
    try database.execute("CREATE TABLE products (id int PRIMARY KEY, name text, created_at timestamptz)")
    let installation = try Installation(on: database)
    let nothing = try Self.propose(database, in: installation, "--locale", "en")
    #expect(nothing.status == 65 && nothing.errors.contains("looks like sessions or events"), "\(nothing.errors)")
    #expect(!Folder.exists(installation.folder.path + "/yeni"))

    try database.execute("CREATE TABLE sessions (id int PRIMARY KEY, user_id int, created_at timestamptz)")
    let hidden = try Self.propose(database, in: installation, "--locale", "en")
    #expect(hidden.status == 65)
    #expect(hidden.errors.contains("GRANT SELECT ON public.sessions TO tutanak_reader;"), "\(hidden.errors)")

    try database.execute("GRANT SELECT ON sessions TO tutanak_reader")
    #expect(try Self.propose(database, in: installation).status == 0)
    let again = try Self.propose(database, in: installation, "--locale", "en")
    #expect(again.status == 73 && again.errors.contains("is there already"), "\(again.errors)")
  }

  @Test(arguments: [
    ("../x", "host=/tmp", 64), (".x", "host=/tmp", 64), ("x", "host=/tmp password=geheim", 78),
    ("x", "host=127.0.0.1 port=1 dbname=gone", 69),
  ])
  func `names that lead elsewhere, secrets and silent servers are refused`(
    name: String, connection: String, status: Int32
  ) throws {
    let installation = try Installation(on: try TestServer.shared().makeDatabase(from: .empty))
    let folder = installation.folder.path + "/x"
    let outcome = try installation.run(
      words: ["source", "new", name, "--connection", connection, "--folder", folder], asOf: nil)
    #expect(outcome.status == status, "\(outcome.errors)")
    #expect(!outcome.errors.contains("geheim") && !Folder.exists(folder))
  }
}
