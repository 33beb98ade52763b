import Model

/// B01: a session far longer than the user's sessions before the period.
///
/// Memory: the lengths of one user's sessions.
struct SessionDurationOutlier: Rule {
  static let definition = RuleDefinition(
    id: "B01",
    techniques: ["T1078"],
    severities: [.low],
    parameters: [
      RuleParameter("sessions", .count, 20),
      RuleParameter("score", .count, 35),
      RuleParameter("floor", .duration, 60),
      RuleParameter(
        "minimum", .duration, 3600),
    ],
    branches: [
      RuleBranch(needs: [
        .column(.session(.userID)), .column(.session(.startedAt)), .column(.session(.endedAt)),
      ])
    ],
    subject: RuleSubject(.user),
    sentences: ["found"])

  static let passes: Set<RulePass> = [.users]

  private let context: RuleContext
  private let needed: Int
  private let score: Int64
  private let floor: Int64
  private let minimum: Int64

  private static let microsecondsPerMillisecond: Int64 = 1000

  init(_ context: RuleContext) {
    self.context = context
    needed = Int(context.value("sessions"))
    score = context.value("score")
    floor = context.value("floor") / Self.microsecondsPerMillisecond
    minimum = context.value("minimum") / Self.microsecondsPerMillisecond
  }

  mutating func observe(_ user: UserHistory, _ sink: FindingSink) throws {
    let recorded = user.sessions.filter { $0.resolved.basis.isRecorded }
    let judged = recorded.filter { context.belongs($0.resolved.end) }
    guard !judged.isEmpty else { return }
    let before = recorded.filter { context.historyFrom <= $0.resolved.end && $0.resolved.end < context.period.from }
    guard before.count >= needed, let baseline = RobustBaseline(before.map { Self.length(of: $0) }) else {
      return sink.remark(.historyTooShort)
    }
    sink.judge()
    let floor = max(floor, baseline.median / 20)
    for session in judged {
      let length = Self.length(of: session)
      guard length - baseline.median >= minimum, baseline.isExceeded(by: length, floor: floor, tenths: score)
      else { continue }
      if context.lists.serviceAccounts.contains(user.key) {
        sink.suppress(by: "service_accounts")
      } else {
        try report(session, length, baseline, floor: floor, of: user, sink)
      }
    }
  }

  private static func length(of session: UserHistory.Session) -> Int64 {
    session.resolved.length / microsecondsPerMillisecond
  }

  private func report(
    _ session: UserHistory.Session, _ length: Int64, _ baseline: RobustBaseline, floor: Int64, of user: UserHistory,
    _ sink: FindingSink
  ) throws {
    let (shown, usual) = (
      context.length(session.resolved.length), context.length(baseline.median * Self.microsecondsPerMillisecond)
    )
    var finding = Finding(
      severity: .low, key: .user(user.key), first: session.resolved.start, last: session.resolved.end,
      evidence: context.evidence([user.row(session)], ofSessions: true),
      sentence: Self.sentence(
        "found", ["length": .text(shown), "sessions": .count(baseline.count), "median": .text(usual)]))
    finding.measured = [
      .init("duration_ms", length), .init("median_ms", baseline.median), .init("mad_ms", baseline.deviation),
      .init("floor_ms", floor), .init("baseline_sessions", baseline.count),
    ]
    try sink.report(finding)
  }
}
