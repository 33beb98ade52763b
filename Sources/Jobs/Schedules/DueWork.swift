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
  /// The database it shares with others, of which only one has the backup.
  let database: SharedDatabase
  let record: IssueRecord
  /// The schedule's reports of the source, without those that it has no rows for.
  let reports: [String]
  /// Reports of the schedule that the source has no rows for.
  private let withoutRows: [String]

  init(
    invocation: Invocation, schedule: Schedule, source: SourceSettings, database: SharedDatabase, record: IssueRecord
  ) {
    (self.invocation, self.schedule, self.source) = (invocation, schedule, source)
    (self.database, self.record) = (database, record)
    let catalogue = Catalogue(invocation)
    let ordered = catalogue.reports(of: schedule, for: source)
    let withoutRows = Self.withoutRows(ordered, source, schedule, record, catalogue)
    self.withoutRows = withoutRows
    reports = ordered.filter { !withoutRows.contains($0) }
  }

  /// The work: what is due of the newest period, what was missed of earlier ones, and the backup, which is of now.
  ///
  /// At most so many missed periods are among it, the oldest; the others are its `leftOver`.
  func work(mostLate: Int? = nil) throws -> SourceWork {
    let newest = try newest()
    try record.begin(tasks, with: newest, year: year)
    var codes: [Period: Set<String>] = [:]
    for code in reports {
      for period in try duePeriods(code) { codes[period, default: []].insert(code) }
    }
    let periods = codes.sorted { $0.key.from < $1.key.from }.flatMap { period, codes in
      due(reports.filter { codes.contains($0) }, of: period, isLate: period != newest)
    }
    let isDumped =
      hasBackup && !record.hasBackup(source: source.name, schedule: schedule.name, period: newest)
    let late = periods.filter(\.isLate)
    let now = periods.filter { !$0.isLate }
    let count = min(mostLate ?? late.count, late.count)
    return SourceWork(
      source: source, newest: now.first, beside: Array(now.dropFirst()), late: Array(late[..<count]),
      backup: isDumped ? database.backup(schedule: schedule.name, period: newest) : nil,
      watched: watched, leftOver: Array(late[count...]))
  }

  /// The reports of one period, together as far as they hide the same: rows are read and masked once for each level.
  private func due(_ reports: [String], of period: Period, isLate: Bool) -> [PeriodReports] {
    let levels = reports.map { mask(of: $0) }
    return MaskLevel.allCases.compactMap { level in
      let own = zip(reports, levels).filter { $0.1 == level }.map(\.0)
      guard !own.isEmpty else { return nil }
      return PeriodReports(
        codes: own, period: period, requester: .schedule(schedule.name, title: schedule.title), schedule: schedule,
        mask: level, isLate: isLate)
    }
  }

  /// How much a report hides; one whose definition cannot be read fails later, whatever it would hide.
  private func mask(of report: String) -> MaskLevel {
    let catalogue = Catalogue(invocation)
    guard let definition = try? catalogue.definition(report, of: schedule) else { return invocation.configuration.mask }
    return catalogue.mask(of: definition)
  }

  /// The documents of the last days, whose periods are looked at again.
  private var watched: [WatchedDocument] {
    guard let span = invocation.configuration.lateRows else { return [] }
    return record.watched(source: source.name, from: invocation.asOf.advanced(by: -span), to: invocation.asOf)
  }

  /// The steps of a schedule that has nothing due.
  func nothingDue() throws -> [RunStep] {
    let newest = try newest()
    let actions =
      reports.map { RunStep.Action.issue(report: $0) } + (hasBackup ? [.backUp] : [])
    return actions.map { RunStep($0, source: source.name, period: newest, .nothingDue) }
  }

  /// Which documents of the newest period have been replaced since they were issued.
  func replacedDocuments() throws -> [Message] {
    try record.replaced(source: source.name, schedule: schedule.name, period: newest()).map { replaced, successor in
      Message(
        tr: "\(source.title.tr): \(replaced.text) yerine \(successor.text) geçmiştir.",
        en: "\(source.title.en): \(successor.text) has replaced \(replaced.text).")
    }
  }

  /// Says once which nights have no backup: what a database held then cannot be dumped any more.
  func warnAboutMissedBackups() throws {
    guard hasBackup else { return }
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

  /// Reports of the schedule on rows that the source's system has no SELECT for: a source without events has no report on events.
  ///
  /// One that was ever issued is owed all the same, and fails: then the SELECT went missing. So does one that the source's
  /// configuration names, and whatever belongs to a system or report that cannot be read.
  private static func withoutRows(
    _ ordered: [String], _ source: SourceSettings, _ schedule: Schedule, _ record: IssueRecord, _ catalogue: Catalogue
  ) -> [String] {
    guard !source.isEvery, source.reports == nil, let system = try? catalogue.system(source) else { return [] }
    let supply = SourceSupply(source, system)
    return ordered.filter { code in
      guard let definition = try? catalogue.definition(code, of: schedule) else { return false }
      let task = RecurringTask(report: code, source: source.name, schedule: schedule.name)
      return supply.lacksSubject(of: definition) && !record.hasIssued(task)
    }
  }

  /// What is said of reports that are not issued because the source has no rows for them.
  func remarksOnAbsentRows() -> [Message] {
    withoutRows.map { code in
      Message(
        tr: "\(source.name): \(code) düzenlenmez; sisteminde gereken SELECT ya da yapılandırmasında "
          + "saklama kuralı yok (bkz. tutanak config check).",
        en: "\(source.name): no \(code) is issued; its system lacks the SELECT for it, or its "
          + "configuration the rules of retention (see tutanak config check).")
    }
  }

  /// Whether the schedule owes a backup under this source's name.
  var hasBackup: Bool { schedule.hasBackup && !source.isEvery && database.owner.name == source.name }

  private var tasks: [RecurringTask] {
    reports.map { task($0) } + (hasBackup ? [task(nil)] : [])
  }

  private func newest() throws -> Period {
    try schedule.period.resolve(in: invocation.configuration.zone, asOf: invocation.asOf)
  }

  func task(_ report: String?) -> RecurringTask {
    RecurringTask(report: report, source: source.name, schedule: schedule.name)
  }

  /// The periods that are due of a report, or of the backup, oldest first.
  func duePeriods(_ report: String?) throws -> [Period] {
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
