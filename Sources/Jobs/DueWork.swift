import Archive
import Messages
import Model
import Reports
import Schedules

/// What a schedule owes for one source: tonight's reports and backup, and every report of a night that was missed.
struct DueWork {
  let invocation: Invocation
  let schedule: Schedule
  let definitions: [ReportDefinition]
  let source: SourceSettings
  let record: IssueRecord

  /// The orders, oldest period first; the backup comes with the newest, whose database it is.
  func orders() throws -> [ReportRequest] {
    let newest = try schedule.period.resolve(in: invocation.configuration.zone, asOf: invocation.asOf)
    try record.begin(tasks, with: newest, year: year)
    var codes: [Period: Set<String>] = [:]
    for definition in definitions {
      for period in try duePeriods(definition.code) { codes[period, default: []].insert(definition.code) }
    }
    let hasBackup =
      schedule.hasBackup && !record.hasBackup(source: source.name, schedule: schedule.name, period: newest)
    if hasBackup { codes[newest, default: []].formUnion([]) }
    return codes.keys.sorted { $0.from < $1.from }.map { period in
      ReportRequest(
        source: source, definitions: definitions.filter { codes[period]?.contains($0.code) ?? false },
        period: period, requester: .schedule(schedule.name), users: [], mask: invocation.configuration.mask,
        hasBackup: hasBackup && period == newest, isLate: period != newest)
    }
  }

  /// Says once which nights have no backup: what a database held then cannot be dumped any more.
  func warnAboutMissedBackups() throws {
    guard schedule.hasBackup else { return }
    let newest = try schedule.period.resolve(in: invocation.configuration.zone, asOf: invocation.asOf)
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
    definitions.map { task($0.code) } + (schedule.hasBackup ? [task(nil)] : [])
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
