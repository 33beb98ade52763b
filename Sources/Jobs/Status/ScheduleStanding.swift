import Archive
import Messages
import Model
import Schedules

/// How the work of one schedule stands: its runs, and every period it owes.
struct ScheduleStanding: Sendable {
  /// One thing it does again and again for one source.
  struct Task: Sendable {
    /// The source.
    let source: String
    /// The report's code; nil is the backup.
    let report: String?
    /// Every period since it began, oldest first; empty where no run has tried yet.
    let periods: [PeriodState]

    /// How many periods are in a state.
    func count(_ state: PeriodState.State) -> Int { periods.count { $0.state == state } }
  }

  /// The schedule.
  let schedule: Schedule
  /// The zone of its `when`.
  let zone: Zone
  /// What it does.
  let tasks: [Task]
  /// Its last run.
  let lastRun: RunHistory.Run?
  /// Its last run that did all it was to do.
  let lastGoodRun: RunHistory.Run?
  /// When it runs next.
  let next: Instant?

  /// How long after its time a run has not failed to come, in microseconds.
  static let grace = 3600 * microsecondsPerSecond

  /// Every schedule of the home.
  static func all(in run: RunContext, _ history: RunHistory) throws -> [ScheduleStanding] {
    let catalogue = Catalogue(run.invocation)
    return try run.invocation.home.names("schedules").map { name in
      try ScheduleStanding(try catalogue.schedule(name), catalogue, run, history)
    }
  }

  private init(
    _ schedule: Schedule, _ catalogue: Catalogue, _ run: RunContext, _ history: RunHistory
  ) throws {
    self.schedule = schedule
    zone = try catalogue.zone(of: schedule)
    let runs = history.runs[schedule.name] ?? []
    (lastRun, lastGoodRun) = (runs.last, runs.last(where: \.isGood))
    next = schedule.when?.next(after: run.invocation.asOf, in: zone)?.instant
    var tasks: [Task] = []
    for database in try catalogue.databases(of: schedule) {
      for source in database.sources {
        let due = DueWork(
          invocation: run.invocation, schedule: schedule, source: source, database: database, record: run.record)
        let reports = due.reports.map { String?.some($0) } + (due.hasBackup ? [nil] : [])
        for report in reports {
          let periods = try Self.periods(of: report, due, run, history, zone, lastRun)
          tasks.append(Task(source: source.name, report: report, periods: periods))
        }
      }
    }
    self.tasks = tasks
  }

  private static func periods(
    of report: String?, _ due: DueWork, _ run: RunContext, _ history: RunHistory, _ zone: Zone,
    _ lastRun: RunHistory.Run?
  ) throws -> [PeriodState] {
    let entries = run.record.entries(of: due.task(report))
    guard let since = entries.compactMap(\.period?.from).min() else { return [] }
    let asOf = run.invocation.asOf
    let all = try due.schedule.period.recurrences(since: since, in: run.invocation.configuration.zone, asOf: asOf)
    let settled = Dictionary(grouping: entries.filter { $0.period != nil }) { $0.period ?? all[0] }
    let owed = Set(try due.duePeriods(report))
    return all.compactMap { period in
      let known = PeriodState(period, settledBy: settled[period] ?? []) { entry in
        entry.number.map { history.withoutRows.contains($0.text) } ?? false
      }
      if let known { return known }
      guard owed.contains(period) else { return nil }
      if let lastRun, lastRun.at >= period.to, lastRun.hasFailed { return PeriodState(period, unsettled: .failed) }
      let isNewest = period == all.last
      let isPending = isNewest && !isOverdue(period, due.schedule, zone, asOf: asOf)
      return PeriodState(period, unsettled: isPending ? .pending : .missing)
    }
  }

  /// Whether the time at which a period should have been issued has passed; nobody knows that of a schedule without one.
  private static func isOverdue(_ period: Period, _ schedule: Schedule, _ zone: Zone, asOf: Instant) -> Bool {
    guard let when = schedule.when, let first = when.next(after: period.to.advanced(by: -1), in: zone) else {
      return false
    }
    return first.instant.advanced(by: grace) <= asOf
  }
}
