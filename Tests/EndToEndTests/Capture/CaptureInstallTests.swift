import Files
import Support
import Testing

/// `tutanak source capture`: what it prints, does, undoes, and says of itself.
@Suite struct CaptureInstallTests {
  @Test func `nothing is changed before somebody confirms it by the source's name, and the SQL comes first`() throws {
    let installation = try Installation.ofSystem("storefront")
    let plan = try installation.capture("plan")
    #expect(plan.status == 0 && plan.output.contains("CREATE TRIGGER tutanak_capture_delete"))
    for words in [["install"], ["install", "--confirm", "efys"], ["install", "--dry-run"]] {
      let outcome = try installation.run(
        words: ["source", "capture"] + words + ["--connection", installation.database.connection, "--locale", "en"])
      #expect(outcome.status == (words.last == "--dry-run" ? 0 : 64))
      #expect(outcome.output == plan.output, "the same SQL as the plan's")
    }
    #expect(try installation.database.query("SELECT to_regnamespace('tutanak_capture')") == [[nil]])
    let done = try installation.capture("install", "--confirm", "back-office")
    #expect(done.status == 0, "\(done.errors)")
    #expect(done.output.hasPrefix(plan.output) && done.output.contains("is kept since"))
  }

  @Test func `psql can run what is printed`() throws {
    let installation = try Installation.ofSystem("telega")
    try installation.database.execute(try installation.capture("plan").output)
    #expect(try installation.capture("status").status == 0)
    #expect(try installation.history("\"Session\"", "id").count == 5)
  }

  @Test func `a second installation finds nothing to do, and the history goes on without a break`() throws {
    let installation = try Installation.ofSystem("storefront")
    try installation.installCapture()
    let since = "SELECT history, since FROM tutanak_capture.tutanak_captured ORDER BY 1"
    let before = try installation.database.query(since)
    let again = try installation.capture("install", "--confirm", "back-office")
    #expect(again.status == 0 && again.output.contains("nothing to do"))
    // Run by hand it does the same work again, and changes nothing that counts.
    try installation.database.execute(try installation.capture("plan").output)
    #expect(try installation.database.query(since) == before)
    #expect(try installation.history("app_sessions", "id").count == 4)
  }

  @Test func `removal takes triggers and functions away, the history only where that is said`() throws {
    let installation = try Installation.ofSystem("storefront")
    try installation.installCapture()
    #expect(try installation.capture("remove").status == 64)
    #expect(try installation.capture("remove", "--confirm", "back-office").status == 0)
    let triggers = "SELECT count(*) FROM pg_trigger WHERE tgname LIKE 'tutanak%'"
    #expect(try installation.database.query(triggers) == [["0"]])
    #expect(try installation.history("app_sessions", "id").count == 4)
    let again = try installation.capture("remove", "--confirm", "back-office")
    #expect(again.status == 0 && again.output.contains("nothing to do"))
    let absent = try installation.capture("status")
    #expect(absent.status == 0 && absent.output.contains("not installed"))
    #expect(try installation.capture("remove", "--drop-history", "--confirm", "back-office").status == 0)
    #expect(try installation.database.query("SELECT to_regnamespace('tutanak_capture')") == [[nil]])
    // Each change is an act in the archive's ledger.
    let acts = try InputFile.text(installation.archive + "/ledger.jsonl").split(separator: "\n")
      .map { try JSON(text: String($0)) }.filter { $0["act"] == "capture" }.map { $0["facts"] }
    #expect(acts.map { $0["change"] } == ["install", "remove", "remove"])
    #expect(acts.map { $0["drops_history"] } == [false, false, true])
    let rights = "SELECT count(*) FROM pg_attribute WHERE attacl::text LIKE '%tutanak_capture%'"
    #expect(try installation.database.query(rights) == [["0"]])
  }

