import Files
import Foundation
import Support
import Testing

/// `tutanak status` says of every schedule, source and report what was issued, what is owed and what was missed.
@Suite struct ScheduleStatusTests {
  private static let rows = """
    INSERT INTO sessions (session_id, user_id, user_name, started_at, ended_at, last_seen_at, status) VALUES
      ('s1', 'u1', 'ayşe', '2026-10-07 07:00Z', '2026-10-07 08:00Z', '2026-10-07 08:00Z', 'kapalı');
    INSERT INTO events (event_id, occurred_at, user_id, event_type, ip) VALUES
      ('e1', '2026-10-07 07:00Z', 'u1', 'login_success', '198.51.100.7');
    """
  private static let settings: [String: String?] = [
    "formats": "[json]", "mask": "M0", "backup": "{ max_age: none }",
  ]

  private static func install(_ settings: [String: String?] = settings) throws -> Installation {
    try PlainSystem.install(rows, source: ["expect_rows": "false"], settings: settings)
  }

  @discardableResult
  private static func run(_ installation: Installation, _ day: String, _ words: String...) throws -> Command.Outcome {
    try installation.run(words: ["run", "nightly", "--locale", "en"] + words, asOf: "2026-10-\(day)T02:15:00+03:00")
  }

  /// The status at a time of October, held against its schema by an independent program.
  private static func status(_ installation: Installation, _ time: String) throws -> (code: Int32, JSON) {
    let outcome = try installation.run("status", "--json", "--locale", "en", asOf: "2026-10-\(time):00+03:00")
    let script = """
      import json, sys, jsonschema
      schema = json.load(open(sys.argv[1]))
      for error in jsonschema.Draft202012Validator(schema).iter_errors(json.load(open(sys.argv[2]))):
          print(list(error.path), error.message[:200])
      """
    let scratch = try ScratchFolder()
    let file = try scratch.write("status.json", outcome.output)
    let judged = try Command.run(
      "/usr/bin/python3", "-c", script, Repository.path + "/docs/schema/status.schema.json", file)
    #expect(judged.status == 0 && judged.output == "", "\(judged.output) \(judged.errors)")
    return (outcome.status, try JSON(text: outcome.output))
  }

  private static func nightly(_ status: JSON) -> JSON {
    status["schedule_status"]["schedules"].first(where: "name", is: "nightly")
  }

  private static func task(_ status: JSON, _ report: JSON) -> JSON {
    nightly(status)["tasks"].first(where: "report", is: report)
  }

  /// The states of the newest periods of a report, the oldest first.
  private static func states(_ status: JSON, _ report: JSON) -> [String] {
    task(status, report)["newest"].list.reversed().map { $0["state"].text ?? "?" }
  }

