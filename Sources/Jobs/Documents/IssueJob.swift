import Analysis
import Archive
import Documents
import Evidence
import Files
import Intake
import Messages
import Model
import Reports
import Schedules

/// Issues the reports of one period of a source: read in a snapshot, composed, drawn, published.
struct IssueJob {
  let run: RunContext
  let source: SourceSettings
  let reports: PeriodReports

  /// What was read, or why nothing was.
  struct Reading {
    /// The facts and the look of the documents that can be made; nil when there are none.
    var issue: (facts: ReportFacts, template: Template)?
    /// What failed already.
    var steps: [RunStep] = []
    /// Why nothing, or not everything, was read.
    var failure: Failure? {
      steps.lazy.compactMap(\.failure).first ?? issue?.facts.observations.failures.values.first
    }
    /// What was found to a question.
    var answers: AnswerRows? { issue?.facts.observations.answers }
  }

  /// The ledger's last line: of its two moments the earlier one, since whoever runs the program states the other.
  private func seed() throws -> SourceReading.Seed {
    let last = try run.record.ledger?.entries().last
    return SourceReading.Seed(
      text: try run.record.ledger?.head().text ?? LedgerHead.origin.text, written: last.map { min($0.time, $0.moment) })
  }

  /// Reads everything the reports are made from; what goes wrong with one does not keep the others back.
  func read(on connection: borrowing SourceConnection) -> Reading {
    var reading = Reading()
    let catalogue = Catalogue(run.invocation)
    let request = request(catalogue, &reading.steps)
    if request.definitions.isEmpty { return reading }
    do {
      let system = try catalogue.system(source)
      let template = try run.template.load(catalogue)
      let ruleFiles = try catalogue.ruleFiles(for: request.definitions)
      let digests = try digests(isCheck: false)
      var sourceReading = SourceReading(
        request, system, digests, template: template, folder: run.record.archive.stateFolder, ruleFiles, run.invocation)
      sourceReading.seed = try seed()
      sourceReading.decisions = try decisions(digests)
      sourceReading.periodRows = try watched(request, system)
      let observations = try connection.attempt { try sourceReading.observe(on: connection) }
      if let other = observations.eventsSnapshot {
        run.invocation.warnAboutPrivileges(other, of: "\(source.name), events_from")
      }
      let facts = ReportFacts(
        invocation: run.invocation, request: request, system: system, snapshot: connection.snapshot,
        observations: observations,
        digests: digests, seal: Seal(run: run).facts, clockSource: run.clockSource)
      reading.issue = (facts, template)
    } catch {
      let failure = Failure(error)
      reading.steps += request.definitions.map { step($0.code, .failed(failure)) }
    }
    return reading
  }

  /// What people decided on findings of the source, with the digests of documents whose key is not that of these.
  private func decisions(_ digests: DocumentDigests) throws -> FindingDecisions {
    let reviews = try ReviewReading(in: run).reviews(of: source.name)
    var otherKeys: [String: FindingDecisions.KeyedDigest] = [:]
    if reviews.records.contains(where: { $0.key != digests.keyName }) {
      let key = try ArchiveKey(archive: run.record.archive).present()
      let others = [
        try key.map { try DocumentDigests(.M1, archiveKey: $0) },
        try run.invocation.configuration.maskKey.map { try DocumentDigests(maskKey: $0) },
      ]
      for other in others.compactMap({ $0 }) where other.keyName != digests.keyName {
        otherKeys[other.keyName] = { other.hexadecimal($0) }
      }
    }
    return FindingDecisions(reviews, at: run.invocation.asOf, key: digests.keyName, otherKeys: otherKeys)
  }

  /// Sums up the rows of a period that the nights after will look at again: one that is over, of all users.
  private func watched(_ request: ReportRequest, _ system: SourceSystem) throws -> PeriodRows? {
    guard run.invocation.configuration.lateRows != nil, !request.isLimited,
      request.period.to <= run.invocation.asOf
    else { return nil }
    return try PeriodRows(run, source, system, replacing: request.replaces?.rows ?? [:])
  }

  /// Whether documents are issued before the backup of the same run has ended, after it, or when all others are.
  enum Turn {
    /// Those made from rows, which wait for nothing.
    case besideBackup
    /// Those that speak of the backup.
    case afterBackup
    /// Those that speak of the other documents of their source.
    case last
    /// Those that speak of the documents of all sources.
    case overAll

