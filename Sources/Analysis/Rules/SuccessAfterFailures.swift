import Model

/// A03: a sign-in that succeeds after many that failed.
///
/// Memory: the failures of one user since the last success.
struct SuccessAfterFailures: Rule {
  static let definition = RuleDefinition(
    id: "A03",
    techniques: ["T1110.001", "T1078"],
    severities: [.high, .medium],
    parameters: [
      RuleParameter("count", .count, 5),
      RuleParameter("window", .duration, 900),
      RuleParameter(
        "recent_successes", .count, 20),
      RuleParameter(
        "history", .history, 90 * 86_400),
    ],
    branches: [
      RuleBranch(
        needs: [.column(.event(.userID)), .eventTypes([.loginSuccess]), .eventTypes([.loginFailed])],
        optionalNeeds: [.column(.event(.reason)), .column(.event(.address))])
    ],
    subject: RuleSubject(.user, [.loginFailed, .loginSuccess], onlyWrongCredentials: true),
    sentences: ["found"])

  static let passes: Set<RulePass> = [.users]

  private let context: RuleContext
  private let count: Int
  private let window: Int64

  init(_ context: RuleContext) {
    self.context = context
    count = Int(context.value("count"))
    window = context.value("window")
  }

  mutating func observe(_ user: UserHistory, _ sink: FindingSink) throws {
    var failures: [Int] = []
    var successes = 0
    for index in user.events.indices {
      switch user.events[index].type {
      case .loginFailed where user.events[index].isWrongCredential: failures.append(index)
      case .loginSuccess:
        if failures.count >= count { try judge(index, after: failures, successes, of: user, sink) }
        failures.removeAll(keepingCapacity: true)
        successes += 1
      default: continue
      }
    }
  }

  /// Judges a success; all are places among the user's events.
  private func judge(
    _ index: Int, after failures: [Int], _ earlierSuccesses: Int, of user: UserHistory, _ sink: FindingSink
  ) throws {
    let success = user.events[index]
    let near = failures.drop { success.at.microseconds - user.events[$0].at.microseconds > window }
    guard let begin = near.first, near.count >= count else { return }
    context.suspicions.add(user.key, at: success.at)
    guard context.belongs(success.at) else { return }
    let events = near.map { user.events[$0] }
    let sameAddress = success.address < 0 ? 0 : events.count { $0.address == success.address }
    let addresses = Set(events.map(\.address)).subtracting([-1]).count
    let span = context.span(user.events[begin].at, success.at)
    var finding = Finding(
      severity: sameAddress > 0 ? .high : .medium, key: .user(user.key), first: user.events[begin].at,
      last: success.at, evidence: context.evidence((events + [success]).lazy.map { user.row($0) }),
      sentence: Self.sentence(
        "found", ["failures": .count(events.count), "span": .message(span), "addresses": .count(addresses)]))
    finding.measured = [
      .init("failures", events.count), .init("addresses", addresses), .init("failures_from_its_address", sameAddress),
      .init("reasons", .text(Set(events.compactMap { $0.reason?.rawValue }).sorted().joined(separator: ", "))),
      .init("success", .event(success.id)), .init("earlier_successes", earlierSuccesses),
    ]
    finding.successes.add(.init(at: success.at, user.row(success)))
    if let isNew = isNewNetwork(index, user) { finding.measured.append(.init("new_network", isNew ? 1 : 0)) }
    try sink.report(finding)
  }

  /// Whether a success came from a network the user is not known to come from; nil when it has none.
  private func isNewNetwork(_ index: Int, _ user: UserHistory) -> Bool? {
    let success = user.events[index]
    guard let network = user.network(success.address) else { return nil }
    if context.isTrusted(user.address(success.address)) { return false }
    let oldest = success.at.advanced(by: -context.value("history"))
    var recent = context.value("recent_successes")
    for event in user.events[..<index].reversed() where event.type == .loginSuccess {
      if recent <= 0, event.at < oldest { break }
      if user.network(event.address) == network { return false }
      recent -= 1
    }
    return true
  }
}
