import Model

/// C01: a session that stays open after its user's account or credentials were changed.
///
/// Memory: the open sessions of one user, and the changes that stand in rows of others.
struct SurvivingSession: Rule {
  static let definition = RuleDefinition(
    id: "C01",
    techniques: ["T1550.004"],
    severities: [.medium, .high, .low],
    parameters: [
      RuleParameter(
        "grace", .duration, 300)
    ],
    branches: [
      RuleBranch(
        needs: [
          .anyColumn([.event(.userID), .event(.targetID)]), .column(.session(.userID)),
          .column(.session(.startedAt)),
          .anyColumn([.session(.endedAt), .session(.expiresAt), .session(.status), .session(.lastSeenAt)]),
          .eventTypes([
            .userDisabled, .userDeleted, .passwordReset, .passwordChange, .mfaReset, .mfaRemoved, .roleRevoked,
            .roleChanged,
          ]),
        ], optionalNeeds: [.column(.event(.sessionID))])
    ],
    subject: RuleSubject(
      .account,
      [
        .userDisabled, .userDeleted, .passwordReset, .passwordChange, .mfaReset, .mfaRemoved, .roleRevoked,
        .roleChanged,
      ]),
    sentences: [
      "found", "estimated", "account_disabled", "account_deleted", "password_reset", "password_change", "mfa_change",
      "role_revoked",
    ])

  static let passes: Set<RulePass> = [.events, .users]

  private let context: RuleContext
  private let grace: Int64
  private var others = ChangesByOthers()

  init(_ context: RuleContext) {
    self.context = context
    grace = context.value("grace")
  }

  mutating func observe(_ event: borrowing ObservedEvent, _ sink: FindingSink) throws {
    others.note(event)
  }

  mutating func observe(_ user: UserHistory, _ sink: FindingSink) throws {
    let sessions = user.sessions
    guard !sessions.isEmpty else { return }
    var open: [Int] = []
    var next = 0
    for change in others.changes(to: user, where: Self.isChange) {
      guard let severity = severity(of: change, to: user.key) else { continue }
      while next < sessions.count, sessions[next].resolved.start < change.at {
        open.append(next)
        next += 1
      }
      // What has ended by now has ended for every later change, too.
      let limit = change.at.advanced(by: grace)
      open.removeAll { sessions[$0].resolved.end <= limit }
      guard context.belongs(change.at) else { continue }
      let surviving = open.filter { user.id(of: sessions[$0]) != change.sessionID }.map { sessions[$0] }
      if !surviving.isEmpty { try report(change, severity, surviving, of: user, sink) }
    }
  }

  private static func isChange(_ type: EventType) -> Bool {
    switch type {
    case .userDisabled, .userDeleted, .passwordReset, .passwordChange, .mfaReset, .mfaRemoved, .roleRevoked,
      .roleChanged:
      true
    default: false
    }
  }

  /// How much a surviving session would matter; nil for a change that takes nothing away.
  private func severity(of change: AccountChange, to user: Identifier) -> Severity? {
    switch change.type {
    case .userDisabled, .userDeleted: .high
    case .roleRevoked: .medium
    case .passwordReset, .mfaReset: change.actor == user ? .low : .medium
    case .roleChanged:
      context.lists.privilegedRoles != nil && change.role != nil && !context.lists.isPrivileged(role: change.role)
        ? .medium : nil
    default: change.actor == nil || change.actor == user ? .low : .medium
    }
  }

  private func report(
    _ change: AccountChange, _ severity: Severity, _ surviving: [UserHistory.Session], of user: UserHistory,
    _ sink: FindingSink
  ) throws {
    let end = surviving.map(\.resolved.end).max() ?? change.at
    let longest = end.microseconds - change.at.microseconds
    let estimated = surviving.count { !$0.resolved.basis.isRecorded }
    var finding = Finding(
      severity: severity, key: .user(user.key), first: change.at, last: change.at,
      evidence: context.evidence([change.row] + surviving.map { user.markedRow($0) }),
      sentence: Self.sentence(
        estimated > 0 ? "estimated" : "found",
        [
          "occasion": .phrase(occasion(of: change.type)), "sessions": .count(surviving.count),
          "longest": .text(context.length(longest)), "estimated": .count(estimated),
        ]))
    finding.continues = end >= context.judgedUntil
    finding.measured = [
      .init("change", .text(change.type.rawValue)), .init("sessions", surviving.count),
      .init("longest_overhang_us", longest), .init("estimated_ends", estimated),
    ]
    try sink.report(finding)
  }

  private func occasion(of type: EventType) -> String {
    switch type {
    case .userDisabled: "account_disabled"
    case .userDeleted: "account_deleted"
    case .passwordReset: "password_reset"
    case .passwordChange: "password_change"
    case .mfaReset, .mfaRemoved: "mfa_change"
    default: "role_revoked"
    }
  }
}
