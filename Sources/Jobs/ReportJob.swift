import Analysis
import Settings
import Backups
import Documents
import Evidence
import Files
import Intake
import Messages
import Model
import Postgres
import Reports

/// One run for one source, from the connection to the published packages: the table of contents of the program.
struct ReportJob {
  let invocation: Invocation
  let archive: Archive
  let interruption: Interruption

  /// Reads once, issues every ordered report, and backs the database up from the same snapshot.
  func run(_ order: ReportOrder) async throws -> RunResult {
    let catalogue = Catalogue(invocation)
    let system = try SourceSystem(folder: catalogue.systemFolder(order.source))
    let template = try catalogue.template()
    let ruleFiles = try catalogue.ruleFiles(for: order.definitions)
    let connection = try Connection.open(order.source.connection)
    let snapshot = try connection.beginSnapshot()
    warnAboutPrivileges(snapshot, order.source)
    let backup = BackupJob(invocation: invocation, archive: archive, interruption: interruption)
    let environment = connection.environment()
    async let dumping = order.hasBackup ? backup.dump(order, snapshot, environment: environment) : nil
    var result = RunResult()
    do {
      let observations = try reading(order, system, template, ruleFiles).observe(on: connection)
      if !order.hasBackup { try connection.endSnapshot() }
      let facts = ReportFacts(
        invocation: invocation, order: order, system: system, snapshot: snapshot, observations: observations)
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
  func check(_ order: ReportOrder) throws {
    let catalogue = Catalogue(invocation)
    let supply = SourceSupply(order.source, try SourceSystem(folder: catalogue.systemFolder(order.source)))
    _ = try catalogue.template()
    _ = try catalogue.ruleFiles(for: order.definitions)
    for definition in order.definitions {
      if let unsupplied = supply.unsupplied(of: definition) { throw unsupplied }
    }
    _ = try mask(order.mask)
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
    let publisher = DocumentPublisher(invocation: invocation, archive: archive, interruption: interruption)
    for (draft, outcome) in zip(drafts, await publisher.publish(drafts)) {
      switch outcome {
      case .success(let folder):
        result.documents.append(
          RunResult.IssuedDocument(
            number: draft.document.identity.number, report: draft.report, source: facts.order.source.name,
            folder: folder, rows: draft.rows))
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
      return nil
    }
    let year = invocation.configuration.zone.localTime(at: invocation.asOf).date.parts.year
    let number = try archive.nextNumber(code: definition.code, year: year)
    return Draft(
      document: try Composer.compose(try context(definition, facts, template, number: number)),
      parent: "\(archive.path)/\(padded(year, 4))", manifest: facts.manifest(number: number, definition),
      report: definition.code, rows: Self.rows(definition, observations) ?? 0)
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
      companions: companions(issueFacts.fileStem), folder: archive.stateFolder)
  }

  /// The files of the package, as the annexes list them.
  private func companions(_ stem: String) -> [String] {
    let drawn = invocation.configuration.formats.map { format in
      format == .csv ? "\(stem)-*.csv" : "\(stem).\(format.rawValue)"
    }
    return drawn + [Manifest.fileName, Manifest.sumsName]
  }

  private func reading(
    _ order: ReportOrder, _ system: SourceSystem, _ template: Template, _ ruleFiles: RuleFiles
  ) throws -> SourceReading {
    SourceReading(
      order, system, mask: try mask(order.mask), template: template, folder: archive.stateFolder, ruleFiles,
      invocation)
  }

  private func mask(_ level: MaskLevel) throws -> Mask {
    guard level == .M2 else { return Mask(level: level) }
    guard let file = invocation.configuration.maskKeyFile else {
      throw Failure(
        .configuration,
        Message(
          tr: "M2 düzeyi bir anahtar ister; yapılandırmaya “mask_key: <dosya>” ekleyin.",
          en: "level M2 needs a key; add “mask_key: <file>” to the configuration."))
    }
    let key = KeyedDigest(key: try InputFile.bytes(file))
    return Mask(level: level) { key.pseudonym(of: $0) }
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

  /// What is said instead of issuing a document for an empty period.
  private func emptyPeriodNotices(_ definition: ReportDefinition, _ order: ReportOrder) -> [Message] {
    guard invocation.configuration.emptyPeriod == .notify else { return [] }
    return [
      Message(
        tr: "\(definition.code), \(order.source.name): dönemde kayıt yok; belge düzenlenmedi (empty_period: notify).",
        en: "\(definition.code), \(order.source.name): no records in the period; no document was issued "
          + "(empty_period: notify).")
    ]
  }
}
