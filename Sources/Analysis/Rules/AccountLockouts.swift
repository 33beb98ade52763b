import Model

/// A08: many users' accounts, or one user's again and again, are locked.
///
/// Memory: a: the locks of one window, the users an episode in hand counts, and the period's episodes until their
/// failures are counted; b: as many rows of one user as the count asks for, and those of the episode in hand.
struct AccountLockouts: Rule {
  static let definition = RuleDefinition(
    id: "A08",
    techniques: ["T1110", "T1531"],
    severities: [.high, .medium],
    parameters: [
      RuleParameter("users", .count, 5),
      RuleParameter("window", .duration, 600),
      RuleParameter("count", .count, 3),
      RuleParameter("user_window", .duration, 86_400),
      RuleParameter(
        "before", .duration, 900),
    ],
    branches: [
      RuleBranch("a", needs: [.column(.event(.userID)), .eventTypes([.accountLocked]), .wholeSource]),
      RuleBranch("b", needs: [.column(.event(.userID)), .eventTypes([.accountLocked])]),
    ],
    subject: RuleSubject(.user, [.accountLocked]),
    sentences: ["of_users", "of_user"])

  static let passes: Set<RulePass> = [.events, .users]

  /// Locks of several users, and the failures before them.
  private struct Episode {
    var locks: UserEpisode
    var failures = 0
  }

  private let context: RuleContext
  private let before: Int64
  private var window: DistinctWindow<Identifier, EvidenceRow>
  private var current: UserEpisode?
  /// The period's episodes in order of time; their failures are counted user by user.
  private var episodes: [Episode] = []

  init(_ context: RuleContext) {
    self.context = context
    before = context.value("before")
    window = DistinctWindow(distinct: context.value("users"), window: context.value("window"))
  }

  mutating func observe(_ event: borrowing ObservedEvent, _ sink: FindingSink) throws {
    let row = EvidenceRow(event)
    switch window.add(row, value: event.userKey, at: event.at) {
    case .quiet: return
    case .grows(let rows): current?.add(rows, until: event.at)
    case .begins(let first, let rows):
      keepCurrent()
      current = UserEpisode(first: first, rows, until: event.at, context.evidence([]))
    }
  }

  mutating func finishEvents(_ sink: FindingSink) throws { keepCurrent() }

  mutating func observe(_ user: UserHistory, _ sink: FindingSink) throws {
    let locks = user.events.indices.filter { user.events[$0].type == .accountLocked }
    if locks.isEmpty { return }
    for index in episodes.indices where episodes[index].locks.users.byUser[user.key] != nil {
      let span = episodes[index].locks.first...episodes[index].locks.last
      episodes[index].failures += failures(before: locks.filter { span.contains(user.events[$0].at) }, of: user)
    }
    var window = CountWindow<Int>(count: context.value("count"), window: context.value("user_window"))
    var episode: [Int] = []
    for index in locks {
      switch window.add(index, at: user.events[index].at) {
      case .quiet: continue
      case .grows(let rows): episode += rows
      case .begins(_, let rows):
        try report(episode, of: user, sink)
        episode = rows
      }
    }
    try report(episode, of: user, sink)
  }

  mutating func finish(_ sink: FindingSink) throws {
    for episode in episodes { try report(episode.locks, episode.failures, sink) }
  }

  private mutating func keepCurrent() {
    if let current, context.belongs(current.last) { episodes.append(Episode(locks: current)) }
    current = nil
  }

  /// How many failures lie shortly before any of the locks; all are places among the user's events.
  private func failures(before locks: [Int], of user: UserHistory) -> Int {
    var count = 0
    var previous = -1
    for lock in locks {
      let at = user.events[lock].at.microseconds
      var index = lock - 1
      // What lies before the lock before this one was counted with it, or is too old for both.
      while index > previous, at - user.events[index].at.microseconds <= before {
        if user.events[index].isWrongCredential { count += 1 }
        index -= 1
      }
      previous = lock
    }
    return count
  }

  private func report(_ episode: UserEpisode, _ failures: Int, _ sink: FindingSink) throws {
    let (locks, users) = (episode.evidence.count, episode.users.count)
    let span = context.span(episode.first, episode.last)
    var finding = Finding(
      severity: .high, key: .tenant, first: episode.first, last: episode.last, evidence: episode.evidence,
      sentence: Self.sentence(
        "of_users",
        ["locks": .count(locks), "users": .count(users), "span": .message(span), "failures": .count(failures)]))
    finding.branch = "a"
    finding.continues = context.continues(episode.last, window: context.value("window"))
    finding.measured = [
      .init("lockouts", locks), .init("users", users), .init("without_user", episode.users.withoutUser),
      .init("failures_before", failures), .init("top_users", episode.users.top()),
    ]
    try sink.report(finding)
  }

  private func report(_ rows: [Int], of user: UserHistory, _ sink: FindingSink) throws {
    guard let begin = rows.first, let end = rows.last, context.belongs(user.events[end].at) else { return }
    let (first, last) = (user.events[begin].at, user.events[end].at)
    let failures = failures(before: rows, of: user)
    let span = context.span(first, last)
    var finding = Finding(
      severity: .medium, key: .user(user.key), first: first, last: last,
      evidence: context.evidence(rows.lazy.map { user.row(user.events[$0]) }),
      sentence: Self.sentence(
        "of_user", ["locks": .count(rows.count), "span": .message(span), "failures": .count(failures)]))
    finding.branch = "b"
    finding.continues = context.continues(last, window: context.value("user_window"))
    finding.measured = [.init("lockouts", rows.count), .init("failures_before", failures)]
    try sink.report(finding)
  }
}
