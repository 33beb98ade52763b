import Analysis
import Archive
import Documents
import Evidence
import Intake
import Reports

/// A report that is composed and not yet drawn.
struct Draft: Sendable {
  /// The document.
  let document: Document
  /// How many pages it says it has; nil where it does not say.
  let statedPages: Int?
  /// The folder its package will lie in.
  let parent: String
  /// What its manifest says it is.
  let head: Manifest.Head
  /// What its manifest says besides that, its files and what was written into them.
  let manifest: [JSONValue.Member]
  /// What the ledger says of its making.
  let making: Making
  /// The report's code.
  let report: String
  /// How many rows it counts.
  let rows: Int
  /// Required rules that could not be evaluated.
  let missingRules: [String]
  /// Whether its rules should have known a live store that could not be read, or not wholly.
  let lacksLiveStore: Bool
  /// What the report lists and the source has no records of, or none as new as usual.
  let silences: [ReportInput: RecordFlow]
  /// Whether it speaks of records of the source that could not be counted.
  let lacksCounts: Bool
  /// Documents and backups of which it says that they are gone, or are not what was sealed.
  let brokenSeals: [String]
  /// What is kept because it rests on it; nil where it is no answer to an authority.
  let hold: AuthorityHold?
  /// The clear list of persons that is encrypted beside it; nil where there is none.
  let annex: PersonsAnnex?
}

extension Draft {
  /// Who asked for a document, and with what it was made.
  struct Making: Sendable {
    let requester: IssueFacts.Requester
    let runID: String
    let configurationDigest: String
    /// What it answers, if somebody asked.
    let question: Question?
    /// The approval of clear values, if one was needed.
    let approval: String?
    /// The plan of the disposal it records, if it does.
    let disposal: String?
    /// The recipients who alone may get it; nil where its schedule names none.
    let recipients: [String]?
  }
}

/// Makes drafts of what was read: each gets its number and is composed.
struct DraftComposer {
  let run: RunContext
  let facts: ReportFacts
  let template: Template

  /// Numbers and composes a report; nil where an empty period is not issued.
  ///
  /// Of two documents that are made together each is given its number, and the other one.
  func draft(
    _ definition: ReportDefinition, number given: DocumentNumber? = nil, twin: IssueFacts.Twin? = nil
  ) throws -> Draft? {
    let (observations, request) = (facts.observations, facts.request)
    if let system = facts.system,
      let unsupplied = SourceSupply(request.source, system).unsupplied(of: definition)
    {
      throw unsupplied
    }
    let readWhole = definition.readWhole
    for input in ReportInput.allCases where readWhole.contains(input) {
      if let failure = observations.failures[input] { throw failure }
    }
    // What is replaced must have something in its place.
    if run.invocation.configuration.emptyPeriod != .issue, request.replaces == nil, isEmpty(definition) {
      try settleEmptyPeriod(definition)
      return nil
    }
    let archive = try ArchiveReading(run: run, request: request).history(for: definition, observations)
    let number = given ?? run.record.nextNumber(code: definition.code, year: run.invocation.issueYear)
    let head = head(number, definition)
    let hold = try AuthorityHold(facts, in: run)
    let (document, pages) = try compose(definition, number: number.text, archive, hold, twin)
    let annex = PersonsAnnex(
      observations.answers?.breach, request.annex, stem: document.identity.fileStem,
      template.words(run.invocation.language), run.invocation.configuration)
    let draft = Draft(
      document: document, statedPages: pages,
      parent: run.record.archive.yearFolder(number.year), head: head,
      manifest: facts.manifest(number: number.text, definition) + Self.manifest(twin)
        + (annex?.manifest(request.mask) ?? [])
        + [.init("summary", PackageSummary(of: document, quoted: isQuoted(definition)).json)],
      making: Draft.Making(
        requester: facts.request.requester, runID: facts.runID(number.text),
        configurationDigest: run.invocation.configuration.digest, question: request.question,
        approval: request.approval, disposal: request.disposal?.plan, recipients: request.recipients),
      report: definition.code,
      rows: rows(definition, archive) ?? 0,
      missingRules: definition.inputs.contains(.findings) ? observations.findings?.missingRequired ?? [] : [],
      lacksLiveStore: definition.inputs.contains(.findings) && observations.findings?.hasLiveGap ?? false,
      silences: facts.silences(of: definition),
      lacksCounts: !(archive.retention?.unread.isEmpty ?? true), brokenSeals: archive.seals?.brokenNames ?? [],
      hold: hold,
      annex: annex)
    try facts.digests.check()
    return draft
  }

  /// Whether a list of documents may repeat more than its title: no answer's, nor what is about chosen users or clear values.
  private func isQuoted(_ definition: ReportDefinition) -> Bool {
    !definition.answersQuestion && !facts.request.isLimited && facts.request.mask != .M0
  }

  /// What the manifest says of the document with the same rows.
  private static func manifest(_ twin: IssueFacts.Twin?) -> [JSONValue.Member] {
    guard let twin else { return [] }
    return [
      .init(
        "twin",
        .object([
          .init("document", .string(twin.number)), .init("data_sha256", .string(twin.dataDigest)),
          .init("masked", .bool(twin.isMasked)),
        ]))
    ]
  }

