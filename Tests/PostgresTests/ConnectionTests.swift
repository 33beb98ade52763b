import Messages
import Postgres
import Support
import Testing

/// A connection to a real server, and what it lends.
@Suite struct ConnectionTests {
  private static let action = Message(verbatim: "test")

  private let database: TestDatabase

  init() throws {
    database = try TestServer.shared().makeDatabase(from: .empty)
  }

  private func open() throws -> Connection {
    try Connection.open(ConnectionSettings(connection: database.connection))
  }

  @Test func `every type the program reads comes over as the server has it`() throws {
    let connection = try open()
    let sql = """
      SELECT 32767::smallint, -2147483648, 9223372036854775807, 'Işık'::text, NULL::text, true, 0.5::float8,
        '2026-10-07 08:00:00.000001+03'::timestamptz, 'infinity'::timestamptz, '-infinity'::timestamptz,
        '1969-12-31 23:59:59.999999Z'::timestamptz, '192.0.2.7/24'::inet, '2001:db8::7'::inet
      """
    let count = try connection.forEachRow(of: sql, doing: Self.action) { row in
      let integers = (0...2).map { row.integer($0) }
      let (text, null, bool, number) = (row.text(3), row.text(4), row.bool(5), row.number(6))
      let moments = (7...10).map { row.microseconds($0) }
      let addresses = [row.address(11), row.address(12)]
      #expect(integers == [32767, -2_147_483_648, .max])
      #expect(text == "Işık" && null == nil && bool == true && number == 0.5)
      #expect(moments == [1_791_349_200_000_001, .max, .min, -1])
      #expect(addresses == [.v4(0xC000_0207), .v6(high: 0x2001_0DB8_0000_0000, low: 7)])
    }
    #expect(count == 1)
  }

  @Test func `rows come one by one, as many as there are`() throws {
    let connection = try open()
    var sum: Int64 = 0
    let count = try connection.forEachRow(of: "SELECT n FROM generate_series(1, 100000) n", doing: Self.action) { row in
      sum += row.integer(0) ?? 0
    }
    #expect(count == 100_000 && sum == 5_000_050_000)
  }

  /// A connection through TCP, with its own words added.
  private func openTCP(_ words: String = "") throws -> Connection {
    try Connection.open(
      ConnectionSettings(
        connection: database.tcpConnection(as: .reader) + " password='\(TestRole.reader.password)' " + words))
  }

  @Test func `a silent network is given up after two minutes, unless the words say otherwise`() throws {
    #expect(
      try openTCP().patience()
        == "keepalives=1 keepalives_idle=60 keepalives_interval=10 keepalives_count=6 tcp_user_timeout=120000")
    #expect(
      try openTCP("keepalives_idle=7 tcp_user_timeout=9000").patience()
        == "keepalives=1 keepalives_idle=7 keepalives_interval=10 keepalives_count=6 tcp_user_timeout=9000")
    #expect(try openTCP("keepalives=0").patience().hasPrefix("keepalives=0 "))
  }

  @Test func `the kernel knows it`() throws {
    let connection = try openTCP()
    let port = try connection.query("SELECT inet_client_port()", doing: Self.action)[0][0].flatMap { UInt16($0) } ?? 0
    let digits = String(port, radix: 16, uppercase: true)
    let local = "0100007F:" + String(repeating: "0", count: 4 - digits.count) + digits
    let lines = try Command.run("cat", "/proc/net/tcp").output.split(separator: "\n")
    let fields = lines.map { $0.split(separator: " ") }.first { $0.count > 5 && $0[1] == local } ?? []
    // Field 5 is the kind of timer (02: keepalive) and when it ends, in hundredths of a second.
    let timer = (fields.dropFirst(5).first ?? "").split(separator: ":")
    #expect(timer.first == "02")
    #expect(timer.last.flatMap { Int($0, radix: 16) } ?? .max <= 6000)
  }

  @Test func `it reads and cannot write`() throws {
    let connection = try open()
    try database.execute("CREATE TABLE t (n int)")
    let error = #expect(throws: PostgresError.self) {
      try connection.execute("INSERT INTO t VALUES (1)", doing: Self.action)
    }
    #expect(error?.detail.en.contains("tried to write") == true)
    #expect(try database.query("SELECT count(*) FROM t") == [["0"]])
  }
}
