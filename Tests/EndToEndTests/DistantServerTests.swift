import Support
import Testing

/// A server at the other end of a slow line: what is waited for there must not grow with the rows.
@Suite struct DistantServerTests {
  @Test func `is asked as often for twelve thousand rows of each table as for thirty thousand`() throws {
    var requests: [Int] = []
    // Fewer are read over one connection, without the requests that begin a second.
    for count in [12_000, 30_000] {
      let installation = try PlainSystem.install(
        """
        INSERT INTO sessions (session_id, user_id, started_at, ended_at, status)
        SELECT n, 'u' || n % 40, timestamptz '2026-10-07 05:00Z' + n * interval '1 second', '2026-10-07 19:00Z', 'kapalı'
        FROM generate_series(1, \(count)) n;
        INSERT INTO events (event_id, occurred_at, user_id, event_type)
        SELECT n, timestamptz '2026-10-07 05:00Z' + n * interval '1 second', 'u' || n % 40, 'login_success'
        FROM generate_series(1, \(count)) n;
        INSERT INTO users (user_id, user_name) SELECT 'u' || n, 'u' || n FROM generate_series(0, 39) n;
        ANALYZE;
        """)
      let network = try StallingNetwork(to: installation.database.server)
      defer { network.end() }
      let name = try installation.database.query("SELECT current_database()")[0][0] ?? ""
      try installation.configure(
        source: [
          "system": "\"\(installation.folder.path)/plain\"",
          "connection":
            "\"host=127.0.0.1 port=\(network.port) dbname=\(name) user=tutanak_reader sslmode=disable\"",
        ], settings: ["formats": "[json]"])
      let outcome = try installation.run("report", "OTR", "--period", "yesterday")
      #expect(outcome.status == 0, "\(outcome.errors)")
      #expect(try installation.packages.first?.json()["document"]["counts"]["sessions"].integer == count)
      requests.append(network.requests)
    }
    #expect(requests[0] == requests[1])
    #expect(requests[0] > 0)
  }
}
