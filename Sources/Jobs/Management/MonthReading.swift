import Archive
import Documents
import Model
import Reports

/// Reads what the standing documents of one month say of each indicator, source by source.
struct MonthReading {
  typealias Indicator = ManagementSummary.Indicator
  typealias Value = ManagementValue

  let documents: StandingDocuments
  let nights: ExpectedNights
  let ledger: [LedgerEntry]
  let configuration: Configuration
  let definitions: [String: ReportDefinition]
  /// What people decided on findings, by source.
  let reviews: [String: FindingReviews]
  /// How soon they did.
  let reviewTimes: ReviewTimes
  /// The moment at which decisions are in force or not.
  let moment: Instant
  var month: Period

  /// The sources of the configuration, then those of which only documents of the month are left.
  var sources: [String] {
    let configured = configuration.sources.map(\.name)
    let others = Set(
      documents.standing.filter { entry in entry.period.map { month.contains($0.from) } ?? false }
        .compactMap(\.source))
    return configured
      + others.subtracting(configured + [SourceSettings.everyName]).sorted {
        $0.utf8.lexicographicallyPrecedes($1.utf8)
      }
  }

  /// Everything that is known of the month that begins on a day.
  func month(_ first: CivilDate) throws -> ManagementSummary.Month {
    var month = ManagementSummary.Month(first)
    let owners = Set(SharedDatabase.all(of: configuration.sources).map(\.owner.name))
    let findings = FindingsOfMonth(self)
    let records = MonthlyRecords(self)
    let answers = AnswersOfMonth(self)
    let deliveries = DeliveriesOfMonth(self)
    for source in sources {
      var values: [Indicator: Value] = [:]
      values[.registersMissing] = registers(source)
      let counts = try findings.counts(source)
      values[.severeFindings] = counts.findings
      values[.incidents] = counts.incidents
      values[.unreviewed] = try findings.unreviewed(source)
      for (indicator, kind) in AnswersOfMonth.kinds { values[indicator] = answers.late(kind, source) }
      // What several sources have in one database is backed up, and told, once.
      if owners.contains(source) || !isConfigured(source) { values.merge(try records.backups(source)) { $1 } }
      values.merge(try records.seals(source)) { $1 }
      values[.retentionOverdue] = try records.overdue(source)
      values[.disposals] = disposals(source)
      values[.unapproved] = try records.unapproved(source)
      values[.deliveriesFailed] = deliveries.failed(source)
      month.parts[source] = values
    }
    month.parts[SourceSettings.everyName] = [
      .runsFailed: records.runsFailed(sources), .deliveriesFailed: deliveries.failed(SourceSettings.everyName),
      .sealsBroken: try records.sealsOfAll(sources), .reviewDays: reviewTimes.meanDays(in: self.month),
    ]
    return month
  }

  /// Whether the archive had begun before the month was over: of what happened before it, nothing is known.
  var hasBegun: Bool { ledger.first.map { $0.moment < month.to } ?? false }

  /// Whether the configuration has the source: of one that it has no more nothing is missing.
  func isConfigured(_ source: String) -> Bool { configuration.sources.contains { $0.name == source } }

  /// The nights of the month that a report was due for.
  func due(_ report: String?, _ source: String) -> [(report: String, night: Period)] {
    nights.tasks.filter { $0.source == source && (report == nil || $0.report == report) }.flatMap { task in
      task.nights.subtracting(saidEmpty(task)).filter { month.contains($0.from) }.map { (task.report, $0) }
    }
  }

  /// The nights of the month that the register says were empty and that have no document.
  private func saidEmpty(_ task: ExpectedNights.Task) -> Set<Period> {
    task.empty.filter {
      month.contains($0.from) && documents.newest(task.report, of: task.source, period: $0) == nil
    }
  }

  /// How many nights of the month were empty, as the ledger vouches for: nothing was to be issued of them.
  private func vouchedEmpty(_ source: String) -> Int {
    nights.tasks.filter { $0.source == source }.reduce(0) { $0 + saidEmpty($1).intersection($1.vouched).count }
  }

  /// What is not known of which nights were due: those before schedules began, those that the register alone says were
  /// empty, and all of a source that the configuration has no more.
  func coverage(_ report: String?, _ source: String) -> [Value.Gap] {
    if !isConfigured(source) { return [.init(.notConfigured, source)] }
    var (gaps, empty): ([Value.Gap], Int) = ([], 0)
    for task in nights.tasks where task.source == source && (report == nil || task.report == report) {
      if let begun = task.begun, month.contains(begun), begun > month.from {
        let gap = Value.Gap(.beforeSchedule, source, Period(from: begun, to: begun).firstDay(in: configuration.zone))
        if !gaps.contains(gap) { gaps.append(gap) }
      }
      empty += saidEmpty(task).subtracting(task.vouched).count
    }
    return gaps + (empty > 0 ? [.init(.saidEmpty, source, String(empty))] : [])
  }

  /// How many documents of the month's nights are not there, of those that were due.
  private func registers(_ source: String) -> Value {
    let due = due(nil, source)
    var value = Value(0, of: Int64(due.count))
    for (report, night) in due {
      guard let entry = documents.newest(report, of: source, period: night), let number = entry.document else {
        value.least += 1
        value.most += 1
        if let early = documents.early(report, of: source, period: night)?.document {
          value.gaps.append(.init(.notOver, source, early))
        }
        continue
      }
      value.documents.append(number)
      if documents.manifest(entry) == nil { value.gaps.append(.init(.unreadable, source, number)) }
    }
    value.documents.sort { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    value.isKnown = !due.isEmpty || vouchedEmpty(source) > 0
    value.gaps += coverage(nil, source)
    if value.gaps.isEmpty, !value.isKnown { value.gaps = [.init(.neverScheduled, source)] }
    return value
  }

  /// Records of disposals that were issued in the month.
  private func disposals(_ source: String) -> Value {
    let code = "IMH"
    guard definitions[code] != nil else { return Value(.init(.noReport, nil, code)) }
    guard hasBegun else { return Value(.init(.beforeArchive, source)) }
    let numbers = documents.all(code, of: source).filter { month.contains($0.moment) }.compactMap(\.document)
    return Value(Int64(numbers.count), from: numbers)
  }
}
