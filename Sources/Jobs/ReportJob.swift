import Analysis
import Archive
import Backups
import Documents
import Evidence
import Files
import Intake
import Messages
import Model
import Postgres
import Reports
import Settings

/// One run for one source, from the connection to the published packages: the table of contents of the program.
struct ReportJob {
  let invocation: Invocation
  let record: IssueRecord
  let interruption: Interruption

  /// Reads once, issues every ordered report, and backs the database up from the same snapshot.
  func run(_ order: ReportRequest) async throws -> RunResult {
    let catalogue = Catalogue(invocation)
    let system = try SourceSystem(folder: catalogue.systemFolder(order.source))
    let template = try catalogue.template()
    let ruleFiles = try catalogue.ruleFiles(for: order.definitions)
    let digests = try digests(order, isCheck: false)
    let connection = try Connection.open(order.source.connection)
    let snapshot = try connection.beginSnapshot()
    warnAboutPrivileges(snapshot, order.source)
    let backup = BackupJob(invocation: invocation, record: record, interruption: interruption)
    let (environment, patience) = (connection.environment(), connection.patience())
    async let dumping =
      order.hasBackup ? backup.dump(order, snapshot, environment: environment, patience: patience) : nil
    var result = RunResult()
    do {
      let observations = try reading(order, system, template, ruleFiles, digests).observe(on: connection)
      if !order.hasBackup { try connection.endSnapshot() }
      let facts = ReportFacts(
        invocation: invocation, order: order, system: system, snapshot: snapshot, observations: observations,
        digests: digests)
      await issue(facts, template, into: &result)
      result.reportFailures += observations.failuresBeside(order.definitions)
    } catch {
      result.reportFailures.append(Failure(error))
    }
    do {
      if let finished = try await dumping { result.backups.append(finished) }
    } catch {
      result.backupFailures.append(Failure(error))
    }
    return result
  }

  /// Reads every file the order needs, and throws for what would keep it from being done; connects nowhere.
  func check(_ order: ReportRequest) throws {
    let catalogue = Catalogue(invocation)
    let supply = SourceSupply(order.source, try SourceSystem(folder: catalogue.systemFolder(order.source)))
    _ = try catalogue.template()
    _ = try catalogue.ruleFiles(for: order.definitions)
    _ = try digests(order, isCheck: true)
    for definition in order.definitions {
      if let unsupplied = supply.unsupplied(of: definition) { throw unsupplied }
    }
  }

  /// Issues the reports; what goes wrong with one does not keep the others back.
  private func issue(_ facts: ReportFacts, _ template: Template, into result: inout RunResult) async {
    var drafts: [Draft] = []
    for definition in facts.order.definitions {
      do {
        if let draft = try draft(definition, facts, template, into: &result) { drafts.append(draft) }
      } catch {
        result.reportFailures.append(Failure(error))
      }
    }
    let publisher = DocumentPublisher(invocation: invocation, record: record, interruption: interruption)
    for (draft, outcome) in zip(drafts, await publisher.publish(drafts)) {
      switch outcome {
      case .success(let folder):
        result.documents.append(
          RunResult.IssuedDocument(
            number: draft.document.identity.number, report: draft.report, source: facts.order.source.name,
            folder: folder, rows: draft.rows, isLate: draft.head.isLate))
      case .failure(let failure): result.reportFailures.append(failure)
      }
    }
  }

  /// Numbers and composes a report; nil where an empty period is not issued.
  private func draft(
    _ definition: ReportDefinition, _ facts: ReportFacts, _ template: Template, into result: inout RunResult
  ) throws -> Draft? {
    let observations = facts.observations
    if let unsupplied = SourceSupply(facts.order.source, facts.system).unsupplied(of: definition) { throw unsupplied }
    let readWhole = definition.readWhole
    for input in ReportInput.allCases where readWhole.contains(input) {
      if let failure = observations.failures[input] { throw failure }
    }
    if definition.inputs.contains(.findings) { noteMissingRules(observations.findings, into: &result) }
    if invocation.configuration.emptyPeriod != .issue, Self.isEmpty(definition, observations) {
      result.notices += emptyPeriodNotices(definition, facts.order)
      try settleEmptyPeriod(definition, facts.order)
      return nil
    }
    let number = record.nextNumber(code: definition.code, year: invocation.issueYear)
    let order = facts.order
    let head = Manifest.Head(
      format: .package, number: number, source: order.source.name, schedule: order.schedule, period: order.period,
      isLate: order.isLate)
    let draft = Draft(
      document: try Composer.compose(try context(definition, facts, template, number: number.text)),
      parent: record.archive.yearFolder(number.year), head: head,
      manifest: facts.manifest(number: number.text, definition), report: definition.code,
      rows: Self.rows(definition, observations) ?? 0)
    try facts.digests.check()
    return draft
  }

