package import Model
import Redis

/// A source's live store while it is read: its keys by SCAN, never all at once, and of each value only what is mapped.
package struct LiveStore: ~Copyable {
  private let connection: RedisConnection
  private let address: LiveStoreAddress
  private let keys: LiveKeys
  private let reader: LiveValueReader
  private let now: () -> Instant
  /// Keys that were met and whose names are no text: no row of the database can be theirs.
  package private(set) var nameless = 0

  /// Keys asked for at a time.
  private static let portion = 100
  /// Bytes of a value that are read; a longer one is no session.
  private static let longest = 65_536

  /// Connects to the store of a system; `now` is this machine's clock.
  package static func open(
    _ address: LiveStoreAddress, _ layout: LiveLayout, of system: SourceSystem, now: @escaping () -> Instant
  ) throws(LiveStoreError) -> LiveStore {
    do throws(RedisError) {
      return LiveStore(try RedisConnection.open(address.server), address, layout, system, now)
    } catch { throw LiveStoreError(error) }
  }

  private init(
    _ connection: consuming RedisConnection, _ address: LiveStoreAddress, _ layout: LiveLayout, _ system: SourceSystem,
    _ now: @escaping () -> Instant
  ) {
    self.connection = connection
    self.address = address
    keys = address.keys ?? layout.keys
    reader = LiveValueReader(layout, of: system)
    self.now = now
  }

  /// Lends every session, in the order of the store, those whose values cannot be read as well; one may come twice.
  ///
  /// What is there from begin to end comes in any case; what comes or goes meanwhile may.
  package mutating func forEach(_ body: (LiveSession) throws -> Void) throws {
    var cursor = Array("0".utf8)
    var count = 0
    repeat {
      let answer = try ask([
        Array("SCAN".utf8), cursor, Array("MATCH".utf8), keys.pattern, Array("COUNT".utf8), Array("500".utf8),
      ])
      guard case .array(let parts) = answer, parts.count == 2, case .bytes(let next) = parts[0],
        case .array(let found) = parts[1], next.allSatisfy({ (0x30...0x39).contains($0) })
      else { throw LiveStoreError(connection.foreign) }
      cursor = next
      count += found.count
      guard count <= address.keyLimit else { throw LiveStoreError(limit: address.keyLimit, address.text) }
      var identifiers: [Identifier] = []
      for key in found {
        guard case .bytes(let bytes) = key else { throw LiveStoreError(connection.foreign) }
        if let identifier = keys.identifier(in: bytes) { identifiers.append(identifier) } else { nameless += 1 }
      }
      for start in stride(from: 0, to: identifiers.count, by: Self.portion) {
        let portion = Array(identifiers[start..<min(start + Self.portion, identifiers.count)])
        for session in try sessions(of: portion) { try body(session) }
      }
    } while cursor != Array("0".utf8)
  }

  /// A few sessions as they are now, asked for in one go; one that is gone is not among them.
  package func sessions(of identifiers: [Identifier]) throws(LiveStoreError) -> [LiveSession] {
    let last = Array(String(Self.longest).utf8)
    let commands = identifiers.flatMap { identifier in
      let key = keys.key(of: identifier)
      return [[Array("GETRANGE".utf8), key, Array("0".utf8), last], [Array("PTTL".utf8), key]]
    }
    let answers: [RedisReply]
    do throws(RedisError) { answers = try connection.answers(to: commands) } catch { throw LiveStoreError(error) }
    let moment = now()
    var sessions: [LiveSession] = []
    for (index, identifier) in identifiers.enumerated() {
      let session = try session(identifier, answers[2 * index], answers[2 * index + 1], at: moment)
      if let session { sessions.append(session) }
    }
    return sessions
  }

  private func session(
    _ identifier: Identifier, _ content: RedisReply, _ timeToLive: RedisReply, at moment: Instant
  ) throws(LiveStoreError) -> LiveSession? {
    var unreadable = LiveSession(id: identifier)
    unreadable.isReadable = false
    switch (content, timeToLive) {
    // A key that ran out between the two questions is as gone as one that did before.
    case (_, .integer(-2)): return nil
    case (.refusal("WRONGTYPE"), _): return unreadable
    case (.refusal(let code), _), (_, .refusal(let code)):
      throw LiveStoreError(RedisError(.refused(code), address.server.text))
    case (.bytes(let bytes), .integer(let milliseconds)):
      guard bytes.count <= Self.longest, var session = reader.session(identifier, bytes) else { return unreadable }
      session.forgottenAt = milliseconds < 0 ? nil : moment.advanced(by: milliseconds.multipliedSafely(by: 1000))
      return session
    default: throw LiveStoreError(connection.foreign)
    }
  }

  private func ask(_ command: [[UInt8]]) throws(LiveStoreError) -> RedisReply {
    do throws(RedisError) { return try connection.answer(to: command) } catch { throw LiveStoreError(error) }
  }
}

extension Int64 {
  /// The product, or the greatest number where it would be greater.
  fileprivate func multipliedSafely(by factor: Int64) -> Int64 {
    let (product, isTooGreat) = multipliedReportingOverflow(by: factor)
    return isTooGreat ? .max : product
  }
}
