import Model

/// A04: one address tries many users, within a short time (a), slowly (b), or a few evenly (c).
///
/// Memory: a: what ``AddressEpisodes`` holds, with the rows of one window of each address; b and c: what ``AddressLog`` and
/// ``NetworkUsers`` hold, then what ``SlowSpraying`` does for one address at a time.
struct PasswordSpraying: Rule {
  static let definition = RuleDefinition(
    id: "A04",
    version: 2,
    techniques: ["T1110.003"],
    severities: [.medium, .high, .low],
    parameters: [
      RuleParameter("users", .count, 10),
      RuleParameter("window", .duration, 1800),
      RuleParameter(
        "success_within", .duration, 900),
      RuleParameter("aftermath", .duration, 1800),
      RuleParameter("slow_users", .count, 10),
      RuleParameter("slow_window", .duration, 86_400),
      RuleParameter("small_users", .count, 6),
      RuleParameter("small_window", .duration, 1800),
      RuleParameter("small_most", .count, 3),
      RuleParameter("small_unknown", .percent, 80),
    ],
    branches: ["a", "b", "c"].map { branch in
      RuleBranch(
        branch,
        needs: [.column(.event(.address)), .column(.event(.userID)), .eventTypes([.loginFailed]), .wholeSource],
        optionalNeeds: [.column(.event(.reason)), .eventTypes([.loginSuccess])])
    },
    subject: .failures(by: .address, beside: [.loginSuccess]),
    sentences: ["found", "signed_in", "entered", "slow", "slow_entered", "small", "small_entered"])

  static let passes: Set<RulePass> = [.events]

  private let context: RuleContext
  private let limits: SlowSpraying.Limits
  private let patience: Int64
  private var episodes: AddressEpisodes
  private var log: AddressLog
  private var networks = NetworkUsers()

  init(_ context: RuleContext) {
    self.context = context
    let (users, window) = (context.value("users"), context.value("window"))
    // For how long after its last trigger an episode of a can still change.
    patience = max(window, context.value("success_within"), context.value("aftermath"))
    episodes = AddressEpisodes(window: window, patience: patience) {
      context.evidence([])
    } makeWindow: {
      var rows = DistinctWindow<Identifier, TimedRow>(distinct: users, window: window)
      return { rows.add($0, value: $0.row.user, at: $0.at) }
    }
    limits = SlowSpraying.Limits(
      quick: .init(names: Int(users), window: window),
      slow: .init(names: Int(context.value("slow_users")), window: context.value("slow_window")),
      small: .init(names: Int(context.value("small_users")), window: context.value("small_window")),
      most: Int(context.value("small_most")), unknown: Int(context.value("small_unknown")))
    log = AddressLog(window: max(limits.slow.window, limits.small.window), sorter: context.recordSorter())
  }

  mutating func observe(_ event: borrowing ObservedEvent, _ sink: FindingSink) throws {
    guard let address = event.address else { return }
    let row = TimedRow(event)
    if event.type == .loginSuccess {
      episodes.add(success: row, from: address)
      try log.add(success: row, from: address)
      if let user = event.userKey { networks.note(user, from: address) }
      return
    }
    guard event.isWrongCredential else { return }
    for ended in episodes.add(failure: row, from: address) { try report(ended, sink) }
    let isKnown = event.userKey.map { networks.knows($0, from: address) } ?? false
    try log.add(failure: row, from: address, isKnown: isKnown)
  }

  /// Users are judged after the events, and want to know who was tried.
  mutating func finishEvents(_ sink: FindingSink) throws {
    for ended in episodes.remaining { try report(ended, sink) }
    networks = NetworkUsers()
    let context = self.context
    var last: NetworkAddress?
    var spraying = SlowSpraying(limits) { context.evidence([]) }
    try log.forEach { address, row in
      if let last, last != address {
        try report(spraying.finish(), last, sink)
        spraying = SlowSpraying(limits) { context.evidence([]) }
      }
      last = address
      if row.isSuccess { spraying.add(success: row.row) } else { spraying.add(failure: row.row, isKnown: row.isKnown) }
    }
    if let last { try report(spraying.finish(), last, sink) }
  }

