import Model

/// A03: a sign-in that succeeds after many that failed: of its own user (a), or of others from its address (b).
///
/// Memory: a: the failures of one user since the last success; b: what ``SuccessesAfterOtherNames`` holds, and the episodes
/// of the period whose users are to be asked whether the network is new to them.
struct SuccessAfterFailures: Rule {
  static let definition = RuleDefinition(
    id: "A03",
    version: 2,
    techniques: ["T1110.001", "T1078"],
    severities: [.high, .medium],
    parameters: [
      RuleParameter("count", .count, 5),
      RuleParameter("window", .duration, 900),
      RuleParameter(
        "recent_successes", .count, 20),
      RuleParameter(
        "history", .history, 90 * 86_400),
      RuleParameter("address_count", .count, 5),
      RuleParameter("address_window", .duration, 1800),
      RuleParameter("address_names", .count, 10),
    ],
    branches: [
      RuleBranch(
        "a", needs: [.column(.event(.userID)), .eventTypes([.loginSuccess]), .eventTypes([.loginFailed])],
        optionalNeeds: [.column(.event(.reason)), .column(.event(.address))]),
      RuleBranch(
        "b",
        needs: [
          .column(.event(.userID)), .column(.event(.address)), .eventTypes([.loginSuccess]),
          .eventTypes([.loginFailed]), .wholeSource,
        ], optionalNeeds: [.column(.event(.reason))]),
    ],
    subject: RuleSubject(.user, [.loginFailed, .loginSuccess], onlyWrongCredentials: true),
    sentences: ["found", "found_unknown", "other_names"])

  static let passes: Set<RulePass> = [.events, .users]

  private let context: RuleContext
  private let count: Int
  private let window: Int64
  private var otherNames: SuccessesAfterOtherNames
  /// Episodes of b that are reported once their users were asked, and the places of each user's.
  private var pending: [(ended: SuccessesAfterOtherNames.Ended, isNew: Bool)] = []
  private var pendingOfUsers: [Identifier: [Int]] = [:]

  init(_ context: RuleContext) {
    self.context = context
    count = Int(context.value("count"))
    window = context.value("window")
    otherNames = SuccessesAfterOtherNames(
      count: context.value("address_count"), window: context.value("address_window")
    ) { context.evidence([]) }
  }

  mutating func observe(_ event: borrowing ObservedEvent, _ sink: FindingSink) throws {
    guard let address = event.address, let user = event.userKey else { return }
    let row = TimedRow(event)
    if event.type == .loginSuccess {
      if let ended = otherNames.add(success: row, of: user, from: address) { note(ended, sink) }
    } else if event.isWrongCredential {
      for ended in otherNames.add(failure: row, of: user, from: address) { note(ended, sink) }
    }
  }

  mutating func finishEvents(_ sink: FindingSink) throws {
    for ended in otherNames.remaining { note(ended, sink) }
  }

  mutating func observe(_ user: UserHistory, _ sink: FindingSink) throws {
    for place in pendingOfUsers.removeValue(forKey: user.key) ?? [] where !pending[place].isNew {
      guard let success = pending[place].ended.episode.firstByUser[user.key],
        let index = user.events.firstIndex(where: { $0.at == success.at && user.id(of: $0) == success.row.id })
      else { continue }
      pending[place].isNew = isNewNetwork(index, user) == true
    }
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

  mutating func finish(_ sink: FindingSink) throws {
    for (ended, isNew) in pending { try report(ended, isNew: isNew, sink) }
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
    let same = success.address < 0 ? 0 : events.count { $0.address == success.address }
    let unknown = success.address < 0 ? events.count : events.count { $0.address < 0 }
    let others = events.count - same - unknown
    let addresses = NamedAddresses(events.map { user.address($0.address) })
    let span = context.span(user.events[begin].at, success.at)
    var finding = Finding(
      severity: same > 0 ? .high : .medium, key: .user(user.key), first: user.events[begin].at,
      last: success.at, evidence: context.evidence((events + [success]).lazy.map { user.row($0) }),
      sentence: Self.sentence(
        unknown == 0 ? "found" : "found_unknown",
        [
          "failures": .count(events.count), "window": .length(window), "same": .count(same), "others": .count(others),
          "unknown": .count(unknown), "span": .message(span),
        ]))
    finding.branch = "a"
    finding.measured = [
      .init("failures", events.count), .init("addresses", addresses.count), addresses.measure,
      .init("failures_from_its_address", same), .init("failures_from_other_addresses", others),
      .init("reasons", .text(Set(events.compactMap { $0.reason?.rawValue }).sorted().joined(separator: ", "))),
      .init("success", .event(user.id(of: success))), .init("earlier_successes", earlierSuccesses),
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

  /// Notes an episode of b that can grow no more.
  private mutating func note(_ ended: SuccessesAfterOtherNames.Ended, _ sink: FindingSink) {
    let episode = ended.episode
    if context.isTrusted(ended.address) {
      if context.belongs(episode.last) { sink.suppress(by: "trusted_egress") }
      return
    }
    for (user, success) in episode.firstByUser { context.suspicions.add(user, at: success.at) }
    guard context.belongs(episode.last) else { return }
    for user in episode.firstByUser.keys { pendingOfUsers[user, default: []].append(pending.count) }
    pending.append((ended, false))
  }

  private func report(_ ended: SuccessesAfterOtherNames.Ended, isNew: Bool, _ sink: FindingSink) throws {
    let (address, episode) = ended
    let isHigh = isNew || episode.mostNames >= context.value("address_names")
    let span = context.span(episode.first, episode.last)
    var finding = Finding(
      severity: isHigh ? .high : .medium, key: .address(address), first: episode.first, last: episode.last,
      evidence: episode.evidence,
      sentence: Self.sentence(
        "other_names",
        [
          "successes": .count(episode.successes), "users": .count(episode.firstByUser.count),
          "failures": .count(episode.failures), "names": .count(episode.names.count), "span": .message(span),
        ]))
    finding.branch = "b"
    finding.continues = context.continues(episode.last, window: context.value("address_window"))
    let addresses = NamedAddresses([address])
    finding.measured = [
      .init("successes", episode.successes), .init("succeeding_users", episode.firstByUser.count),
      .init("failures", episode.failures), .init("names", episode.names.count),
      .init("most_names_before_one_success", episode.mostNames), .init("top_users", episode.names.top()),
      .init("addresses", addresses.count), addresses.measure, .init("new_network", isNew ? 1 : 0),
    ]
    for success in episode.firstByUser.values { finding.successes.add(.init(at: success.at, success.row)) }
    if let first = finding.successes.signIns.first {
      finding.measured.append(.init("first_success", .event(first.row.id)))
    }
    try sink.report(finding)
  }
}
