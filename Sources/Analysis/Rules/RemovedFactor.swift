import Model

/// C03: a second factor that was taken away and not added again within its time.
///
/// Memory: the accounts that lost a factor in the last twelve hours, and the findings until the log shows that it
/// records enrolments at all.
struct RemovedFactor: Rule {
  static let definition = RuleDefinition(
    id: "C03",
    techniques: ["T1556.006"],
    severities: [.high],
    parameters: [
      RuleParameter("limit", .duration, 43_200)
    ],
    branches: [
      RuleBranch(needs: [
        .anyColumn([.event(.userID), .event(.targetID)]), .eventTypes([.mfaRemoved, .mfaReset]),
        .eventTypes([.mfaEnrolled]),
      ])
    ],
    subject: RuleSubject(.account, [.mfaRemoved, .mfaReset, .mfaEnrolled]),
    sentences: ["found"])

  static let passes: Set<RulePass> = [.events]

  private struct Removal {
    let row: EvidenceRow
    let at: Instant
  }

  private struct Episode {
    var rows: [Removal]
    /// When the last of them was due.
    var last: Instant
  }

  private struct State {
    /// Removals that are not due yet and not made good.
    var open: [Removal] = []
    var episode: Episode?

    /// Settles what is due before a moment; gives the episode that another one follows.
    mutating func settle(before moment: Instant, limit: Int64) -> [Episode] {
      var ended: [Episode] = []
      let due = open.prefix { $0.at.advanced(by: limit) < moment }
      for removal in due {
        let deadline = removal.at.advanced(by: limit)
        if let last = episode?.last, removal.at <= last {
          episode?.rows.append(removal)
          episode?.last = deadline
        } else {
          if let episode { ended.append(episode) }
          episode = Episode(rows: [removal], last: deadline)
        }
      }
      open.removeFirst(due.count)
      return ended
    }
  }

  private let context: RuleContext
  private let limit: Int64
  private var states: KeyedStates<Identifier, State>
  private var hasEnrolments = false
  private var held: [Finding] = []

  init(_ context: RuleContext) {
    self.context = context
    limit = context.value("limit")
    states = KeyedStates(sweepingEvery: context.value("limit"))
  }

  mutating func observe(_ event: borrowing ObservedEvent, _ sink: FindingSink) throws {
    let isEnrolment = event.type == .mfaEnrolled
    if isEnrolment, !hasEnrolments {
      hasEnrolments = true
      for finding in held { try sink.report(finding) }
      held = []
    }
    guard let account = event.targetID ?? event.userKey else { return }
    let (moment, limit) = (event.at, limit)
    var ended: [(Identifier, Episode, Bool)] = []
    states.sweep(at: moment) { state in
      (state.open.last?.at.advanced(by: limit) ?? state.episode?.last ?? .minusInfinity) < moment
    } ended: { account, state in
      var state = state
      ended += state.settle(before: moment, limit: limit).map { (account, $0, false) }
      if let episode = state.episode { ended.append((account, episode, false)) }
    }
    let row = Removal(row: EvidenceRow(event), at: moment)
    states.update(account, make: { State() }) { state in
      ended += state.settle(before: moment, limit: limit).map { (account, $0, false) }
      if isEnrolment { state.open.removeAll { $0.at < moment } } else { state.open.append(row) }
    }
    for (account, episode, continues) in ended { try report(episode, of: account, continues, sink) }
  }

  mutating func finish(_ sink: FindingSink) throws {
    for account in states.remaining.keys.sorted() {
      guard var state = states.remaining[account] else { continue }
      for episode in state.settle(before: context.judgedUntil, limit: limit) {
        try report(episode, of: account, false, sink)
      }
      if !state.open.isEmpty { sink.remark(.pending, state.open.count) }
      if let episode = state.episode {
        let continues = state.open.first.map { $0.at <= episode.last } ?? false
        try report(episode, of: account, continues, sink)
      }
    }
  }

  private mutating func report(_ episode: Episode, of account: Identifier, _ continues: Bool, _ sink: FindingSink)
    throws
  {
    guard let first = episode.rows.first, context.belongs(episode.last) else { return }
    let count = episode.rows.count
    var finding = Finding(
      severity: .high, key: .user(account), first: first.at, last: episode.last,
      evidence: context.evidence(episode.rows.map(\.row)),
      sentence: Self.sentence("found", ["count": .count(count), "limit": .text(context.length(limit))]))
    finding.continues = continues
    finding.measured = [.init("removals", count), .init("limit_us", limit)]
    // A log that never records an enrolment says nothing of its absence.
    if hasEnrolments { try sink.report(finding) } else { held.append(finding) }
  }
}
