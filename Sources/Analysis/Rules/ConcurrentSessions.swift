import HeapModule
import Model

/// S04: stretches of time in which a user has more sessions open than allowed.
///
/// Memory: the open sessions of one user; while they are over the limit, those that ended since as well.
struct ConcurrentSessions: Rule {
  static let definition = RuleDefinition(
    id: "S04",
    techniques: ["T1550.004"],
    severities: [.low, .medium],
    parameters: [
      RuleParameter("max_concurrent", .count, 3),
      RuleParameter(
        "medium_factor", .count, 2),
    ],
    branches: [
      RuleBranch(
        needs: [.column(.session(.userID)), .column(.session(.startedAt))],
        optionalNeeds: [
          .anyColumn([.session(.endedAt), .session(.expiresAt), .session(.status), .session(.lastSeenAt)])
        ])
    ],
    subject: RuleSubject(.user),
    sentences: ["found", "estimated"])

  static let passes: Set<RulePass> = [.users]

  /// A stretch over the limit.
  private struct Excess {
    let begin: Instant
    var end: Instant
    var peak = 0
    var peakAt: Instant
    /// How many of the sweep's open sessions had begun by then.
    var begun = 0
  }

  /// The number of open sessions, moment by moment.
  private struct Sweep {
    let limit: Int
    var ends = Heap<Int64>()
    /// Sessions in order of begin; those that ended are let go of outside stretches over the limit.
    var open: [(session: Int, end: Instant)] = []
    var now = Instant.minusInfinity
    var excess: Excess?

    /// Goes on to a moment, ends of sessions at that very moment included; gives every stretch that is over by then.
    mutating func advance(to moment: Instant, _ ended: (Excess, Sweep) throws -> Void) rethrows {
      while let end = ends.min, end <= moment.microseconds {
        try move(to: Instant(microseconds: end), ended)
        ends.removeMin()
      }
      try move(to: moment, ended)
    }

    private mutating func move(to moment: Instant, _ ended: (Excess, Sweep) throws -> Void) rethrows {
      guard now < moment else { return }
      try settle(ended)
      now = moment
    }

    /// Looks at the number once everything that happens at the present moment has been counted.
    private mutating func settle(_ ended: (Excess, Sweep) throws -> Void) rethrows {
      if ends.count > limit {
        var current = excess ?? Excess(begin: now, end: now, peakAt: now)
        if ends.count > current.peak {
          current.peak = ends.count
          current.peakAt = now
          current.begun = open.count
        }
        excess = current
        return
      }
      if var over = excess {
        over.end = now
        try ended(over, self)
        excess = nil
      }
      if open.count > 2 * limit + 16 { open.removeAll { $0.end <= now } }
    }
  }

  private let context: RuleContext
  private let limit: Int
  private let mediumFactor: Int

  init(_ context: RuleContext) {
    self.context = context
    // Far beyond what anybody means, and near enough to multiply.
    limit = Int(min(max(0, context.value("max_concurrent")), 1_000_000))
    mediumFactor = Int(min(max(1, context.value("medium_factor")), 1_000_000))
  }

  mutating func observe(_ user: UserHistory, _ sink: FindingSink) throws {
    guard !user.sessions.isEmpty else { return }
    let until = context.judgedUntil
    let scope = Scope(period: context.period, asOf: context.asOf, zone: context.zone)
    var sweep = Sweep(limit: limit)
    for index in user.sessions.indices {
      let times = user.sessions[index].resolved
      if times.basis == .none, scope.contains(times) { sink.remark(.sessionsLeftOut) }
      // Fewer sessions than the limit cannot exceed it.
      guard times.length > 0, times.start < until, user.sessions.count > limit else { continue }
      try sweep.advance(to: times.start) { try report($0, $1, of: user, sink) }
      sweep.ends.insert(times.end.microseconds)
      sweep.open.append((index, times.end))
    }
    try sweep.advance(to: until) { try report($0, $1, of: user, sink) }
    if var running = sweep.excess {
      running.end = until
      try report(running, sweep, of: user, sink)
    }
  }

  mutating func finish(_ sink: FindingSink) throws {
    if !context.lists.hasSessionLimit { sink.remark(.defaultLimit) }
  }

  private func report(_ excess: Excess, _ sweep: Sweep, of user: UserHistory, _ sink: FindingSink) throws {
    guard let (last, continues) = context.lastMoment(ofStateFrom: excess.begin, to: excess.end) else { return }
    if context.lists.sharedAccounts.contains(user.key) { return sink.suppress(by: "shared_accounts") }
    if context.lists.serviceAccounts.contains(user.key) { return sink.suppress(by: "service_accounts") }
    let shown = sweep.open.prefix(excess.begun).lazy.filter { $0.end > excess.peakAt }
    let span = context.span(excess.begin, last)
    let estimates = EstimatedEnds(shown.lazy.map { user.sessions[$0.session] })
    var finding = Finding(
      severity: excess.peak > limit * mediumFactor ? .medium : .low, key: .user(user.key), first: excess.begin,
      last: last,
      evidence: context.evidence(shown.map { user.row(user.sessions[$0.session]) }, ofSessions: true),
      sentence: Self.sentence(
        estimates.isEmpty ? "found" : "estimated",
        [
          "peak": .count(excess.peak), "limit": .count(limit), "span": .message(span),
          "estimated": .count(estimates.count),
        ]))
    finding.continues = continues
    finding.measured = [
      .init("peak", excess.peak), .init("peak_at", .instant(excess.peakAt)), .init("limit", limit),
      .init("length_us", excess.end.microseconds - excess.begin.microseconds),
    ]
    finding.measured += estimates.measured
    try sink.report(finding)
  }
}
