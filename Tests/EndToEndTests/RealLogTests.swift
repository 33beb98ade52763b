import Foundation
import Support
import Testing

/// The folder of the log, where there is one.
private let realLog = ProcessInfo.processInfo.environment["AUTH_LOG"]

/// A real sshd log of three weeks: what sessions and rules come to, as two independent methods counted it.
///
/// It is `auth.log` of the public repository elastic/examples, parsed into `events.csv` and `sessions.csv`. It holds
/// third parties' addresses and is therefore no part of this repository: the tests run where `AUTH_LOG` names the
/// folder of the two files.
@Suite(.enabled(if: realLog != nil, "AUTH_LOG names no folder")) struct RealLogTests {
  private static let period = "2017-03-27..2017-04-20"
  private static let second = 1_000_000

  /// The three documents, issued once for all tests.
  private static let documents = Result {
    let installation = try install()
    return try ["OTR", "GOR", "ANM"].map { code in
      try installation.issue(code, period, asOf: "2017-04-21T00:00:00Z").json()
    }
  }

  private static func install() throws -> Installation {
    let folder = try #require(realLog)
    return try PlainSystem.install(
      """
      CREATE TABLE log_events (ts timestamptz, "user" text, ip text, event_type text, details jsonb);
      CREATE TABLE log_sessions (
        session_id text, "user" text, ip text, start timestamptz, "end" timestamptz, expiry timestamptz, status text,
        user_agent text, details jsonb);
      GRANT SELECT ON ALL TABLES IN SCHEMA public TO tutanak_reader;
      \\copy log_events FROM '\(folder)/events.csv' CSV HEADER
      \\copy log_sessions FROM '\(folder)/sessions.csv' CSV HEADER

      """,
      files: [
        "system.yaml": "title: { tr: sshd, en: sshd }\nuser_key: name\n",
        // Most rows share their time with another; the number of the line tells which came first, and that of the
        // repetition which of those that syslog wrote in one line.
        "events.sql": """
        SELECT lpad(details->>'ln', 6, '0') || '-' || coalesce(details->>'rep', '') AS event_id, ts AS occurred_at, "user" AS user_id, "user" AS user_name,
          event_type, details->>'reason' AS reason, ip FROM log_events
        """,
        "sessions.sql": """
        SELECT session_id, "user" AS user_id, "user" AS user_name, start AS started_at, "end" AS ended_at,
          expiry AS expires_at, status, ip FROM log_sessions
        """,
        "users.sql": "SELECT user_id, user_name FROM users\n",
      ],
      settings: ["zone": "UTC", "mask": "M0", "formats": "[json]"])
  }

  private static func document(_ number: Int) throws -> JSON { try documents.get()[number] }
  private static func sessions() throws -> JSON { try document(0) }
  private static func events() throws -> JSON { try document(1) }
  private static func findings() throws -> JSON { try document(2) }

  private static func found(_ rule: String) throws -> [JSON] {
    try findings()["findings"].list.filter { $0["rule"] == .text(rule) }
  }

  private static func evidence(_ findings: [JSON]) -> Int {
    findings.reduce(0) { $0 + ($1["evidence_count"].integer ?? 0) }
  }

  @Test func `sessions: sum and union`() throws {
    let document = try Self.sessions()
    #expect(document["document"]["durations"]["recorded_sum_us"].integer == 214_018 * Self.second)
    #expect(document["document"]["durations"]["recorded_union_us"].integer == 204_701 * Self.second)
    let ubuntu = document["users"].first(where: "user_key", is: "ubuntu")
    // Thirty-five that ended, and one of whose end nothing is known.
    #expect(ubuntu["sessions"] == 36)
    #expect(ubuntu["sum_us"].integer == 213_952 * Self.second)
    #expect(ubuntu["union_us"].integer == 204_635 * Self.second)
    #expect(ubuntu["peak"] == 2)
  }

  @Test func `A01: eleven findings of four users over 390 rows`() throws {
    let found = try Self.found("A01")
    #expect(found.count == 11 && Self.evidence(found) == 390)
    var byUser: [String: [Int]] = [:]
    for finding in found.sorted(by: { $0["first"].text ?? "" < $1["first"].text ?? "" }) {
      byUser[finding["key"].text ?? "", default: []].append(finding["evidence_count"].integer ?? 0)
    }
    #expect(byUser.count == 4)
    #expect(byUser["elastic_user_0"] == [147])
    #expect(byUser["root"] == [12, 120, 12, 12, 12, 15, 24])
  }

  @Test func `A02: six findings of six addresses over 406 failures`() throws {
    let found = try Self.found("A02")
    // The successes from the addresses are evidence as well.
    let successes = found.reduce(0) { $0 + ($1["measured"]["successes"].integer ?? 0) }
    #expect(found.count == 6 && Self.evidence(found) - successes == 406)
    #expect(Set(found.compactMap { $0["key"].text }).count == 6)
  }

  @Test func `A03: one success after 147 failures from its own address`() throws {
    let found = try Self.found("A03")
    #expect(found.count == 1)
    let finding = try #require(found.first)
    #expect(finding["key"] == "elastic_user_0" && finding["severity"] == "high")
    #expect(finding["last"] == "2017-03-30T16:01:36.000000Z")
    #expect(finding["measured"]["failures"] == 147 && finding["measured"]["failures_from_its_address"] == 147)
    #expect(finding["measured"]["addresses"] == 1 && finding["evidence_count"] == 148)
  }

  @Test(arguments: ["A04", "A05", "A06", "S04", "S05", "S07"])
  func `nothing else, and that is no rule that did not look`(id: String) throws {
    #expect(try Self.found(id).isEmpty)
    let rule = try Self.findings()["rules"].first(where: "id", is: .text(id))
    #expect(rule["findings"] == 0 && rule["suppressed"] == 0)
    #expect(rule["status"] == "evaluated")
  }

  @Test func `D02: twenty-eight silences between rows, and those at the two ends of the period`() throws {
    // From midnight of the first day to 13:08, and from the last row to the end of the last day.
    #expect(try Self.found("D02").count == 28 + 2)
  }

  @Test func `every row is read, and none is a person without a name to the rules of users`() throws {
    let document = try Self.events()
    #expect(document["document"]["counts"]["events"] == 2114)
    let unmapped = document["unmapped"].first(where: "raw_type", is: "auth_limit")
    #expect(unmapped["count"] == 189)
    let rule = try Self.findings()["rules"].first(where: "id", is: "A01")
    #expect(rule["excluded_null"] == 43)
  }
}
