import Analysis
import Documents
import Files
import Messages
import Model
@testable import Reports
import Settings
import Support

/// Reports composed from a small log: what a run does between reading and drawing, without a server.
struct SectionTrial {
  private let scratch: ScratchFolder
  private let template: Template
  private let rowContext: RowContext
  private let sessions: SectionContext.Sessions
  private let events: SectionContext.Events
  private let findings: FindingRows
  private let answers: AnswerRows
  private let period: Period
  private let asOf: Instant

  /// One session, failed sign-ins and a severe event, and a severe finding where asked for; nothing of all that for an
  /// empty period.
  init(_ level: MaskLevel = .M0, isEmpty: Bool = false, isSevere: Bool = false) throws {
    scratch = try ScratchFolder()
    let folder = scratch.path
    template = try Template(folder: Repository.path + "/templates/official", words: Repository.path + "/words")
    period = Period(from: try Instant("2026-10-07T00:00Z", in: .utc), to: try Instant("2026-10-08T00:00Z", in: .utc))
    asOf = try Instant("2026-10-08T02:15Z", in: .utc)
    rowContext = RowContext(
      zone: .utc, words: template.words(.en), language: .en, mask: Mask(level: level), users: [:], hasNamesAsKeys: false
    )

    let settings = RuleSettings()
    let recorder = FindingRecorder(rowContext, words: { [template] in template.words($0) }, folder: folder) {
      String($0.count)
    }
    let incidents = IncidentRecorder(
      rowContext, judged: period.from..<period.to, isTrusted: { _ in false }, folder: folder)
    let context = RuleContext(
      period: period, asOf: asOf, lookback: settings.lookback, zone: .utc, values: [:], lists: settings.lists,
      columns: [.event(.address)], makeDigest: { IdentifierList() }, makeSorter: { RecordList() })
    let runner = RuleRunner(RuleList.all, settings: settings, context: context) {
      try incidents.record($0, $2, recorder.record($0, $1, $2))
    }

    let answerRecorder = Self.answerRecorder(rowContext, folder)
    var sessionAnalysis = SessionAnalysis(period: period, asOf: asOf, zone: .utc, lengths: NumberList())
    let sessionRecorder = try SessionRecorder(rowContext, asOf: asOf, folder: folder)
    let noon = try Instant("2026-10-07T12:00Z", in: .utc)
    if !isEmpty {
      let session = Session(id: "s1", userKey: "u1", startedAt: noon, endedAt: noon.advanced(by: 60_000_000))
      let verdict = try sessionAnalysis.observe(session) { try sessionRecorder.record($0) }
      try sessionRecorder.record(session, verdict)
      if case .counted(let counted) = verdict { try answerRecorder.record(session, counted, of: [0]) }
      try runner.observe(session, verdict)
    }
    let sessionTotals = try sessionAnalysis.finish { try sessionRecorder.record($0) }
    sessions = .init(totals: sessionTotals, rows: try sessionRecorder.finish())

    var eventAnalysis = try EventAnalysis(
      period: period, asOf: asOf, zone: .utc, lookback: period.length, makeSorter: { RecordList() })
    let eventRecorder = try EventRecorder(rowContext, folder: folder)
    for number in isEmpty ? [] : Array(1...12) {
      let event = Self.failedSignIn(number, after: noon)
      let verdict = try eventAnalysis.observe(event)
      try eventRecorder.record(event, verdict)
      if case .counted(let instant) = verdict { try answerRecorder.record(event, at: instant, of: [0]) }
      try runner.observe(event, verdict)
    }
    if isSevere {
      let moment = noon.microseconds
      let severe = LoggedFinding(
        rule: RuleList.all[0].definition, severity: .high, user: "u1", first: moment, last: moment)
      let finding = severe.finding(context.evidence([EvidenceRow(identifier("e12"))]))
      try incidents.record(severe.rule, finding, recorder.record(severe.rule, [:], finding))
    }
    let eventTotals = eventAnalysis.finish()
    events = .init(totals: eventTotals, rows: try eventRecorder.finish(&eventAnalysis))
    answers = try answerRecorder.finish()
    let outcomes = try runner.finish()
    findings = try recorder.finish(
      outcomes,
      incidents: try incidents.finish(
        sessions: try SessionHistory(folder: folder, BrowserFamilies()), isBeforeKnown: true, digest: { $0 }),
      provenance: RuleProvenance(settings: settings, calendar: nil, geoIP: nil),
      sessions: sessionTotals,
      events: eventTotals)
  }

