import Support
import Testing

/// A source that began to record within the month, and a month that is not over: neither is drawn as none.
@Suite struct UnrecordedTimeTests {
  private static let rows = """
    INSERT INTO users VALUES ('u1', 'ayşe'), ('u2', 'ali');
    INSERT INTO sessions (session_id, user_id, started_at, ended_at) VALUES
      ('1', 'u1', '2026-10-05 14:30Z', '2026-10-05 15:00Z'), ('2', 'u2', '2026-10-07 08:00Z', '2026-10-07 09:00Z');
    INSERT INTO events (event_id, occurred_at, user_id, event_type) VALUES
      ('1', '2026-10-05 14:30Z', 'u1', 'login_success'), ('2', '2026-10-07 08:00Z', 'u2', 'login_failed');
    """

  private static func install(_ sql: String = rows, _ settings: [String: String] = [:]) throws -> Installation {
    try PlainSystem.install(sql, settings: ["zone": "UTC", "formats": "[pdf, xlsx, json]"].merging(settings) { $1 })
  }

  @Test(arguments: ["OTR", "GOR", "ANM"]) func `a period that is not over ends where it is counted`(code: String) throws
  {
    let package = try Self.install().issue(code, "2026-10", "--locale", "en", asOf: "2026-10-08T00:00Z")
    #expect(try package.says("2026-10-08 00:00:00 UTC+00:00 (the period is not over)"))
    #expect(try package.json()["document"]["period"]["counted_until"] == "2026-10-08T00:00:00.000000Z")
    #expect(try package.says("2026-10-01 – 2026-10-07") && !package.says("2026-10-31"))
  }

  @Test func `days before the first record are empty, not nought, in every format`() throws {
    let package = try Self.install().issue("GOR", "2026-10", "--locale", "en", asOf: "2026-10-08T00:00Z")
    let document = try package.json()
    #expect(document["document"]["first_record"] == "2026-10-05T14:30:00.000000Z")
    let days = document["days"].list
    #expect(days.map { $0["date"].text?.suffix(2) } == ["01", "02", "03", "04", "05", "06", "07"])
    #expect(days.map { $0["events"] } == [.null, .null, .null, .null, 1, 0, 1])
    #expect(days.map { $0["failed"] } == [.null, .null, .null, .null, 0, 0, 1])
    let sheet = try package.rows(ofSheet: "Days")
    #expect(sheet.map { $0["Events"] ?? .null } == [.null, .null, .null, .null, 1, 0, 1])
    #expect(try package.says("The source's first record of this kind is of 2026-10-05 14:30:00"))
    #expect(try package.says("no records in the source before 2026-10-05 14:30:00"))
    #expect(document["event_changes"].list.allSatisfy { $0["previous"] == .null && $0["change"] == .null })
  }

  @Test func `sessions before the first one are not nought either`() throws {
    let package = try Self.install().issue("OTR", "2026-10", "--locale", "en", asOf: "2026-10-08T00:00Z")
    #expect(try package.says("sessions begun on the day · no records in the source before 2026-10-05 14:30:00"))
    let chart = try #require(try package.sheet("Summary").first { $0.first == "10-04" })
    #expect(chart.allSatisfy { $0 == .null || $0 == "10-04" || $0 == "" }, "\(chart)")
  }

  @Test func `an empty day says whether there is anything else`() throws {
    let installation = try Self.install()
    let says = [
      "2026-10-10": "The source holds older records of this kind.",
      "2026-09-07": "The source's first record of this kind is of 2026-10-05 14:30:00",
    ]
    for (day, sentence) in says {
      let package = try installation.issue("GOR", day, "--locale", "en", asOf: "2026-10-12T00:00Z")
      #expect(try package.says("no records for this period and these criteria. " + sentence), "\(day)")
    }
  }

  @Test func `the first record of the source counts, not that of a chosen user`() throws {
    let package = try Self.install().issue("GOR", "2026-10", "--user", "u2", asOf: "2026-10-08T00:00Z")
    #expect(try package.json()["days"].list.map { $0["events"] } == [.null, .null, .null, .null, 0, 0, 1])
  }

  @Test func `what was deleted before the rows that are read is looked for as well`() throws {
    // Far before the lookback: then the days without records are days on which nothing happened.
    let old = "INSERT INTO events (event_id, occurred_at, event_type) VALUES ('0', '2020-01-01Z', 'logout');"
    for files in [[:], ["events.sql": "SELECT * FROM events WHERE occurred_at >= :'from' AND occurred_at < :'to'"]] {
      let installation = try PlainSystem.install(
        Self.rows + old, files: files, settings: ["zone": "UTC", "formats": "[json]"])
      let document = try installation.issue("GOR", "2026-10", asOf: "2026-10-08T00:00Z").json()
      #expect(document["days"].list.map { $0["events"] } == [0, 0, 0, 0, 1, 0, 1])
      #expect(document["document"]["first_record"] == .null)
    }
  }

  @Test func `M3 names the day of the first record, and no moment`() throws {
    let package = try Self.install(Self.rows, ["mask": "M3"]).issue(
      "GOR", "2026-10", "--locale", "en", asOf: "2026-10-08T00:00Z")
    #expect(try package.says("first record of this kind is of 2026-10-05.") && !package.says("14:30"))
    #expect(try package.json()["document"]["first_record"] == .null)
  }
}
