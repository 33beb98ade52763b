import Model

/// D01: rows that cannot be right, stand twice, or were written by a clock that is off.
///
/// Memory: ten tallies, whose rows lie on the disk, and one user's sign-ins, sessions and spellings.
struct InvalidRecord: Rule {
  static let definition = RuleDefinition(
    id: "D01",
    version: 3,
    techniques: [],
    severities: [.low, .medium],
    parameters: [
      RuleParameter("tolerance", .duration, 300),
      RuleParameter("share", .percent, 1),
    ],
    branches: [
      RuleBranch("a", needs: [.column(.session(.startedAt)), .column(.session(.endedAt)), .wholeSource]),
      RuleBranch("b", needs: [.column(.session(.startedAt)), .column(.session(.endedAt)), .wholeSource]),
      RuleBranch("c", needs: [.wholeSource]), RuleBranch("d", needs: [.wholeSource]),
      RuleBranch("e", needs: [.wholeSource]), RuleBranch("f", needs: [.wholeSource]),
      RuleBranch(
        "g",
        needs: [
          .column(.session(.userID)), .column(.session(.startedAt)), .column(.event(.userID)),
          .eventTypes([.loginSuccess]), .wholeSource,
        ]),
      RuleBranch("h", needs: [.wholeSource]),
      RuleBranch("i", needs: [.anyColumn([.event(.address), .session(.address)]), .wholeSource]),
      // Without the column there is nothing that could contradict begin and end.
      RuleBranch("j", needs: [.wholeSource]),
    ],
    subject: RuleSubject(.tenant),
    sentences: ["a", "b", "c", "d", "e", "f", "g", "g_sign_ins", "g_sessions", "h", "i", "j"])

  static let passes: Set<RulePass> = [.rows, .users]

  private enum Branch: String, CaseIterable {
    case a, b, c, d, e, f, g, h, i, j
  }

  private struct Tally {
    var evidence: OrderedEvidence
    var first = Instant.infinity
    var last = Instant.minusInfinity
    /// Successful sign-ins in g; users in h.
    var part = 0

    mutating func add(_ row: EvidenceRow, at moment: Instant?) throws {
      try evidence.append(row, at: moment)
      guard let moment, moment.isMeaningful else { return }
      first = min(first, moment)
      last = max(last, moment)
    }
  }

  private let context: RuleContext
  private let pairing: SignInPairing
  private var tallies: [Branch: Tally] = [:]
  private var sessionRows = 0
  private var eventRows = 0
  private var hasSessions = false
  private var hasSuccesses = false
  /// Sessions and events of the period whose user is known: without one, nothing can be paired.
  private var sessionsOfUsers = 0
  private var eventsOfUsers = 0
  private var countedSessions = 0
  private var countedEvents = 0

  init(_ context: RuleContext) {
    self.context = context
    pairing = SignInPairing(tolerance: context.value("tolerance"), sorter: context.recordSorter()) {
      context.belongs($0)
    }
  }

  mutating func observe(
    row event: borrowing SecurityEvent, _ verdict: EventAnalysis.Verdict, _ sink: FindingSink
  ) throws {
    if event.type == .loginSuccess, event.userKey == nil, let session = event.sessionID,
      verdict.countableAt(event) != nil
    {
      try pairing.note(signInTo: session)
    }
    let branch: Branch
    switch verdict {
    case .counted:
      eventRows += 1
      countedEvents += 1
      if event.userKey != nil { eventsOfUsers += 1 }
      guard case .host? = event.address else { return }
      branch = .i
    case .outside: return
    case .copy: branch = .f
    case .quarantined(let reason):
      guard let found = Self.branch(of: reason) else { return }
      branch = found
    }
    if branch != .i {
      guard branch == .d || isInPeriod(event.occurredAt) else { return }
      eventRows += 1
    }
    try add(EvidenceRow(event), at: event.occurredAt, to: branch)
  }

  mutating func observe(
    row session: borrowing Session, _ verdict: SessionAnalysis.Verdict, _ sink: FindingSink
  ) throws {
    hasSessions = hasSessions || session.userKey != nil
    if verdict.resolved == nil || session.userKey == nil { try pairing.note(session: session.id) }
    switch verdict {
    case .counted(let counted):
      sessionRows += 1
      countedSessions += 1
      if session.userKey != nil { sessionsOfUsers += 1 }
      if counted.resolved.basis == .skew { try add(EvidenceRow(session), at: session.startedAt, to: .b) }
      if case .host? = session.address { try add(EvidenceRow(session), at: session.startedAt, to: .i) }
      if Self.isContradicted(session) { try add(EvidenceRow(session), at: session.startedAt, to: .j) }
    case .outside: return
    case .copy:
      guard isInPeriod(session.startedAt) else { return }
      sessionRows += 1
      try add(EvidenceRow(session), at: session.startedAt, to: .f)
    case .quarantined(let reason):
      let moment = session.startedAt ?? session.endedAt
      guard let branch = Self.branch(of: reason), branch == .d || isInPeriod(moment) else { return }
      sessionRows += 1
      try add(EvidenceRow(session), at: moment, to: branch)
    }
  }

