import Files
import Support
import Testing

/// One job over three clusters: partitions on foreign servers (postgres_fdw), which the source's own server asks.
@Suite struct SpreadTests {
  private static let period = "2026-09-24..2026-10-07"

  /// What a package says, read at once: the folder is another's soon.
  private struct Reading {
    let files: [String]
    let tables: [String: [UInt8]]
    let json: String
    let sheets: [[[JSON]]]
    let words: String
    let servers: [String?]

    init(_ package: IssuedPackage) throws {
      files = package.files
      let csv = package.files.filter { $0.hasSuffix(".csv") }
      tables = try Dictionary(uniqueKeysWithValues: csv.map { ($0, try InputFile.bytes("\(package.folder)/\($0)")) })
      json = try InputFile.text(package.path(".json"))
      let names = ["Oturumlar", "Olaylar", "Bulgular", "Kullanıcılar", "Günler"]
      sheets = names.compactMap { try? package.sheet($0) }
      words = try package.text()
      servers = try package.manifest()["other_servers"].list.map { $0.text }
    }
  }

  /// Issues the reports and reads them; OTR once more than before.
  private static func issue(_ installation: Installation) throws -> [Reading] {
    try [("OTR", 2), ("GOR", 1), ("ANM", 1)].map { code, number in
      let outcome = try installation.run("report", code, "--period", period)
      #expect(outcome.status == 0 && outcome.errors == "", "\(outcome.errors)")
      return try Reading(installation.package(code, number))
    }
  }