    fileprivate init(_ definition: ReportDefinition) {
      if definition.isOverAllSources {
        self = .overAll
        return
      }
      self =
        !definition.needs.isDisjoint(with: [.seals, .trail])
        ? .last : definition.needs.isDisjoint(with: [.backups, .retention]) ? .besideBackup : .afterBackup
    }
  }

  /// Composes, draws and publishes what was read and whose turn it is.
  func issue(_ reading: Reading, _ turn: Turn, into result: inout RunResult) async {
    if turn == .besideBackup { result.steps += reading.steps }
    guard let (facts, template) = reading.issue else { return }
    let definitions = facts.request.definitions.filter { Turn($0) == turn }
    await issue(definitions, facts, template, into: &result)
    guard turn == .besideBackup else { return }
    warnAboutSilences(facts)
    warnAboutHistory(facts)
    for failure in facts.observations.failuresBeside(facts.request.definitions) {
      result.steps.append(step(nil, .failed(failure)))
    }
  }

  private func issue(
    _ definitions: [ReportDefinition], _ facts: ReportFacts, _ template: Template, into result: inout RunResult
  ) async {
    var drafts: [Draft] = []
    let composer = DraftComposer(run: run, facts: facts, template: template)
    for definition in definitions {
      do {
        if let draft = try composer.draft(definition) {
          drafts.append(draft)
        } else {
          result.notices += emptyPeriodNotices(definition)
          let isUnexpected = lacksRows(facts.silences(of: definition))
          var step = step(definition.code, isUnexpected ? .unexpectedlyEmpty : .nothingDue)
          step.isEmptyPeriod = !isUnexpected
          result.steps.append(step)
        }
      } catch {
        result.steps.append(step(definition.code, .failed(Failure(error))))
      }
    }
    conclude(drafts, await DocumentPublisher(run: run).publish(drafts), facts, into: &result)
  }

  /// What came of publishing.
  func conclude(
    _ drafts: [Draft], _ outcomes: [Result<String, Failure>], _ facts: ReportFacts, into result: inout RunResult
  ) {
    for (draft, outcome) in zip(drafts, outcomes) {
      switch outcome {
      case .success(let folder):
        let document = IssuedDocument(
          number: draft.document.identity.number, report: draft.report, source: source.name, folder: folder,
          rows: draft.rows, isLate: draft.head.isLate, missingRules: draft.missingRules,
          lacksRows: lacksRows(draft.silences) || draft.lacksCounts,
          hasBrokenHistory: facts.observations.history?.isBroken ?? false,
          lacksLiveStore: draft.lacksLiveStore)
        result.steps.append(step(draft.report, .issued(document)))
        if let hold = draft.hold { result.steps += hold.write(for: document, in: run) }
      case .failure(let failure): result.steps.append(step(draft.report, .failed(failure)))
      }
    }
    for draft in drafts where !draft.brokenSeals.isEmpty {
      result.steps.append(RunStep(.inspect, source: source.name, .failed(Failure(.tampered, Self.broken(draft)))))
    }
    warnAboutMissingRules(drafts)
  }

  /// What a record of seals has found.
  private static func broken(_ draft: Draft) -> Message {
    let (number, names) = (draft.document.identity.number, draft.brokenSeals)
    let list = names.prefix(5).joined(separator: ", ") + (names.count > 5 ? ", …" : "")
    return Message(
      tr: "\(number): mühürlenenlerden yerinde olmayan veya değişmiş olanlar var (\(names.count)): \(list). "
        + "Sağlam bir kopyasından geri koyun.",
      en: "\(number): of what was sealed some is gone or was changed (\(names.count)): \(list). Restore it from "
        + "a sound copy.")
  }

  /// Reads every file the reports need, and throws for what would keep them from being issued; connects nowhere.
  func check() throws {
    let catalogue = Catalogue(run.invocation)
    let definitions = try reports.codes.map { try catalogue.definition($0, of: reports.schedule) }
    let supply = source.isEvery ? nil : SourceSupply(source, try catalogue.system(source))
    _ = try run.template.load(catalogue)
    _ = try catalogue.ruleFiles(for: definitions)
    _ = try digests(isCheck: true)
    for definition in definitions {
      if let unsupplied = supply?.unsupplied(of: definition) { throw unsupplied }
    }
  }

