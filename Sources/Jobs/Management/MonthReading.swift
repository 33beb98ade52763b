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
    for source in sources {
      var values: [Indicator: Value] = [:]
      values[.registersMissing] = registers(source)
      let counts = try findings.counts(source)
      values[.severeFindings] = counts.findings
      values[.incidents] = counts.incidents
      values[.unreviewed] = try findings.unreviewed(source)
      for (indicator, kind) in AnswersOfMonth.kinds { values[indicator] = answers.late(kind, source) }
      // What several sources have in one database is backed up, and told, once.
      if owners.contains(source) || !isConfigured(source) { values.merge(records.backups(source)) { $1 } }
      values.merge(records.seals(source)) { $1 }
      values[.retentionOverdue] = records.overdue(source)
      values[.disposals] = disposals(source)
      values[.unapproved] = try records.unapproved(source)
      values[.deliveriesFailed] = deliveries(source)
      month.parts[source] = values
    }
    month.parts[SourceSettings.everyName] = [
      .runsFailed: records.runsFailed(sources),
      .deliveriesFailed: deliveries(SourceSettings.everyName),
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
      task.nights.subtracting(task.empty).filter { month.contains($0.from) }.map { (task.report, $0) }
    }
  }

  /// How many documents of the month's nights are not there, of those that were due.
  private func registers(_ source: String) -> Value {
    let due = due(nil, source)
    var value = Value(0, of: Int64(due.count))
    for (report, night) in due {
      guard let entry = documents.newest(report, of: source, period: night), let number = entry.document else {
        value.least += 1
        value.most += 1
        continue
      }
      value.documents.append(number)
      if documents.manifest(entry) == nil { value.gaps.append(.init(.unreadable, source, number)) }
    }
    value.documents.sort { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    value.isKnown = !due.isEmpty
    if due.isEmpty, isConfigured(source) { value.gaps = [.init(.neverScheduled, source)] }
    return value
  }

  /// Records of disposals that were issued in the month.
  private func disposals(_ source: String) -> Value {
    let code = "IMH"
    guard definitions[code] != nil else { return Value(.init(.noReport, nil, code)) }
    guard hasBegun else { return Value() }
    let numbers = documents.all(code, of: source).filter { month.contains($0.moment) }.compactMap(\.document)
    return Value(Int64(numbers.count), from: numbers)
  }

  /// Documents whose last delivery of the month to a recipient failed, of all that were tried in it.
  private func deliveries(_ source: String) -> Value {
    guard hasBegun else { return Value() }
    var last: [String: LedgerEntry] = [:]
    var value = Value(0, of: 0)
    for entry in ledger where entry.act == .deliver && entry.source == source && month.contains(entry.moment) {
      guard let document = entry.document, [.done, .failed].contains(entry.outcome) else { continue }
      last["\(document)\n\(entry.fact("recipient")?.stringValue ?? "")"] = entry
      value.lines = min(value.lines?.lowerBound ?? entry.sequence, entry.sequence)...entry.sequence
    }
    let failed = Int64(last.values.count { $0.outcome == .failed })
    (value.least, value.most, value.whole) = (failed, failed, Int64(last.count))
    return value
  }
}
