internal import CHiredis

/// An answer of the server, copied out of the library's memory.
package enum RedisReply: Sendable, Equatable {
  /// Bytes of any kind.
  case bytes([UInt8])
  /// A number.
  case integer(Int64)
  /// Several answers in one.
  case array([RedisReply])
  /// Nothing is there.
  case nothing
  /// The server refuses, for the reason of this code, such as `WRONGTYPE`; its other words may hold what was asked.
  case refusal(String)

  init(_ reply: UnsafeMutablePointer<redisReply>) {
    func bytes() -> [UInt8] {
      UnsafeRawBufferPointer(start: reply.pointee.str, count: reply.pointee.len).map { $0 }
    }
    switch reply.pointee.type {
    case REDIS_REPLY_STRING, REDIS_REPLY_STATUS: self = .bytes(bytes())
    case REDIS_REPLY_INTEGER: self = .integer(reply.pointee.integer)
    case REDIS_REPLY_ARRAY:
      self = .array(
        (0..<reply.pointee.elements).map { index in
          reply.pointee.element[index].map { RedisReply($0) } ?? .nothing
        })
    case REDIS_REPLY_ERROR: self = .refusal(Self.code(bytes()))
    default: self = .nothing
    }
  }

  /// The first word where it looks like one of Redis' codes; a server of another kind could say anything.
  private static func code(_ words: [UInt8]) -> String {
    let first = words.prefix { $0 != UInt8(ascii: " ") }
    let isCode = !first.isEmpty && first.count <= 20 && first.allSatisfy { (0x41...0x5A).contains($0) }
    return isCode ? String(decoding: first, as: UTF8.self) : "ERR"
  }
}
