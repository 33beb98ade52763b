import Intake
import Model
import Support
import Testing

/// A period's rows summed up by the server, in each of the ways in which servers can.
@Suite struct `A summary of rows` {
  private static func summaries(
    _ method: RowsSummary.Method, _ database: TestDatabase, _ scratch: ScratchFolder
  ) throws -> [RowsSummary] {
    let source = try SourceConnection.open(SourceAddress(database.connection, allowsSecrets: true))
    let window = Window(
      from: Instant(microseconds: 0), to: Instant(microseconds: 1_000_000_000_000), zone: "UTC")
    let system = try SourceSystem(folder: scratch.path)
    return try [Relation.sessions, .events].map { relation in
      let prepared = try #require(try PreparedRelation(relation, of: system, window: window, on: source))
      return try #require(try RowsSummary(prepared, window: window, method, on: source))
    }
  }

  @Test(arguments: [RowsSummary.Method.records, .texts])
  func `counts rows, and tells others and changed ones, whatever changed places`(method: RowsSummary.Method) throws {
    let scratch = try ScratchFolder()
    let database = try TestServer.shared().makeDatabase(from: .empty)
    try scratch.write("system.yaml", "title: { tr: a, en: b }\nuser_key: id\n")
    try scratch.write(
      "sessions.sql", "SELECT id AS session_id, who AS user_id, begun AS started_at, ended AS ended_at FROM s")
    try scratch.write(
      "events.sql", "SELECT id AS event_id, begun AS occurred_at, who AS user_id, id || 'x' AS event_type FROM s")
    try database.execute(
      """
      CREATE TABLE s (id text, who text, begun timestamptz, ended timestamptz);
      INSERT INTO s VALUES ('1', 'a', '1970-01-01 01:00Z', '1970-01-02Z'), ('2', 'b', '1970-01-01 02:00Z', 'infinity'),
        ('3', NULL, '1970-01-01 03:00Z', NULL), ('4', 'b', '1970-02-01Z', '1970-02-02Z');
      """)
    let first = try Self.summaries(method, database, scratch)
    #expect(first.map(\.count) == [3, 3] && first.map(\.contentCount) == [1, 3])
    #expect(try Self.summaries(method, database, scratch) == first)
    // Two rows exchange their users: as many, but others.
    try database.execute("UPDATE s SET who = CASE id WHEN '1' THEN 'b' ELSE 'a' END WHERE id IN ('1', '2')")
    let exchanged = try Self.summaries(method, database, scratch)
    #expect(exchanged.map(\.count) == [3, 3] && exchanged.map(\.contentCount) == [1, 3])
    for (one, other) in zip(first, exchanged) { #expect(one.rows != other.rows) }
    #expect(first[0].contents == exchanged[0].contents && first[1].contents != exchanged[1].contents)
    // Another end is another content of the same rows.
    try database.execute("UPDATE s SET ended = '1970-01-02 00:00:01Z' WHERE id = '1'")
    let ended = try Self.summaries(method, database, scratch)
    #expect(ended[0].rows == exchanged[0].rows && ended[0].contents != exchanged[0].contents)
    #expect(ended[1] == exchanged[1])
  }

  @Test func `is made in the best way that a server knows`() {
    #expect(RowsSummary.Method(serverVersion: 130_014) == .texts)
    #expect(RowsSummary.Method(serverVersion: 140_000) == .records)
  }
}
