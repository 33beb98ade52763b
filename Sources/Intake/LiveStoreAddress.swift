import Redis

/// Where a source's live store is, and how much of it is read.
package struct LiveStoreAddress: Sendable {
  var server: RedisAddress
  /// Which keys are sessions, where they are others than the system says.
  package var keys: LiveKeys?
  /// With more keys than this nothing is compared.
  package var keyLimit = 1_000_000

  /// `127.0.0.1:6379`, `[::1]:6379` or the path of a socket; nil where it is none of them.
  package init?(_ text: String) {
    guard let server = RedisAddress(text) else { return nil }
    self.server = server
  }

  /// Says which database is read, and who asks.
  package mutating func enter(database: Int, username: String?, password: [UInt8]?) {
    server.database = database
    (server.username, server.password) = (username, password)
  }

  /// Says how many microseconds are waited for a connection, for the next bytes, and for everything together.
  package mutating func wait(connect: Int64?, answer: Int64?, total: Int64?) {
    if let connect { server.connectTimeout = connect }
    if let answer { server.answerTimeout = answer }
    if let total { server.totalTime = total }
  }

  /// The server in words, without a secret: `Redis 127.0.0.1:6379/0`.
  package var text: String { "Redis \(server.text)/\(server.database)" }
}
