import Files
import Foundation
import Support
import Testing

/// Runs that may use less than they need.
@Suite struct LimitTests {
  private static func under(_ limit: String, _ command: String = #"exec "$@""#) -> [String] {
    ["bash", "-c", "ulimit \(limit) && \(command)", "bash"]
  }

  @Test(arguments: [
    ("-n 64", "At most 64 files may be open at once, and a run needs 128. Raise “ulimit -n” (systemd: LimitNOFILE)."),
    ("-v 450000", "Memory is limited to 439 MiB, and a run needs 512 MiB. Raise “ulimit -v” (systemd: LimitAS)."),
  ])
  func `a limit that no run can live with is told before anything is done`(limit: String, message: String) throws {
    let installation = try PlainSystem.install()
    let outcome = try installation.run(
      "report", "OTR", "--period", "2026-10-07", "--locale", "en", wrapper: Self.under(limit))
    #expect(outcome.status == 78)
    #expect(outcome.errors == "tutanak: \(message)\n")
    #expect(installation.everything.isEmpty)
    // What only looks needs less.
    #expect(try installation.run("config", "check", wrapper: Self.under(limit)).status == 0)
  }

  @Test func `a soft limit on open files is raised as far as it may be`() throws {
    let installation = try PlainSystem.install()
    let outcome = try installation.run(
      "report", "OTR", "--period", "2026-10-07", wrapper: Self.under("-S -n 40"))
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(installation.packages.count == 1)
  }

  /// The library for workbooks prints a line of its own when its file cannot be written.
  @Test func `a file that may not grow is told as such, in lines of JSON where they are wanted`() throws {
    let installation = try PlainSystem.install(settings: ["formats": "[xlsx]"])
    let outcome = try installation.run(
      "report", "OTR", "--period", "2026-10-07", "--locale", "en", "--log-format", "json",
      wrapper: Self.under("-f 18"))
    #expect(outcome.status == 74)
    let lines = try outcome.errors.split(separator: "\n").map { try JSON(text: String($0)) }
    #expect(lines.contains { $0["message"].text?.contains("ulimit -f") == true })
    #expect(lines.contains { $0["message"].text?.hasPrefix("a library warns: ") == true })
    #expect(installation.packages.isEmpty)
  }

  /// A megabyte in every column of texts is drawn in seconds, and the pages say that it was cut.
  @Test(.timeLimit(.minutes(3)))
  func `a text of a megabyte is shortened and not waited for`() throws {
    let long = "repeat('uzun ', 100000) || repeat('x', 500000)"
    let installation = try PlainSystem.install(
      """
      INSERT INTO events SELECT 'e' || n, '2026-10-07 09:00+03'::timestamptz + n * interval '1 min', 'u', 'ayse',
        'login_failed', '203.0.113.9' FROM generate_series(1, 3) n;
      """,
      files: [
        "events.sql": """
        SELECT event_id, occurred_at, user_id, event_type, ip, \(long) AS user_name, \(long) AS reason,
          \(long) AS user_agent, \(long) AS device, \(long) AS session_id FROM events
        """
      ])
    let begin = ContinuousClock.now
    let package = try installation.issue("GOR", "2026-10-07")
    #expect(ContinuousClock.now - begin < .seconds(120))
    #expect(try package.says("karakter"))
  }
}
