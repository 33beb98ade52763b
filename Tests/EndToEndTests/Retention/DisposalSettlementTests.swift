import Files
import Foundation
import Support
import Testing

/// A disposal of which nobody saw the end: the server is asked, and what it does not know stays unknown.
@Suite struct DisposalSettlementTests {
  /// Writes down that a plan was begun, as if the program had been killed before the server answered.
  private static func write(begun plan: String, transaction: String, in trial: DisposalTrial) throws {
    let planned = try #require(try trial.installation.ledger("plan_disposal").last)
    try trial.writeLine(
      "dispose", "begun",
      [
        "\"plan\":\"\(plan)\"", "\"rule\":\"oturumlar\"", "\"person\":\"daemon\"",
        "\"transaction\":\"\(transaction)\"", "\"role\":\"x\"", "\"database\":\"x\"",
        "\"system_identifier\":\"\(try trial.systemIdentifier)\"",
        "\"rows_before\":42", "\"removed\":\(planned["facts"]["due"].integer ?? 0)", "\"rows_after\":12",
        "\"undated\":2", "\"oldest_day\":null",
      ])
  }

  /// Deletes what is due in a transaction of its own, and ends that; its number.
  private static func transact(_ trial: DisposalTrial, _ plan: String, _ end: String) throws -> String {
    let cutOff = try trial.state(plan)["cut_off"].text ?? ""
    try trial.installation.database.execute(
      """
      CREATE TABLE IF NOT EXISTS numbers (n text);
      TRUNCATE numbers;
      BEGIN; SELECT txid_current() AS n \\gset
      DELETE FROM sessions WHERE started_at >= '1900-01-01' AND started_at < '\(cutOff)'; \(end);
      INSERT INTO numbers VALUES (:'n');
      """)
    return try trial.installation.database.query("SELECT n FROM numbers")[0][0] ?? ""
  }

  @Test func `what the server rolled back is nothing, and what it completed gets its record`() throws {
    let trial = try DisposalTrial()
    let installation = trial.installation
    let first = try trial.approved()
    try Self.write(
      begun: first.number, transaction: try Self.transact(trial, first.number, "ROLLBACK"), in: trial)
    let open = try trial.state(first.number)
    #expect(open["state"] == "open" && open["server"] == "aborted")
    let status = try installation.run(words: ["status", "--json", "--locale", "en"], asOf: nil)
    let told = try JSON(text: status.output)
    #expect(status.status == 7 && told["disposals"][0]["state"] == "open", "\(status.errors)")
    #expect(
      told["remarks"].list.contains {
        $0.text?.contains("tutanak disposal run \(first.number) --confirm \(first.code)") == true
      })
    // The rule is closed to others meanwhile.
    let other = try trial.run(["plan", "oturumlar", "--reason", "x"])
    #expect(other.status == 75 && other.errors.contains("was not learned"), "\(other.errors)")
    let aborted = try trial.run(["run", first.number, "--confirm", first.code])
    #expect(aborted.status == 69 && aborted.errors.contains("rolled the transaction back"), "\(aborted.errors)")
    #expect(
      try trial.count() == 42 && trial.state(first.number)["state"] == "not_done" && installation.packages.isEmpty)
    #expect(try trial.run(["run", first.number, "--confirm", first.code]).status == 64)

    let second = try trial.approved()
    // A number that the server has not given yet is not known to it.
    try Self.write(begun: second.number, transaction: "900000000000", in: trial)
    let unknown = try trial.run(["run", second.number, "--confirm", second.code])
    #expect(unknown.status == 69 && unknown.errors.contains("is not known"), "\(unknown.errors)")
    #expect(try trial.state(second.number)["server"] == "unknown" && installation.packages.isEmpty)
    #expect(try trial.run(["close", second.number, "--reason", "tabloya baktım"]).status == 0)
    #expect(try trial.state(second.number)["state"] == "closed")

    let third = try trial.approved()
    try Self.write(begun: third.number, transaction: try Self.transact(trial, third.number, "COMMIT"), in: trial)
    #expect(try trial.run(["close", third.number, "--reason", "x"]).status == 64)
    // A record of an old day that came since makes the deletion no less known.
    try installation.database.execute(
      "INSERT INTO sessions (session_id, started_at) VALUES ('z', now() - interval '2 years')")
    let settled = try trial.run(["run", third.number, "--confirm", third.code])
    #expect(settled.status == 0, "\(settled.errors)")
    let package = try trial.record()
    let json = try package.json()
    #expect(json["disposal_counts"][0]["settled"] == "true")
    let codes = json["document"]["highlights"]["stands_out"].list.compactMap { $0["code"].text }
    #expect(codes == ["disposal_done", "disposal_settled", "disposal_due_since"])
    #expect(try package.says("learned at"))
    #expect(try trial.count() < 16)
  }

  @Test func `a program killed at the worst moment loses nothing of what it knew`() throws {
    let trial = try DisposalTrial()
    let plan = try trial.approved()
    let words = ["disposal", "run", plan.number, "--confirm", plan.code]
    let program = try trial.installation.start(
      words[0], words[1], words[2], words[3], words[4], asOf: nil, wrapper: DisposalTrial.signedIn(as: "1"))
    let path = trial.installation.archive + "/ledger.jsonl"
    _ = try program.reaches { try InputFile.text(path).contains("\"act\":\"dispose\",\"outcome\":\"begun\"") }
    program.signal(SIGKILL)
    _ = try program.wait()
    // Either end is one; what counts is that ledger, source and document agree on it.
    var outcome = try trial.run(["run", plan.number, "--confirm", plan.code])
    for _ in 0..<50 where outcome.status == 75 {
      Thread.sleep(forTimeInterval: 0.1)
      outcome = try trial.run(["run", plan.number, "--confirm", plan.code])
    }
    let state = try trial.state(plan.number)
    if try trial.count() == 42 {
      #expect(state["state"] == "not_done" && trial.installation.packages.isEmpty, "\(outcome.errors)")
    } else {
      #expect(
        state["state"] == "done" && state["document"].text?.contains("/IMH-000001") == true,
        "\(outcome.errors) \(state)")
    }
  }
}
