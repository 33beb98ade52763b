import Model

/// S09: uses of a session after it ended, expired or was revoked.
///
/// Memory: the end of each session of one user, and the events after it.
struct ActivityAfterEnd: Rule {
  static let definition = RuleDefinition(
    id: "S09",
    version: 2,
    techniques: ["T1550.001", "T1550.004"],
    severities: [.high],
    parameters: [
      RuleParameter("grace", .duration, 300)
    ],
    branches: [
      RuleBranch(needs: [
        .column(.event(.userID)), .column(.event(.sessionID)),
        .any([[.anyColumn([.session(.endedAt), .session(.expiresAt)])], [.eventTypes([.sessionRevoked])]]),
      ])
    ],
    // Events that are always part of a session; others count when they name one.
    subject: RuleSubject(
      .sessionOfUser, [.activity, .tokenRefresh, .reauthentication], looksAtEveryType: true),
    sentences: ["found"])

  static let passes: Set<RulePass> = [.users]

  /// When a session ended, and what says so.
  private struct End {
    var at = Instant.infinity
    var basis = ""

    mutating func limit(to moment: Instant, _ basis: String) {
      guard moment < at else { return }
      at = moment
      self.basis = basis
    }
  }

  private let context: RuleContext
  private let grace: Int64

  init(_ context: RuleContext) {
    self.context = context
    grace = context.value("grace")
  }

  mutating func observe(_ user: UserHistory, _ sink: FindingSink) throws {
    var ends: [End] = []
    var late: [Int: [Int]] = [:]
    for index in user.events.indices {
      let session = Int(user.events[index].session)
      guard session >= 0 else { continue }
      if ends.isEmpty { ends = self.ends(of: user) }
      let moment = user.events[index].at
      switch user.events[index].type {
      case .sessionRevoked: ends[session].limit(to: moment, "revocation")
      case let type where !type.isUseOfSession: continue
      default:
        guard moment > ends[session].at.advanced(by: grace), user.isOwnAct(user.events[index]) else { continue }
        late[session, default: []].append(index)
      }
    }
    for (session, events) in late.sorted(by: { $0.key < $1.key }) {
      try report(events, ends[session], user.sessionID(numbered: session), of: user, sink)
    }
  }

  /// The ends the user's sessions have by themselves.
  private func ends(of user: UserHistory) -> [End] {
    var ends = Array(repeating: End(), count: user.sessionIDCount)
    for session in user.sessions {
      let (times, number) = (session.resolved, Int(session.number))
      if times.basis.isRecorded { ends[number].limit(to: times.end, "end") }
      if let expiry = session.expiresAt, expiry.isMeaningful {
        ends[number].limit(to: max(times.start, expiry), "expiry")
      }
    }
    return ends
  }

  private func report(
    _ events: [Int], _ end: End, _ session: Identifier, of user: UserHistory, _ sink: FindingSink
  ) throws {
    guard let begin = events.first, let close = events.last else { return }
    let (first, last) = (user.events[begin].at, user.events[close].at)
    guard context.belongs(last) else { return }
    let span = context.span(first, last)
    let after = context.length(last.microseconds - end.at.microseconds)
    var finding = Finding(
      severity: .high, key: .user(user.key), first: end.at, last: last,
      evidence: context.evidence([user.namedRow(session)] + events.map { user.row(user.events[$0]) }),
      sentence: Self.sentence("found", ["events": .count(events.count), "span": .message(span), "after": .text(after)]))
    finding.continues = context.continues(last, window: grace)
    finding.measured = [
      .init("events", events.count), .init("after_end_us", last.microseconds - end.at.microseconds),
      .init("first_after_end_us", first.microseconds - end.at.microseconds), .init("end_basis", .text(end.basis)),
    ]
    try sink.report(finding)
  }
}