  @Test(.timeLimit(.minutes(5)))
  func `documents of rows on three servers are those of the same rows on one`() throws {
    let database = try TestServer.shared().makeDatabase(from: .efysSmall)
    let installation = try Installation(on: database, settings: ["formats": "[pdf, xlsx, csv, json]"])
    // The archive gets its keys before it goes on twice.
    #expect(try installation.run("report", "OTR", "--period", "2026-10-07").status == 0)
    let begun = installation.folder.path + "/begun"
    _ = try Command.run("cp", "-a", installation.archive, begun)
    let (whole, parts) = try OneDay.of(in: "Europe/Istanbul") {
      let whole = try Self.issue(installation)
      _ = try Command.run("rm", "-rf", installation.archive)
      _ = try Command.run("cp", "-a", begun, installation.archive)
      let spread = try SpreadDatabase(database)
      for other in spread.others { #expect(try other.query("SELECT count(*) > 200 FROM sessions") == [["t"]]) }
      return (whole, try withExtendedLifetime(spread) { try Self.issue(installation) })
    }
    for (one, three) in zip(whole, parts) {
      #expect(one.files == three.files && one.sheets.count >= 2)
      #expect(one.tables == three.tables && !one.tables.isEmpty)
      #expect(one.sheets == three.sheets && one.json == three.json)
      #expect(one.servers.isEmpty && three.servers == ["parça 1", "parça 2"])
      #expect(one.words.contains("tek bir anlık görüntüden okunmuştur"))
      #expect(!three.words.contains("tek bir anlık görüntü"))
      #expect(three.words.contains("kaynak veritabanı bunları oradan kendisi okur (parça 1, parça 2)"))
      #expect(three.words.contains("satırları bu kaynağın hiçbir yedeğinde yoktur"))
      #expect(!three.words.contains("gizlemediği anlaşılamamıştır"))
    }
  }

  @Test func `a dump that lacks the rows of other servers is never called proven without saying so`() throws {
    let database = try TestServer.shared().makeDatabase(from: .efysSmall)
    let spread = try SpreadDatabase(database)
    let installation = try Installation(on: database)
    for contents in ["none", "full"] {
      try installation.configure(settings: ["backup": "{ contents: \(contents) }"])
      let made = try installation.run("backup", "create", "--locale", "en")
      #expect(made.status == 0)
      #expect(made.errors.contains("the rows of 4 foreign tables lie on other servers and are not in the dump"))
      #expect(made.errors.contains("public.sessions_1 (parça 1)"), "\(made.errors)")
    }
    let manifest = try JSON(file: installation.backups[1] + "/manifest.json")
    #expect(manifest["foreign_tables"].list.count == 4)
    let drill = try installation.run("backup", "drill", "--locale", "en")
    #expect(drill.status == 0)
    let untested = "the rows of 4 foreign tables are not in the dump and were not tested"
    #expect((drill.output + drill.errors).contains(untested))
    #expect(try installation.ledger("drill")[0]["facts"]["foreign_tables"].integer == 4)
    #expect(try installation.run("backup", "list", "--locale", "en").output.contains("(but foreign tables)"))
    #expect(try installation.run("report", "YDK", "--period", "2026-10-08", "--locale", "en").status == 0)
    #expect(try installation.package("YDK").says("At 2 of these backups the database had foreign tables."))

    // Who leaves them out on purpose is not told every night.
    try installation.configure(
      source: ["backup": "{ exclude_tables: ['sessions_*', 'security_events_*'] }"],
      settings: ["backup": "{ contents: counts }"])
    let chosen = try installation.run("backup", "create")
    #expect(chosen.status == 0 && chosen.errors == "", "\(chosen.errors)")
    withExtendedLifetime(spread) {}
  }

  @Test func `rows that another server hides are refused, or it is said that nobody can tell`() throws {
    let database = try TestServer.shared().makeDatabase(from: .efysSmall)
    let spread = try SpreadDatabase(database, options: "")
    let installation = try Installation(on: database, settings: ["formats": "[pdf]"])
    try spread.others[0].execute(
      "ALTER TABLE sessions ENABLE ROW LEVEL SECURITY; CREATE POLICY few ON sessions USING (id % 2 = 0);")
    let told = try installation.run("report", "OTR", "--period", Self.period, "--locale", "en")
    #expect(told.status == 0)
    let remedy = "ALTER SERVER \"parça 1\" OPTIONS (ADD options '-c row_security=off');"
    #expect(told.errors.contains(remedy), "\(told.errors)")
    #expect(try installation.package("OTR").says("could not be told of these servers: parça 1, parça 2."))
    #expect(try installation.run("source", "check").output.contains(remedy))

    try database.execute(remedy)
    let refused = try installation.run("report", "OTR", "--period", Self.period, "--locale", "en")
    #expect(refused.status == 77 && refused.errors.contains("42501"), "\(refused.errors)")
    #expect(installation.packages.count == 1)
  }

  @Test func `servers are named also where the role may not use the schema of their tables`() throws {
    let database = try TestServer.shared().makeDatabase(from: .efysSmall)
    let spread = try SpreadDatabase(database)
    let moves = SpreadDatabase.tables.flatMap { table in
      (1...2).map { number in
        let name = "ALTER FOREIGN TABLE \(table)_\(number)"
        return "\(name) OPTIONS (ADD schema_name 'public'); \(name) SET SCHEMA parts;"
      }
    }
    try database.execute("CREATE SCHEMA parts; \(moves.joined(separator: " ")) REVOKE ALL ON SCHEMA parts FROM PUBLIC;")
    let installation = try Installation(on: database, settings: ["formats": "[json]"])
    let outcome = try installation.run("report", "OTR", "--period", Self.period, "--locale", "en")
    #expect(outcome.status == 0 && outcome.errors == "", "\(outcome.errors)")
    let servers = try installation.package("OTR").manifest()["other_servers"].list
    #expect(servers.map { $0.text } == ["parça 1", "parça 2"])
    withExtendedLifetime(spread) {}
  }

  @Test func `a server that is away keeps back what needs it, and nothing else`() throws {
    let database = try TestServer.shared().makeDatabase(from: .efysSmall)
    let spread = try SpreadDatabase(database)
    // Events are all the source's own again.
    try database.execute(
      """
      CREATE TABLE own AS SELECT * FROM security_events;
      DROP TABLE security_events; ALTER TABLE own RENAME TO security_events;
      GRANT SELECT ON security_events TO tutanak_reader;
      ALTER SERVER "parça 1" OPTIONS (SET port '1');
      """)
    let installation = try Installation(on: database, settings: ["formats": "[json]"])
    let night = try installation.run("run", "nightly", "--locale", "en")
    #expect(night.status == 3 && night.errors.contains("could not reach another one that it reads rows from"))
    #expect(installation.packages.map(\.stem) == ["2026-GOR-000001"] && installation.backups.count == 1)
    withExtendedLifetime(spread) {}
  }
}
