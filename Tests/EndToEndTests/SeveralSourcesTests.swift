import Support
import Testing

/// Several sources in one run: those of one database share its snapshot and its dump; one that fails stops no other.
@Suite struct SeveralSourcesTests {
  private static let rows = """
    ALTER TABLE sessions ADD tenant text;
    INSERT INTO sessions (session_id, user_id, started_at, ended_at, tenant)
    SELECT n::text, 'u' || n, '2026-10-05 09:00Z'::timestamptz + (n % 3) * interval '1 day',
           '2026-10-05 10:00Z'::timestamptz + (n % 3) * interval '1 day', CASE WHEN n <= 9 THEN 'a' ELSE 'b' END
    FROM generate_series(1, 15) n;
    """
  private static let sessions = """
    SELECT session_id, user_id, started_at, ended_at
    FROM sessions WHERE tenant = :'tenant'

    """

  /// Two tenants of one database, and a third source whose server is not there where `isThirdDown`.
  private static func install(schedule: String = "", isThirdDown: Bool = false) throws -> Installation {
    let database = try PlainSystem.makeDatabase(rows)
    let installation = try Installation(on: database, ownHome: true)
    try installation.folder.write("plain/system.yaml", "title: { tr: Deneme, en: Trial }\n")
    try installation.folder.write("plain/sessions.sql", sessions)
    try installation.folder.write(
      "home/schedules/nightly.yaml", "period: yesterday\nreports: [OTR]\nbackup: true\n" + schedule)
    func source(_ name: String, _ connection: String) -> String {
      """
        \(name):
          system: "\(installation.folder.path)/plain"
          connection: "\(connection)"
          parameters: { tenant: \(name) }

      """
    }
    let there = database.connection(as: .reader)
    try installation.folder.write(
      "tutanak.yaml",
      "archive: \"\(installation.archive)\"\nlocale: en\nformats: [json]\nsources:\n"
        + (isThirdDown ? source("c", "host=127.0.0.1 port=1 dbname=gone") : "") + source("a", there)
        + source("b", there))
    return installation
  }

  private static func document(_ installation: Installation, _ number: Int) throws -> IssuedPackage {
    installation.package("OTR", number)
  }

  @Test func `sources of one database are read in one snapshot, and it is dumped once`() throws {
    let installation = try Self.install()
    #expect(try installation.run("run", "nightly").status == 0)
    let (first, second) = (try Self.document(installation, 1), try Self.document(installation, 2))
    #expect(try first.json()["document"]["source"]["name"].text == "a")
    #expect(try first.json()["document"]["counts"]["sessions"].integer == 3)
    #expect(try second.json()["document"]["source"]["name"].text == "b")
    #expect(try second.json()["document"]["counts"]["sessions"].integer == 2)
    let backup = try JSON(file: installation.onlyBackup() + "/manifest.json")
    let snapshot = try #require(backup["snapshot"]["id"].text)
    #expect(try first.manifest()["snapshot"]["id"].text == snapshot)
    #expect(try second.manifest()["snapshot"]["id"].text == snapshot)
    #expect(backup["source"].text == "a")
    #expect(backup["covers"] == ["b"])

    let again = try installation.run("run", "nightly")
    #expect(again.status == 0)
    #expect(installation.backups.count == 1)
    #expect(installation.packages.count == 2)
  }

  @Test func `missed nights are made up for in one snapshot a night`() throws {
    let installation = try Self.install()
    #expect(try installation.run("run", "nightly", asOf: "2026-10-06T02:15:00+03:00").status == 0)
    let outcome = try installation.run("run", "nightly")
    #expect(outcome.status == 0)
    // The backup of the night between is told once, of the source that has it.
    #expect(outcome.errors.split(separator: "\n").filter { $0.contains("periods without a backup") }.count == 1)
    #expect(outcome.errors.contains("a: periods without a backup (1): 2026-10-06"))
    let late = try (3...4).map { try Self.document(installation, $0).manifest() }
    #expect(late.map { $0["late"] } == [true, true])
    #expect(late[0]["snapshot"]["id"].text == late[1]["snapshot"]["id"].text)
    #expect(installation.packages.count == 6)
    #expect(installation.backups.count == 2)
  }

  @Test func `a source that is down stops no other, and the message names it`() throws {
    let installation = try Self.install(isThirdDown: true)
    let outcome = try installation.run("run", "nightly", "--json")
    #expect(outcome.status == 3)
    #expect(installation.packages.count == 2)
    #expect(installation.backups.count == 1)
    let result = try JSON(text: outcome.output)
    #expect(result["errors"].list.count == 1)
    #expect(result["errors"][0].text?.hasPrefix("c: ") ?? false, "\(result["errors"])")
    #expect(
      result["steps"].list.map { [$0["step"].text, $0["source"].text, $0["outcome"].text] } == [
        ["issue", "c", "failed"], ["backup", "c", "failed"], ["issue", "a", "done"], ["issue", "b", "done"],
        ["backup", "a", "done"],
      ])
  }

  @Test func `a schedule is for the sources it names`() throws {
    let installation = try Self.install(schedule: "sources: [b]\n", isThirdDown: true)
    #expect(try installation.run("run", "nightly").status == 0)
    #expect(try Self.document(installation, 1).json()["document"]["source"]["name"].text == "b")
    #expect(installation.packages.count == 1)
    // It is the one that the schedule backs up, though another of the same database stands before it.
    #expect(try JSON(file: installation.onlyBackup() + "/manifest.json")["source"].text == "b")
  }

  @Test(arguments: [
    ("sources: [b, d]\n", "nightly.yaml:4:14: There is no source “d”."),
    ("sources: []\n", "nightly.yaml:4:10: name at least one source"),
    ("sources: [b, b]\n", "nightly.yaml:4:14: “b” stands twice."),
  ])
  func `sources that a schedule cannot name are found by day`(schedule: String, complaint: String) throws {
    let installation = try Self.install(schedule: schedule)
    for command in [["config", "check"], ["run", "nightly"]] {
      let outcome = try installation.run(words: command)
      #expect(outcome.status == 78 && outcome.errors.contains(complaint), "\(outcome.errors)")
    }
  }
}
