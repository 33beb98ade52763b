import Model

/// S07: sessions that lasted longer without a new authentication than the absolute limit allows.
///
/// Memory: the re-authentications of one user.
struct OverlongSession: Rule {
  static let definition = RuleDefinition(
    id: "S07",
    techniques: [],
    severities: [.medium, .low],
    parameters: [
      RuleParameter("limit", .duration, 43_200)
    ],
    branches: [
      RuleBranch(
        needs: [.column(.session(.userID)), .column(.session(.startedAt))],
        optionalNeeds: [.anyColumn([.session(.endedAt), .session(.expiresAt), .session(.status)])])
    ],
    subject: RuleSubject(.user),
    sentences: ["estimated", "found", "still_running"])

  static let passes: Set<RulePass> = [.users]

  private let context: RuleContext
  private let limit: Int64

  init(_ context: RuleContext) {
    self.context = context
    limit = context.value("limit")
  }

  mutating func observe(_ user: UserHistory, _ sink: FindingSink) throws {
    let scope = Scope(period: context.period, asOf: context.asOf, zone: context.zone)
    // By session, and only once there is a session long enough to ask for them.
    var renewals: [Int32: [Int]]?
    for session in user.sessions {
      let times = session.resolved
      if times.basis == .lastActivity || times.basis == .none, session.expiresAt?.isMeaningful != true {
        if scope.contains(times) { sink.remark(.sessionsLeftOut) }
        continue
      }
      guard times.length > limit else { continue }
      let known = renewals ?? reauthentications(of: user)
      renewals = known
      try judge(session, known[session.number] ?? [], of: user, sink)
    }
  }

  private func reauthentications(of user: UserHistory) -> [Int32: [Int]] {
    var result: [Int32: [Int]] = [:]
    for index in user.events.indices where user.events[index].type == .reauthentication {
      result[user.events[index].session, default: []].append(index)
    }
    return result
  }

  /// Looks at the stretches between a session's begin, its re-authentications and its end.
  private func judge(
    _ session: UserHistory.Session, _ renewals: [Int], of user: UserHistory, _ sink: FindingSink
  ) throws {
    let times = session.resolved
    var (begin, evidence): (Instant, [EvidenceRow]) = (times.start, [user.markedRow(session)])
    for renewal in renewals.lazy.map({ user.events[$0] })
    where times.start <= renewal.at && renewal.at <= times.end {
      try judge(evidence + [user.row(renewal)], begin, renewal.at, isEstimated: false, of: user, sink)
      (begin, evidence) = (renewal.at, [user.markedRow(session), user.row(renewal)])
    }
    try judge(evidence, begin, times.end, isEstimated: !times.basis.isRecorded, of: user, sink)
  }

  private func judge(
    _ evidence: [EvidenceRow], _ begin: Instant, _ end: Instant, isEstimated: Bool, of user: UserHistory,
    _ sink: FindingSink
  ) throws {
    let (length, limit) = (end.microseconds - begin.microseconds, self.limit)
    guard length > limit,
      let (last, continues) = context.lastMoment(ofStateFrom: begin.advanced(by: limit), to: end)
    else { return }
    let (from, end) = context.clock(begin, last)
    // Where it goes on, the end of what was read is no end.
    let to: FindingSentence.Value = continues ? .phrase("still_running") : .message(end)
    let (measured, allowed) = (context.length(length), context.length(limit))
    var finding = Finding(
      severity: isEstimated ? .low : .medium, key: .user(user.key), first: begin, last: last,
      evidence: context.evidence(evidence),
      sentence: isEstimated
        ? Self.sentence(
          "estimated", ["length": .text(measured), "limit": .text(allowed), "from": .message(from), "to": to])
        : Self.sentence(
          "found", ["length": .text(measured), "limit": .text(allowed), "from": .message(from), "to": to]))
    finding.continues = continues
    finding.measured = [
      .init("length_us", length), .init("limit_us", limit), .init("estimated", isEstimated ? 1 : 0),
    ]
    try sink.report(finding)
  }
}