  /// One of twelve failed sign-ins, a second each apart; the last is severe.
  private static func failedSignIn(_ number: Int, after noon: Instant) -> SecurityEvent {
    let at = noon.advanced(by: Int64(number) * 1_000_000)
    var event = SecurityEvent(id: "e\(number)", occurredAt: at, type: .loginFailed)
    event.userKey = "u1"
    event.address = NetworkAddress("203.0.113.9")
    if number == 12 { event.severity = .critical }
    return event
  }

  private static func answerRecorder(_ context: RowContext, _ folder: String) -> AnswerRecorder {
    let recorder = AnswerRecorder(items: 1, context, folder: folder, sorter: RecordList())
    recorder.beginSessions()
    recorder.beginEvents()
    return recorder
  }

  /// A definition of some sections, in the YAML of the list.
  static func definition(_ subject: ReportDefinition.Subject, _ sections: [String]) throws -> ReportDefinition {
    let text = try InputFile.text(Repository.path + "/reports/OTR.yaml")
    let head = text.split(separator: "\n", omittingEmptySubsequences: false).prefix { $0 != "sections:" }.map {
      $0 == "subject: sessions" ? "subject: \(subject.rawValue)" : String($0)
    }
    let list = sections.isEmpty ? ["sections: []"] : ["sections:"] + sections.map { "  - \($0)" }
    let yaml = (head + list).joined(separator: "\n") + "\n"
    return try ReportDefinition(SettingsNode(yaml: yaml, file: "OTR.yaml"))
  }

  /// The document of a definition; `hasLogs` is whether the source has a log, `change` alters the facts of the run.
  func document(
    _ definition: ReportDefinition, hasLogs: Bool = true, missing: [SourceColumn] = [],
    backups: BackupHistory = BackupHistory(), seals: SealHistory = SealHistory(),
    trail: TrailHistory = TrailHistory(), management: ManagementSummary = SampleManagement.summary,
    _ change: (inout IssueFacts) -> Void = { _ in }
  ) throws -> Document {
    var facts = IssueFacts(
      number: "2026/OTR-000001", edition: 1, language: .en, zone: .utc, tzdataVersion: nil, period: period, asOf: asOf,
      times: nil,
      days: .init(issued: CivilDate(year: 2026, month: 10, day: 8), snapshot: CivilDate(year: 2026, month: 10, day: 8)),
      clock: .given, requester: .schedule("nightly"), users: [], filteredRows: 0, runID: "run",
      software: "Tutanak",
      controller: Controller(),
      source: IssueFacts.Source(
        name: "trial", system: "trial", title: Message(tr: "Deneme", en: "Trial"), serverVersion: "15",
        systemIdentifier: nil, database: "trial", role: "reader", missingColumns: missing, queryDigests: []))
    if definition.answersQuestion { facts.question = Self.question }
    change(&facts)
    var archive = ArchiveHistory()
    (archive.backups, archive.seals, archive.trail) = (backups, seals, trail)
    archive.retention = SampleRetention.status
    archive.management = management
    archive.disposal = SampleRetention.disposal
    return try Composer.compose(
      SectionContext(
        definition: definition, facts: facts, template: template, rowContext: rowContext, sessions: sessions,
        events: events, logs: hasLogs ? [.init(module: "mail", level: "error", count: 3)] : nil, findings: findings,
        unmapped: [], outputs: [.paged], folder: scratch.path, archive: archive,
        answers: answers, accounts: try SectionTrial.accounts(rowContext, period: period, asOf: asOf, in: scratch.path),
        accesses: try SectionTrial.accesses(rowContext, period: period, in: scratch.path))
    )
  }

  /// What documents that answer a question were asked.
  private static let question = Question(
    .address, reference: "2026/17", items: [.init(networks: [AddressRange("203.0.113.0/24")].compactMap { $0 })])

  /// A word of the document.
  func word(_ key: any TextKey) -> String { template.words(.en)[key] }
}
