import Model

/// S02: a sign-in from a country the user did not sign in from before.
///
/// Memory: for every country the first few users seen in it before the period, the countries of the last ten thousand
/// addresses, and one user's countries.
struct FirstSeenCountry: Rule {
  static let definition = RuleDefinition(
    id: "S02",
    techniques: ["T1078"],
    severities: [.medium, .low],
    parameters: [
      RuleParameter("baseline", .history, 90 * 86_400),
      RuleParameter(
        "successes", .count, 10),
      RuleParameter("learning", .duration, 14 * 86_400),
      RuleParameter(
        "others", .count, 3),
    ],
    branches: [
      RuleBranch(needs: [
        .column(.event(.userID)), .eventTypes([.loginSuccess]),
        .any([[.setting("geoip"), .column(.event(.address))], [.column(.event(.country))]]),
      ])
    ],
    subject: RuleSubject(.user, [.loginSuccess]),
    sentences: ["found"])

  static let passes: Set<RulePass> = [.rows, .users]

  /// When a user was last seen in a country.
  private struct Visit {
    let country: String
    var last = Instant.minusInfinity
    /// The same for sign-ins by a trusted way out, which prove no country.
    var lastTrusted = Instant.minusInfinity
  }

  /// What one user's sign-ins have come to so far.
  private struct History {
    var visits: [Visit] = []
    var count: Int64 = 0
    var first: Instant?
    var isJudged = false
    var isTooShort = false

    /// The place of a country among the visits.
    mutating func visit(to country: String) -> Int {
      if let known = visits.firstIndex(where: { $0.country == country }) { return known }
      visits.append(Visit(country: country))
      return visits.count - 1
    }
  }

  private let context: RuleContext
  private let baseline: Int64
  private let successes: Int64
  private let learning: Int64
  private let others: Int
  /// By country users seen before the period, one more than are asked for.
  private var users: [String: Set<Identifier>] = [:]
  private let countries = BoundedCache<NetworkAddress, GeoLocation?>()

  init(_ context: RuleContext) {
    self.context = context
    baseline = context.value("baseline")
    successes = context.value("successes")
    learning = context.value("learning")
    others = max(0, Int(clamping: context.value("others")))
  }

  mutating func observe(
    row event: borrowing SecurityEvent, _ verdict: EventAnalysis.Verdict, _ sink: FindingSink
  ) throws {
    guard event.type == .loginSuccess, let moment = verdict.countableAt(event), moment < context.period.from,
      moment >= context.period.from.advanced(by: -baseline), let user = event.userKey,
      let country = country(of: event), !context.isTrusted(event.address)
    else { return }
    if users[country]?.count ?? 0 <= others { users[country, default: []].insert(user) }
  }

  /// The country of a row, as ``UserOrigins`` has it; addresses are asked once as long as they are remembered.
  private func country(of event: borrowing SecurityEvent) -> String? {
    if case .host = event.address { return nil }
    let located = event.address.flatMap { countries.result(for: $0, context.locate) }
    return GeoLocation(country: event.country, place: nil, otherwise: located)?.country
  }

  mutating func observe(_ user: UserHistory, _ sink: FindingSink) throws {
    var origins = UserOrigins(user, context)
    var history = History()
    for index in user.events.indices where user.events[index].type == .loginSuccess {
      let event = user.events[index]
      let isInPeriod = context.belongs(event.at)
      guard let country = origins.location(of: event)?.country else {
        if isInPeriod { sink.remark(.placesUnknown) }
        continue
      }
      let place = history.visit(to: country)
      let isTrusted = origins.isTrusted(event.address)
      if isInPeriod { try judge(event, history.visits[place], &history, isTrusted, user, sink) }
      if isTrusted {
        history.visits[place].lastTrusted = event.at
      } else {
        history.visits[place].last = event.at
        history.count += 1
        history.first = history.first ?? event.at
      }
    }
    if history.isJudged { sink.judge() } else if history.isTooShort { sink.remark(.historyTooShort) }
  }

  private func judge(
    _ event: UserHistory.Event, _ visit: Visit, _ history: inout History, _ isTrusted: Bool, _ user: UserHistory,
    _ sink: FindingSink
  ) throws {
    guard history.count >= successes, let first = history.first, first <= event.at.advanced(by: -learning) else {
      history.isTooShort = true
      return
    }
    history.isJudged = true
    let horizon = event.at.advanced(by: -baseline)
    guard visit.last < horizon else { return }
    if isTrusted {
      if visit.lastTrusted < horizon { sink.suppress(by: "trusted_egress") }
      return
    }
    let known = users[visit.country] ?? []
    let otherUsers = known.count - (known.contains(user.key) ? 1 : 0)
    var finding = Finding(
      severity: otherUsers >= others ? .low : .medium, key: .user(user.key), first: event.at, last: event.at,
      evidence: context.evidence([user.row(event)]),
      sentence: Self.sentence(
        "found",
        [
          "country": .text(visit.country), "time": .message(context.span(event.at, event.at)),
          "earlier": .count(history.count),
        ]))
    if finding.severity == .low { finding.mitigations = ["others"] }
    finding.measured = [
      .init("country", .text(visit.country)), .init("earlier_successes", history.count),
      .init("history_us", event.at.microseconds - first.microseconds), .init("other_users", min(otherUsers, others)),
    ]
    try sink.report(finding)
  }
}
