import Model

/// C06: a session whose token is refreshed far too often.
///
/// Memory: as many rows of each session of one user as the count asks for, and those of its episode in hand.
struct TokenRefreshRate: Rule {
  static let definition = RuleDefinition(
    id: "C06",
    techniques: ["T1528", "T1550.001"],
    severities: [.medium],
    parameters: [
      RuleParameter("count", .count, 60),
      RuleParameter("window", .duration, 600),
    ],
    branches: [
      RuleBranch(needs: [
        .column(.event(.userID)), .column(.event(.sessionID)), .eventTypes([.tokenRefresh]),
      ])
    ],
    subject: RuleSubject(.sessionOfUser, [.tokenRefresh]),
    sentences: ["found"])

  static let passes: Set<RulePass> = [.users]

  private let context: RuleContext
  private let count: Int
  private let window: Int64

  init(_ context: RuleContext) {
    self.context = context
    count = max(1, Int(context.value("count")))
    window = context.value("window")
  }

  private struct State {
    var recent: CountWindow<Int>
    /// The episode in hand, as places among the user's events.
    var episode: [Int] = []
  }

  mutating func observe(_ user: UserHistory, _ sink: FindingSink) throws {
    let events = user.events
    var total = 0
    for index in events.indices where events[index].type == .tokenRefresh { total += 1 }
    // Few users refresh so often that their sessions are worth telling apart.
    guard total >= count else { return }
    var states: [Int32: State] = [:]
    for index in events.indices where events[index].type == .tokenRefresh && events[index].session >= 0 {
      let session = events[index].session
      var ended: [Int] = []
      let new = State(recent: CountWindow(count: Int64(count), window: window))
      Self.add(index, at: events[index].at, to: &states[session, default: new], ended: &ended)
      try report(ended, session, of: user, sink)
    }
    for session in states.keys.sorted() { try report(states[session]?.episode ?? [], session, of: user, sink) }
  }

  /// Adds a refresh to its session; `ended` takes the episode that another one follows.
  private static func add(_ index: Int, at moment: Instant, to state: inout State, ended: inout [Int]) {
    switch state.recent.add(index, at: moment) {
    case .quiet: return
    case .grows(let rows): state.episode += rows
    case .begins(_, let rows):
      ended = state.episode
      state.episode = rows
    }
  }

  /// Reports an episode; the rows are places among the user's events.
  private func report(_ rows: [Int], _ session: Int32, of user: UserHistory, _ sink: FindingSink) throws {
    guard let begin = rows.first, let end = rows.last, let id = user.sessionID(session) else { return }
    let (first, last) = (user.events[begin].at, user.events[end].at)
    guard context.belongs(last) else { return }
    let addresses = Set(rows.lazy.map { user.events[$0].address }).subtracting([-1]).count
    let span = context.span(first, last)
    var finding = Finding(
      severity: .medium, key: Finding.Key(kind: .session, value: id), first: first, last: last,
      evidence: context.evidence(rows.lazy.map { user.row(user.events[$0]) }),
      sentence: Self.sentence(
        "found", ["refreshes": .count(rows.count), "span": .message(span), "addresses": .count(addresses)]))
    finding.continues = context.continues(last, window: window)
    finding.measured = [
      .init("refreshes", rows.count), .init("addresses", addresses), .init("user", .user(user.key)),
    ]
    try sink.report(finding)
  }
}
