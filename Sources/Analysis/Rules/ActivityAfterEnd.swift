import Messages
import Model

/// S09: events of a session after it ended, expired or was revoked.
///
/// Memory: the end of each session of one user, and the events after it.
struct ActivityAfterEnd: Rule {
  static let definition = RuleDefinition(
    id: "S09",
    title: Message(tr: "Oturum bittikten sonra etkinlik", en: "Activity after session end"),
    logic: Message(
      tr:
        "Bir oturumun olayı, oturumun bitiminden sonra “grace” değerinden uzun süre geçmişken görülür (tam sınır dâhil "
        + "değildir). Bitim; yazılmış son, süre sonu ve session_revoked olayının en erkenidir. session_revoked, "
        + "session_end ve logout olayları ile başka birinin yaptığı (actor) olaylar etkinlik değildir. Oturum başına "
        + "bir bulgu, son böyle olayın döneminde bildirilir; kanıt, oturum ve o ana kadarki bütün böyle olaylardır.",
      en:
        "An event of a session is seen when more than “grace” has passed since the session's end, exactly the limit "
        + "being allowed. The end is the earliest of the recorded end, the expiry and a session_revoked event. The types "
        + "session_revoked, session_end and logout, and events that somebody else acted in (actor), are no activity. One "
        + "finding per session, reported in the period of the last such event; the evidence is the session and all such "
        + "events until then."),
    thresholdSource: Message(
      tr: "OWASP ASVS 5.0 7.4; saat kayması ve geç gelen kayıt için 300 sn",
      en: "OWASP ASVS 5.0 7.4; 300 s for clock skew and late delivery"),
    techniques: ["T1550.001", "T1550.004"],
    tuning: Message(
      tr:
        "Kaynak olayları geç yazıyorsa payı artırın. Uygulama süre sonunu her kullanımda ileri alıyorsa expires_at "
        + "sütunu son değeri göstermelidir.",
      en:
        "Widen the grace where the source writes events late. Where every use moves the expiry, expires_at has to show "
        + "the latest."),
    severities: [.high],
    parameters: [
      RuleParameter("grace", .duration, 300, Message(tr: "bitimden sonraki pay", en: "grace after the end"))
    ],
    branches: [
      RuleBranch(needs: [
        .column(.event(.userID)), .column(.event(.sessionID)),
        .any([[.anyColumn([.session(.endedAt), .session(.expiresAt)])], [.eventTypes([.sessionRevoked])]]),
      ])
    ],
    // Events that are always part of a session; others count when they name one.
    subject: RuleSubject(.sessionOfUser, [.sessionStart, .activity, .tokenRefresh, .reauthentication]))

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
      case .sessionEnd, .logout: continue
      default:
        guard moment > ends[session].at.advanced(by: grace), user.isOwnAct(user.events[index]) else { continue }
        late[session, default: []].append(index)
      }
    }
    for (session, events) in late.sorted(by: { $0.key < $1.key }) {
      try report(events, ends[session], user.sessionIDs[session], of: user, sink)
    }
  }

  /// The ends the user's sessions have by themselves.
  private func ends(of user: UserHistory) -> [End] {
    var ends = Array(repeating: End(), count: user.sessionIDs.count)
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
      evidence: context.evidence(["session:\(session)"] + events.map { user.events[$0].id }),
      text: Message(
        tr: "oturumun bitiminden sonra olay: \(events.count), \(span.tr), sonuncusu bitimden \(after) sonra",
        en: "events after the session's end: \(events.count), \(span.en), the last \(after) after it"))
    finding.continues = context.continues(last, window: grace)
    finding.measured = [
      .init("events", events.count), .init("after_end_us", last.microseconds - end.at.microseconds),
      .init("first_after_end_us", first.microseconds - end.at.microseconds), .init("end_basis", .text(end.basis)),
    ]
    try sink.report(finding)
  }
}
