import Model

/// B02: a day with far more sign-ins of a user than the days before the period had.
///
/// Memory: the counts of one user's days before the period, and the sign-ins of one day.
struct SignInVolumeOutlier: Rule {
  static let definition = RuleDefinition(
    id: "B02",
    techniques: ["T1078", "T1110"],
    severities: [.low, .medium],
    parameters: [
      RuleParameter("days", .count, 28),
      RuleParameter("minimum_days", .count, 14),
      RuleParameter("score", .count, 35),
      RuleParameter("floor", .count, 2),
      RuleParameter("minimum", .count, 10),
    ],
    branches: [
      RuleBranch("a", needs: [.column(.event(.userID)), .eventTypes([.loginSuccess])]),
      RuleBranch(
        "b", needs: [.column(.event(.userID)), .eventTypes([.loginFailed])], optionalNeeds: [.column(.event(.reason))]),
    ],
    subject: RuleSubject(.user, [.loginSuccess, .loginFailed], onlyWrongCredentials: true),
    sentences: ["successes", "failures"])

  static let passes: Set<RulePass> = [.users]

  private let context: RuleContext
  private let days: Int
  private let minimumDays: Int
  private let minimum: Int
  /// The first day that is judged, and the first moment of the days it is compared with.
  private let firstDay: CivilDate
  private let baselineFrom: Instant

  init(_ context: RuleContext) {
    self.context = context
    days = max(1, Int(context.value("days")))
    minimumDays = Int(context.value("minimum_days"))
    minimum = Int(context.value("minimum"))
    firstDay = context.zone.localTime(at: context.period.from).date
    baselineFrom = context.zone.start(of: firstDay.advanced(by: -days))
  }

  mutating func observe(_ user: UserHistory, _ sink: FindingSink) throws {
    let events = user.events
    guard let first = events.first, let last = events.last, last.at >= context.period.from else { return }
    let inPeriod = { [context] (event: UserHistory.Event) in
      event.at >= context.period.from && (event.type == .loginSuccess || event.isWrongCredential)
    }
    guard events.contains(where: inPeriod) else { return }
    let since = context.zone.localTime(at: first.at).date
    let number = Int(firstDay.dayNumber - max(since, firstDay.advanced(by: -days)).dayNumber)
    guard number >= max(1, minimumDays) else { return sink.remark(.historyTooShort) }
    sink.judge()
    try look(at: user, "a", number, sink) { $0.type == .loginSuccess }
    try look(at: user, "b", number, sink) { $0.isWrongCredential }
  }

  /// Counts one kind of sign-in by day; days come one after the other, the judged ones last.
  private func look(
    at user: UserHistory, _ branch: String, _ number: Int, _ sink: FindingSink,
    where counts: (UserHistory.Event) -> Bool
  ) throws {
    var earlier = [Int64](repeating: 0, count: days)
    var day = firstDay
    var rows: [Int] = []
    var baseline: RobustBaseline?
    let events = user.events
    for index in events.indices where events[index].at >= baselineFrom && counts(events[index]) {
      let date = context.zone.localTime(at: events[index].at).date
      if date < firstDay {
        let place = days - Int(firstDay.dayNumber - date.dayNumber)
        if place >= 0 { earlier[place] += 1 }
        continue
      }
      baseline = baseline ?? RobustBaseline(Array(earlier.suffix(number)))
      if date != day {
        try judge(rows, on: day, baseline, branch, of: user, sink)
        day = date
        rows.removeAll(keepingCapacity: true)
      }
      rows.append(index)
    }
    try judge(rows, on: day, baseline, branch, of: user, sink)
  }

  private func judge(
    _ rows: [Int], on day: CivilDate, _ baseline: RobustBaseline?, _ branch: String, of user: UserHistory,
    _ sink: FindingSink
  ) throws {
    guard let begin = rows.first, let end = rows.last, let baseline, rows.count >= minimum else { return }
    let (first, last) = (user.events[begin].at, user.events[end].at)
    let score = context.value("score")
    guard context.belongs(last),
      baseline.isExceeded(by: Int64(rows.count), floor: context.value("floor"), tenths: score)
    else { return }
    if context.lists.serviceAccounts.contains(user.key) { return sink.suppress(by: "service_accounts") }
    let isSuccess = branch == "a"
    var finding = Finding(
      severity: isSuccess ? .low : .medium, key: .user(user.key), first: first, last: last,
      evidence: context.evidence(rows.lazy.map { user.row(user.events[$0]) }),
      sentence: Self.sentence(
        isSuccess ? "successes" : "failures",
        ["count": .count(rows.count), "days": .count(baseline.count), "median": .number(baseline.median)]))
    finding.branch = branch
    finding.continues = context.zone.start(of: day.advanced(by: 1)) > context.judgedUntil
    finding.measured = [
      .init("sign_ins", rows.count), .init("day", .text(day.iso8601)), .init("median", baseline.median),
      .init("mad", baseline.deviation), .init("baseline_days", baseline.count),
    ]
    try sink.report(finding)
  }
}