  mutating func observe(_ user: UserHistory, _ sink: FindingSink) throws {
    try pair(user)
    try compareNames(of: user)
  }

  mutating func finish(_ sink: FindingSink) throws {
    let pairing = self.pairing
    try pairing.forEachUnnamed { try add($0) }
    if !canPair {
      tallies[.g] = nil
      sink.lookedInVain(Branch.g.rawValue)
    }
    for branch in Branch.allCases {
      if let tally = tallies[branch] { try report(tally, branch, sink) }
    }
  }

  /// Whether both sources exist and name users.
  private var canPair: Bool {
    hasSessions && hasSuccesses && (countedSessions == 0 || sessionsOfUsers > 0)
      && (countedEvents == 0 || eventsOfUsers > 0)
  }

  /// j: whether the length that the source wrote beside begin and end is not what lies between them, or there is no end.
  private static func isContradicted(_ session: borrowing Session) -> Bool {
    guard let stored = session.storedDuration, let begin = session.startedAt else { return false }
    guard let end = session.endedAt, begin.isMeaningful, end.isMeaningful else { return true }
    let (difference, overflow) = (end.microseconds - begin.microseconds).subtractingReportingOverflow(stored)
    return overflow || difference.magnitude > UInt64(microsecondsPerSecond)
  }

  private static func branch(of reason: QuarantineReason) -> Branch? {
    switch reason {
    case .endBeforeStart: .a
    case .timeMissing: .c
    case .future: .d
    case .differingDuplicate: .e
    case .identifierMissing, .unreadable: nil
    }
  }

  /// Whether a row of a time is the period's; one without a time always is.
  private func isInPeriod(_ moment: Instant?) -> Bool {
    guard let moment, moment.isMeaningful else { return true }
    return context.belongs(moment)
  }

  private mutating func add(_ row: EvidenceRow, at moment: Instant?, to branch: Branch) throws {
    let context = self.context
    try tallies[branch, default: Tally(evidence: context.orderedEvidence())].add(row, at: moment)
  }

  /// g: every sign-in needs a session, every session a sign-in.
  private mutating func pair(_ user: UserHistory) throws {
    hasSuccesses = hasSuccesses || user.events.contains { $0.type == .loginSuccess }
    for lonely in try pairing.pair(user) { try add(lonely) }
  }

  private mutating func add(_ lonely: SignInPairing.Lonely) throws {
    try add(lonely.row.row, at: lonely.row.at, to: .g)
    if lonely.isSignIn { tallies[.g]?.part += 1 }
  }

  /// h: names that are one name to whoever reads them.
  private mutating func compareNames(of user: UserHistory) throws {
    guard user.spellings.count > 1 else { return }
    let folded = user.spellings.map(\.name.foldedName)
    var isFound = false
    for (name, spelling) in zip(folded, user.spellings) {
      // Equal in Swift means equal in NFC.
      let same = user.spellings.indices.filter { folded[$0] == name }
      guard same.count > 1, same.contains(where: { isInPeriod(user.spellings[$0].at) }) else { continue }
      try add(user.row(spelling), at: spelling.at, to: .h)
      isFound = true
    }
    if isFound { tallies[.h]?.part += 1 }
  }

  /// Which sentence tells of a branch: of g only what there is.
  private static func sentenceName(_ branch: Branch, part: Int, rest: Int) -> String {
    guard branch == .g else { return branch.rawValue }
    return rest == 0 ? "g_sign_ins" : part == 0 ? "g_sessions" : "g"
  }

  private func report(_ tally: Tally, _ branch: Branch, _ sink: FindingSink) throws {
    let count = tally.evidence.count
    let rows =
      switch branch {
      case .a, .b, .j: sessionRows
      case .c, .d, .e, .f, .g, .h, .i: sessionRows + eventRows
      }
    let isMany = Int64(count) * 100 > context.value("share") * Int64(rows)
    let isTimed = tally.first <= tally.last
    var evidence = context.evidence([])
    try tally.evidence.add(to: &evidence)
    var finding = Finding(
      severity: isMany ? .medium : .low, key: .tenant, first: isTimed ? tally.first : .minusInfinity,
      last: isTimed ? tally.last : .minusInfinity, evidence: evidence,
      sentence: Self.sentence(
        Self.sentenceName(branch, part: tally.part, rest: count - tally.part),
        ["count": .count(count), "part": .count(tally.part), "rest": .count(count - tally.part)]))
    finding.branch = branch.rawValue
    finding.measured = [.init("rows", count), .init("rows_looked_at", rows)]
    switch branch {
    case .g:
      finding.measured += [
        .init("sign_ins_without_session", tally.part), .init("sessions_without_sign_in", count - tally.part),
      ]
    case .h: finding.measured.append(.init("users", tally.part))
    default: break
    }
    try sink.report(finding)
  }
}