  /// What the manifest says of a document, as far as it is read again.
  private func head(_ number: DocumentNumber, _ definition: ReportDefinition) -> Manifest.Head {
    let request = facts.request
    var head = Manifest.Head(
      format: .package, number: number, source: request.source.name, schedule: request.schedule,
      period: request.period, isLate: request.isLate)
    head.edition = request.edition
    head.replaces = request.replaces?.number
    head.reason = request.replaces?.reason
    head.mask = request.mask.rawValue
    head.userCount = request.users.count
    head.userDigest = facts.digests.ofUsers(request.users)
    let listed = definition.silenceMatters
    for (relation, input) in [(Relation.sessions, ReportInput.sessions), (.events, .events)]
    where listed.contains(input) {
      head.rows[relation.rawValue] = facts.observations.rows[relation]
    }
    return head
  }

  /// How many rows a report counts.
  private func rows(_ definition: ReportDefinition, _ archive: ArchiveHistory) -> Int? {
    switch definition.subject {
    case .sessions: facts.observations.sessions?.totals.counted
    case .events: facts.observations.events?.totals.counted
    case .findings: facts.observations.findings?.totals.count
    case .backups: archive.backups?.copies.count
    case .seals: archive.seals?.sealed.count
    case .trail: archive.trail?.issued.count
    case .management: archive.management?.documents.count
    case .accesses: facts.observations.accesses?.count
    case .accounts: facts.observations.accounts?.count
    case .retention: archive.retention.map { Int(clamping: $0.sum(\.rows)) }
    case .disposal: archive.disposal.map { Int(clamping: $0.counts.removed) }
    case .answers:
      (facts.observations.sessions?.totals.counted ?? 0) + (facts.observations.events?.totals.counted ?? 0)
    }
  }

  /// Whether a report has nothing to list in any of its sections; a rule may find something where nothing was recorded.
  ///
  /// What rests on the archive has something to tell in any case, and so have accounts, accesses and an answer.
  private func isEmpty(_ definition: ReportDefinition) -> Bool {
    let tellsInAnyCase = ReportInput.ofArchive.union([.accounts, .accesses, .retention])
    if definition.answersQuestion || !definition.needs.isDisjoint(with: tellsInAnyCase) { return false }
    let (needs, observations) = (definition.needs, facts.observations)
    let counts = [
      needs.isDisjoint(with: [.sessions, .findings]) ? nil : observations.sessions?.totals.counted,
      needs.isDisjoint(with: [.events, .findings]) ? nil : observations.events?.totals.counted,
      needs.contains(.logs) ? observations.logs?.count : nil,
      needs.contains(.findings) ? observations.findings?.totals.count : nil,
    ]
    return counts.allSatisfy { $0 ?? 0 == 0 }
  }

  /// A schedule is done with a period that wants no document.
  private func settleEmptyPeriod(_ definition: ReportDefinition) throws {
    guard let schedule = facts.request.schedule else { return }
    try run.record.settle(
      RecurringTask(report: definition.code, source: facts.request.source.name, schedule: schedule), as: .empty,
      [facts.request.period], year: run.invocation.issueYear)
  }

  /// The document, which says how many pages it has where its definition wants that.
  private func compose(
    _ definition: ReportDefinition, number: String, _ archive: ArchiveHistory, _ hold: AuthorityHold?,
    _ twin: IssueFacts.Twin?
  ) throws -> (document: Document, pages: Int?) {
    func compose(_ pages: Int?) throws -> Document {
      var document = try Composer.compose(try context(definition, number: number, archive, hold, twin, pages: pages))
      document.annexes = DocumentFormat.annexes(of: document, in: run.invocation.configuration.formats)
      return document
    }
    guard definition.tellsPages, case .subject = facts.request.question?.matter else { return (try compose(nil), nil) }
    let settled = try PageCount(run: run).settle { try compose($0) }
    return (settled.document, settled.pages)
  }

  /// What was found, with what authorities were told of the person who applied.
  private func answers() throws -> AnswerRows? {
    guard var answers = facts.observations.answers, let person = facts.observations.person,
      case .subject(let application) = facts.request.question?.matter, application.suppression == nil
    else { return facts.observations.answers }
    let key = try ArchiveKey(archive: run.record.archive).present() ?? .random()
    answers.disclosures = try DisclosureReading(
      record: run.record, source: facts.request.source.name, digests: DocumentDigests(.M0, archiveKey: key)
    ).disclosures(about: person)
    if !answers.disclosures.isEmpty, !application.tellsDisclosures { throw DisclosureReading.undecided }
    return answers
  }

  private func context(
    _ definition: ReportDefinition, number: String, _ archive: ArchiveHistory, _ hold: AuthorityHold?,
    _ twin: IssueFacts.Twin?, pages: Int?
  ) throws -> SectionContext {
    let observations = facts.observations
    var issueFacts = facts.issueFacts(number: number, definition)
    issueFacts.authority = facts.authorityFacts(hold)
    issueFacts.twin = twin
    if case .subject(var application) = issueFacts.question?.matter {
      application.pages = pages
      issueFacts.question?.matter = .subject(application)
    }
    return SectionContext(
      definition: definition, facts: issueFacts, template: template, rowContext: observations.rowContext,
      sessions: observations.sessions, events: observations.events, logs: observations.logs,
      findings: observations.findings, unmapped: observations.unmapped,
      outputs: Set(run.invocation.configuration.formats.map(\.output)), folder: run.record.archive.stateFolder,
      records: observations.records, flows: observations.flows, archive: archive,
      answers: try answers(), accounts: observations.accounts, accesses: observations.accesses)
  }
}
