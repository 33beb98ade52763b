import Analysis
import Model
import Support
import Testing

/// Rows are looked at in one order only, down to their identifiers.
@Suite struct `The order of rows` {
  private static let period = Period(from: Instant(microseconds: 0), to: Instant(microseconds: 1_000))

  /// A row in short hand: user, begin, identifier, identity.
  struct Row: Sendable {
    let user: String?
    let time: Int64?
    let id: String
    var identity = RowIdentity.only

    init(_ user: String?, _ time: Int64?, _ id: String, _ identity: RowIdentity = .only) {
      self.user = user
      self.time = time
      self.id = id
      self.identity = identity
    }

    var session: Session {
      var session = Session(
        id: "\(id)", userKey: user.map { "\($0)" }, startedAt: time.map { Instant(microseconds: $0) })
      session.identity = identity
      return session
    }

    var event: SecurityEvent {
      var event = SecurityEvent(id: "\(id)", occurredAt: time.map { Instant(microseconds: $0) }, type: .logout)
      event.identity = identity
      return event
    }
  }

  private static func readSessions(_ rows: [Row]) throws {
    var analysis = SessionAnalysis(
      period: period, asOf: Instant(microseconds: 2_000), zone: .utc, lengths: NumberList())
    for row in rows { _ = try analysis.observe(row.session) { _ in } }
  }

  private static func readEvents(_ rows: [Row]) throws {
    var analysis = try EventAnalysis(period: period, asOf: Instant(microseconds: 2_000), zone: .utc) { RecordList() }
    for row in rows { _ = try analysis.observe(row.event) }
  }

  @Test(arguments: [("a", "z"), ("z", "a")])
  func `is the server's where it knows moments that are one to the program`(first: String, second: String) throws {
    let rows = [Row("u", .max, first), Row("u", .max, second)]
    try Self.readSessions(rows)
    try Self.readEvents(rows)
  }

  /// Pairs of which the first stands before the second, and never the other way round.
  static let ordered: [(Row, Row)] = [
    (Row("u", 1, "1"), Row("u", 2, "0")), (Row("u", 9, "1"), Row("u", nil, "0")), (Row("u", 1, "1"), Row("u", 1, "2")),
    (Row("u", 1, "10"), Row("u", 1, "9")), (Row("u", 1, ""), Row("u", 1, "1")),
    (Row("u", nil, "a"), Row("u", nil, "b")), (Row("u", .max, "z"), Row("u", nil, "a")),
    // By bytes: the composed é stands behind the decomposed one, and Z before a.
    (Row("u", 1, "e\u{301}"), Row("u", 1, "é")), (Row("u", 1, "Z"), Row("u", 1, "a")),
    (Row("u", 1, "e\u{301}"), Row("u", 1, "zebra")),
    // The row that is used, its copy, one that differs.
    (Row("u", 1, "1", .first), Row("u", 1, "1", .exactCopy)), (Row("u", 1, "1", .first), Row("u", 1, "1", .differs)),
    (Row("u", 1, "1", .exactCopy), Row("u", 1, "1", .differs)),
  ]

  /// The same for what only sessions are ordered by.
  static let orderedByUser: [(Row, Row)] = [
    (Row("a", 9, "9"), Row("b", 1, "1")), (Row("b", 9, "9"), Row(nil, 1, "1")), (Row("Z", 9, "9"), Row("a", 1, "1")),
    (Row("e\u{301}", 9, "9"), Row("é", 1, "1")), (Row("e\u{301}", 9, "9"), Row("zebra", 1, "1")),
    (Row("10", 9, "9"), Row("9", 1, "1")),
  ]

  @Test(arguments: ordered + orderedByUser) func `is that of users, begins and identifiers for sessions`(
    _ first: Row, _ second: Row
  ) throws {
    try Self.readSessions([first, second])
    #expect(throws: UnorderedRows.self) { try Self.readSessions([second, first]) }
  }

  @Test(arguments: ordered) func `is that of times and identifiers for events`(_ first: Row, _ second: Row) throws {
    try Self.readEvents([first, second])
    #expect(throws: UnorderedRows.self) { try Self.readEvents([second, first]) }
  }

  @Test func `leaves no two rows equal but copies, rows that differ and rows without an identifier`() throws {
    let twice = [Row("u", 1, "1"), Row("u", 1, "1")]
    #expect(throws: UnorderedRows.self) { try Self.readSessions(twice) }
    #expect(throws: UnorderedRows.self) { try Self.readEvents(twice) }
    for identity in [RowIdentity.exactCopy, .differs] {
      try Self.readSessions([Row("u", 1, "1", identity), Row("u", 1, "1", identity)])
    }
    try Self.readEvents([Row(nil, 1, ""), Row(nil, 1, "")])
  }

  /// Any log is accepted in its order, and in no other that exchanges two neighbours.
  @Test(arguments: Fuzzing.seeds(20)) func `of a random log is the only one`(_ seed: Int) throws {
    var random = FixedGenerator(seed: seed)
    let texts = ["0", "1", "10", "2", "Z", "a", "e\u{301}", "é", "ğ"]
    var keys: Set<[Int]> = []
    for _ in 0..<random.number(2...30) {
      keys.insert([random.number(0...8), random.number(1...3), random.number(0...8)])
    }
    // The texts stand in the order of their bytes, so rows are sorted by the places of their parts.
    let rows = keys.sorted { $0.lexicographicallyPrecedes($1) }.map { Row(texts[$0[0]], Int64($0[1]), texts[$0[2]]) }
    try Self.readSessions(rows)
    for index in rows.indices.dropFirst() {
      var exchanged = rows
      exchanged.swapAt(index - 1, index)
      #expect(throws: UnorderedRows.self) { try Self.readSessions(exchanged) }
    }
  }
}
