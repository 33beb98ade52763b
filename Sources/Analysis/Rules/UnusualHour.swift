import Messages
import Model

/// B03: successful sign-ins outside working hours, or at hours of the week at which the user hardly ever signs in.
///
/// Memory: the 168 hours of one user's week, the sign-ins of one day, and the user's networks and devices.
struct UnusualHour: Rule {
  static let definition = RuleDefinition(
    id: "B03",
    title: Message(tr: "Mesai dışı veya seyrek saatte giriş", en: "Off-hours or rare-hour sign-in"),
    logic: Message(
      tr:
        "Rapor diliminin duvar saatiyle: a) başarılı giriş “opens” saatinden önce, “closes” saatinde veya sonra, "
        + "cumartesi, pazar ya da holidays listesindeki bir gündedir. b) Kullanıcının dönemden önceki başarılı "
        + "girişlerinden (en az “successes”), girişin hafta saatine (168 saat, haftanın sonu başına bağlı), öncekine ve "
        + "sonrakine düşenler yüzde “share” altındadır: 100·sayı < “share”·toplam. Kol ve yerel gün başına tek bulgu; dönem gün "
        + "ortasında başlarsa yalnız dönemdeki girişler sayılır. Önem bilgi; girişlerden biri S03'teki gibi yeni bir "
        + "ağdan ve cihazdan ise düşük: en az “known” önceki başarılı girişten sonra, son “recent” başarılı girişte ve "
        + "son “history” içinde görülmemiş ağ ve cihaz; hiçbir girişinin cihazı bilinmeyen kullanıcıda yalnız ağ.",
      en:
        "By the wall clock of the report's zone: a) a successful sign-in before the hour “opens”, at or after the hour "
        + "“closes”, on a Saturday or Sunday, or on a day of the list holidays. b) Of the user's successful sign-ins "
        + "before the period (at least “successes”), fewer than “share” percent fall on the sign-in's hour of the week "
        + "(168 of them, the last next to the first), the one before and the one after: 100·number < “share”·total. One "
        + "finding a branch and local day; where the period begins within a day only the sign-ins in the period count. Severity "
        + "info; low if one of the sign-ins came from a network and a device that are new as S03 has it: after at least "
        + "“known” earlier successful sign-ins, not met in the last “recent” of them nor within “history”; for a "
        + "user none of whose sign-ins has a known device, the network alone."),
    thresholdSource: Message(
      tr: "Elastic ML kullanıcı için seyrek saat; Sigma mesai dışı giriş",
      en: "Elastic ML rare hour for a user; Sigma off-hours sign-in"),
    techniques: ["T1078"],
    tuning: Message(
      tr:
        "Vardiyalı çalışmada opens ve closes değerlerini ayarlayın; programların hesaplarını service_accounts listesine "
        + "yazın: bulgu silinir ve sayılır.",
      en:
        "Set opens and closes where people work in shifts; put programs' accounts into service_accounts: the finding is "
        + "taken out and counted."),
    severities: [.info, .low],
    parameters: [
      RuleParameter("opens", .hour, 8, Message(tr: "mesai başlangıcı", en: "begin of working hours")),
      RuleParameter("closes", .hour, 19, Message(tr: "mesai bitişi", en: "end of working hours")),
      RuleParameter("successes", .count, 100, Message(tr: "gereken önceki giriş", en: "earlier sign-ins needed")),
      RuleParameter("share", .percent, 1, Message(tr: "seyrek saatin payı", en: "share of a rare hour")),
      RuleParameter(
        "known", .count, 10, Message(tr: "yeni kaynak için önceki giriş", en: "sign-ins before a new source")),
      RuleParameter(
        "recent", .count, 20, Message(tr: "yeni kaynak için son girişler", en: "latest sign-ins looked at")),
      RuleParameter("history", .history, 7_776_000, Message(tr: "yeni kaynak süresi", en: "time looked at")),
    ],
    branches: [
      RuleBranch(
        "a", needs: [.column(.event(.userID)), .setting("holidays"), .eventTypes([.loginSuccess])]),
      RuleBranch("b", needs: [.column(.event(.userID)), .eventTypes([.loginSuccess])]),
    ],
    subject: RuleSubject(.user, [.loginSuccess]))

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
  private let opens: Int
  private let closes: Int
  private let needed: Int64
  private let share: Int64

  init(_ context: RuleContext) {
    self.context = context
    opens = Int(context.value("opens"))
    closes = Int(context.value("closes"))
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
      if isOutside(local) { day?.outside.append(index) }
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

  /// Whether a time lies outside working hours; nothing does without a calendar.
  private func isOutside(_ local: LocalTime) -> Bool {
    guard let holidays = context.lists.holidays else { return false }
    return !(opens..<max(opens, closes)).contains(local.time.hour) || local.date.weekday >= 5
      || holidays.contains(local.date)
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
        ? "holiday" : day.date.weekday >= 5 ? "weekend" : "working_day"
      try report(day, "a", day.outside, of: user, [.init("day_kind", .text(kind))], newSources, sink) { span in
        Message(
          tr: "mesai saatleri dışında \(day.outside.count) başarılı giriş, \(span.tr)",
          en: "\(counted(day.outside.count, "successful sign-in")) outside working hours, \(span.en)")
      }
    }
    guard !day.rare.isEmpty else { return }
    let measured: [Finding.Measure] = [
      .init("most_at_these_hours", day.mostAtRare), .init("baseline_successes", total),
    ]
    try report(day, "b", day.rare, of: user, measured, newSources, sink) { span in
      Message(
        tr: "seyrek saatlerde \(day.rare.count) başarılı giriş, \(span.tr); önceki \(total) girişin en çok "
          + "\(day.mostAtRare) tanesi bu saatlerde",
        en: "\(counted(day.rare.count, "successful sign-in")) at rare hours, \(span.en); at most "
          + "\(day.mostAtRare) of \(total) earlier ones at these hours")
    }
  }

  private func report(
    _ day: Day, _ branch: String, _ rows: [Int], of user: UserHistory, _ measured: [Finding.Measure],
    _ newSources: Set<Int>, _ sink: FindingSink, _ text: (Message) -> Message
  ) throws {
    guard let begin = rows.first, let end = rows.last else { return }
    let (first, last) = (user.events[begin].at, user.events[end].at)
    let span = context.span(first, last)
    let fresh = rows.count { newSources.contains($0) }
    var finding = Finding(
      severity: fresh > 0 ? .low : .info, key: .user(user.key), first: first, last: last,
      evidence: context.evidence(rows.lazy.map { user.events[$0].id }), text: text(span))
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
