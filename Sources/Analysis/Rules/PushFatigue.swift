import Model

/// A09: one user is asked again and again to confirm a sign-in, and does not.
///
/// Memory: as many rows of one user as the count asks for, and those of the episode in hand.
struct PushFatigue: Rule {
  static let definition = RuleDefinition(
    id: "A09",
    techniques: ["T1621"],
    severities: [.high, .critical],
    parameters: [
      RuleParameter(
        "count", .count, 5),
      RuleParameter("window", .duration, 600),
      RuleParameter(
        "success_within", .duration, 600),
    ],
    branches: [
      RuleBranch(
        needs: [.column(.event(.userID)), .eventTypes([.mfaDenied, .mfaTimeout])],
        optionalNeeds: [.eventTypes([.mfaSuccess])])
    ],
    subject: RuleSubject(.user, [.mfaDenied, .mfaTimeout]),
    sentences: ["found", "succeeded"])

  static let passes: Set<RulePass> = [.users]

  /// Places among the user's events.
  private struct Episode {
    var rows: [Int]
    /// The first success that came soon after a trigger.
    var success: Int?
    /// Whether a successful MFA ended it.
    var isOver = false
  }

  private let context: RuleContext
  private let hold: Int64

  init(_ context: RuleContext) {
    self.context = context
    hold = context.value("success_within")
  }

  mutating func observe(_ user: UserHistory, _ sink: FindingSink) throws {
    var window = CountWindow<Int>(count: context.value("count"), window: context.value("window"))
    var episode: Episode?
    for index in user.events.indices {
      switch user.events[index].type {
      case .mfaDenied, .mfaTimeout:
        switch window.add(index, at: user.events[index].at) {
        case .quiet: continue
        case .grows(let rows): episode?.rows += rows
        case .begins(_, let rows):
          try report(episode, of: user, sink)
          episode = Episode(rows: rows)
        }
      case .mfaSuccess, .loginSuccess:
        if let trigger = episode?.rows.last, episode?.success == nil,
          user.events[index].at.microseconds - user.events[trigger].at.microseconds <= hold
        {
          episode?.success = index
        }
        if user.events[index].type == .mfaSuccess {
          window.restart()
          episode?.isOver = true
        }
      default: continue
      }
    }
    try report(episode, of: user, sink)
  }

  private func report(_ episode: Episode?, of user: UserHistory, _ sink: FindingSink) throws {
    guard let episode, let begin = episode.rows.first, let end = episode.rows.last,
      context.belongs(user.events[end].at)
    else { return }
    let events = episode.rows.map { user.events[$0] }
    let (first, last) = (user.events[begin].at, user.events[end].at)
    let timeouts = events.count { $0.type == .mfaTimeout }
    let denials = events.count - timeouts
    let span = context.span(first, last)
    var finding = Finding(
      severity: episode.success == nil ? .high : .critical, key: .user(user.key), first: first, last: last,
      evidence: context.evidence(events.lazy.map { user.row($0) }),
      sentence: Self.sentence(
        episode.success == nil ? "found" : "succeeded",
        ["denials": .count(denials), "timeouts": .count(timeouts), "span": .message(span)]))
    finding.continues =
      !episode.isOver && context.continues(last, window: max(context.value("window"), hold))
    finding.measured = [
      .init("denied", denials), .init("timed_out", timeouts),
      .init("addresses", Set(events.map(\.address)).subtracting([-1]).count),
    ]
    if let success = episode.success.map({ user.events[$0] }) {
      finding.measured += [
        .init("success", .event(user.id(of: success))),
        .init("success_after_us", success.at.microseconds - last.microseconds),
      ]
    }
    try sink.report(finding)
  }
}
