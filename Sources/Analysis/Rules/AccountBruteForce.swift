import Model

/// A01: many failed sign-ins of one user within a short time.
///
/// Memory: as many rows of one user as the count asks for, and those of the episode in hand.
struct AccountBruteForce: Rule {
  static let definition = RuleDefinition(
    id: "A01",
    techniques: ["T1110.001"],
    severities: [.medium, .high],
    parameters: [
      RuleParameter("count", .count, 10),
      RuleParameter("window", .duration, 600),
    ],
    branches: [
      RuleBranch(
        needs: [.column(.event(.userID)), .eventTypes([.loginFailed])], optionalNeeds: [.column(.event(.reason))])
    ],
    subject: .failures(by: .user),
    sentences: ["found"])

  static let passes: Set<RulePass> = [.users]

  private let context: RuleContext

  init(_ context: RuleContext) {
    self.context = context
  }

  mutating func observe(_ user: UserHistory, _ sink: FindingSink) throws {
    var window = CountWindow<Int>(count: context.value("count"), window: context.value("window"))
    var episode: [Int] = []
    for (index, event) in user.events.enumerated() where event.isWrongCredential {
      switch window.add(index, at: event.at) {
      case .quiet: continue
      case .grows(let rows): episode += rows
      case .begins(_, let rows):
        try report(episode, of: user, sink)
        episode = rows
      }
    }
    try report(episode, of: user, sink)
  }

  /// Reports an episode; the rows are places among the user's events.
  private func report(_ rows: [Int], of user: UserHistory, _ sink: FindingSink) throws {
    guard let begin = rows.first, let end = rows.last else { return }
    context.suspicions.add(user.key, at: user.events[end].at)
    guard context.belongs(user.events[end].at) else { return }
    if context.lists.serviceAccounts.contains(user.key) { return sink.suppress(by: "service_accounts") }
    let events = rows.map { user.events[$0] }
    let (first, last) = (user.events[begin].at, user.events[end].at)
    let addresses = NamedAddresses(events.map { user.address($0.address) })
    let span = context.span(first, last)
    var finding = Finding(
      severity: context.isPrivileged(user.key) ? .high : .medium, key: .user(user.key), first: first, last: last,
      evidence: context.evidence(events.lazy.map { user.row($0) }),
      sentence: Self.sentence(
        "found", ["failures": .count(rows.count), "span": .message(span), "addresses": .count(addresses.count)]))
    finding.continues = context.continues(last, window: context.value("window"))
    finding.measured = [
      .init("failures", rows.count), .init("addresses", addresses.count), addresses.measure,
      .init("reasons", .text(Set(events.compactMap { $0.reason?.rawValue }).sorted().joined(separator: ", "))),
      .init("most_per_minute", mostPerMinute(events)),
    ]
    if let success = user.events[end...].first(where: { $0.type == .loginSuccess }) {
      finding.measured.append(.init("later_success", .event(user.id(of: success))))
    }
    try sink.report(finding)
  }

  /// The most failures within any minute, both ends included.
  private func mostPerMinute(_ events: [UserHistory.Event]) -> Int {
    var start = 0
    var most = 0
    for (index, event) in events.enumerated() {
      while event.at.microseconds - events[start].at.microseconds > 60 * microsecondsPerSecond { start += 1 }
      most = max(most, index - start + 1)
    }
    return most
  }
}
