import Files
import Foundation
import Support
import Testing

/// A disposal (T10): planned, approved of by another person, carried out by a role of its own, and recorded.
@Suite struct DisposalTests {
  @Test func `what is due is deleted, nothing else, and the record says so without a value`() throws {
    let trial = try DisposalTrial(settings: ["backup": "{ keep: { days: 14 } }"])
    let installation = trial.installation
    let place = installation.folder.path + "/second"
    try Folder.create(place)
    try trial.configure(settings: ["backup": "{ keep: { days: 14 }, offsite: { folder: \"\(place)\" } }"])
    #expect(try installation.run(words: ["backup", "create"], asOf: nil).status == 0)
    #expect(try Self.status(trial).list.isEmpty)
    let cutOff =
      "(date_trunc('day', now() AT TIME ZONE 'Europe/Istanbul') - interval '365 days') AT TIME ZONE 'Europe/Istanbul'"
    let isDue = "started_at >= '1900-01-01' AND started_at < \(cutOff)"
    let due = try trial.count(isDue)
    let others = try installation.database.query("SELECT * FROM sessions WHERE NOT (\(isDue)) ORDER BY session_id")
    #expect(due > 20)

    let plan = try trial.plan()
    #expect(plan.number.hasPrefix("IMP-") && plan.code.count == 8)
    #expect(try trial.count() == 42, "a plan deletes nothing")
    let planned = try Self.status(trial)[0]
    #expect(planned["plan"].text == plan.number && planned["state"] == "pending" && planned["due"].integer == due)
    // Nobody approves of their own plan, and nothing runs without an approval or with another code.
    let own = try trial.run(["approve", plan.number, "--reason", "x"])
    #expect(own.status == 77 && own.errors.contains("another user has to approve"), "\(own.errors)")
    let early = try trial.run(["run", plan.number, "--confirm", plan.code])
    #expect(early.status == 64 && early.errors.contains("waits for another user's approval"), "\(early.errors)")
    #expect(try trial.run(["approve", plan.number, "--reason", "uygun"], as: "2").status == 0)
    #expect(try trial.run(["approve", plan.number, "--reason", "uygun"], as: "3").status == 64)
    #expect(try Self.status(trial)[0]["state"] == "approved")
    let wrong = try trial.run(["run", plan.number, "--confirm", "00000000"])
    #expect(wrong.status == 77 && wrong.errors.contains("not the code"), "\(wrong.errors)")
    let stated = try trial.run(
      ["run", plan.number, "--confirm", plan.code], asOf: "2099-01-01T00:00:00+03:00")
    #expect(stated.status == 64 && stated.errors.contains("--as-of"), "\(stated.errors)")
    #expect(try trial.count() == 42)

    let done = try trial.run(["run", plan.number, "--confirm", plan.code, "--json"], as: "3")
    #expect(done.status == 0, "\(done.errors)")
    #expect(try trial.count(isDue) == 0 && trial.count() == 42 - due)
    let left = try installation.database.query("SELECT * FROM sessions ORDER BY session_id")
    #expect(try left == others && trial.count(in: "events") == 20)

    let number = try Self.checkRecord(trial, plan.number, due: due, cutOff: cutOff)
    let acts = try installation.ledger("dispose").compactMap { $0["outcome"].text }
    #expect(acts == ["begun", "done"])
    #expect(
      try trial.state(plan.number)["state"] == "done" && trial.state(plan.number)["document"].text == number)
    #expect(try Self.status(trial).list.isEmpty)
    // A plan is used once; a report of it is issued by nothing else.
    let again = try trial.run(["run", plan.number, "--confirm", plan.code])
    #expect(again.status == 64 && again.errors.contains(number), "\(again.errors)")
    let report = try installation.run("report", "IMH", "--period", "2026-10", "--locale", "en")
    #expect(report.status == 64 && report.errors.contains("tutanak disposal run"), "\(report.errors)")
    let empty = try trial.run(["plan", "oturumlar", "--reason", "x"])
    #expect(empty.status == 64 && empty.errors.contains("No record is due"), "\(empty.errors)")
    #expect(try installation.run("verify").status == 0)
  }

  /// The disposals that `tutanak status` tells of; none of them is a complaint.
  private static func status(_ trial: DisposalTrial) throws -> JSON {
    let json = try JSON(text: trial.installation.run(words: ["status", "--json"], asOf: nil).output)
    #expect(!json["remarks"].list.contains { $0.text?.contains("IMP-") == true })
    return json["disposals"]
  }

  /// Looks at the record of the one disposal there is, and returns its number.
  private static func checkRecord(_ trial: DisposalTrial, _ plan: String, due: Int, cutOff: String) throws -> String {
    let installation = trial.installation
    let package = try trial.record()
    let json = try package.json()
    let number = try #require(json["document"]["number"].text)
    #expect(json["document"]["code"] == "IMH" && json["document"]["counts"]["rows_removed"].integer == due)
    let row = json["disposal_counts"][0]
    #expect(row["rows_before"] == 42 && row["rows_removed"].integer == due)
    #expect(row["rows_after"].integer == 42 - due && row["plan"].text == plan)
    #expect(row["table"] == "public.sessions" && row["settled"] == "false")
    let day = try installation.database.query("SELECT (\(cutOff) AT TIME ZONE 'Europe/Istanbul')::date")[0][0]
    #expect(row["disposal_cut_off"].text == day)
    #expect(json["document"]["counts"]["undated"] == 2 && json["document"]["counts"]["backups"] == 1)
    #expect(json["disposal_copies"].list.count == 1 && json["disposal_copies"][0]["expires"].text != nil)
    let codes = json["document"]["highlights"]["stands_out"].list.compactMap { $0["code"].text }
    #expect(codes == ["disposal_done"])
    let missing = json["document"]["highlights"]["missing"].list.compactMap { $0["code"].text }
    #expect(
      missing.contains("disposal_in_backups") && missing.contains("disposal_offsite")
        && missing.contains("disposal_undated"))
    // The statement's digest is the file's own.
    let digest = try Command.run(words: ["sha256sum", installation.folder.path + "/delete.sql"]).output.prefix(64)
    #expect(row["statement_sha256"].text == String(digest))
    let text = try package.text()
    for words in [
      "DISPOSAL RECORD", plan, "daemon", "bin", "sys", trial.role, "at least three years", "delete.sql",
      "altı aylık imha", "public.sessions", "REPEATABLE READ",
    ] {
      #expect(text.contains(words), "\(words)")
    }
    // No value of a row, here, in the manifest or in the ledger.
    let copies = [
      text, try InputFile.text(package.path(".json")), try InputFile.text(package.folder + "/manifest.json"),
    ]
    for copy in copies + [try InputFile.text(installation.archive + "/ledger.jsonl")] {
      #expect(!copy.contains("gizli-") && !copy.contains("ayşe") && !copy.contains("203.0.113."))
    }
    return number
  }

  @Test func `a plan that rests on what has changed since is not carried out`() throws {
    let trial = try DisposalTrial(audit: "{ disposal_valid: 1h }")
    let (installation, folder) = (trial.installation, trial.installation.folder)
    let plan = try trial.approved()
    func refused(_ words: String, status: Int32 = 64) throws {
      let outcome = try trial.run(["run", plan.number, "--confirm", plan.code])
      #expect(
        outcome.status == status && outcome.errors.contains(words), "\(words): \(outcome.status) \(outcome.errors)")
      #expect(try trial.count("session_id LIKE 'gizli-%'") == 40, "\(words)")
    }
    try folder.write("delete.sql", "-- başka\n" + DisposalTrial.statement)
    try refused("these have changed: delete.sql")
    try folder.write("delete.sql", DisposalTrial.statement)
    try folder.write("plain/sessions.sql", "SELECT * FROM sessions WHERE true\n")
    try refused("these have changed: sessions.sql")
    try folder.write("plain/sessions.sql", "SELECT * FROM sessions\n")
    try trial.configure(rule: "counts_from: last_seen_at,", settings: ["audit": "{ disposal_valid: 1h }"])
    try refused("these have changed: the rule of retention")
    try trial.configure(settings: ["audit": "{ disposal_valid: 1h }"])
    // One record changed, and one more: the number alone would not tell.
    try installation.database.execute("UPDATE sessions SET ip = '198.51.100.1' WHERE session_id = 'gizli-30'")
    try refused("are not those of the plan")
    try installation.database.execute("UPDATE sessions SET ip = '203.0.113.30' WHERE session_id = 'gizli-30'")
    #expect(try trial.run(["hold", "oturumlar", "--reason", "dava"]).status == 0)
    try refused("A legal hold stands", status: 77)
    #expect(try trial.run(["release", "oturumlar", "--reason", "bitti"]).status == 0)
    try trial.configure(settings: ["audit": "{ disposal_valid: 1s }"])
    Thread.sleep(forTimeInterval: 1.1)
    try refused("has expired")
    #expect(try trial.state(plan.number)["state"] == "expired")
    // A hold of another rule of the source stands in the way as well: its records may lie in the same table.
    try trial.configure()
    #expect(try trial.run(["hold", "girişler", "--reason", "dava"]).status == 0)
    let held = try trial.run(["plan", "oturumlar", "--reason", "x"])
    #expect(held.status == 77 && held.errors.contains("A legal hold stands: back-office, girişler"), "\(held.errors)")
    #expect(try trial.run(["release", "girişler", "--reason", "bitti"]).status == 0)
    // An answer to an authority rests on records that only the archive's key can tell: a person has to look.
    try trial.writeLine("hold", "done", document: "2026/ADL-000009", ["\"row_keys_digest\":\"00\"", "\"until\":null"])
    let unseen = try trial.run(["plan", "oturumlar", "--reason", "x"])
    #expect(unseen.status == 77 && unseen.errors.contains("2026/ADL-000009"), "\(unseen.errors)")
    let next = try trial.approved(["--answers-checked"])
    #expect(try trial.run(["run", next.number, "--confirm", next.code]).status == 0)
    let json = try trial.record().json()
    #expect(json["document"]["code"] == "IMH")
    #expect(try trial.record().says("2026/ADL-000009"))
    #expect(try installation.ledger("dispose").count { $0["outcome"] == "failed" } == 5)
  }

  @Test func `who may is what the configuration says, and what cannot be done honestly is refused`() throws {
    let trial = try DisposalTrial(audit: "{ allow: { users: [daemon] }, disposal_allow: { users: [bin] } }")
    let words = ["plan", "oturumlar", "--reason", "x"]
    let other = try trial.run(words)
    #expect(other.status == 77 && other.errors.contains("audit.disposal_allow"), "\(other.errors)")
    #expect(try trial.run(words, as: "2").status == 0)
    for (rule, disposal, complaint) in [
      ("", "{ statement: delete.sql, table: sessions }", "a table with its schema"),
      ("", "{ statement: none.sql, table: public.sessions }", "none.sql"),
    ] {
      try trial.configure(rule: rule, disposal: disposal)
      let outcome = try trial.installation.run("config", "check", "--locale", "en")
      #expect(outcome.status == 78 && outcome.errors.contains(complaint), "\(outcome.errors)")
    }
    let text = try InputFile.text(trial.installation.configuration).replacing(
      "method: delete, how", with: "method: destroy, how")
    try text.write(toFile: trial.installation.configuration, atomically: true, encoding: .utf8)
    let destroyed = try trial.installation.run("config", "check", "--locale", "en")
    #expect(
      destroyed.status == 78 && destroyed.errors.contains("neither destruction nor anonymisation"),
      "\(destroyed.errors)")
  }
}
