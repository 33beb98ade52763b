import Model

/// B04: an account that is used again after a long time, or could be although it never is.
///
/// Memory: one user; of each account whose state was ever changed the last change, and of each user of the users' table
/// the last successful sign-in.
struct DormantAccount: Rule {
  static let definition = RuleDefinition(
    id: "B04",
    techniques: ["T1078"],
    severities: [.medium, .low],
    parameters: [
      RuleParameter("dormant", .history, 7_776_000),
      RuleParameter(
        "slack", .duration, 259_200),
    ],
    branches: [
      RuleBranch(
        "a", needs: [.column(.event(.userID)), .eventTypes([.loginSuccess])],
        optionalNeeds: [.column(.user(.createdAt))]),
      RuleBranch(
        "b", needs: [.column(.user(.id)), .column(.event(.userID)), .eventTypes([.loginSuccess])],
        optionalNeeds: [.column(.user(.disabledAt)), .column(.user(.createdAt))]),
    ],
    subject: RuleSubject(.account, [.loginSuccess, .userDisabled, .userDeleted, .userEnabled, .userCreated]),
    sentences: ["first", "again", "unused"])

  static let passes: Set<RulePass> = [.events, .users]

  private let context: RuleContext
  private let dormant: Int64
  private let slack: Int64
  /// The first successful sign-in of the whole log.
  private var logBegin: Instant?
  private var states: [Identifier: (at: Instant, isClosed: Bool)] = [:]
  /// Users of the table with a successful sign-in in the last “dormant”, and the last one of those with an older one.
  private var active: Set<Identifier> = []
  private var older: [Identifier: (row: EvidenceRow, at: Instant)] = [:]

  init(_ context: RuleContext) {
    self.context = context
    dormant = context.value("dormant")
    slack = context.value("slack")
  }

  mutating func observe(_ event: borrowing ObservedEvent, _ sink: FindingSink) throws {
    if event.type == .loginSuccess {
      if logBegin == nil { logBegin = event.at }
      return
    }
    guard let account = event.targetID ?? event.userKey else { return }
    states[account] = (event.at, event.type == .userDisabled || event.type == .userDeleted)
  }

  mutating func observe(_ user: UserHistory, _ sink: FindingSink) throws {
    let events = user.events
    var last = -1
    var isJudged = false
    var isTooShort = false
    for index in events.indices where events[index].type == .loginSuccess {
      if context.belongs(events[index].at) {
        switch try judge(index, after: last, of: user, sink) {
        case true?: isJudged = true
        case false?: isTooShort = true
        case nil: break
        }
      }
      last = index
    }
    if isTooShort, !isJudged { sink.remark(.historyTooShort) } else if isJudged { sink.judge() }
    guard last >= 0, context.users[user.key] != nil else { return }
    if events[last].at >= context.judgedUntil.advanced(by: -dormant) {
      active.insert(user.key)
    } else {
      older[user.key] = (user.row(events[last]), events[last].at)
    }
  }

  mutating func finish(_ sink: FindingSink) throws {
    // Without any sign-in in the log nothing can be said of those that are missing.
    guard logBegin != nil, context.period.from < context.judgedUntil else { return }
    let end = context.judgedUntil
    for key in context.users.keys.sorted() where !active.contains(key) {
      guard let user = context.users[key], isEnabled(user, at: end) else { continue }
      if let created = user.createdAt, created > end.advanced(by: -dormant) { continue }
      guard covers(end.advanced(by: -dormant)) else {
        sink.remark(.historyTooShort)
        continue
      }
      sink.judge()
      try reportUnused(key, user, end, sink)
    }
  }

  /// Whether the log reaches back to a moment.
  private func covers(_ moment: Instant) -> Bool {
    logBegin.map { $0 <= moment.advanced(by: slack) } ?? false
  }

  /// Judges a sign-in by the one before it; true and false for judged and not to be judged, nil for neither.
  private func judge(_ index: Int, after last: Int, of user: UserHistory, _ sink: FindingSink) throws -> Bool? {
    let success = user.events[index]
    if last >= 0 {
      let gap = success.at.microseconds - user.events[last].at.microseconds
      if gap >= dormant { try report(success, after: user.events[last], gap, of: user, sink) }
      return true
    }
    let created = context.users[user.key]?.createdAt
    if let created, created > success.at.advanced(by: -dormant) { return true }
    guard let created, covers(success.at.advanced(by: -dormant)) else { return false }
    try report(success, after: nil, success.at.microseconds - created.microseconds, of: user, sink)
    return true
  }

  private func isEnabled(_ user: User, at end: Instant) -> Bool {
    let state = states[user.key]
    if let disabled = user.disabledAt, disabled.isMeaningful, disabled <= end {
      // An event that opened it later is newer than the table's word.
      return state.map { !$0.isClosed && disabled < $0.at } ?? false
    }
    return !(state?.isClosed ?? false)
  }

  private func report(
    _ success: UserHistory.Event, after last: UserHistory.Event?, _ length: Int64, of user: UserHistory,
    _ sink: FindingSink
  ) throws {
    let days = length / microsecondsPerDay
    var finding = Finding(
      severity: .medium, key: .user(user.key), first: last?.at ?? success.at, last: success.at,
      evidence: context.evidence([last, success].compactMap { $0 }.map { user.row($0) }),
      sentence: last == nil
        ? Self.sentence("first", ["days": .count(days)])
        : Self.sentence("again", ["days": .count(days)]))
    finding.branch = "a"
    finding.measured = [.init(last == nil ? "account_age_us" : "gap_us", length)]
    if let logBegin { finding.measured.append(.init("log_begin", .instant(logBegin))) }
    try sink.report(finding)
  }

  private func reportUnused(_ key: Identifier, _ user: User, _ end: Instant, _ sink: FindingSink) throws {
    let last = older[key]
    let days = dormant / microsecondsPerDay
    var finding = Finding(
      severity: .low, key: .user(key), first: last?.at ?? end.advanced(by: -dormant),
      last: end.advanced(by: -1),
      evidence: context.evidence([last?.row].compactMap { $0 }),
      sentence: Self.sentence("unused", ["days": .count(days)]))
    finding.branch = "b"
    finding.continues = true
    if let last { finding.measured.append(.init("last_success", .instant(last.at))) }
    if let created = user.createdAt { finding.measured.append(.init("created", .instant(created))) }
    if let logBegin { finding.measured.append(.init("log_begin", .instant(logBegin))) }
    try sink.report(finding)
  }
}
