import Model

/// S03: a sign-in from a network and with a device that are both new for the user.
///
/// Memory: when each network and device of one user was last seen.
struct FirstSeenNetworkAndDevice: Rule {
  static let definition = RuleDefinition(
    id: "S03",
    techniques: ["T1078"],
    severities: [.low, .medium],
    parameters: [
      RuleParameter("recent", .count, 20),
      RuleParameter("baseline", .history, 90 * 86_400),
      RuleParameter(
        "successes", .count, 10),
      RuleParameter(
        "after_guessing", .duration, 86_400),
    ],
    branches: [
      RuleBranch(
        needs: [.column(.event(.userID)), .eventTypes([.loginSuccess]), .column(.event(.address))],
        optionalNeeds: [.anyColumn([.event(.device), .event(.userAgent)])])
    ],
    subject: RuleSubject(.user, [.loginSuccess]),
    sentences: ["network", "network_and_device"])

  static let passes: Set<RulePass> = [.users]

  private let context: RuleContext
  private let recent: Int64
  private let baseline: Int64
  private let successes: Int64
  private let afterGuessing: Int64

  init(_ context: RuleContext) {
    self.context = context
    recent = context.value("recent")
    baseline = context.value("baseline")
    successes = context.value("successes")
    afterGuessing = context.value("after_guessing")
  }

  mutating func observe(_ user: UserHistory, _ sink: FindingSink) throws {
    var origins = UserOrigins(user, context)
    var sources = KnownSources(user, recent: recent, baseline: baseline)
    var (isJudged, isTooShort) = (false, false)
    for event in user.events where event.type == .loginSuccess {
      if context.belongs(event.at), let isNew = sources.isNew(event) {
        if sources.count < successes {
          isTooShort = true
        } else {
          isJudged = true
          if isNew {
            try report(event, of: user, earlier: sources.count, isTrusted: origins.isTrusted(event.address), sink)
          }
        }
      }
      sources.note(event)
    }
    if isJudged { sink.judge() } else if isTooShort { sink.remark(.historyTooShort) }
  }

  private func report(
    _ event: UserHistory.Event, of user: UserHistory, earlier: Int64, isTrusted: Bool, _ sink: FindingSink
  ) throws {
    if isTrusted { return sink.suppress(by: "trusted_egress") }
    let isAfterGuessing = context.suspicions.hasTarget(user.key, within: afterGuessing, before: event.at)
    let clock = context.span(event.at, event.at)
    let sentence =
      event.device < 0
      ? Self.sentence("network", ["time": .message(clock), "earlier": .count(earlier)])
      : Self.sentence("network_and_device", ["time": .message(clock), "earlier": .count(earlier)])
    var finding = Finding(
      severity: isAfterGuessing ? .medium : .low, key: .user(user.key), first: event.at, last: event.at,
      evidence: context.evidence([user.row(event)]), sentence: sentence)
    finding.measured = [
      .init("earlier_successes", earlier), .init("device_known", event.device < 0 ? 0 : 1),
      .init("after_guessing", isAfterGuessing ? 1 : 0),
    ]
    if let address = user.address(event.address) { finding.measured.append(.init("address", .address(address))) }
    try sink.report(finding)
  }
}
