import Model

/// S08: sessions without a sign of life for longer than allowed, and sessions that stay open though nobody uses them.
///
/// Memory: the last activity of each session of one user, and the idle stretches of those that had one.
struct IdleSession: Rule {
  static let definition = RuleDefinition(
    id: "S08",
    techniques: [],
    severities: [.medium, .low],
    parameters: [
      RuleParameter("idle_limit", .duration, 1800),
      RuleParameter(
        "abandoned_after", .duration, 86_400),
      RuleParameter(
        "expiry_grace", .duration, 300),
    ],
    branches: [
      RuleBranch(
        "a", needs: [.column(.event(.userID)), .column(.event(.sessionID)), .eventTypes([.activity])]),
      RuleBranch(
        "b",
        needs: [
          .column(.session(.userID)), .column(.session(.status)),
          .anyColumn([.session(.lastSeenAt), .session(.expiresAt)]),
        ]),
    ],
    subject: RuleSubject(.sessionOfUser, [.activity], countsSessions: true),
    sentences: ["stretches", "idle", "expired"])

  static let passes: Set<RulePass> = [.users]

  /// The idle stretches of one session that touch each other.
  private struct Episode {
    let first: Instant
    var last: Instant
    var stretches = 0
    var longest: Int64 = 0
    var events: [Int] = []
  }

  private let context: RuleContext
  private let idleLimit: Int64
  private let abandonedAfter: Int64
  private let expiryGrace: Int64

  init(_ context: RuleContext) {
    self.context = context
    idleLimit = context.value("idle_limit")
    abandonedAfter = context.value("abandoned_after")
    expiryGrace = context.value("expiry_grace")
  }

  mutating func observe(_ user: UserHistory, _ sink: FindingSink) throws {
    try observeEvents(of: user, sink)
    let scope = Scope(period: context.period, asOf: context.asOf, zone: context.zone)
    for session in user.sessions where session.status == .active && !session.resolved.basis.isRecorded {
      try judge(session, scope, of: user, sink)
    }
  }

  private func observeEvents(of user: UserHistory, _ sink: FindingSink) throws {
    /// The last activity of each session; -1 when there was none, or a re-authentication since.
    var before: [Int] = []
    var episodes: [Int: Episode] = [:]
    // Of the time before the period a stretch is known as it was then: what came later would make one finding of it and
    // of stretches that reach into the period.
    for index in user.events.indices where user.events[index].at < context.judgedUntil {
      let session = Int(user.events[index].session)
      let type = user.events[index].type
      guard session >= 0, type == .activity || type == .reauthentication else { continue }
      if before.isEmpty { before = Array(repeating: -1, count: user.sessionIDCount) }
      let last = before[session]
      before[session] = type == .activity ? index : -1
      guard type == .activity, last >= 0 else { continue }
      let (begin, end) = (user.events[last].at, user.events[index].at)
      let idle = end.microseconds - begin.microseconds
      guard idle > idleLimit else { continue }
      if let episode = episodes[session], begin > episode.last {
        try report(episode, session, of: user, mayGoOn: false, sink)
        episodes[session] = nil
      }
      var episode = episodes[session] ?? Episode(first: begin, last: end)
      if episode.events.last != last { episode.events.append(last) }
      episode.events.append(index)
      episode.last = end
      episode.stretches += 1
      episode.longest = max(episode.longest, idle)
      episodes[session] = episode
    }
    for (session, episode) in episodes.sorted(by: { $0.key < $1.key }) {
      // As long as nothing came after it, the next activity may be as late.
      let isLast = before[session] == episode.events.last
      try report(episode, session, of: user, mayGoOn: isLast, sink)
    }
  }

  private func report(
    _ episode: Episode, _ session: Int, of user: UserHistory, mayGoOn: Bool, _ sink: FindingSink
  ) throws {
    guard context.belongs(episode.last) else { return }
    let span = context.span(episode.first, episode.last)
    let (longest, limit) = (context.length(episode.longest), context.length(idleLimit))
    let evidence = [user.namedRow(user.sessionID(numbered: session))] + episode.events.map { user.row(user.events[$0]) }
    var finding = Finding(
      severity: .medium, key: .user(user.key), first: episode.first, last: episode.last,
      evidence: context.evidence(evidence),
      sentence: Self.sentence(
        "stretches",
        [
          "stretches": .count(episode.stretches), "longest": .text(longest), "limit": .text(limit),
          "span": .message(span),
        ]))
    finding.branch = "a"
    finding.continues = mayGoOn && context.continues(episode.last, window: idleLimit)
    finding.measured = [
      .init("stretches", episode.stretches), .init("longest_us", episode.longest), .init("limit_us", idleLimit),
    ]
    try sink.report(finding)
  }

  private func judge(
    _ session: UserHistory.Session, _ scope: Scope, of user: UserHistory, _ sink: FindingSink
  ) throws {
    let times = session.resolved
    let seen = session.lastSeenAt.flatMap { $0.isMeaningful ? max(times.start, $0) : nil }
    let expiry = session.expiresAt.flatMap { $0.isMeaningful ? max(times.start, $0) : nil }
    let idleFrom = seen?.advanced(by: abandonedAfter)
    // The first moment at which more than the grace has passed.
    let expiredFrom = expiry?.advanced(by: expiryGrace).advanced(by: 1)
    guard let abandoned = [idleFrom, expiredFrom].compactMap({ $0 }).min() else {
      if scope.contains(times) { sink.remark(.sessionsLeftOut) }
      return
    }
    let end = max(abandoned, times.end)
    guard abandoned <= context.asOf, abandoned < context.period.to, context.period.from <= end,
      context.period.from < context.judgedUntil, times.end > context.period.from || abandoned == end
    else { return }
    let isIdle = abandoned == idleFrom
    let since = (isIdle ? seen : expiry) ?? times.start
    let unused = context.length(context.asOf.microseconds - since.microseconds)
    var finding = Finding(
      severity: .low, key: .user(user.key), first: since, last: min(end, context.judgedUntil.advanced(by: -1)),
      evidence: context.evidence([user.markedRow(session)]),
      sentence: isIdle
        ? Self.sentence("idle", ["unused": .text(unused)])
        : Self.sentence("expired", ["unused": .text(unused)]))
    finding.branch = "b"
    finding.continues = end >= context.judgedUntil
    finding.measured = [.init("unused_us", context.asOf.microseconds - since.microseconds)]
    if let seen { finding.measured.append(.init("last_seen_at", .instant(seen))) }
    if let expiry { finding.measured.append(.init("expires_at", .instant(expiry))) }
    try sink.report(finding)
  }
}
