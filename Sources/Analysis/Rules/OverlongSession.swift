import Messages
import Model

/// S07: sessions that lasted longer without a new authentication than the absolute limit allows.
///
/// Memory: the re-authentications of one user.
struct OverlongSession: Rule {
  static let definition = RuleDefinition(
    id: "S07",
    title: Message(tr: "Azami oturum süresinin aşılması", en: "Session longer than the absolute limit"),
    logic: Message(
      tr:
        "Bir oturumun başlangıcı, yeniden kimlik doğrulamaları (reauthentication) ve etkin sonu arasındaki art arda "
        + "gelen iki an arasında “limit” değerinden uzun süre vardır (tam sınır dâhil değildir); süre döneme kırpılmaz. "
        + "Sınırdan sonraki bölümü dönemde olan her böyle süre bir bulgudur. Süre etkin sonda bitiyor ve bu son "
        + "yazılmamışsa önem düşük, değilse orta. Sonu ve süre sonu olmayan ve açık da olmayan oturumlar yargılanmaz; "
        + "dönemdekiler sayılır.",
      en:
        "Between two neighbours of a session's begin, its re-authentications (reauthentication) and its effective end "
        + "more than “limit” passes, exactly the limit being allowed; nothing is cut to the period. Every such stretch "
        + "whose part beyond the limit reaches into the period is a finding. Where it ends at an effective end that is "
        + "not recorded the severity is low, else medium. Sessions with neither an end nor an expiry that are not active "
        + "are not judged; those of the period are counted."),
    thresholdSource: Message(
      tr: "OWASP ASVS 4.0.3 3.3.2 L2: 12 sa, 5.0 7.3.2; NIST 800-63B-4 AAL2 24 sa, AAL1 30 gün; Keycloak 10 sa",
      en: "OWASP ASVS 4.0.3 3.3.2 L2: 12 h, 5.0 7.3.2; NIST 800-63B-4 AAL2 24 h, AAL1 30 d; Keycloak 10 h"),
    techniques: [],
    tuning: Message(
      tr: "Sınırı oturum politikanıza göre ayarlayın: NIST AAL2 24h, AAL1 30d, Keycloak 10h.",
      en: "Set the limit to your session policy: NIST AAL2 24h, AAL1 30d, Keycloak 10h."),
    severities: [.medium, .low],
    parameters: [
      RuleParameter("limit", .duration, 43_200, Message(tr: "azami süre", en: "absolute limit"))
    ],
    branches: [
      RuleBranch(
        needs: [.column(.session(.userID)), .column(.session(.startedAt))],
        optionalNeeds: [.anyColumn([.session(.endedAt), .session(.expiresAt), .session(.status)])])
    ],
    subject: RuleSubject(.user))

  static let passes: Set<RulePass> = [.users]

  private let context: RuleContext
  private let limit: Int64

  init(_ context: RuleContext) {
    self.context = context
    limit = context.value("limit")
  }

  mutating func observe(_ user: UserHistory, _ sink: FindingSink) throws {
    let scope = Scope(period: context.period, asOf: context.asOf, zone: context.zone)
    // By session, and only once there is a session long enough to ask for them.
    var renewals: [Int32: [Int]]?
    for session in user.sessions {
      let times = session.resolved
      if times.basis == .lastActivity || times.basis == .none, session.expiresAt?.isMeaningful != true {
        if scope.contains(times) { sink.remark(.sessionsLeftOut) }
        continue
      }
      guard times.length > limit else { continue }
      let known = renewals ?? reauthentications(of: user)
      renewals = known
      try judge(session, known[session.number] ?? [], of: user, sink)
    }
  }

  private func reauthentications(of user: UserHistory) -> [Int32: [Int]] {
    var result: [Int32: [Int]] = [:]
    for index in user.events.indices where user.events[index].type == .reauthentication {
      result[user.events[index].session, default: []].append(index)
    }
    return result
  }

  /// Looks at the stretches between a session's begin, its re-authentications and its end.
  private func judge(
    _ session: UserHistory.Session, _ renewals: [Int], of user: UserHistory, _ sink: FindingSink
  ) throws {
    let times = session.resolved
    var (begin, evidence): (Instant, [Identifier]) = (times.start, ["session:\(session.id)"])
    for renewal in renewals.lazy.map({ user.events[$0] })
    where times.start <= renewal.at && renewal.at <= times.end {
      try judge(evidence + [renewal.id], begin, renewal.at, isEstimated: false, of: user, sink)
      (begin, evidence) = (renewal.at, ["session:\(session.id)", renewal.id])
    }
    try judge(evidence, begin, times.end, isEstimated: !times.basis.isRecorded, of: user, sink)
  }

  private func judge(
    _ evidence: [Identifier], _ begin: Instant, _ end: Instant, isEstimated: Bool, of user: UserHistory,
    _ sink: FindingSink
  ) throws {
    let (length, limit) = (end.microseconds - begin.microseconds, self.limit)
    guard length > limit,
      let (last, continues) = context.lastMoment(ofStateFrom: begin.advanced(by: limit), to: end)
    else { return }
    let (from, end) = context.clock(begin, last)
    // Where it goes on, the end of what was read is no end.
    let to = continues ? Message(tr: "sürüyor", en: "still running") : end
    let (measured, allowed) = (context.length(length), context.length(limit))
    var finding = Finding(
      severity: isEstimated ? .low : .medium, key: .user(user.key), first: begin, last: last,
      evidence: context.evidence(evidence),
      text: isEstimated
        ? Message(
          tr: "yeniden kimlik doğrulama olmadan \(measured) oturum (tahmini), sınır \(allowed), \(from.tr)–\(to.tr)",
          en: "a session of \(measured) without re-authentication (estimated), limit \(allowed), \(from.en)–\(to.en)")
        : Message(
          tr: "yeniden kimlik doğrulama olmadan \(measured) oturum, sınır \(allowed), \(from.tr)–\(to.tr)",
          en: "a session of \(measured) without re-authentication, limit \(allowed), \(from.en)–\(to.en)"))
    finding.continues = continues
    finding.measured = [
      .init("length_us", length), .init("limit_us", limit), .init("estimated", isEstimated ? 1 : 0),
    ]
    try sink.report(finding)
  }
}