  func step(_ code: String?, _ outcome: RunStep.Outcome) -> RunStep {
    RunStep(.issue(report: code), source: source.name, period: reports.period, outcome)
  }

  /// The reports with their definitions; those without a usable one have failed.
  func request(_ catalogue: Catalogue, _ steps: inout [RunStep]) -> ReportRequest {
    var definitions: [ReportDefinition] = []
    for code in reports.codes {
      do {
        definitions.append(try catalogue.definition(code, of: reports.schedule))
      } catch {
        steps.append(step(code, .failed(Failure(error))))
      }
    }
    return ReportRequest(
      source: source, definitions: definitions, period: reports.period, requester: reports.requester,
      users: reports.users, mask: reports.mask, isLate: reports.isLate, replaces: reports.replaces,
      question: reports.question, approval: reports.approval, annex: reports.annex,
      leavesOutAnnex: reports.leavesOutAnnex, disposal: reports.disposal,
      recipients: reports.schedule?.recipients?.map(\.name))
  }

  /// The digests of the documents, keyed as their mask asks; a check makes no key.
  func digests(isCheck: Bool) throws -> DocumentDigests {
    guard reports.mask == .M2 else {
      let key = ArchiveKey(archive: run.record.archive)
      if isCheck { return try DocumentDigests(reports.mask, archiveKey: try key.present() ?? .random()) }
      // A new key is written where an interruption cannot leave half of it.
      return try DocumentDigests(reports.mask, archiveKey: try run.interruption.uninterrupted { try key.obtain() })
    }
    guard let key = run.invocation.configuration.maskKey else {
      throw Failure(
        .misconfigured,
        Message(
          tr: "M2 düzeyi bir anahtar ister; yapılandırmaya “mask_key: <dosya>” ekleyin.",
          en: "level M2 needs a key; add “mask_key: <file>” to the configuration."))
    }
    return try DocumentDigests(maskKey: key)
  }

  /// Whether records are missing that somebody expects.
  private func lacksRows(_ silences: [ReportInput: RecordFlow]) -> Bool {
    source.expectsRows && reports.schedule?.expectsRows ?? false && !silences.isEmpty
  }

  /// Says which records the source does not have; a schedule that expects none is not told that there are none.
  private func warnAboutSilences(_ facts: ReportFacts) {
    if let schedule = reports.schedule, !schedule.expectsRows || !source.expectsRows { return }
    let silences = facts.request.definitions.reduce(into: [:]) { $0.merge(facts.silences(of: $1)) { $1 } }
    let zone = run.invocation.configuration.zone
    for (input, flow) in silences.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
      let about = "\(source.name), \(reports.period.firstDay(in: zone)), \(input.rawValue).sql"
      run.invocation.warn(Message(verbatim: about + ":") + flow.words(in: zone))
    }
  }

  /// Says that the history of deleted rows has a gap.
  private func warnAboutHistory(_ facts: ReportFacts) {
    guard facts.observations.history?.isBroken ?? false else { return }
    run.invocation.warn(
      Message(
        tr: "\(source.name): silinen kayıtlar kesintisiz saklanamadı; “tutanak source capture status --source "
          + "\(source.name)” nedenini söyler.",
        en: "\(source.name): what the application deletes was not kept without a break; “tutanak source capture status "
          + "--source \(source.name)” says why."))
  }

  /// Says which required rules are missing from the documents.
  private func warnAboutMissingRules(_ drafts: [Draft]) {
    let missing = Set(drafts.flatMap(\.missingRules))
    if missing.isEmpty { return }
    let list = missing.sorted().joined(separator: ", ")
    run.invocation.warn(
      Message(
        tr: "Zorunlu kurallar değerlendirilemedi: \(list). Belgenin kurallar tablosu nedenini söyler.",
        en: "Required rules could not be evaluated: \(list). The document's table of rules says why."))
  }

  /// What is said instead of issuing a document for an empty period.
  private func emptyPeriodNotices(_ definition: ReportDefinition) -> [Message] {
    guard run.invocation.configuration.emptyPeriod == .notify else { return [] }
    return [
      Message(
        tr: "\(definition.code), \(source.name): dönemde kayıt yok; belge düzenlenmedi (empty_period: notify).",
        en: "\(definition.code), \(source.name): no records in the period; no document was issued "
          + "(empty_period: notify).")
    ]
  }
}
