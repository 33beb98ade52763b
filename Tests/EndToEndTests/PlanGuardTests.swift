import Files
import Support
import Testing

/// No large table is read whole where an index would spare it, unless somebody allows it.
@Suite struct PlanGuardTests {
  /// A year of events, 20,000 of them; `analysed` as the server's own housekeeping would.
  private static let year = """
    INSERT INTO events (event_id, occurred_at, user_id, event_type, ip)
      SELECT n, '2025-10-08Z'::timestamptz + n * interval '26 minutes', 'u' || n % 50, 'login_success', '198.51.100.7'
      FROM generate_series(1, 20000) n;
    """
  private static let files = [
    "events.sql":
      "SELECT * FROM events WHERE occurred_at >= :'from'::timestamptz AND occurred_at < :'to'::timestamptz\n"
  ]

  private static func install(
    _ sql: String = year + "ANALYZE events;", files: [String: String] = files, limit: String? = "10000",
    formats: String = "[json]"
  ) throws -> Installation {
    try PlainSystem.install(
      sql, files: files, source: ["scan_limit": limit, "expect_rows": "false"],
      settings: ["formats": formats, "mask": "M0"])
  }

  private static func report(_ installation: Installation, _ words: String...) throws -> Command.Outcome {
    try installation.run(words: ["report", "GOR", "--period", "2026-10-01"] + words)
  }

