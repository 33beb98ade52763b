import Messages
import Support
import Testing

@testable import Redis

/// The client against a real server, and against none.
@Suite struct RedisConnectionTests {
  private static func words(_ text: String) -> [[UInt8]] { text.split(separator: " ").map { Array($0.utf8) } }

  private static func cause(_ address: RedisAddress, _ command: String = "PING") -> RedisError.Cause? {
    do throws(RedisError) {
      _ = try RedisConnection.open(address).answer(to: words(command))
      return nil
    } catch {
      return error.cause
    }
  }

  @Test func `answers come in the order of the commands, bytes as they are, and a refusal is one of them`() throws {
    let server = try RedisServer()
    let connection = try RedisConnection.open(RedisAddress(.socket(server.socket)))
    let answers = try connection.answers(to: [
      [Array("SET".utf8), Array("a".utf8), [0, 0xFF, 0x0A]], Self.words("GET a"), Self.words("GETRANGE a 1 1"),
      Self.words("LPUSH list x y"), Self.words("GET list"), Self.words("GET none"), Self.words("LRANGE list 0 -1"),
    ])
    #expect(
      answers == [
        .bytes(Array("OK".utf8)), .bytes([0, 0xFF, 0x0A]), .bytes([0xFF]), .integer(2), .refusal("WRONGTYPE"), .nothing,
        .array([.bytes([0x79]), .bytes([0x78])]),
      ])
  }

  @Test func `a refusal names its code and repeats nothing that was asked`() throws {
    let server = try RedisServer()
    let connection = try RedisConnection.open(RedisAddress(.socket(server.socket)))
    #expect(throws: RedisError(.refused("ERR"), server.socket)) {
      try connection.answer(to: Self.words("FROBNICATE canary-secret"))
    }
    #expect(!RedisError(.refused("ERR"), server.socket).message.en.contains("canary"))
  }

  @Test func `passwords are asked for by port and socket, users have their own`() throws {
    let server = try RedisServer(listens: true, password: "gizli parola")
    var address = RedisAddress(.host("127.0.0.1", port: server.port))
    #expect(Self.cause(address) == .refused("NOAUTH"))
    address.password = Array("yanlış".utf8)
    #expect(Self.cause(address) == .refused("WRONGPASS"))
    address.password = Array("gizli parola".utf8)
    #expect(Self.cause(address) == nil)
    address.database = 3
    #expect(Self.cause(address) == nil)
    address.database = 99
    #expect(Self.cause(address) == .refused("ERR"))
    try server.execute("ACL SETUSER reader on >başka +getrange ~session:*")
    (address.username, address.password, address.database) = ("reader", Array("başka".utf8), 0)
    #expect(Self.cause(address, "GETRANGE session:1 0 9") == nil)
    #expect(Self.cause(address, "GETRANGE other 0 9") == .refused("NOPERM"))
    #expect(Self.cause(address, "KEYS session:*") == .refused("NOPERM"))
  }

  @Test func `nobody there, a silent server and a stranger are told apart, and soon`() throws {
    let silent = try SilentServer()
    var address = RedisAddress(.host("127.0.0.1", port: silent.port))
    (address.connectTimeout, address.answerTimeout) = (1_000_000, 100_000)
    #expect(Self.cause(address) == .silent)
    address.totalTime = 0
    #expect(Self.cause(address) == .silent)
    #expect(Self.cause(RedisAddress(.socket("/tmp/there-is-no-redis.sock"))) == .unreachable)
    let database = try TestServer.shared()
    address = RedisAddress(.host("127.0.0.1", port: database.tcpPort))
    let cause = Self.cause(address)
    #expect(cause == .foreign || cause == .cut)
  }

  @Test func `a server that stops in the middle is given up`() throws {
    let server = try RedisServer()
    var address = RedisAddress(.socket(server.socket))
    address.answerTimeout = 200_000
    let connection = try RedisConnection.open(address)
    try server.execute("CLIENT PAUSE 5000 ALL")
    #expect(throws: RedisError(.silent, server.socket)) { try connection.answer(to: Self.words("PING")) }
  }

  @Test(
    arguments: [
      ("127.0.0.1:6379", "127.0.0.1:6379"), ("[::1]:6380", "[::1]:6380"), ("redis.local:1", "redis.local:1"),
      ("/run/redis/redis.sock", "/run/redis/redis.sock"), ("127.0.0.1", nil), ("localhost:0", nil),
      ("localhost:70000", nil), ("::1:6379", nil), (":6379", nil), ("redis://localhost:6379", nil),
      ("user@host:6379", nil), ("", nil),
    ] as [(String, String?)])
  func `an address is a host and a port, or a socket`(text: String, read: String?) {
    #expect(RedisAddress(text)?.text == read)
  }
}
