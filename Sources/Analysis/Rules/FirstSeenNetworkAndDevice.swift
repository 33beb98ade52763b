import Messages
import Model

/// S03: a sign-in from a network and with a device that are both new for the user.
///
/// Memory: when each network and device of one user was last seen.
struct FirstSeenNetworkAndDevice: Rule {
  static let definition = RuleDefinition(
    id: "S03",
    title: Message(tr: "İlk kez görülen ağ ve cihaz", en: "First-seen network and device"),
    logic: Message(
      tr:
        "Bir kullanıcının başarılı girişinin ağı (IPv4 /24, IPv6 /64) ve cihazı (kaynağın verdiği ad, yoksa işletim "
        + "sistemi ve tarayıcı ailesi), zaman ve kimlik sırasında ondan önceki son “recent” başarılı girişinde de en çok "
        + "“baseline” önceki (sınır dâhil) başarılı girişlerinde de yoktur; öncesinde en az “successes” başarılı girişi "
        + "vardır. Ağı veya cihazı bilinmeyen giriş yargılanmaz, geçmişte sayılır; hiçbir girişinde cihazı bilinmeyen "
        + "kullanıcıda yalnız ağa bakılır. Yeterli geçmişi olmayan kullanıcılar sayılır. Önem düşüktür; kullanıcıya "
        + "yönelik A01, A03, A04 veya A05 gözleminin son tetiklenmesinden en çok “after_guessing” sonra ortadır.",
      en:
        "The network (/24 of IPv4, /64 of IPv6) and the device (the source's name for it, else system and browser "
        + "family) of a user's successful sign-in occur neither in the last “recent” successful sign-ins before it in "
        + "order of time and identifier nor in those at most “baseline” earlier, the limit included; before it there are "
        + "at least “successes” successful sign-ins. A sign-in without a known network or device is not judged, but is "
        + "part of the history; of a user with no known device in any sign-in the network alone is looked at. Users without "
        + "such a history are counted. The severity is low, and medium at most “after_guessing” after the last trigger "
        + "of A01, A03, A04 or A05 against the user."),
    thresholdSource: Message(
      tr: "Okta davranış algılama: son 20 giriş; Entra ID Protection alışılmadık özellikler",
      en: "Okta behaviour detection: last 20 sign-ins; Entra ID Protection unfamiliar properties"),
    techniques: ["T1078"],
    tuning: Message(
      tr: "Kullanıcıların kendi çıkış ağlarını trusted_egress listesine yazın; oradan girişler bulgu olmaz, sayılır.",
      en: "Put the users' own way out into trusted_egress: sign-ins from there are no findings, but counted."),
    severities: [.low, .medium],
    parameters: [
      RuleParameter("recent", .count, 20, Message(tr: "bakılan son başarılı giriş", en: "last sign-ins looked at")),
      RuleParameter("baseline", .history, 90 * 86_400, Message(tr: "geriye bakılan süre", en: "time looked back")),
      RuleParameter(
        "successes", .count, 10, Message(tr: "gereken önceki başarılı giriş", en: "earlier sign-ins needed")),
      RuleParameter(
        "after_guessing", .duration, 86_400,
        Message(tr: "parola denemesinden sonra geçen en uzun süre", en: "longest time after guessing")),
    ],
    branches: [
      RuleBranch(
        needs: [.column(.event(.userID)), .eventTypes([.loginSuccess]), .column(.event(.address))],
        optionalNeeds: [.anyColumn([.event(.device), .event(.userAgent)])])
    ],
    subject: RuleSubject(.user, [.loginSuccess]))

  static let passes: Set<RulePass> = [.users]

  private let context: RuleContext
  private let recent: Int64
  private let baseline: Int64
  private let successes: Int64
  private let afterGuessing: Int64

  init(_ context: RuleContext) {
    self.context = context
    recent = context.value("recent")
    baseline = context.value("baseline")
    successes = context.value("successes")
    afterGuessing = context.value("after_guessing")
  }

  mutating func observe(_ user: UserHistory, _ sink: FindingSink) throws {
    var origins = UserOrigins(user, context)
    var sources = KnownSources(user, recent: recent, baseline: baseline)
    var (isJudged, isTooShort) = (false, false)
    for event in user.events where event.type == .loginSuccess {
      if context.belongs(event.at), let isNew = sources.isNew(event) {
        if sources.count < successes {
          isTooShort = true
        } else {
          isJudged = true
          if isNew {
            try report(event, of: user, earlier: sources.count, isTrusted: origins.isTrusted(event.address), sink)
          }
        }
      }
      sources.note(event)
    }
    if isJudged { sink.judge() } else if isTooShort { sink.remark(.historyTooShort) }
  }

  private func report(
    _ event: UserHistory.Event, of user: UserHistory, earlier: Int64, isTrusted: Bool, _ sink: FindingSink
  ) throws {
    if isTrusted { return sink.suppress(by: "trusted_egress") }
    let isAfterGuessing = context.suspicions.hasTarget(user.key, within: afterGuessing, before: event.at)
    let clock = context.span(event.at, event.at)
    let text =
      event.device < 0
      ? Message(
        tr: "ilk kez görülen ağdan başarılı giriş, \(clock.tr); önceki giriş: \(earlier), cihaz bilinmiyor",
        en: "sign-in from a network not seen before, \(clock.en); earlier sign-ins: \(earlier), device unknown")
      : Message(
        tr: "ilk kez görülen ağ ve cihazla başarılı giriş, \(clock.tr); önceki giriş: \(earlier)",
        en: "sign-in from a network and with a device not seen before, \(clock.en); earlier sign-ins: \(earlier)")
    var finding = Finding(
      severity: isAfterGuessing ? .medium : .low, key: .user(user.key), first: event.at, last: event.at,
      evidence: context.evidence([event.id]), text: text)
    finding.measured = [
      .init("earlier_successes", earlier), .init("device_known", event.device < 0 ? 0 : 1),
      .init("after_guessing", isAfterGuessing ? 1 : 0),
    ]
    if let address = user.address(event.address) { finding.measured.append(.init("address", .address(address))) }
    try sink.report(finding)
  }
}
