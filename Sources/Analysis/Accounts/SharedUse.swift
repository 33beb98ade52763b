import HeapModule
public import Model

/// Whether one account's sessions of a period were open at the same time in different networks.
///
/// Two sessions make a pair when both lie in the period, their ends are recorded or follow from their life time, neither comes
/// from a trusted way out, their networks differ (``Network``), and they were open together for at least ``leastOverlap``.
/// Memory: the open sessions of one account.
public struct SharedUse: Sendable {
  /// What the pairs of an account come to.
  public struct Pairs: Sendable, Equatable {
    /// How many.
    public var count: Int64 = 0
    /// The longest time two sessions were open together, in microseconds.
    public var longest: Int64 = 0
    /// The networks that took part.
    public var networks: Set<Network> = []
    /// When the first pair began.
    public var first: Instant?
    /// When the last pair began.
    public var last: Instant?

    /// None yet.
    public init() {}
  }

  /// How long two sessions must be open together, in microseconds: a minute.
  public static let leastOverlap = 60 * microsecondsPerSecond

  private struct Ending: Comparable {
    let end: Int64
    let network: Network
    static func < (first: Ending, second: Ending) -> Bool { first.end < second.end }
  }

  private struct Group {
    var open: Int64 = 0
    var latestEnd = Int64.min
  }

  /// The pairs so far.
  public private(set) var pairs = Pairs()
  private var groups: [Network: Group] = [:]
  private var ends = Heap<Ending>()

  /// No session yet.
  public init() {}

  /// Adds the next session of the account, in order of begin.
  public mutating func add(_ session: ResolvedSession, from network: Network) {
    guard session.basis.isRecorded || session.basis == .expiry, session.length >= Self.leastOverlap else { return }
    let start = session.start.microseconds
    let trigger = start + Self.leastOverlap
    while let ending = ends.min, ending.end < trigger {
      ends.removeMin()
      groups[ending.network]?.open -= 1
      if groups[ending.network]?.open == 0 { groups[ending.network] = nil }
    }
    for (other, group) in groups where other != network {
      pairs.count += group.open
      pairs.longest = max(pairs.longest, min(group.latestEnd, session.end.microseconds) - start)
      pairs.networks.formUnion([other, network])
      pairs.first = pairs.first ?? session.start
      pairs.last = session.start
    }
    ends.insert(Ending(end: session.end.microseconds, network: network))
    groups[network, default: Group()].open += 1
    groups[network, default: Group()].latestEnd = max(
      groups[network]?.latestEnd ?? .min, session.end.microseconds)
  }
}
