import Messages
import Model

/// A03: a sign-in that succeeds after many that failed.
///
/// Memory: the failures of one user since the last success.
struct SuccessAfterFailures: Rule {
  static let definition = RuleDefinition(
    id: "A03",
    title: Message(tr: "Başarısız denemelerin ardından başarılı giriş", en: "Success after repeated failures"),
    logic: Message(
      tr:
        "Bir kullanıcının başarılı girişinden önceki “window” içinde (iki uç dâhil), ama bir önceki başarılı girişinden "
        + "sonra, yanlış kimlik bilgisiyle en az “count” başarısız girişi vardır. Her başarılı giriş sayacı sıfırlar ve "
        + "kendi başına bir bulgudur; birleştirilmez. Başarısız girişlerden biri başarılı girişle aynı adrestense önemi "
        + "yüksektir. Başarılı girişin ağı, kullanıcının önceki “recent_successes” başarılı girişinde ve “history” "
        + "içindekilerin hiçbirinde görülmemişse new_network 1 olur.",
      en:
        "In the “window” before a user's successful sign-in, both ends included, but after the successful one before it, "
        + "the user has at least “count” failed sign-ins with a wrong credential. Every success resets the count and is "
        + "a finding of its own; none are merged. It is high if one of the failures came from the address of the "
        + "success. new_network is 1 if the network of the success occurs neither in the user's “recent_successes” "
        + "earlier successes nor in any within “history”."),
    thresholdSource: Message(
      tr: "Elastic 5 saniyede 5 ve 15 saniyede 25; Sentinel 20 dakikada 10",
      en: "Elastic 5 in 5 s and 25 in 15 s; Sentinel 10 in 20 min"),
    techniques: ["T1110.001", "T1078"],
    tuning: Message(
      tr:
        "Kaynağın nedenlerini system.yaml ile eşleyin: yanlış kimlik bilgisi olmayan başarısızlıklar sayılmaz. Parolasını "
        + "sık yanlış yazan kullanıcılar için “count” değerini yükseltin.",
      en:
        "Map the source's reasons in system.yaml: failures that are no wrong credential do not count. Raise “count” where "
        + "users mistype often."),
    severities: [.high, .medium],
    parameters: [
      RuleParameter("count", .count, 5, Message(tr: "başarısız giriş sayısı", en: "failed sign-ins")),
      RuleParameter("window", .duration, 900, Message(tr: "pencere", en: "window")),
      RuleParameter(
        "recent_successes", .count, 20,
        Message(tr: "ağ için bakılan son başarılı girişler", en: "latest successes looked at for networks")),
      RuleParameter(
        "history", .history, 90 * 86_400,
        Message(tr: "ağ için bakılan süre", en: "time looked at for networks")),
    ],
    branches: [
      RuleBranch(
        needs: [.column(.event(.userID)), .eventTypes([.loginSuccess]), .eventTypes([.loginFailed])],
        optionalNeeds: [.column(.event(.reason)), .column(.event(.address))])
    ],
    subject: RuleSubject(.user, [.loginFailed, .loginSuccess], onlyWrongCredentials: true))

  static let passes: Set<RulePass> = [.users]

  private let context: RuleContext
  private let count: Int
  private let window: Int64

  init(_ context: RuleContext) {
    self.context = context
    count = Int(context.value("count"))
    window = context.value("window")
  }

  mutating func observe(_ user: UserHistory, _ sink: FindingSink) throws {
    var failures: [Int] = []
    var successes = 0
    for index in user.events.indices {
      switch user.events[index].type {
      case .loginFailed where user.events[index].isWrongCredential: failures.append(index)
      case .loginSuccess:
        if failures.count >= count { try judge(index, after: failures, successes, of: user, sink) }
        failures.removeAll(keepingCapacity: true)
        successes += 1
      default: continue
      }
    }
  }

  /// Judges a success; all are places among the user's events.
  private func judge(
    _ index: Int, after failures: [Int], _ earlierSuccesses: Int, of user: UserHistory, _ sink: FindingSink
  ) throws {
    let success = user.events[index]
    let near = failures.drop { success.at.microseconds - user.events[$0].at.microseconds > window }
    guard let begin = near.first, near.count >= count else { return }
    context.suspicions.add(user.key, at: success.at)
    guard context.belongs(success.at) else { return }
    let events = near.map { user.events[$0] }
    let sameAddress = success.address < 0 ? 0 : events.count { $0.address == success.address }
    let addresses = Set(events.map(\.address)).subtracting([-1]).count
    let span = context.span(user.events[begin].at, success.at)
    var finding = Finding(
      severity: sameAddress > 0 ? .high : .medium, key: .user(user.key), first: user.events[begin].at,
      last: success.at, evidence: context.evidence(events.map(\.id) + [success.id]),
      text: Message(
        tr: "\(events.count) başarısız girişin ardından başarılı giriş, \(span.tr), \(addresses) adres",
        en:
          "a successful sign-in after \(events.count) failed ones, \(span.en), \(counted(addresses, "address"))"
      ))
    finding.measured = [
      .init("failures", events.count), .init("addresses", addresses), .init("failures_from_its_address", sameAddress),
      .init("reasons", .text(Set(events.compactMap { $0.reason?.rawValue }).sorted().joined(separator: ", "))),
      .init("success", .event(success.id)), .init("earlier_successes", earlierSuccesses),
    ]
    if let isNew = isNewNetwork(index, user) { finding.measured.append(.init("new_network", isNew ? 1 : 0)) }
    try sink.report(finding)
  }

  /// Whether a success came from a network the user is not known to come from; nil when it has none.
  private func isNewNetwork(_ index: Int, _ user: UserHistory) -> Bool? {
    let success = user.events[index]
    guard let network = user.network(success.address) else { return nil }
    if context.isTrusted(user.address(success.address)) { return false }
    let oldest = success.at.advanced(by: -context.value("history"))
    var recent = context.value("recent_successes")
    for event in user.events[..<index].reversed() where event.type == .loginSuccess {
      if recent <= 0, event.at < oldest { break }
      if user.network(event.address) == network { return false }
      recent -= 1
    }
    return true
  }
}
