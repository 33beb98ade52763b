import Archive
import Messages
import Model
import Reports
import Schedules

/// What a schedule owes for one source: tonight's reports and backup, and every report of a night that was missed.
struct DueWork {
  let invocation: Invocation
  let schedule: Schedule
  let source: SourceSettings
  let record: IssueRecord

  /// The work: what is due of the newest period, what was missed of earlier ones, and the backup, which is of now.
  func work() throws -> SourceWork {
    let newest = try newest()
    try record.begin(tasks, with: newest, year: year)
    var codes: [Period: Set<String>] = [:]
    for code in source.reports(of: schedule) {
      for period in try duePeriods(code) { codes[period, default: []].insert(code) }
    }
    let reports = codes.keys.sorted { $0.from < $1.from }.map { period in
      PeriodReports(
        codes: source.reports(of: schedule).filter { codes[period]?.contains($0) ?? false }, period: period,
        requester: .schedule(schedule.name, title: schedule.title), schedule: schedule,
        mask: invocation.configuration.mask,
        isLate: period != newest)
    }
    let hasBackup =
      schedule.hasBackup && !record.hasBackup(source: source.name, schedule: schedule.name, period: newest)
    return SourceWork(
      source: source, newest: reports.first { !$0.isLate }, late: reports.filter(\.isLate),
      backup: hasBackup ? BackupRequest(source: source, schedule: schedule.name, period: newest) : nil)
  }

  /// The steps of a schedule that has nothing due.
  func nothingDue() throws -> [RunStep] {
    let newest = try newest()
    let actions =
      source.reports(of: schedule).map { RunStep.Action.issue(report: $0) } + (schedule.hasBackup ? [.backUp] : [])
    return actions.map { RunStep($0, source: source.name, period: newest, .nothingDue) }
  }

  /// Which documents of the newest period have been replaced since they were issued.
  func replacedDocuments() throws -> [Message] {
    try record.replaced(source: source.name, schedule: schedule.name, period: newest()).map { replaced, successor in
      Message(
        tr: "\(source.name): \(replaced.text) yerine \(successor.text) geçmiştir.",
        en: "\(source.name): \(successor.text) has replaced \(replaced.text).")
    }
  }

  /// Says once which nights have no backup: what a database held then cannot be dumped any more.
  func warnAboutMissedBackups() throws {
    guard schedule.hasBackup else { return }
    let newest = try newest()
    let missed = try duePeriods(nil).filter { $0 != newest }
    if missed.isEmpty { return }
    try record.settle(task(nil), as: .missed, missed, year: year)
    let days = missed.prefix(5).map { $0.firstDay(in: invocation.configuration.zone) }.joined(separator: ", ")
    let list = "(\(missed.count)): \(days)" + (missed.count > 5 ? ", …" : "")
    invocation.warn(
      Message(
        tr: "\(source.name): yedeği alınmamış dönemler \(list). Veritabanının o geceki hâli artık yedeklenemez.",
        en: "\(source.name): periods without a backup \(list). What the database held then can no longer be backed up.")
    )
  }

  private var tasks: [RecurringTask] {
    source.reports(of: schedule).map { task($0) } + (schedule.hasBackup ? [task(nil)] : [])
  }

  private func newest() throws -> Period {
    try schedule.period.resolve(in: invocation.configuration.zone, asOf: invocation.asOf)
  }

  private func task(_ report: String?) -> RecurringTask {
    RecurringTask(report: report, source: source.name, schedule: schedule.name)
  }

  private func duePeriods(_ report: String?) throws -> [Period] {
    let task = task(report)
    return try schedule.duePeriods(
      since: record.since(task), settled: record.settledPeriods(of: task), in: invocation.configuration.zone,
      asOf: invocation.asOf)
  }

  private var year: Int { invocation.issueYear }
}

extension Period {
  /// The local date it begins on, `2026-10-07`.
  func firstDay(in zone: Zone) -> String { zone.localTime(at: from).date.iso8601 }
}
