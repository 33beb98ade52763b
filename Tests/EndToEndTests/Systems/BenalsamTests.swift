import Support
import Testing

/// benalsam: what the report says about the habits of a Supabase application.
@Suite struct BenalsamTests {
  private static func install() throws -> Installation {
    try Installation.ofSystem("benalsam", settings: ["mask": "M0"])
  }

  private static func issue(_ code: String) throws -> IssuedPackage {
    try install().issue(code, "2026-10-07")
  }

  @Test func `sessions have the end, the address and the basis that were logged, and nothing where unknown stands`()
    throws
  {
    let package = try Self.issue("OTR")
    let document = try package.json()["document"]
    #expect(document["counts"]["sessions"] == 5 && document["counts"]["open_sessions"] == 3)
    // 55 minutes and 70: begin to end, not the two hours that are stored for one of them.
    #expect(document["durations"]["recorded_sum_us"].integer == 125 * 60_000_000)
    #expect(document["counts"]["addresses"] == 1)
    let rows = try package.rows(ofSheet: "Oturumlar")
    #expect(rows.count == 5)
    #expect(rows.allSatisfy { $0["Hukuki Sebep"]?.text == "KVKK m.5/2-ç (hukuki yükümlülük)" })
    #expect(rows.compactMap { $0["Kaynaktaki Süre"]?.integer }.sorted() == [1800, 3300, 7800].map { $0 * 1_000_000 })
    #expect(rows.compactMap { $0["Kaynak IP Adresi"]?.text } == ["203.0.113.7", "203.0.113.7"])
    #expect(!(try package.says("unknown")))
  }

  @Test func `a stored length that contradicts begin and end is a finding, and so is one without an end`() throws {
    let json = try Self.issue("ANM").json()
    let found = json["findings"].list.filter { $0["rule"] == "D01" && $0["branch"] == "j" }
    #expect(found.count == 1 && found[0]["evidence_count"] == 2)
    #expect(found[0]["text"]["en"] == "2 sessions whose length as written contradicts begin and end")
  }

  @Test func `the log of Supabase Auth is read, and its unknown actions are counted`() throws {
    let json = try Self.issue("GOR").json()
    #expect(json["document"]["counts"]["events"] == 9 && json["document"]["counts"]["login_success"] == 3)
    #expect(json["unmapped"].list.map { $0["raw_type"] } == ["factor_in_progress"])
    // It writes no failed sign-in: the rules about guessing say so and find nothing in vain.
    let rules = json["rules"].list.filter { ["A01", "A02", "A04"].contains($0["id"].text ?? "") }
    #expect(rules.allSatisfy { $0["status"] == "not_evaluated" && $0["reason"] == "EVENT_TYPE_ABSENT" })
  }

  @Test func `deleting a session fails in the application itself, and the log keeps it open`() throws {
    let database = try Self.install().database
    #expect(throws: (any Error).self) { try database.execute("DELETE FROM auth.sessions") }
  }

  @Test func `secrets are nowhere`() throws { try Canary.expectNone(in: Self.install()) }
}
