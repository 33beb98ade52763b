internal import CHiredis
import Glibc

/// A connection to a Redis server that only asks, and waits for no answer without end.
///
/// What is waited for is bounded twice: the next bytes by ``RedisAddress/answerTimeout``, all answers together by
/// ``RedisAddress/totalTime``, so that a server that sends a byte now and then holds nobody up either. What the asking side
/// does in between is not counted.
package struct RedisConnection: ~Copyable {
  private let context: UnsafeMutablePointer<redisContext>
  private let address: String
  private let patience: Patience

  /// Connects, says who asks, and chooses the database.
  package static func open(_ address: RedisAddress) throws(RedisError) -> RedisConnection {
    let connection = try connect(address)
    if let password = address.password {
      let name = address.username.map { [Array($0.utf8)] } ?? []
      try connection.order([Array("AUTH".utf8)] + name + [password])
    }
    if address.database != 0 { try connection.order(["SELECT", String(address.database)].map { Array($0.utf8) }) }
    return connection
  }

  private init(_ context: UnsafeMutablePointer<redisContext>, _ address: RedisAddress) {
    self.context = context
    self.address = address.text
    patience = Patience(.microseconds(address.totalTime))
  }

  private static func connect(_ address: RedisAddress) throws(RedisError) -> RedisConnection {
    let wait = time(address.connectTimeout)
    let context =
      switch address.place {
      case .host(let host, let port): redisConnectWithTimeout(host, CInt(port), wait)
      case .socket(let path): redisConnectUnixWithTimeout(path, wait)
      }
    guard let context else { throw RedisError(.unreachable, address.text) }
    let answerTime = time(max(1000, min(address.answerTimeout, address.totalTime)))
    guard context.pointee.err == 0, redisSetTimeout(context, answerTime) == REDIS_OK else {
      redisFree(context)
      throw RedisError(.unreachable, address.text)
    }
    return RedisConnection(context, address)
  }

  deinit { redisFree(context) }

  /// Sends commands in one go and gives the answer to each, in their order; a command is its words.
  ///
  /// A refusal of one command is its answer, and no error.
  package func answers(to commands: [[[UInt8]]]) throws(RedisError) -> [RedisReply] {
    let begin = ContinuousClock.now
    let end = begin.advanced(by: patience.left)
    defer { patience.left -= ContinuousClock.now - begin }
    for command in commands { try append(command) }
    try send(until: end)
    var replies: [RedisReply] = []
    for _ in commands { replies.append(try next(until: end)) }
    return replies
  }

  /// The answer to one command; a refusal is an error.
  package func answer(to command: [[UInt8]]) throws(RedisError) -> RedisReply {
    let reply = try answers(to: [command])[0]
    if case .refusal(let code) = reply { throw RedisError(.refused(code), address) }
    return reply
  }

  /// An error for an answer that no Redis gives.
  package var foreign: RedisError { RedisError(.foreign, address) }

  private func order(_ command: [[UInt8]]) throws(RedisError) {
    guard case .bytes(Array("OK".utf8)) = try answer(to: command) else { throw foreign }
  }

  private func append(_ command: [[UInt8]]) throws(RedisError) {
    // One block of memory holds all words, one after the other.
    let bytes = command.flatMap { $0 }
    let lengths = command.map(\.count)
    let isAppended = bytes.withUnsafeBytes { memory in
      var words: [UnsafePointer<CChar>?] = []
      var offset = 0
      for length in lengths {
        words.append(memory.baseAddress.map { ($0 + offset).assumingMemoryBound(to: CChar.self) })
        offset += length
      }
      return redisAppendCommandArgv(context, CInt(words.count), &words, lengths) == REDIS_OK
    }
    guard isAppended else { throw failure }
  }

  private func send(until end: ContinuousClock.Instant) throws(RedisError) {
    var isDone: CInt = 0
    while isDone == 0 {
      try checkTime(end)
      guard redisBufferWrite(context, &isDone) == REDIS_OK else { throw failure }
    }
  }

  /// The next answer; one read after the other, so that the time can be looked at between them.
  private func next(until end: ContinuousClock.Instant) throws(RedisError) -> RedisReply {
    while true {
      var reply: UnsafeMutableRawPointer?
      guard redisGetReplyFromReader(context, &reply) == REDIS_OK else { throw failure }
      if let reply {
        defer { freeReplyObject(reply) }
        return RedisReply(reply.assumingMemoryBound(to: redisReply.self))
      }
      try checkTime(end)
      guard redisBufferRead(context) == REDIS_OK else { throw failure }
    }
  }

  private func checkTime(_ end: ContinuousClock.Instant) throws(RedisError) {
    if ContinuousClock.now >= end { throw RedisError(.silent, address) }
  }

  /// What the library says of its failure; for one of input and output the reason is in `errno`, which nothing has
  /// touched since.
  private var failure: RedisError {
    let number = errno
    let cause: RedisError.Cause =
      switch context.pointee.err {
      case REDIS_ERR_IO: [EAGAIN, EWOULDBLOCK, ETIMEDOUT].contains(number) ? .silent : .cut
      case REDIS_ERR_EOF: .cut
      default: .foreign
      }
    return RedisError(cause, address)
  }

  private static func time(_ microseconds: Int64) -> timeval {
    timeval(tv_sec: Int(microseconds / 1_000_000), tv_usec: Int(microseconds % 1_000_000))
  }
}

/// How long a connection may still be waited for.
private final class Patience {
  var left: Duration

  init(_ left: Duration) { self.left = left }
}
