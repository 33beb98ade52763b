import Messages
import Model

/// S08: sessions without a sign of life for longer than allowed, and sessions that stay open though nobody uses them.
///
/// Memory: the last activity of each session of one user, and the idle stretches of those that had one.
struct IdleSession: Rule {
  static let definition = RuleDefinition(
    id: "S08",
    title: Message(tr: "Boşta kalan veya terk edilmiş oturum", en: "Idle or abandoned session"),
    logic: Message(
      tr:
        "a) Bir oturumun art arda gelen iki activity olayı arasında “idle_limit” değerinden uzun süre geçer (tam sınır "
        + "dâhil değildir) ve aralarında oturumun reauthentication olayı yoktur. Birinin bittiği olayda öteki başlayan "
        + "aralıklar tek bulgudur; kanıt, aralıkların iki ucundaki olaylardır. b) Sonu yazılmamış oturumun durumu rapor "
        + "anında açıktır ve son etkinliği en az “abandoned_after” öncedir ya da süre sonunun üstünden “expiry_grace” "
        + "değerinden uzun süre geçmiştir. Terk edilme, bu koşulların ilkinin sağlandığı anda başlar, oturumun etkin "
        + "sonuna kadar sürer ve değdiği her dönemde bildirilir. Ne son etkinliği ne süre sonu olan açık oturumlar "
        + "sayılır.",
      en:
        "a) Between two neighbouring activity events of a session more than “idle_limit” passes, exactly the limit being "
        + "allowed, and no reauthentication event of the session lies between them. Stretches of which one begins at the "
        + "event where another ends are one finding; the evidence is the events at both ends of each. b) A session "
        + "without a recorded end is active at the report's moment and its last activity lies at least "
        + "“abandoned_after” back, or more than “expiry_grace” has passed since its expiry. It counts as abandoned from "
        + "the moment the first of these holds until its effective end, and is reported in every period it touches. "
        + "Active sessions with neither a last activity nor an expiry are counted."),
    thresholdSource: Message(
      tr: "PCI DSS 4.0.1 8.2.8: 15 dk boşta; OWASP ASVS 5.0 7.3.1, 4.0.3 3.3.2 L2: 30 dk boşta; Keycloak 30 dk",
      en: "PCI DSS 4.0.1 8.2.8: idle 15 min; OWASP ASVS 5.0 7.3.1, 4.0.3 3.3.2 L2: idle 30 min; Keycloak 30 min"),
    techniques: [],
    tuning: Message(
      tr: "Sınırı politikanıza göre ayarlayın: PCI DSS 15m. Uygulama etkinliği seyrek yazıyorsa sınırı ona göre açın.",
      en: "Set the limit to your policy: PCI DSS 15m. Where activity is written seldom, widen it accordingly."),
    severities: [.medium, .low],
    parameters: [
      RuleParameter("idle_limit", .duration, 1800, Message(tr: "izin verilen boşta süre", en: "idle time allowed")),
      RuleParameter(
        "abandoned_after", .duration, 86_400,
        Message(tr: "terk edilmiş sayılmak için etkinliksiz süre", en: "time without activity to count as abandoned")),
      RuleParameter(
        "expiry_grace", .duration, 300, Message(tr: "süre sonundan sonraki pay", en: "grace after the expiry")),
    ],
    branches: [
      RuleBranch(
        "a", needs: [.column(.event(.userID)), .column(.event(.sessionID)), .eventTypes([.activity])]),
      RuleBranch(
        "b",
        needs: [
          .column(.session(.userID)), .column(.session(.status)),
          .anyColumn([.session(.lastSeenAt), .session(.expiresAt)]),
        ]),
    ],
    subject: RuleSubject(.sessionOfUser, [.activity], countsSessions: true))

  static let passes: Set<RulePass> = [.users]

  /// The idle stretches of one session that touch each other.
  private struct Episode {
    let first: Instant
    var last: Instant
    var stretches = 0
    var longest: Int64 = 0
    var events: [Int] = []
  }

  private let context: RuleContext
  private let idleLimit: Int64
  private let abandonedAfter: Int64
  private let expiryGrace: Int64

  init(_ context: RuleContext) {
    self.context = context
    idleLimit = context.value("idle_limit")
    abandonedAfter = context.value("abandoned_after")
    expiryGrace = context.value("expiry_grace")
  }

  mutating func observe(_ user: UserHistory, _ sink: FindingSink) throws {
    try observeEvents(of: user, sink)
    let scope = Scope(period: context.period, asOf: context.asOf, zone: context.zone)
    for session in user.sessions where session.status == .active && !session.resolved.basis.isRecorded {
      try judge(session, scope, of: user, sink)
    }
  }

