public import Model

/// Observes sessions, one user after the other, for what they say of accounts.
///
/// Memory: what is known of each account of the users' table, and the open sessions of one.
public struct AccountSessions {
  /// What the sessions of an account of the users' table come to.
  public struct Use: Sendable {
    /// The latest moment with a session, of all that were read.
    public var last = Instant.minusInfinity
    /// Sessions of the period.
    public var sessions: Int64 = 0
    /// Those of the period that began after the account was closed, and when.
    public var afterClosing = Span()
    /// Sessions open together in different networks.
    public var pairs = SharedUse.Pairs()

    /// None yet.
    public init() {}
  }

  /// Rows, and the first and last moment among them.
  public struct Span: Sendable, Equatable {
    /// How many.
    public var count: Int64 = 0
    /// The first.
    public var first: Instant?
    /// The last.
    public var last: Instant?

    /// None yet.
    public init() {}

    /// Adds one.
    public mutating func add(_ moment: Instant) {
      count += 1
      first = min(first ?? moment, moment)
      last = max(last ?? moment, moment)
    }
  }

  /// The begin of the first session that was read, of anybody.
  public private(set) var first: Instant?
  /// By account.
  public private(set) var uses: [Identifier: Use] = [:]
  private let users: [Identifier: User]
  private let trusted: [AddressRange]
  private let hasTable: Bool
  private let noteUnlisted: (Identifier, Span) throws -> Void
  private var user: Identifier?
  private var unlisted = Span()
  private var shared = SharedUse()

  /// Nothing observed yet; `noteUnlisted` is told of each user key with sessions in the period that the users' table, where
  /// there is one, does not have.
  public init(
    users: [Identifier: User], hasTable: Bool, trusted: [AddressRange],
    noteUnlisted: @escaping (Identifier, Span) throws -> Void
  ) {
    (self.users, self.hasTable, self.trusted) = (users, hasTable, trusted)
    self.noteUnlisted = noteUnlisted
  }

  /// Observes a session as it was judged.
  public mutating func observe(_ session: borrowing Session, _ verdict: SessionAnalysis.Verdict) throws {
    guard let times = verdict.resolved else { return }
    first = min(first ?? times.start, times.start)
    guard let key = session.userKey else { return }
    if key != user {
      try endUser()
      user = key
    }
    let isCounted = if case .counted = verdict { true } else { false }
    guard let account = users[key] else {
      if isCounted { unlisted.add(times.start) }
      return
    }
    var use = uses[key] ?? Use()
    use.last = max(use.last, times.end)
    if isCounted {
      use.sessions += 1
      if let closed = account.disabledAt, closed.isMeaningful, closed < times.start {
        use.afterClosing.add(times.start)
      }
      if let address = session.address, let network = Network(address),
        !trusted.contains(where: { $0.contains(address) })
      {
        shared.add(times, from: network)
      }
    }
    uses[key] = use
  }

  /// Ends the last user.
  public mutating func finish() throws { try endUser() }

  private mutating func endUser() throws {
    if let user, shared.pairs.count > 0 { uses[user, default: Use()].pairs = shared.pairs }
    if let user, hasTable, unlisted.count > 0 { try noteUnlisted(user, unlisted) }
    (shared, unlisted) = (SharedUse(), Span())
  }
}
