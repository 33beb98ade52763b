import Model

/// C02: a sign-in from a network new to the user, soon after the password was reset or changed.
///
/// Memory: one user's sign-ins and networks, and the changes that stand in rows of others.
struct ResetThenNewSource: Rule {
  static let definition = RuleDefinition(
    id: "C02",
    techniques: ["T1098", "T1078"],
    severities: [.high],
    parameters: [
      RuleParameter(
        "window", .duration, 86_400),
      RuleParameter(
        "history", .history, 7_776_000),
      RuleParameter(
        "successes", .count, 10),
    ],
    branches: [
      RuleBranch(needs: [
        .column(.event(.userID)), .column(.event(.address)), .eventTypes([.passwordReset, .passwordChange]),
        .eventTypes([.loginSuccess]),
      ])
    ],
    subject: RuleSubject(.account, [.passwordReset, .passwordChange]),
    sentences: ["after_reset", "after_change"])

  static let passes: Set<RulePass> = [.events, .users]

  private let context: RuleContext
  private let window: Int64
  private let history: Int64
  private let needed: Int
  private var others = ChangesByOthers()

  init(_ context: RuleContext) {
    self.context = context
    window = context.value("window")
    history = context.value("history")
    needed = Int(context.value("successes"))
  }

  mutating func observe(_ event: borrowing ObservedEvent, _ sink: FindingSink) throws {
    others.note(event)
  }

  mutating func observe(_ user: UserHistory, _ sink: FindingSink) throws {
    let changes = others.changes(to: user) { $0 == .passwordReset || $0 == .passwordChange }
    guard !changes.isEmpty else { return }
    // Successful sign-ins with a network, and the first of them within the history of the one in hand.
    var known: [Int] = []
    var oldest = 0
    var lastSeen: [Network: Instant] = [:]
    var recent = changes[...]
    var isJudged = false
    var isTooShort = false
    let events = user.events
    for index in events.indices where events[index].type == .loginSuccess {
      let moment = events[index].at
      guard let network = user.network(events[index].address) else { continue }
      while oldest < known.count, moment.microseconds - events[known[oldest]].at.microseconds > history { oldest += 1 }
      while let first = recent.first, first.at.advanced(by: window) < moment { recent.removeFirst() }
      let before = recent.prefix { $0.at < moment }
      if !before.isEmpty, context.belongs(moment) {
        let earlier = known.count - oldest
        isJudged = isJudged || earlier >= needed
        isTooShort = isTooShort || earlier < needed
        let since = moment.advanced(by: -history)
        if earlier >= needed, lastSeen[network].map({ $0 < since }) ?? true {
          if context.isTrusted(user.address(events[index].address)) {
            sink.suppress(by: "trusted_egress")
          } else {
            let networks = lastSeen.values.count { $0 >= since }
            try report(events[index], after: Array(before), earlier: earlier, networks: networks, of: user, sink)
          }
        }
      }
      known.append(index)
      lastSeen[network] = moment
    }
    if isJudged { sink.judge() } else if isTooShort { sink.remark(.historyTooShort) }
  }

  private func report(
    _ success: UserHistory.Event, after changes: [AccountChange], earlier: Int, networks: Int, of user: UserHistory,
    _ sink: FindingSink
  ) throws {
    guard let first = changes.first, let last = changes.last else { return }
    let delay = success.at.microseconds - last.at.microseconds
    let isReset = last.type == .passwordReset
    var finding = Finding(
      severity: .high, key: .user(user.key), first: first.at, last: success.at,
      evidence: context.evidence(changes.map(\.row) + [user.row(success)]),
      sentence: Self.sentence(
        isReset ? "after_reset" : "after_change",
        [
          "delay": .text(context.length(delay)), "earlier": .count(earlier), "networks": .count(networks),
        ]))
    finding.measured = [
      .init("change", .text(last.type.rawValue)), .init("delay_us", delay), .init("earlier_successes", earlier),
      .init("known_networks", networks),
    ]
    if let address = user.address(success.address) { finding.measured.append(.init("address", .address(address))) }
    try sink.report(finding)
  }
}