  @Test func `the role that reads installs nothing, and another database is not taken for the source's`() throws {
    let installation = try Installation.ofSystem("storefront")
    let reader = installation.database.connection(as: .reader)
    let refused = try installation.capture("install", "--confirm", "back-office", connection: reader)
    #expect(refused.status == 64 && refused.errors.contains("is the role that reads"))
    let other = try TestServer.shared().makeDatabase(from: .empty)
    let elsewhere = try installation.capture("install", "--confirm", "back-office", connection: other.connection)
    #expect(elsewhere.status == 64 && elsewhere.errors.contains("leads elsewhere"))
    let secret = try installation.capture("install", "--confirm", "back-office", connection: "password=gizli")
    #expect(secret.status == 78 && !secret.errors.contains("gizli"))
  }

  @Test func `a role without rights changes nothing and is told which it needs`() throws {
    let installation = try Installation.ofSystem("storefront")
    let database = installation.database
    let role = "weak_\(database.name)"
    try database.execute("CREATE ROLE \(role) LOGIN")
    defer { try? database.execute("DROP ROLE \(role)") }
    let weak = database.connection.replacing("user=postgres", with: "user=\(role)")
    let outcome = try installation.capture("install", "--confirm", "back-office", connection: weak)
    #expect(outcome.status == 77 && outcome.errors.contains("CREATEROLE"), "\(outcome.errors)")
    #expect(try database.query("SELECT to_regnamespace('tutanak_capture')") == [[nil]])
  }

  @Test func `the tables' owner who may create roles needs no superuser, and keeps no right beyond the installation`()
    throws
  {
    let installation = try Installation.ofSystem("telega")
    let database = installation.database
    let role = "owner_\(database.name)"
    try database.execute(
      """
      CREATE ROLE \(role) LOGIN CREATEROLE; GRANT CREATE ON DATABASE \(database.name) TO \(role);
      ALTER TABLE "Session" OWNER TO \(role); ALTER TABLE "User" OWNER TO \(role);
      """)
    defer { try? database.execute("DROP OWNED BY \(role) CASCADE; DROP ROLE \(role)") }
    let owner = database.connection.replacing("user=postgres", with: "user=\(role)")
    let outcome = try installation.capture("install", "--confirm", "back-office", connection: owner)
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(try database.query("SELECT pg_has_role('\(role)', 'tutanak_capture', 'USAGE')") == [["f"]])
    try database.execute("SET ROLE \(role); DELETE FROM \"Session\" WHERE id LIKE '%1'; TRUNCATE \"Session\"")
    #expect(try installation.history("\"Session\"", "id").count { $0.hasPrefix("truncate") } == 4)
    #expect(try installation.capture("remove", "--confirm", "back-office", connection: owner).status == 0)
  }

  @Test func `a table or column that is not there is named with its line`() throws {
    let installation = try Installation.ofSystem("storefront")
    try installation.database.execute("ALTER TABLE app_sessions DROP COLUMN user_agent")
    let column = try installation.capture("plan")
    #expect(column.status == 78 && column.errors.contains("storefront/system.yaml:"))
    #expect(column.errors.contains("“user_agent”"))
    try installation.database.execute("DROP TABLE app_sessions")
    #expect(try installation.capture("plan").errors.contains("no table “app_sessions”"))
    let efys = try Installation(on: TestServer.shared().makeDatabase(from: .efysEmpty))
    for words in ["plan", "status"] {
      let nothing = try efys.capture(words)
      #expect(nothing.status == 78 && nothing.errors.contains("“capture”"))
    }
  }

  @Test func `secrets are not copied, nor may the owning role read them`() throws {
    for system in ["storefront", "telega"] {
      let installation = try Installation.ofSystem(system)
      try installation.installCapture()
      try installation.database.execute("DELETE FROM \(system == "telega" ? "\"Session\"" : "app_sessions")")
      let dump = try Command.run(
        installation.database.server.binaries + "/pg_dump", "-n", "tutanak_capture", "-d",
        installation.database.connection)
      #expect(dump.status == 0 && dump.output.contains("delete") && !dump.output.contains("canary"))
      let column = system == "telega" ? "\"refreshToken\" FROM \"Session\"" : "data FROM app_sessions"
      #expect(throws: (any Error).self) {
        try installation.database.execute("SET ROLE tutanak_capture; SELECT \(column)")
      }
    }
  }
}
