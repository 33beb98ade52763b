import Support
import Testing

/// One system for the tenants of one database: `parameters` of a source.
@Suite struct TenantTests {
  private static let rows = """
    ALTER TABLE sessions ADD tenant text;
    INSERT INTO sessions (session_id, user_id, started_at, ended_at, tenant)
    SELECT n::text, 'u' || n, '2026-10-07 09:00Z', '2026-10-07 10:00Z', CASE WHEN n < 3 THEN 'a' ELSE 'o''brien' END
    FROM generate_series(1, 5) n;
    """
  private static let sessions = """
    SELECT session_id, user_id, started_at, ended_at
    FROM sessions WHERE tenant = :'tenant'

    """

  private static func install(_ parameters: String?) throws -> Installation {
    try PlainSystem.install(
      rows, files: ["sessions.sql": sessions], source: ["parameters": parameters],
      settings: ["formats": "[pdf, json]", "locale": "en"])
  }

  @Test(arguments: [("a", 2), ("o'brien", 3), ("x' OR 'a' = 'a", 0)])
  func `a source sees its tenant's rows, and the document says whose`(tenant: String, count: Int) throws {
    let package = try Self.install("{ tenant: \"\(tenant)\" }").issue("OTR", "2026-10-07")
    #expect(try package.json()["document"]["counts"]["sessions"].integer == count)
    #expect(try package.manifest()["parameters"]["tenant"].text == tenant)
    if count > 0 { #expect(try package.says("Query parameters tenant = \(tenant)")) }
  }

  @Test(
    arguments: [
      (nil, "sessions.sql:2: :'tenant' is unknown; there are: :'from', :'to', :'zone'."),
      ("{ tenant: a, tenent: b }", "no SELECT uses :'tenent'"),
      ("{ zone: a, tenant: b }", "from, to, zone are the window's"),
      ("{ tenant: \"a\\nb\" }", "one line without control characters"),
    ] as [(String?, String)])
  func `a parameter that is missing, misspelt or no name is found before anything is read`(
    parameters: String?, complaint: String
  ) throws {
    let outcome = try Self.install(parameters).run("config", "check")
    #expect(outcome.status == 78 && outcome.errors.contains(complaint), "\(outcome.errors)")
  }
}
