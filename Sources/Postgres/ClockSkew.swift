import Glibc
internal import Messages

/// How a server's clock and this machine's compare.
public struct ClockSkew: Sendable, Equatable {
  /// How far the server's clock is ahead, in microseconds; negative where it is behind.
  public let ahead: Int64
  /// By how much that may be wrong either way: half the time the question took, in microseconds.
  public let uncertainty: Int64

  /// The skew that follows from the server's time and this machine's before and after it was asked, all in microseconds
  /// since 1970; nil where this machine's clock was set meanwhile.
  public init?(server: Int64, before: Int64, after: Int64) {
    guard after >= before else { return nil }
    (ahead, uncertainty) = (server - (before + (after - before) / 2), (after - before + 1) / 2)
  }
}

extension Connection {
  /// Asks the server what time it is, and compares.
  borrowing func clockSkew(doing action: Message) throws(PostgresError) -> ClockSkew? {
    let before = Self.now()
    let rows = try query("SELECT (extract(epoch FROM clock_timestamp()) * 1000000)::bigint::text", doing: action)
    let after = Self.now()
    guard let text = rows.first?.first ?? nil, let server = Int64(text) else { return nil }
    return ClockSkew(server: server, before: before, after: after)
  }

  private static func now() -> Int64 {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1000
  }
}
