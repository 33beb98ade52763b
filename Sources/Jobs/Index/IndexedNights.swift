import Documents
import HTML
import Model
import Reports
import Schedules

/// What came of the nights of each schedule and source over the last twelve months, as the index shows it.
struct IndexedNights {
  private let standings: [ScheduleStanding]?
  private let look: IndexLook

  /// Those of schedules; nil where they cannot be read.
  init(_ standings: [ScheduleStanding]?, _ look: IndexLook) { (self.standings, self.look) = (standings, look) }

  /// How many months are shown, this one among them.
  private static let monthCount = 12

  /// Whether the schedules could be read.
  var isKnown: Bool { standings != nil }

  /// One schedule and source, with the periods of its tasks that reach into the months shown.
  private struct Line {
    let title: String
    var days: [CivilDate: [(task: String, state: PeriodState.State)]] = [:]
  }

  private var firstMonth: CivilDate {
    let parts = look.zone.localTime(at: look.asOf).date.parts
    return CivilDate(year: parts.year, month: parts.month, day: 1).advanced(byMonths: 1 - Self.monthCount)
  }

  private var lines: [Line] {
    let first = firstMonth
    var lines: [Line] = []
    for standing in standings ?? [] {
      var sources: [String] = []
      for task in standing.tasks where !sources.contains(task.source) { sources.append(task.source) }
      for source in sources {
        var line = Line(title: "\(standing.schedule.name) · \(look.sourceName(source))")
        for task in standing.tasks where task.source == source {
          for period in task.periods {
            // A long period that began before the months shown may have ended in them.
            if look.zone.localTime(at: period.period.to.advanced(by: -1)).date < first { continue }
            let day = look.zone.localTime(at: period.period.from).date
            line.days[day, default: []].append((task.report ?? look.words[.indexBackup], period.state))
          }
        }
        if !line.days.isEmpty { lines.append(line) }
      }
    }
    return lines
  }

  /// The days of periods that something is missing of, by schedule and source.
  var wanting: [(strip: String, days: [String])] {
    lines.compactMap { line in
      let days = line.days.filter { $0.value.contains { Self.mark($0.state) == .wanting } }.sorted { $0.key < $1.key }
      if days.isEmpty { return nil }
      return (
        line.title,
        days.map { day, states in
          let tasks = states.filter { Self.mark($0.state) == .wanting }.map(\.task)
          return "\(look.formats.date(day)) (\(tasks.joined(separator: ", ")))"
        }
      )
    }
  }

  /// What schedules are to do and no run has begun with: `weekly · back-office (AYR)`.
  var unbegun: [String] {
    (standings ?? []).flatMap { standing in
      standing.tasks.filter(\.periods.isEmpty).map { task in
        "\(standing.schedule.name) · \(task.source) (\(task.report ?? look.words[.indexBackup]))"
      }
    }
  }

  /// The sources of which a schedule makes backups.
  var backedUp: [String] { (standings ?? []).flatMap { $0.tasks.filter { $0.report == nil }.map(\.source) } }

  /// The calendar.
  var calendar: ArchivePage.Nights {
    let legend: [ArchivePage.Nights.Mark: IndexWordKey] = [
      .done: .indexNightIssued, .empty: .indexNightEmpty, .superseded: .indexNightSuperseded,
      .unwanted: .indexNightNone, .pending: .indexNightPending, .wanting: .indexNightWanting,
    ]
    return ArchivePage.Nights(
      title: look.words[.indexCalendar], caption: look.words[.indexCalendarCaption],
      monthTitle: look.words[.indexMonth], legend: legend.mapValues { look.words[$0] }, strips: lines.map(strip),
      emptyText: look.words[isKnown ? .indexNoCalendar : .indexSchedules])
  }

  private func strip(_ line: Line) -> ArchivePage.Nights.Strip {
    let last = look.zone.localTime(at: look.asOf).date
    let first = line.days.keys.min() ?? last
    var months: [ArchivePage.Nights.Month] = []
    var month = CivilDate(year: first.parts.year, month: first.parts.month, day: 1)
    while month <= last || line.days.keys.contains(where: { $0 >= month }) {
      let next = month.advanced(byMonths: 1)
      let count = Int(next.dayNumber - month.dayNumber)
      var nights: [Int: ArchivePage.Nights.Night] = [:]
      for day in 0..<count {
        let date = month.advanced(by: day)
        if let states = line.days[date] { nights[day + 1] = night(date, states) }
      }
      let parts = month.parts
      months.append(
        .init(name: "\(look.words.month(parts.month)) \(parts.year)", dayCount: count, nights: nights))
      month = next
    }
    return .init(title: line.title, months: months.reversed())
  }

  private func night(
    _ date: CivilDate, _ states: [(task: String, state: PeriodState.State)]
  ) -> ArchivePage.Nights.Night {
    let words =
      Set(states.map(\.state.rawValue)).count == 1
      ? look.words[Self.words(states[0].state)]
      : states.map { "\($0.task) \(look.words[Self.words($0.state)])" }.joined(separator: ", ")
    return .init(
      states.map { Self.mark($0.state) }.max() ?? .done,
      look.words(.indexNight, ["day": look.formats.date(date), "states": words]))
  }

  private static func mark(_ state: PeriodState.State) -> ArchivePage.Nights.Mark {
    switch state {
    case .issued: .done
    case .empty: .empty
    case .none: .unwanted
    case .superseded: .superseded
    case .pending: .pending
    case .missing, .failed, .missed: .wanting
    }
  }

  private static func words(_ state: PeriodState.State) -> IndexWordKey {
    switch state {
    case .issued: .indexNightIssued
    case .empty: .indexNightEmpty
    case .none: .indexNightNone
    case .superseded: .indexNightSuperseded
    case .pending: .indexNightPending
    case .missing: .indexNightMissing
    case .failed: .indexNightFailed
    case .missed: .indexNightMissed
    }
  }
}
