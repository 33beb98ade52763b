import Messages
import Model

/// B01: a session far longer than the user's sessions before the period.
///
/// Memory: the lengths of one user's sessions.
struct SessionDurationOutlier: Rule {
  static let definition = RuleDefinition(
    id: "B01",
    title: Message(tr: "Olağandışı oturum süresi", en: "Session duration outlier"),
    logic: Message(
      tr:
        "Dönemde biten, bitişi kayıtlı bir oturumun süresi x (tam milisaniye), kullanıcının dönemden önce biten "
        + "oturumlarına göre değerlendirilir: ortanca med = percentile_disc(0,5), MAD = |süre − med| değerlerinin "
        + "ortancası, S = max(MAD, “floor”, med/20). Bulgu: 6745·(x − med) > 1000·“score”·S ve x − med ≥ “minimum”. En "
        + "az “sessions” önceki oturum gerekir; yoksa kullanıcı değerlendirilmez ve sayılır. Bitişi tahmin edilen "
        + "oturumlara bakılmaz.",
      en:
        "The length x, in whole milliseconds, of a session that ended in the period and whose end is recorded is judged "
        + "by the user's sessions that ended before the period: median med = percentile_disc(0.5), MAD = the median of "
        + "|length − med|, S = max(MAD, “floor”, med/20). A finding: 6745·(x − med) > 1000·“score”·S and x − med ≥ "
        + "“minimum”. At least “sessions” earlier sessions are needed; otherwise the user is not judged and counted. "
        + "Sessions with an estimated end are not looked at."),
    thresholdSource: Message(
      tr: "Iglewicz-Hoaglin değiştirilmiş z-skoru 3,5; Elastic ML ortalama RDP oturum süresi",
      en: "Iglewicz-Hoaglin modified z-score 3.5; Elastic ML mean RDP session duration"),
    techniques: ["T1078"],
    tuning: Message(
      tr: "Programların hesaplarını service_accounts listesine yazın: bulgu silinir ve sayılır.",
      en: "Put programs' accounts into service_accounts: the finding is taken out and counted."),
    severities: [.low],
    parameters: [
      RuleParameter("sessions", .count, 20, Message(tr: "gereken önceki oturum", en: "earlier sessions needed")),
      RuleParameter("score", .count, 35, Message(tr: "sınır, onda bir", en: "limit of the score, in tenths")),
      RuleParameter("floor", .duration, 60, Message(tr: "en küçük sapma ölçüsü", en: "least measure of deviation")),
      RuleParameter(
        "minimum", .duration, 3600, Message(tr: "ortancadan en az fark", en: "least excess over the median")),
    ],
    branches: [
      RuleBranch(needs: [
        .column(.session(.userID)), .column(.session(.startedAt)), .column(.session(.endedAt)),
      ])
    ],
    subject: RuleSubject(.user))

  static let passes: Set<RulePass> = [.users]

  private let context: RuleContext
  private let needed: Int
  private let score: Int64
  private let floor: Int64
  private let minimum: Int64

  private static let microsecondsPerMillisecond: Int64 = 1000

  init(_ context: RuleContext) {
    self.context = context
    needed = Int(context.value("sessions"))
    score = context.value("score")
    floor = context.value("floor") / Self.microsecondsPerMillisecond
    minimum = context.value("minimum") / Self.microsecondsPerMillisecond
  }

  mutating func observe(_ user: UserHistory, _ sink: FindingSink) throws {
    let recorded = user.sessions.filter { $0.resolved.basis.isRecorded }
    let judged = recorded.filter { context.belongs($0.resolved.end) }
    guard !judged.isEmpty else { return }
    let before = recorded.filter { context.historyFrom <= $0.resolved.end && $0.resolved.end < context.period.from }
    guard before.count >= needed, let baseline = RobustBaseline(before.map { Self.length(of: $0) }) else {
      return sink.remark(.historyTooShort)
    }
    sink.judge()
    let floor = max(floor, baseline.median / 20)
    for session in judged {
      let length = Self.length(of: session)
      guard length - baseline.median >= minimum, baseline.isExceeded(by: length, floor: floor, tenths: score)
      else { continue }
      if context.lists.serviceAccounts.contains(user.key) {
        sink.suppress(by: "service_accounts")
      } else {
        try report(session, length, baseline, floor: floor, of: user.key, sink)
      }
    }
  }

  private static func length(of session: UserHistory.Session) -> Int64 {
    session.resolved.length / microsecondsPerMillisecond
  }

  private func report(
    _ session: UserHistory.Session, _ length: Int64, _ baseline: RobustBaseline, floor: Int64, of user: Identifier,
    _ sink: FindingSink
  ) throws {
    let (shown, usual) = (
      context.length(session.resolved.length), context.length(baseline.median * Self.microsecondsPerMillisecond)
    )
    var finding = Finding(
      severity: .low, key: .user(user), first: session.resolved.start, last: session.resolved.end,
      evidence: context.evidence([session.id], ofSessions: true),
      text: Message(
        tr: "oturum süresi \(shown); önceki \(baseline.count) oturumun ortancası \(usual)",
        en: "session of \(shown); the median of \(baseline.count) earlier sessions is \(usual)"))
    finding.measured = [
      .init("duration_ms", length), .init("median_ms", baseline.median), .init("mad_ms", baseline.deviation),
      .init("floor_ms", floor), .init("baseline_sessions", baseline.count),
    ]
    try sink.report(finding)
  }
}
