import Messages
import Model

/// C01: a session that stays open after its user's account or credentials were changed.
///
/// Memory: the open sessions of one user, and the changes that stand in rows of others.
struct SurvivingSession: Rule {
  static let definition = RuleDefinition(
    id: "C01",
    title: Message(
      tr: "Kimlik bilgisi değişikliğinden sonra açık kalan oturum", en: "Session survives credential change"),
    logic: Message(
      tr:
        "Bir hesap t anında değişir: kapatma, silme, parola sıfırlama veya değişikliği, MFA sıfırlama veya kaldırma, rol "
        + "alma; privileged_roles yapılandırıldıysa listede olmayan bir role geçiş de rol almadır. Hesabın t'den önce "
        + "başlayan bir oturumunun etkin bitişi t + “grace” anından sonradır (tam o anda biten sayılmaz). Etkin bitiş: "
        + "kayıtlı bitiş; yoksa geçmiş süre sonu; yoksa açık oturumda rapor anı; yoksa son etkinlik. Değişikliğin "
        + "yapıldığı oturum, kimliği biliniyorsa dışarıda kalır. Hedefi yazılı olayda hesap hedeftir, yazılı değilse "
        + "olayın kullanıcısıdır. Her değişiklik tek bulgudur. Önem: kapatma ve silme yüksek; sıfırlama, rol alma ve "
        + "başkasının yaptığı değişiklik orta; kendi değişikliği, yapanı kullanıcının kendisi olan sıfırlama da, düşük.",
      en:
        "An account is changed at t: disabled, deleted, password reset or changed, MFA reset or removed, a role revoked; "
        + "where privileged_roles is configured, a change to a role outside the list counts as revoked, too. A session "
        + "of the account that began before t has its effective end after t + “grace” (an end at that very moment does "
        + "not count). Effective end: the recorded end; else an expiry that has passed; else the report's moment for an "
        + "open session; else the last activity. The session the change was made in is left out when it is known. The "
        + "account is the event's target where one is named, else its user. One finding a change. Severity: disabled "
        + "and deleted high; a reset, a revoked role and a change made by somebody else medium; one's own "
        + "change, a reset by the user included, low."),
    thresholdSource: Message(
      tr: "OWASP ASVS 5.0 7.4.2 ve 7.4.3; ASVS 4.0.3 3.3.3",
      en: "OWASP ASVS 5.0 7.4.2 and 7.4.3; ASVS 4.0.3 3.3.3"),
    techniques: ["T1550.004"],
    tuning: Message(
      tr: "Kaynağın oturum sonlandırması gecikmeliyse grace değerini artırın; olaylara session_id yazdırın.",
      en: "Raise grace where the source ends sessions with a delay; have events carry session_id."),
    severities: [.medium, .high, .low],
    parameters: [
      RuleParameter(
        "grace", .duration, 300, Message(tr: "oturumun sonlandırılmasına tanınan süre", en: "time to end the session"))
    ],
    branches: [
      RuleBranch(
        needs: [
          .anyColumn([.event(.userID), .event(.targetID)]), .column(.session(.userID)),
          .column(.session(.startedAt)),
          .anyColumn([.session(.endedAt), .session(.expiresAt), .session(.status), .session(.lastSeenAt)]),
          .eventTypes([
            .userDisabled, .userDeleted, .passwordReset, .passwordChange, .mfaReset, .mfaRemoved, .roleRevoked,
            .roleChanged,
          ]),
        ], optionalNeeds: [.column(.event(.sessionID))])
    ],
    subject: RuleSubject(
      .account,
      [
        .userDisabled, .userDeleted, .passwordReset, .passwordChange, .mfaReset, .mfaRemoved, .roleRevoked,
        .roleChanged,
      ]))

  static let passes: Set<RulePass> = [.events, .users]

  private let context: RuleContext
  private let grace: Int64
  private var others = ChangesByOthers()

  init(_ context: RuleContext) {
    self.context = context
    grace = context.value("grace")
  }

  mutating func observe(_ event: borrowing ObservedEvent, _ sink: FindingSink) throws {
    others.note(event)
  }

  mutating func observe(_ user: UserHistory, _ sink: FindingSink) throws {
    let sessions = user.sessions
    guard !sessions.isEmpty else { return }
    var open: [Int] = []
    var next = 0
    for change in others.changes(to: user, where: Self.isChange) {
      guard let severity = severity(of: change, to: user.key) else { continue }
      while next < sessions.count, sessions[next].resolved.start < change.at {
        open.append(next)
        next += 1
      }
      // What has ended by now has ended for every later change, too.
      let limit = change.at.advanced(by: grace)
      open.removeAll { sessions[$0].resolved.end <= limit }
      guard context.belongs(change.at) else { continue }
      let surviving = open.filter { sessions[$0].id != change.sessionID }.map { sessions[$0] }
      if !surviving.isEmpty { try report(change, severity, surviving, of: user.key, sink) }
    }
  }

  private static func isChange(_ type: EventType) -> Bool {
    switch type {
    case .userDisabled, .userDeleted, .passwordReset, .passwordChange, .mfaReset, .mfaRemoved, .roleRevoked,
      .roleChanged:
      true
    default: false
    }
  }

  /// How much a surviving session would matter; nil for a change that takes nothing away.
  private func severity(of change: AccountChange, to user: Identifier) -> Severity? {
    switch change.type {
    case .userDisabled, .userDeleted: .high
    case .roleRevoked: .medium
    case .passwordReset, .mfaReset: change.actor == user ? .low : .medium
    case .roleChanged:
      context.lists.privilegedRoles != nil && change.role != nil && !context.lists.isPrivileged(role: change.role)
        ? .medium : nil
    default: change.actor == nil || change.actor == user ? .low : .medium
    }
  }

  private func report(
    _ change: AccountChange, _ severity: Severity, _ surviving: [UserHistory.Session], of user: Identifier,
    _ sink: FindingSink
  ) throws {
    let end = surviving.map(\.resolved.end).max() ?? change.at
    let longest = end.microseconds - change.at.microseconds
    let estimated = surviving.count { !$0.resolved.basis.isRecorded }
    let (occasionTR, occasionEN) = occasion(of: change.type)
    var finding = Finding(
      severity: severity, key: .user(user), first: change.at, last: change.at,
      evidence: context.evidence([change.id] + surviving.map { "session:\($0.id)" }),
      text: Message(
        tr: "\(occasionTR) sonra \(surviving.count) oturum açık kaldı, en uzunu \(context.length(longest))"
          + (estimated > 0 ? "; \(estimated) oturumun bitişi tahmindir" : ""),
        en:
          "\(counted(surviving.count, "session")) stayed open after \(occasionEN), the longest for \(context.length(longest))"
          + (estimated > 0 ? "; the ends of \(estimated) are estimates" : "")))
    finding.continues = end >= context.judgedUntil
    finding.measured = [
      .init("change", .text(change.type.rawValue)), .init("sessions", surviving.count),
      .init("longest_overhang_us", longest), .init("estimated_ends", estimated),
    ]
    try sink.report(finding)
  }

  private func occasion(of type: EventType) -> (String, String) {
    switch type {
    case .userDisabled: ("hesabın kapatılmasından", "the account was disabled")
    case .userDeleted: ("hesabın silinmesinden", "the account was deleted")
    case .passwordReset: ("parola sıfırlamadan", "a password reset")
    case .passwordChange: ("parola değişikliğinden", "a password change")
    case .mfaReset, .mfaRemoved: ("MFA değişikliğinden", "an MFA change")
    default: ("rol alındıktan", "a role was revoked")
    }
  }
}