  private func observeEvents(of user: UserHistory, _ sink: FindingSink) throws {
    /// The last activity of each session; -1 when there was none, or a re-authentication since.
    var before: [Int] = []
    var episodes: [Int: Episode] = [:]
    for index in user.events.indices {
      let session = Int(user.events[index].session)
      let type = user.events[index].type
      guard session >= 0, type == .activity || type == .reauthentication else { continue }
      if before.isEmpty { before = Array(repeating: -1, count: user.sessionIDs.count) }
      let last = before[session]
      before[session] = type == .activity ? index : -1
      guard type == .activity, last >= 0 else { continue }
      let (begin, end) = (user.events[last].at, user.events[index].at)
      let idle = end.microseconds - begin.microseconds
      guard idle > idleLimit else { continue }
      if let episode = episodes[session], begin > episode.last {
        try report(episode, session, of: user, mayGoOn: false, sink)
        episodes[session] = nil
      }
      var episode = episodes[session] ?? Episode(first: begin, last: end)
      if episode.events.last != last { episode.events.append(last) }
      episode.events.append(index)
      episode.last = end
      episode.stretches += 1
      episode.longest = max(episode.longest, idle)
      episodes[session] = episode
    }
    for (session, episode) in episodes.sorted(by: { $0.key < $1.key }) {
      // As long as nothing came after it, the next activity may be as late.
      let isLast = before[session] == episode.events.last
      try report(episode, session, of: user, mayGoOn: isLast, sink)
    }
  }

  private func report(
    _ episode: Episode, _ session: Int, of user: UserHistory, mayGoOn: Bool, _ sink: FindingSink
  ) throws {
    guard context.belongs(episode.last) else { return }
    let span = context.span(episode.first, episode.last)
    let (longest, limit) = (context.length(episode.longest), context.length(idleLimit))
    let evidence = ["session:\(user.sessionIDs[session])"] + episode.events.map { user.events[$0].id }
    var finding = Finding(
      severity: .medium, key: .user(user.key), first: episode.first, last: episode.last,
      evidence: context.evidence(evidence),
      text: Message(
        tr: "boşta geçen süre: \(episode.stretches), en uzunu \(longest), sınır \(limit), \(span.tr)",
        en: "idle stretches: \(episode.stretches), the longest \(longest), limit \(limit), \(span.en)"))
    finding.branch = "a"
    finding.continues = mayGoOn && context.continues(episode.last, window: idleLimit)
    finding.measured = [
      .init("stretches", episode.stretches), .init("longest_us", episode.longest), .init("limit_us", idleLimit),
    ]
    try sink.report(finding)
  }

  private func judge(
    _ session: UserHistory.Session, _ scope: Scope, of user: UserHistory, _ sink: FindingSink
  ) throws {
    let times = session.resolved
    let seen = session.lastSeenAt.flatMap { $0.isMeaningful ? max(times.start, $0) : nil }
    let expiry = session.expiresAt.flatMap { $0.isMeaningful ? max(times.start, $0) : nil }
    let idleFrom = seen?.advanced(by: abandonedAfter)
    // The first moment at which more than the grace has passed.
    let expiredFrom = expiry?.advanced(by: expiryGrace).advanced(by: 1)
    guard let abandoned = [idleFrom, expiredFrom].compactMap({ $0 }).min() else {
      if scope.contains(times) { sink.remark(.sessionsLeftOut) }
      return
    }
    let end = max(abandoned, times.end)
    guard abandoned <= context.asOf, abandoned < context.period.to, context.period.from <= end,
      context.period.from < context.judgedUntil, times.end > context.period.from || abandoned == end
    else { return }
    let isIdle = abandoned == idleFrom
    let since = (isIdle ? seen : expiry) ?? times.start
    let unused = context.length(context.asOf.microseconds - since.microseconds)
    var finding = Finding(
      severity: .low, key: .user(user.key), first: since, last: min(end, context.judgedUntil.advanced(by: -1)),
      evidence: context.evidence(["session:\(session.id)"]),
      text: isIdle
        ? Message(
          tr: "rapor anında açık görünen oturumda \(unused) süredir etkinlik yok",
          en: "a session still active at the report's moment had no activity for \(unused)")
        : Message(
          tr: "rapor anında açık görünen oturumun süresi \(unused) önce dolmuş",
          en: "a session still active at the report's moment expired \(unused) before"))
    finding.branch = "b"
    finding.continues = end >= context.judgedUntil
    finding.measured = [.init("unused_us", context.asOf.microseconds - since.microseconds)]
    if let seen { finding.measured.append(.init("last_seen_at", .instant(seen))) }
    if let expiry { finding.measured.append(.init("expires_at", .instant(expiry))) }
    try sink.report(finding)
  }
}
