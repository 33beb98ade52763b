import Messages
import Model

/// A06: one address tries many names that are no users.
///
/// Memory: the users' names; the addresses with such a failure in the last window, the rows of one window each, and the
/// names an episode in hand tried.
struct UnknownUserEnumeration: Rule {
  static let definition = RuleDefinition(
    id: "A06",
    title: Message(tr: "Var olmayan kullanıcı adlarının taranması", en: "Unknown-user enumeration"),
    logic: Message(
      tr:
        "Bir adresten “window” içinde (iki uç dâhil) en az “users” farklı bilinmeyen adla yanlış kimlik bilgili başarısız "
        + "giriş yapılır. Nedeni unknown_user olan ya da denenen kullanıcısı users ilişkisinde ne kimliğiyle ne adıyla "
        + "bulunan satır sayılır; users ilişkisi yoksa ya da boşsa yalnız neden sayılır. Adı olmayan satırlar kanıttır ama "
        + "ad sayılmaz. Pencereleri birbirine değen tetiklenmeler tek bulgudur.",
      en:
        "From one address at least “users” different unknown names fail to sign in with a wrong credential within "
        + "“window”, both ends included. A row counts if its reason is unknown_user, or if the user tried is found in the "
        + "relation users neither by identifier nor by name; without that relation, or where it is empty, only the reason "
        + "counts. Rows without a name are evidence but no name. Triggers whose windows touch are one finding."),
    thresholdSource: Message(
      tr: "A04 gibi, kimsenin olmayan adlar üzerinden: Sentinel 20 dakikada 5, Elastic 30 dakikada 15, Okta 5 "
        + "dakikada 9",
      en: "as A04, over names nobody has: Sentinel 5 in 20 min, Elastic 15 in 30 min, Okta 9 in 5 min"),
    techniques: ["T1110.003", "T1589"],
    tuning: Message(
      tr: "Yazım hataları genellikle on adın altında kalır; kalmıyorsa “users” değerini yükseltin.",
      en: "Mistyped names stay below ten; raise “users” if they do not."),
    severities: [.medium],
    parameters: [
      RuleParameter("users", .count, 10, Message(tr: "farklı bilinmeyen ad sayısı", en: "different unknown names")),
      RuleParameter("window", .duration, 1800, Message(tr: "pencere", en: "window")),
    ],
    branches: [
      RuleBranch(
        needs: [
          .column(.event(.address)), .column(.event(.userID)), .eventTypes([.loginFailed]),
          .anyColumn([.event(.reason), .user(.id)]),
          .any([[.failureReason(.unknownUser)], [.column(.user(.id))]]),
          .wholeSource,
        ],
        optionalNeeds: [.column(.event(.reason))])
    ],
    subject: .failures(by: .address))

  static let passes: Set<RulePass> = [.events]

  private let context: RuleContext
  private let window: Int64
  private let hasUsers: Bool
  /// The folded names of known users: an event may name one without its identifier.
  ///
  /// Names and no keys: Swift's comparison takes a composed and a decomposed letter for one, as a reader does.
  private let names: Set<String>
  private var sources: UsersByAddress

  init(_ context: RuleContext) {
    self.context = context
    window = context.value("window")
    hasUsers = !context.users.isEmpty
    names = Set(context.users.values.lazy.compactMap { $0.name?.foldedName })
    sources = UsersByAddress(distinct: context.value("users"), window: window) { context.evidence([]) }
  }

  mutating func observe(_ event: borrowing ObservedEvent, _ sink: FindingSink) throws {
    guard event.isWrongCredential, let address = event.address, isUnknown(event) else { return }
    let row = UserEpisode.Row(id: event.id, user: event.userKey)
    for ended in sources.add(row, from: address, at: event.at) { try report(ended, sink) }
  }

  mutating func finish(_ sink: FindingSink) throws {
    for ended in sources.remaining { try report(ended, sink) }
  }

  private func isUnknown(_ event: borrowing ObservedEvent) -> Bool {
    if event.reason == .unknownUser { return true }
    guard hasUsers, let user = event.userKey else { return false }
    return context.users.index(forKey: user) == nil && user.triedName.map { names.contains($0) } != true
  }

  private func report(_ ended: UsersByAddress.Ended, _ sink: FindingSink) throws {
    let (address, episode) = ended
    guard context.belongs(episode.last) else { return }
    let (failures, names) = (episode.evidence.count, episode.users.count)
    let span = context.span(episode.first, episode.last)
    var finding = Finding(
      severity: .medium, key: .address(address), first: episode.first, last: episode.last, evidence: episode.evidence,
      text: Message(
        tr: "bir adresten \(names) bilinmeyen kullanıcı adıyla \(failures) başarısız giriş, \(span.tr)",
        en: "\(failures) failed sign-ins with \(names) unknown user names from one address, \(span.en)"))
    finding.continues = context.continues(episode.last, window: window)
    finding.measured = [
      .init("failures", failures), .init("names", names), .init("without_name", episode.users.withoutUser),
      .init("first_names", episode.users.earliest),
    ]
    try sink.report(finding)
  }
}
