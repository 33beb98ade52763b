import Support
import Testing

/// What a period costs does not grow with what the tables hold of the time before.
@Suite struct LongHistoryTests {
  /// A month's rows are as many in every year, and the source's last day is always the same.
  private static func rows(years: Int) -> String {
    let first = "'\(2026 - years)-10-01Z'::timestamptz"
    let times = "generate_series(\(first), '2026-10-07T20:55Z', interval '45 minutes') AS t"
    return """
      INSERT INTO sessions (session_id, user_id, started_at, ended_at, expires_at, ip)
        SELECT extract(epoch FROM t)::bigint, 'u' || extract(epoch FROM t)::bigint / 2700 % 50, t, t + interval '20 minutes',
          t + interval '8 hours', '198.51.100.7' FROM \(times);
      INSERT INTO events (event_id, occurred_at, user_id, event_type, ip)
        SELECT extract(epoch FROM t)::bigint, t, 'u' || extract(epoch FROM t)::bigint / 2700 % 50, 'login_success',
          '198.51.100.7' FROM \(times);
      CREATE INDEX ON sessions (started_at); CREATE INDEX ON sessions (expires_at); CREATE INDEX ON events (occurred_at);
      ANALYZE;
      """
  }

  /// Both tables anew, a partition a month.
  private static let partitions = """
    DROP TABLE sessions, events;
    CREATE TABLE sessions (
      session_id text, user_id text, user_name text, started_at timestamptz, ended_at timestamptz,
      expires_at timestamptz, last_seen_at timestamptz, status text, end_reason text, ip text, user_agent text)
      PARTITION BY RANGE (started_at);
    CREATE TABLE events (
      event_id text, occurred_at timestamptz, user_id text, user_name text, event_type text, ip text)
      PARTITION BY RANGE (occurred_at);
    SELECT format('CREATE TABLE %1$s_%2$s PARTITION OF %1$s FOR VALUES FROM (%3$L) TO (%4$L)', parent, number,
                  begin, begin + interval '1 month')
    FROM unnest(ARRAY['sessions', 'events']) AS parent, generate_series(0, 61) AS number,
      LATERAL (SELECT '2021-09-01Z'::timestamptz + number * interval '1 month' AS begin) AS month \\gexec
    GRANT SELECT ON ALL TABLES IN SCHEMA public TO tutanak_reader;

    """

  /// How many rows of sessions and events the server has fetched for the reports of a month.
  private static func fetched(years: Int, _ tables: String = "") throws -> Int {
    let installation = try PlainSystem.install(
      tables + rows(years: years),
      files: [
        "sessions.sql":
          "SELECT * FROM sessions WHERE started_at < :'to'::timestamptz AND expires_at >= :'from'::timestamptz\n",
        "events.sql":
          "SELECT * FROM events WHERE occurred_at >= :'from'::timestamptz AND occurred_at < :'to'::timestamptz\n",
      ], settings: ["formats": "[json]"])
    // What filled them is gone, and counted, before.
    try installation.database.execute("SELECT pg_stat_reset()")
    for code in ["OTR", "GOR", "ANM"] {
      let outcome = try installation.run("report", code, "--period", "2026-09-08..2026-10-07")
      #expect(outcome.status == 0 && outcome.errors == "", "\(outcome.errors)")
    }
    #expect(try installation.package("OTR").json()["document"]["counts"]["sessions"].integer ?? 0 > 900)
    // What a connection has fetched is known when it is gone.
    let open = """
      SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'tutanak'
      """
    while try installation.database.query(open) != [["0"]] {}
    let rows = try installation.database.query(
      """
      SELECT sum(coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0)) FROM pg_stat_user_tables
      WHERE relname LIKE 'sessions%' OR relname LIKE 'events%'
      """)
    return Int(rows[0][0] ?? "") ?? 0
  }

  @Test func `a month out of five years fetches the rows of a month out of one`() throws {
    let short = try Self.fetched(years: 1)
    let long = try Self.fetched(years: 5)
    // Of a year itself it would be 58,000, of five 292,000; three reports, each with the months that rules look back.
    #expect(short > 3000 && short < 40_000, "\(short)")
    #expect(abs(long - short) <= short / 50, "\(short) of one year, \(long) of five")
    // A partition of which most is wanted is read whole.
    let parts = try Self.fetched(years: 5, Self.partitions)
    #expect(parts <= short * 5 / 4, "\(short) of one year, \(parts) of five in partitions")
  }
}