  @Test func `issued, nil, pending, missing and failed are five states, and the last two end with 7`() throws {
    let installation = try Self.install()
    var (code, json) = try Self.status(installation, "07T02:00")
    #expect(code == 0 && Self.nightly(json)["last_run"] == nil && Self.states(json, "OTR") == [])
    #expect(Self.nightly(json)["next_due"] == "2026-10-06T23:15:00.000000Z")
    #expect(try Self.run(installation, "07").status == 0)
    #expect(try Self.run(installation, "08").status == 0)
    let before = installation.everything
    (code, json) = try Self.status(installation, "08T09:00")
    #expect(
      code == 0 && Self.states(json, "OTR") == ["nil", "issued"] && Self.states(json, .null) == ["issued", "issued"])
    #expect(Self.task(json, "OTR")["newest"][0]["item"] == "2026/OTR-000002")
    #expect(Self.nightly(json)["last_run"]["exit_code"] == 0)
    #expect(Self.nightly(json)["last_good_run"] == "2026-10-07T23:15:00.000000Z")
    // An hour after its time a run has not come.
    (code, json) = try Self.status(installation, "09T03:14")
    #expect(code == 0 && Self.states(json, "GOR") == ["nil", "issued", "pending"])
    (code, json) = try Self.status(installation, "09T03:15")
    #expect(code == 7 && Self.states(json, "GOR") == ["nil", "issued", "missing"])
    (code, json) = try Self.status(installation, "11T04:00")
    #expect(code == 7 && Self.task(json, "GOR")["counts"]["missing"] == 3)
    #expect(Self.task(json, "GOR")["first_wanting"]["from"] == "2026-10-07T21:00:00.000000Z")
    #expect(
      json["remarks"].list.map(\.text) == [
        "nightly, back-office: 3 periods not issued, the first 2026-10-08 (OTR, GOR, ANM, YDK, MHR, backup). "
          + "“tutanak run nightly” makes up for them."
      ])
    #expect(installation.everything == before)
    let page = try installation.run("status", "--locale", "tr", asOf: "2026-10-11T04:00:00+03:00")
    #expect(page.status == 7)
    #expect(page.output.contains("nightly  back-office  OTR    2026-10-10  eksik"), "\(page.output)")
    #expect(page.output.contains("nightly, back-office: 3 dönem düzenlenmedi, ilki 2026-10-08"))
    #expect(page.output.contains("Arşivin diskinde boş:"))
    // The server is away.
    try installation.configure(
      source: [
        "system": "\"\(installation.folder.path)/plain\"", "connection": "\"host=127.0.0.1 port=1 dbname=x\"",
        "expect_rows": "false",
      ], settings: Self.settings)
    #expect(try Self.run(installation, "11").status == 69)
    (code, json) = try Self.status(installation, "11T02:20")
    #expect(code == 7 && Self.states(json, "OTR").suffix(3) == ["failed", "failed", "failed"])
    #expect(json["remarks"][0].text?.contains("The last run failed (69).") == true)
    #expect(Self.nightly(json)["last_run"]["exit_code"] == 69)
    #expect(Self.nightly(json)["last_good_run"] == "2026-10-07T23:15:00.000000Z")
  }

  @Test func `a due edition and a replaced document are told, and a backup that was missed is no complaint`() throws {
    let installation = try Self.install()
    #expect(try Self.run(installation, "08").status == 0)
    try installation.database.execute(
      "INSERT INTO events (event_id, occurred_at, user_id, event_type) VALUES ('e2', '2026-10-07 09:00Z', 'u1', 'logout')"
    )
    #expect(try Self.run(installation, "10").status == 7)
    var (code, json) = try Self.status(installation, "10T09:00")
    #expect(code == 7)
    let due = json["schedule_status"]["editions_due"]
    #expect(due.list.compactMap { $0["document"].text } == ["2026/ANM-000001", "2026/GOR-000001"])
    #expect(due[1]["edition"] == 2)
    #expect(json["remarks"].list.contains { $0.text?.contains("edition 2 of 2026/GOR-000001 is due") == true })
    #expect(Self.states(json, .null) == ["issued", "missed", "issued"])
    for code in ["GOR", "ANM"] {
      let outcome = try installation.run(
        words: ["report", code, "--reissue", "2026/\(code)-000001", "--reason", "geç gelen kayıt"],
        asOf: "2026-10-10T09:00:00+03:00")
      #expect(outcome.status == 0, "\(outcome.errors)")
    }
    (code, json) = try Self.status(installation, "10T09:30")
    #expect(code == 0 && json["schedule_status"]["editions_due"].list.isEmpty, "\(json["remarks"])")
    #expect(Self.states(json, "GOR") == ["superseded", "nil", "nil"])
    let period = Self.task(json, "GOR")["newest"][2]
    #expect(period["edition"] == 2 && period["item"] == "2026/GOR-000004")
    // A row that goes again makes the edition that has it due; the next run knows, and says no more once it is back.
    try installation.database.execute("DELETE FROM events WHERE event_id = 'e2'")
    #expect(try Self.run(installation, "11").status == 7)
    #expect(try Self.status(installation, "11T09:00").1["schedule_status"]["editions_due"].list.count == 2)
    try installation.database.execute(
      "INSERT INTO events (event_id, occurred_at, user_id, event_type) VALUES ('e2', '2026-10-07 09:00Z', 'u1', 'logout')"
    )
    #expect(try Self.run(installation, "11").status == 0)
    #expect(try Self.status(installation, "11T09:00").1["schedule_status"]["editions_due"].list.isEmpty)
  }

  @Test func `--max makes up for the oldest, says what is left, and nothing is issued twice`() throws {
    let installation = try Self.install(["formats": "[pdf, json]", "backup": "{ max_age: none }"])
    #expect(try Self.run(installation, "05").status == 0)
    let plan = try Self.run(installation, "09", "--max", "2", "--dry-run")
    #expect(plan.output.components(separatedBy: "would issue").count == 4, "\(plan.output)")
    let first = try Self.run(installation, "09", "--max", "2")
    #expect(first.status == 7)
    #expect(
      first.output == "back-office: 1 missed period left over (--max), 2026-10-07 – 2026-10-07; the next runs go on.\n")
    func days() throws -> [String] {
      try installation.packages.filter { $0.stem.contains("-OTR-") }.map { package in
        let manifest = try package.manifest()
        return (manifest["late"] == true ? "late " : "")
          + String(manifest["period"]["to"].text?.dropFirst(8).prefix(2) ?? "?")
      }
    }
    #expect(try days() == ["04", "late 05", "late 06", "08"])
    #expect(
      try installation.package("OTR", 2).says(
        "Issued late: the document of this period was not issued when it was due."))
    let (code, json) = try Self.status(installation, "09T02:30")
    #expect(code == 7 && Self.states(json, "OTR") == ["nil", "nil", "nil", "missing", "nil"])
    let none = try Self.run(installation, "09", "--max", "0", "--json")
    let steps = try JSON(text: none.output)["steps"].list
    #expect(none.status == 7 && steps.contains { $0["outcome"] == "left_over" && $0["report"] == nil })
    #expect(try Self.run(installation, "09").status == 0)
    #expect(try days() == ["04", "late 05", "late 06", "08", "late 07"])
    #expect(try Self.run(installation, "09").output == "")
    #expect(try days().count == 5)
    #expect(try Self.run(installation, "09", "--max", "-1").status == 64)
  }

  @Test func `a full disk is told before the night finds it`() throws {
    let installation = try Self.install(["disk": "{ reserve: 900000TiB }", "backup": "{ max_age: none }"])
    let (code, json) = try Self.status(installation, "07T02:00")
    #expect(code == 7 && json["disk"]["low"] == true)
    #expect(json["remarks"][0].text?.contains("the next run does not begin (74)") == true)
  }
}
