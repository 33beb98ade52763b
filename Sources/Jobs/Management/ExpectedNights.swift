import Archive
import Model
import Reports
import Schedules

/// Which documents of single days schedules owe, and since when.
struct ExpectedNights {
  /// One report of one source.
  struct Task: Sendable {
    /// The source.
    let source: String
    /// The report's code.
    let report: String
    /// Its days since it began, oldest first; empty where no run has begun with it.
    var nights: Set<Period> = []
    /// Days of which the configuration wants no document, since nothing was recorded in them.
    var empty: Set<Period> = []
  }

  /// A day with a change of the clock has 25 hours.
  private static let longestDay = 25 * 3600 * microsecondsPerSecond

  /// By source and report.
  private(set) var tasks: [Task] = []

  /// What the schedules of a home owe as they are defined now, of reports on rows.
  init(_ run: RunContext, _ definitions: [String: ReportDefinition]) throws {
    let (invocation, catalogue) = (run.invocation, Catalogue(run.invocation))
    let (zone, asOf) = (invocation.configuration.zone, invocation.asOf)
    for name in invocation.home.names("schedules") {
      let schedule = try catalogue.schedule(name)
      guard try schedule.period.resolve(in: zone, asOf: asOf).length <= Self.longestDay else { continue }
      for database in SharedDatabase.all(of: try catalogue.sources(of: schedule)) {
        for source in database.sources {
          let due = DueWork(
            invocation: invocation, schedule: schedule, source: source, database: database, record: run.record)
          for report in due.reports where definitions[report]?.isAboutRows ?? false {
            var task = Task(source: source.name, report: report)
            let known = due.task(report)
            if let since = run.record.since(known) {
              task.nights = Set(try schedule.period.recurrences(since: since, in: zone, asOf: asOf))
              task.empty = Set(run.record.entries(of: known).filter { $0.state == .empty }.compactMap(\.period))
            }
            add(task)
          }
        }
      }
    }
  }

  /// Two schedules may owe the same.
  private mutating func add(_ task: Task) {
    guard let place = tasks.firstIndex(where: { $0.source == task.source && $0.report == task.report }) else {
      tasks.append(task)
      return
    }
    tasks[place].nights.formUnion(task.nights)
    tasks[place].empty.formUnion(task.empty)
  }
}