  /// Reports an episode of a.
  private func report(_ ended: AddressEpisodes.Ended, _ sink: FindingSink) throws {
    var (address, episode) = ended
    let users = episode.users.count
    let meanwhile = episode.succeeding(until: episode.last).count
    if meanwhile >= users {
      if context.belongs(episode.last) { sink.suppress(by: "nat") }
      return
    }
    for user in episode.users.byUser.keys { context.suspicions.add(user, at: episode.last) }
    guard context.belongs(episode.last) else { return }
    let aftermath = context.value("aftermath")
    episode.end(after: aftermath)
    let hits = episode.succeeding(until: episode.last.advanced(by: context.value("success_within")))
      .count { episode.users.byUser[$0.row.user ?? ""] != nil }
    let succeeding = episode.succeeding(until: episode.last.advanced(by: aftermath))
    let span = context.span(episode.first, episode.last)
    var finding = Finding(
      severity: hits == 0 ? .medium : .high, key: .address(address), first: episode.first, last: episode.last,
      evidence: episode.evidence,
      sentence: Self.sentence(
        hits > 0 ? "signed_in" : episode.successes > 0 ? "entered" : "found",
        [
          "failures": .count(episode.failures), "users": .count(users), "span": .message(span), "hits": .count(hits),
          "successes": .count(episode.successes), "aftermath": .length(aftermath),
        ]))
    finding.branch = "a"
    finding.continues = context.continues(episode.last, window: patience)
    finding.measured = [
      .init("failures", episode.failures), .init("users", users), .init("without_user", episode.users.withoutUser),
      .init("most_per_user", episode.users.most), .init("successes", episode.successes),
      .init("succeeding_users", succeeding.count), .init("succeeding_users_meanwhile", meanwhile),
      .init("tried_users_succeeding", hits), .init("top_users", episode.users.top()),
    ]
    if let success = episode.firstSuccess {
      finding.measured.append(.init("first_success", .event(success.row.id)))
      finding.successes.add(.init(at: success.at, success.row))
    }
    for success in succeeding { finding.successes.add(.init(at: success.at, success.row)) }
    try sink.report(finding)
  }

  /// Reports the episodes of b and c of one address.
  private func report(_ episodes: [SlowSpraying.Episode], _ address: NetworkAddress, _ sink: FindingSink) throws {
    let isTrusted = context.isTrusted(address)
    for episode in episodes {
      if isTrusted {
        if context.belongs(episode.last) { sink.suppress(by: "trusted_egress") }
        continue
      }
      let rows = episode.rows
      for user in rows.users.byUser.keys { context.suspicions.add(user, at: episode.last) }
      guard context.belongs(episode.last) else { continue }
      let isSlow = episode.branch == "b"
      let isEntered = episode.successes > 0
      let quiet: Severity = isSlow ? .medium : .low
      let span = context.span(episode.first, episode.last)
      var finding = Finding(
        severity: isEntered ? (isSlow ? .high : .medium) : quiet, key: .address(address), first: episode.first,
        last: episode.last, evidence: rows.evidence,
        sentence: Self.sentence(
          (isSlow ? "slow" : "small") + (isEntered ? "_entered" : ""),
          [
            "failures": .count(rows.evidence.count), "users": .count(rows.users.count), "span": .message(span),
            "successes": .count(episode.successes), "most": .count(limits.most),
            "window": .length(limits.small.window),
          ]))
      finding.branch = episode.branch
      finding.continues = context.continues(episode.last, window: isSlow ? limits.slow.window : limits.small.window)
      finding.measured = [
        .init("failures", rows.evidence.count), .init("users", rows.users.count),
        .init("without_user", rows.users.withoutUser), .init("most_per_user", rows.users.most),
        .init("successes", episode.successes), .init("top_users", rows.users.top()),
      ]
      if let first = episode.signIns.signIns.first {
        finding.measured.append(.init("first_success", .event(first.row.id)))
      }
      finding.successes = episode.signIns
      try sink.report(finding)
    }
  }
}
