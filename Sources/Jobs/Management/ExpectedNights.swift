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
    /// Days that the register says were empty, so that no document was wanted.
    var empty: Set<Period> = []
    /// Those of them for which the ledger vouches.
    var vouched: Set<Period> = []
    /// The begin of the first of its days.
    var begun: Instant? { nights.map(\.from).min() }
  }

  /// A day with a change of the clock has 25 hours.
  private static let longestDay = 25 * 3600 * microsecondsPerSecond

  /// By source and report.
  private(set) var tasks: [Task] = []

  /// Nights that somebody else has found.
  init(_ tasks: [Task]) { self.tasks = tasks }

  /// What the schedules of a home owe as they are defined now, of reports on rows.
  init(_ run: RunContext, _ definitions: [String: ReportDefinition], _ ledger: [LedgerEntry]) throws {
    let (issued, vouched) = (Self.begins(ledger), EmptyPeriodNote.all(in: ledger))
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
            // The register can be written anew: what the ledger vouches for was owed, whatever the register says.
            if let since = [run.record.since(known), issued[known]].compactMap({ $0 }).min() {
              task.nights = Set(try schedule.period.recurrences(since: since, in: zone, asOf: asOf))
              task.empty = Set(run.record.entries(of: known).filter { $0.state == .empty }.compactMap(\.period))
              task.vouched = task.empty.filter {
                vouched.contains(EmptyPeriodNote(report: report, source: source.name, period: $0))
              }
            }
            add(task)
          }
        }
      }
    }
  }

  /// The begin of the first period of each task, by the documents that the ledger says its schedule had issued.
  private static func begins(_ ledger: [LedgerEntry]) -> [RecurringTask: Instant] {
    var begins: [RecurringTask: Instant] = [:]
    for entry in ledger where entry.act == .issue && entry.outcome == .done {
      guard let report = entry.report, let source = entry.source, let schedule = entry.schedule,
        let begin = entry.period?.from
      else { continue }
      let task = RecurringTask(report: report, source: source, schedule: schedule)
      begins[task] = min(begins[task] ?? begin, begin)
    }
    return begins
  }

  /// Two schedules may owe the same.
  private mutating func add(_ task: Task) {
    guard let place = tasks.firstIndex(where: { $0.source == task.source && $0.report == task.report }) else {
      tasks.append(task)
      return
    }
    tasks[place].nights.formUnion(task.nights)
    tasks[place].empty.formUnion(task.empty)
    tasks[place].vouched.formUnion(task.vouched)
  }
}