  /// Remembers required rules that could not be evaluated, and says so.
  private func noteMissingRules(_ findings: FindingRows?, into result: inout RunResult) {
    let missing = Set(findings?.missingRequired ?? []).subtracting(result.missingRules)
    if missing.isEmpty { return }
    result.missingRules.formUnion(missing)
    let list = missing.sorted().joined(separator: ", ")
    invocation.warn(
      Message(
        tr: "Zorunlu kurallar değerlendirilemedi: \(list). Belgenin kurallar tablosu nedenini söyler.",
        en: "Required rules could not be evaluated: \(list). The document's table of rules says why."))
  }

  /// How many rows a report counts.
  private static func rows(_ definition: ReportDefinition, _ observations: SourceReading.Observations) -> Int? {
    switch definition.subject {
    case .sessions: observations.sessions?.totals.counted
    case .events: observations.events?.totals.counted
    case .findings: observations.findings?.totals.count
    }
  }

  /// Whether a report has nothing to list in any of its sections; a rule may find something where nothing was recorded.
  private static func isEmpty(_ definition: ReportDefinition, _ observations: SourceReading.Observations) -> Bool {
    let needs = definition.needs
    let counts = [
      needs.isDisjoint(with: [.sessions, .findings]) ? nil : observations.sessions?.totals.counted,
      needs.isDisjoint(with: [.events, .findings]) ? nil : observations.events?.totals.counted,
      needs.contains(.logs) ? observations.logs?.count : nil,
      needs.contains(.findings) ? observations.findings?.totals.count : nil,
    ]
    return counts.allSatisfy { $0 ?? 0 == 0 }
  }

  private func context(
    _ definition: ReportDefinition, _ facts: ReportFacts, _ template: Template, number: String
  ) throws -> SectionContext {
    let observations = facts.observations
    let issueFacts = facts.issueFacts(number: number, definition)
    return SectionContext(
      definition: definition, facts: issueFacts, template: template, rowContext: observations.rowContext,
      sessions: observations.sessions, events: observations.events, logs: observations.logs,
      findings: observations.findings, unmapped: observations.unmapped,
      companions: companions(issueFacts.fileStem), folder: record.archive.stateFolder)
  }

  /// The files of the package, as the annexes list them.
  private func companions(_ stem: String) -> [String] {
    let drawn = invocation.configuration.formats.map { format in
      format == .csv ? "\(stem)-*.csv" : "\(stem).\(format.rawValue)"
    }
    return drawn + [Manifest.fileName, Manifest.sumsName]
  }

  private func reading(
    _ order: ReportRequest, _ system: SourceSystem, _ template: Template, _ ruleFiles: RuleFiles,
    _ digests: DocumentDigests
  ) throws -> SourceReading {
    SourceReading(order, system, digests, template: template, folder: record.archive.stateFolder, ruleFiles, invocation)
  }

  /// The digests of the order's documents, keyed as their mask asks; a check makes no key.
  private func digests(_ order: ReportRequest, isCheck: Bool) throws -> DocumentDigests {
    guard order.mask == .M2 else {
      let key = ArchiveKey(archive: record.archive)
      if isCheck || order.definitions.isEmpty {
        return try DocumentDigests(order.mask, archiveKey: try key.present() ?? .random())
      }
      return try DocumentDigests(order.mask, archiveKey: try key.take())
    }
    if order.definitions.isEmpty { return try DocumentDigests(maskKey: .random()) }
    guard let key = invocation.configuration.maskKey else {
      throw Failure(
        .misconfigured,
        Message(
          tr: "M2 düzeyi bir anahtar ister; yapılandırmaya “mask_key: <dosya>” ekleyin.",
          en: "level M2 needs a key; add “mask_key: <file>” to the configuration."))
    }
    return try DocumentDigests(maskKey: key)
  }

  private func warnAboutPrivileges(_ snapshot: Snapshot, _ source: SourceSettings) {
    if snapshot.excessPrivileges.isEmpty { return }
    let list = snapshot.excessPrivileges.joined(separator: ", ")
    invocation.warn(
      Message(
        tr: "\(source.name): “\(snapshot.role)” rolü okumaktan fazlasını yapabilir (\(list)). "
          + "Yalnız SELECT yetkili bir rol kullanın.",
        en: "\(source.name): the role “\(snapshot.role)” can do more than read (\(list)). "
          + "Use a role with SELECT only."))
  }

  /// A schedule is done with a period that wants no document.
  private func settleEmptyPeriod(_ definition: ReportDefinition, _ order: ReportRequest) throws {
    guard let schedule = order.schedule else { return }
    try record.settle(
      RecurringTask(report: definition.code, source: order.source.name, schedule: schedule), as: .empty,
      [order.period], year: invocation.issueYear)
  }

  /// What is said instead of issuing a document for an empty period.
  private func emptyPeriodNotices(_ definition: ReportDefinition, _ order: ReportRequest) -> [Message] {
    guard invocation.configuration.emptyPeriod == .notify else { return [] }
    return [
      Message(
        tr: "\(definition.code), \(order.source.name): dönemde kayıt yok; belge düzenlenmedi (empty_period: notify).",
        en: "\(definition.code), \(order.source.name): no records in the period; no document was issued "
          + "(empty_period: notify).")
    ]
  }
}
