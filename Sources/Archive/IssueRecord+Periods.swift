import Messages
package import Model

/// One thing a schedule does for a source again and again: a report, or the backup.
package struct RecurringTask: Hashable, Sendable {
  /// The report's code; nil is the backup.
  package var report: String?
  /// The source.
  package var source: String
  /// The schedule.
  package var schedule: String

  /// A task from its parts.
  package init(report: String?, source: String, schedule: String) {
    self.report = report
    self.source = source
    self.schedule = schedule
  }
}

extension IssueRecord {
  /// The first moment from which a task is owed: the begin of the first period it was tried for; nil when it never was.
  package func since(_ task: RecurringTask) -> Instant? {
    entries(of: task).compactMap(\.period?.from).min()
  }

  /// Whether a document of a task was ever issued.
  package func hasIssued(_ task: RecurringTask) -> Bool { entries(of: task).contains { $0.state == .issued } }

  /// The periods a task is done with: issued, or known to be empty, or past mending.
  package func settledPeriods(of task: RecurringTask) -> [Period] {
    entries(of: task).filter { $0.state != .begun && $0.state != .reserved }.compactMap(\.period)
  }

  /// Whether a schedule made a backup for a period that lies in the archive, or has been purged since.
  package func hasBackup(source: String, schedule: String, period: Period) -> Bool {
    contents.backups.contains {
      $0.head.source == source && $0.head.schedule == schedule && $0.head.period == period
    }
      || register.entries.contains {
        $0.state == .purged && $0.source == source && $0.schedule == schedule && $0.period == period
      }
  }

  /// Notes from which period on tasks are owed, even if nothing comes of it tonight.
  package func begin(_ tasks: [RecurringTask], with period: Period, year: Int) throws {
    try note(tasks.filter { since($0) == nil }, .begun, [period], year: year)
  }

  /// Notes that nothing will be issued for some periods of a task.
  package func settle(_ task: RecurringTask, as state: RegisterEntry.State, _ periods: [Period], year: Int) throws {
    try note([task], state, periods, year: year)
  }

  private func note(
    _ tasks: [RecurringTask], _ state: RegisterEntry.State, _ periods: [Period], year: Int
  ) throws {
    let entries = tasks.flatMap { task in
      periods.map {
        RegisterEntry(state: state, report: task.report, source: task.source, schedule: task.schedule, period: $0)
      }
    }
    if entries.isEmpty { return }
    try archive.requireInPlace()
    try uninterrupted { try register.add(entries, year: year) }
  }

  /// What the register has of a task, in the order it came.
  package func entries(of task: RecurringTask) -> [RegisterEntry] {
    register.entries.filter {
      $0.report == task.report && $0.source == task.source && $0.schedule == task.schedule
    }
  }
}