  @Test func `without its index a table is refused, and the hint mends it`() throws {
    let installation = try Self.install()
    let refused = try Self.report(installation, "--locale", "en")
    #expect(refused.status == 78 && installation.packages.isEmpty)
    for part in [
      "plain/events.sql: not read: all of public.events would be scanned (about 20000 rows, of which ",
      "the limit is 10000)", "CREATE INDEX CONCURRENTLY ON public.events (occurred_at);", "--allow-scan",
    ] { #expect(refused.errors.contains(part), "\(part)\n\(refused.errors)") }
    let turkish = try Self.report(installation, "--locale", "tr")
    #expect(turkish.errors.contains("okunmadı: public.events tablosu baştan sona taranacaktı"))

    try installation.database.execute("CREATE INDEX CONCURRENTLY ON public.events (occurred_at);")
    let mended = try Self.report(installation)
    #expect(mended.status == 0 && mended.errors == "", "\(mended.errors)")
    let package = installation.package("GOR")
    #expect(try package.manifest()["allowed_scans"].list.isEmpty)
  }

  @Test func `with leave it is read, which document, manifest and terminal say`() throws {
    let installation = try Self.install(formats: "[pdf, json]")
    let allowed = try Self.report(installation, "--allow-scan")
    #expect(allowed.status == 0 && allowed.errors.contains("--allow-scan buna izin verdi"))
    let package = installation.package("GOR")
    #expect(try package.json()["document"]["counts"]["events"].integer ?? 0 > 50)
    #expect(try package.manifest()["allowed_scans"].list.map { $0.text } == ["public.events"])
    #expect(try package.says("(--allow-scan), dizini eksik tablolar: public.events."))
  }

  @Test func `a night goes on without it, and its backup is made`() throws {
    let installation = try Self.install()
    let night = try installation.run("run", "nightly", "--locale", "en")
    #expect(night.status == 3, "\(night.errors)")
    #expect(installation.packages.map(\.stem) == ["2026-OTR-000001"] && installation.backups.count == 1)
    #expect(night.errors.contains("CREATE INDEX CONCURRENTLY ON public.events (occurred_at);"))
    let again = try installation.run("run", "nightly", "--allow-scan")
    #expect(again.status == 0 && installation.packages.count == 3, "\(again.errors)")
  }

  @Test(arguments: [nil, "none", "20001", "40003"]) func `a table below the limit is read`(limit: String?) throws {
    let outcome = try Self.report(try Self.install(limit: limit), "--locale", "en")
    #expect(outcome.status == 0)
    // From half of the limit on it is told what is to come.
    #expect(outcome.errors.contains("From 20001 rows on it is refused (scan_limit).") == (limit == "20001"))
    #expect(outcome.errors.isEmpty == (limit != "20001"), "\(outcome.errors)")
  }

  @Test func `a table that is wanted whole is read whole`() throws {
    let month = Self.year.replacing("26 minutes", with: "3 seconds").replacing("2025-10-08Z", with: "2026-10-01Z")
    let outcome = try Self.report(try Self.install(month + "ANALYZE events;"))
    #expect(outcome.status == 0 && outcome.errors == "", "\(outcome.errors)")
  }

  @Test func `behind a view and in partitions it is found as well`() throws {
    let view = try Self.install(
      Self.year + "ANALYZE events; CREATE VIEW seen AS SELECT * FROM events; GRANT SELECT ON seen TO tutanak_reader;",
      files: ["events.sql": Self.files["events.sql"]?.replacing("FROM events", with: "FROM seen") ?? ""])
    #expect(try Self.report(view).errors.contains("CREATE INDEX CONCURRENTLY ON public.events (occurred_at);"))
    let parts = (0..<4).map {
      "CREATE TABLE part\($0) PARTITION OF parted FOR VALUES WITH (MODULUS 4, REMAINDER \($0));"
    }
    let partitioned = try Self.install(
      "CREATE TABLE parted (LIKE events) PARTITION BY HASH (user_id);" + parts.joined()
        + Self.year.replacing("INTO events", with: "INTO parted")
        + "ANALYZE parted; GRANT SELECT ON parted TO tutanak_reader;",
      files: ["events.sql": Self.files["events.sql"]?.replacing("FROM events", with: "FROM parted") ?? ""])
    let outcome = try Self.report(partitioned)
    #expect(outcome.status == 78 && outcome.errors.contains("CREATE INDEX ON public.parted (occurred_at);"))
    try partitioned.database.execute("CREATE INDEX ON public.parted (occurred_at);")
    #expect(try Self.report(partitioned).status == 0)
  }

  @Test func `what the server knows nothing of is told, not refused`() throws {
    let unknown = try Self.install(Self.year + "ALTER TABLE events SET (autovacuum_enabled = false);")
    let outcome = try Self.report(unknown, "--locale", "en")
    #expect(outcome.status == 0 && outcome.errors.contains("public.events is large and was never analysed"))
    // Of what is computed from a column no index is known to help.
    let computed =
      "SELECT * FROM events WHERE occurred_at + interval '0' >= :'from' AND occurred_at + interval '0' < :'to'\n"
    let other = try Self.report(try Self.install(files: ["events.sql": computed]))
    #expect(other.status == 0 && other.errors == "", "\(other.errors)")
  }

  @Test func `what is asked for of a system that comes with Tutanak is enough`() throws {
    let database = try TestServer.shared().makeDatabase(from: .efysSmall)
    try database.execute("ANALYZE")
    let installation = try Installation(on: database, settings: ["formats": "[json]"])
    #expect(try installation.run("report", "GOR", "--period", "2026-10-07").errors == "")
    try installation.configure(source: ["scan_limit": "100"], settings: ["formats": "[json]"])
    let refused = try installation.run("report", "GOR", "--period", "2026-10-07")
    #expect(refused.status == 78)
    let index = "CREATE INDEX CONCURRENTLY ON public.security_events (created_at);"
    #expect(refused.errors.contains(index), "\(refused.errors)")
    try database.execute(index)
    let night = try installation.run("run", "nightly")
    #expect(night.status == 0 && night.errors == "", "\(night.errors)")
  }

  @Test func `a limit that is none is told with its line`() throws {
    for limit in ["0", "-1", "viele", "1.5"] {
      let outcome = try Self.install(limit: limit).run("config", "check", "--locale", "en")
      #expect(outcome.status == 78 && outcome.errors.contains("tutanak.yaml:"), "\(outcome.errors)")
    }
  }
}
