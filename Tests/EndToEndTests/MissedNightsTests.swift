import Foundation
import Support
import Testing

/// Nights on which nothing ran, or nothing succeeded: the next run makes up for them and says so.
@Suite struct MissedNightsTests {
  private static func run(_ installation: Installation, _ day: Int, _ words: String...) throws -> Command.Outcome {
    let date = day < 10 ? "0\(day)" : String(day)
    return try installation.run(words: ["run", "nightly"] + words, asOf: "2026-10-\(date)T02:15:00+03:00")
  }

  /// The days a report was issued for, in the order of its numbers, `!` before those that were late.
  private static func days(_ installation: Installation, _ code: String) throws -> [String] {
    try installation.packages.filter { $0.stem.contains("-\(code)-") }.map { package in
      let manifest = try package.manifest()
      #expect(try package.json()["document"]["late"] == manifest["late"])
      let day = manifest["period"]["to"].text?.dropFirst(8).prefix(2) ?? "?"
      return (manifest["late"] == true ? "!" : "") + (manifest["schedule"] == nil ? "by hand " : "") + day
    }
  }

  @Test func `are issued late, oldest first, and the document says so`() throws {
    let installation = try Installation(
      on: try TestServer.shared().makeDatabase(from: .efysSmall), settings: ["formats": "[pdf, json]"])
    #expect(try Self.run(installation, 5).status == 0)
    // What a person asks for makes up for nothing.
    _ = try installation.issue("OTR", "2026-10-05", asOf: "2026-10-06T09:00:00+03:00")
    let night = try Self.run(installation, 8, "--locale", "tr")
    #expect(night.status == 0)
    #expect(
      night.errors == "tutanak: ! back-office: yedeği alınmamış dönemler (2): 2026-10-05, 2026-10-06. Veritabanının o "
        + "geceki hâli artık yedeklenemez.\n")
    #expect(try Self.days(installation, "OTR") == ["04", "by hand 05", "!05", "!06", "07"])
    #expect(try Self.days(installation, "GOR") == ["04", "!05", "!06", "07"])
    #expect(try Self.days(installation, "ANM") == ["04", "!05", "!06", "07"])
    #expect(installation.backups.count == 2)
    let words = "Gecikmeli düzenlendi: bu dönemin belgesi zamanında düzenlenmemiştir."
    #expect(try installation.package("OTR", 3).says(words))
    #expect(try !installation.package("OTR", 5).says("Gecikmeli"))
    // Everything is made up for, and is said once.
    let again = try Self.run(installation, 8)
    #expect(again.status == 0)
    #expect(again.output + again.errors == "")
    #expect(installation.packages.count == 13)
  }

  @Test func `count from the first night, though it failed`() throws {
    let installation = try Installation(
      on: try TestServer.shared().makeDatabase(from: .efysEmpty), settings: ["formats": "[json]"])
    try installation.configure(
      source: ["connection": "\"host=127.0.0.1 port=1 dbname=efys\""], settings: ["formats": "[json]"])
    #expect(try Self.run(installation, 5).status == 69)
    // Asked once, however many nights are due.
    let outcome = try Self.run(installation, 7)
    #expect(outcome.status == 69)
    #expect(outcome.errors.split(separator: "\n").count == 2, "\(outcome.errors)")
    try installation.configure(settings: ["formats": "[json]"])
    #expect(try Self.run(installation, 8).status == 0)
    #expect(try Self.days(installation, "OTR") == ["!04", "!05", "!06", "07"])
    #expect(installation.backups.count == 1)
  }

  @Test func `are due for a report from its own first night, and an empty one is looked at once`() throws {
    let installation = try Installation(
      on: try TestServer.shared().makeDatabase(from: .efysEmpty), ownHome: true)
    let settings = ["formats": "[json]", "empty_period": "notify"]
    try installation.configure(settings: settings)
    let schedule = installation.home + "/schedules/nightly.yaml"
    try "period: yesterday\nreports: [ANM]\nbackup: false\n".write(toFile: schedule, atomically: true, encoding: .utf8)
    #expect(try Self.run(installation, 5).status == 0)
    try "period: yesterday\nreports: [ANM, OTR]\nbackup: false\n".write(
      toFile: schedule, atomically: true, encoding: .utf8)
    let night = try Self.run(installation, 8, "--locale", "en")
    #expect(night.status == 0)
    // One night of OTR, which nobody owed before, and none of the earlier ones.
    #expect(
      night.output == "OTR, back-office: no records in the period; no document was issued (empty_period: notify).\n")
    #expect(try Self.days(installation, "ANM") == ["04", "!05", "!06", "07"])
    #expect(try Self.run(installation, 8).output == "")
    #expect(try Self.run(installation, 9).output.split(separator: "\n").count == 1)
  }

  @Test func `that fail keep no other back`() throws {
    let installation = try PlainSystem.install(
      files: [
        "sessions.sql": """
        SELECT * FROM sessions
        WHERE CASE WHEN :'to'::timestamptz = '2026-10-06 21:00Z' THEN 1 / 0 = 0 ELSE true END

        """
      ], settings: ["formats": "[json]"])
    #expect(try Self.run(installation, 6).status == 0)
    let night = try Self.run(installation, 8, "--locale", "en")
    #expect(night.status == 3)
    #expect(night.errors.contains("tutanak: back-office, 2026-10-06: "), "\(night.errors)")
    #expect(try Self.days(installation, "OTR") == ["05", "07"])
    #expect(try Self.days(installation, "GOR") == ["05", "!06", "07"])
    #expect(installation.backups.count == 2)
    try installation.folder.write("plain/sessions.sql", "SELECT * FROM sessions\n")
    #expect(try Self.run(installation, 8).status == 0)
    #expect(try Self.days(installation, "OTR") == ["05", "07", "!06"])
    #expect(try Self.days(installation, "GOR") == ["05", "!06", "07"])
    #expect(installation.backups.count == 2)
  }

  @Test func `are named by a dry run, which changes nothing`() throws {
    let installation = try Installation(
      on: try TestServer.shared().makeDatabase(from: .efysEmpty), settings: ["formats": "[json]"])
    #expect(try Self.run(installation, 5).status == 0)
    let before = installation.everything
    let plan = try Self.run(installation, 7, "--dry-run", "--locale", "en")
    #expect(plan.status == 0)
    #expect(
      plan.output == """
        back-office: would issue OTR, GOR, ANM, YDK, MHR (2026-10-04T21:00:00.000000Z – 2026-10-05T21:00:00.000000Z).
        back-office: would issue OTR, GOR, ANM, YDK, MHR (2026-10-05T21:00:00.000000Z – 2026-10-06T21:00:00.000000Z) and make a backup.

        """)
    #expect(installation.everything == before)
  }
}
