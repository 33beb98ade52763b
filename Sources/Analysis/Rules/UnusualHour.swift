import Model

/// B03: successful sign-ins outside working hours, or at hours of the week at which the user hardly ever signs in.
///
/// Memory: the 168 hours of one user's week, the sign-ins of one day, and the user's networks and devices.
struct UnusualHour: Rule {
  static let definition = RuleDefinition(
    id: "B03",
    techniques: ["T1078"],
    severities: [.info, .low],
    parameters: [
      RuleParameter("opens", .hour, Int64(WorkingHours().opens)),
      RuleParameter("closes", .hour, Int64(WorkingHours().closes)),
      RuleParameter("successes", .count, 100),
      RuleParameter("share", .percent, 1),
      RuleParameter(
        "known", .count, 10),
      RuleParameter(
        "recent", .count, 20),
      RuleParameter("history", .history, 7_776_000),
    ],
    branches: [
      RuleBranch(
        "a", needs: [.column(.event(.userID)), .setting("holidays"), .eventTypes([.loginSuccess])]),
      RuleBranch("b", needs: [.column(.event(.userID)), .eventTypes([.loginSuccess])]),
    ],
    subject: RuleSubject(.user, [.loginSuccess]),
    sentences: ["outside_working_hours", "rare_hours", "never_hours"])

  static let passes: Set<RulePass> = [.users]

  private static let hoursOfWeek = 168

  /// The sign-ins of one local day that are out of the ordinary, as places among the user's events.
  private struct Day {
    let date: CivilDate
    var outside: [Int] = []
    var rare: [Int] = []
    /// The most earlier sign-ins that fell on the hours of a rare one.
    var mostAtRare: Int64 = 0
  }

  private let context: RuleContext
  /// Nil without a calendar: then no time lies outside.
  private let hours: WorkingHours?
  private let needed: Int64
  private let share: Int64

  init(_ context: RuleContext) {
    self.context = context
    hours = context.lists.holidays.map {
      WorkingHours(
        opens: Int(context.value("opens")), closes: Int(context.value("closes")),
        days: context.lists.workingHours.days, holidays: $0)
    }
    needed = context.value("successes")
    share = context.value("share")
  }

  mutating func observe(_ user: UserHistory, _ sink: FindingSink) throws {
    let events = user.events
    let start = events.indices.first { events[$0].at >= context.period.from } ?? events.endIndex
    guard events.indices[start...].contains(where: { events[$0].type == .loginSuccess }) else { return }
    var cells = [Int64](repeating: 0, count: Self.hoursOfWeek)
    var total: Int64 = 0
    for index in events.indices.prefix(start)
    where events[index].type == .loginSuccess && events[index].at >= context.historyFrom {
      cells[hourOfWeek(context.zone.localTime(at: events[index].at))] += 1
      total += 1
    }
    if total < needed { sink.remark(.historyTooShort) }
    if total >= needed || context.lists.holidays != nil { sink.judge() }
    var day: Day?
    var fresh: Set<Int>?
    for index in events.indices[start...] where events[index].type == .loginSuccess {
      let local = context.zone.localTime(at: events[index].at)
      if day?.date != local.date {
        if let day { try report(day, of: user, total, &fresh, sink) }
        day = Day(date: local.date)
      }
      if hours?.isOutside(local) == true { day?.outside.append(index) }
      guard total >= needed else { continue }
      let near = Self.around(hourOfWeek(local), in: cells)
      if 100 * near < share * total {
        day?.rare.append(index)
        if let most = day?.mostAtRare { day?.mostAtRare = max(most, near) }
      }
    }
    if let day { try report(day, of: user, total, &fresh, sink) }
  }

  private func hourOfWeek(_ local: LocalTime) -> Int { local.date.weekday * 24 + local.time.hour }

  private static func around(_ hour: Int, in cells: [Int64]) -> Int64 {
    cells[(hour + hoursOfWeek - 1) % hoursOfWeek] + cells[hour] + cells[(hour + 1) % hoursOfWeek]
  }

  /// Reports what a day has of both branches; `fresh` is found out when the first day needs it.
  private func report(
    _ day: Day, of user: UserHistory, _ total: Int64, _ fresh: inout Set<Int>?, _ sink: FindingSink
  ) throws {
    guard !day.outside.isEmpty || !day.rare.isEmpty else { return }
    if context.lists.serviceAccounts.contains(user.key) {
      for rows in [day.outside, day.rare] where !rows.isEmpty { sink.suppress(by: "service_accounts") }
      return
    }
    let newSources = fresh ?? self.newSources(of: user)
    fresh = newSources
    if !day.outside.isEmpty {
      let kind =
        context.lists.holidays?.contains(day.date) == true
        ? "holiday" : context.lists.workingHours.isWorkingDay(day.date) ? "working_day" : "weekend"
      try report(
        day, "a", day.outside, of: user, [.init("day_kind", .text(kind))], newSources, "outside_working_hours",
        ["count": .count(day.outside.count)], sink)
    }
    guard !day.rare.isEmpty else { return }
    let measured: [Finding.Measure] = [
      .init("most_at_these_hours", day.mostAtRare), .init("baseline_successes", total),
    ]
    try report(
      day, "b", day.rare, of: user, measured, newSources, day.mostAtRare == 0 ? "never_hours" : "rare_hours",
      ["count": .count(day.rare.count), "earlier": .count(total), "most": .count(day.mostAtRare)], sink)
  }

  private func report(
    _ day: Day, _ branch: String, _ rows: [Int], of user: UserHistory, _ measured: [Finding.Measure],
    _ newSources: Set<Int>, _ sentence: String, _ values: [String: FindingSentence.Value], _ sink: FindingSink
  ) throws {
    guard let begin = rows.first, let end = rows.last else { return }
    let (first, last) = (user.events[begin].at, user.events[end].at)
    let fresh = rows.count { newSources.contains($0) }
    var finding = Finding(
      severity: fresh > 0 ? .low : .info, key: .user(user.key), first: first, last: last,
      evidence: context.evidence(rows.lazy.map { user.row(user.events[$0]) }),
      sentence: Self.sentence(sentence, values.merging(["span": .message(context.span(first, last))]) { $1 }))
    finding.branch = branch
    finding.continues = context.zone.start(of: day.date.advanced(by: 1)) > context.judgedUntil
    finding.measured =
      [.init("successes", rows.count), .init("day", .text(day.date.iso8601))] + measured
      + [.init("from_new_sources", fresh)]
    try sink.report(finding)
  }

  /// The successful sign-ins of the period from a network and a device that were new to the user then.
  private func newSources(of user: UserHistory) -> Set<Int> {
    let needed = context.value("known")
    var sources = KnownSources(user, recent: context.value("recent"), baseline: context.value("history"))
    var result: Set<Int> = []
    for index in user.events.indices where user.events[index].type == .loginSuccess {
      let event = user.events[index]
      if event.at >= context.period.from, sources.count >= needed, sources.isNew(event) == true,
        !context.isTrusted(user.address(event.address))
      {
        result.insert(index)
      }
      sources.note(event)
    }
    return result
  }
}
