import Records
package import Analysis
package import Documents
import Messages
package import Model

/// What the sections of a document are composed from.
package struct SectionContext {
  /// What came of a report's sessions.
  package struct Sessions {
    /// The totals.
    package let totals: SessionTotals
    /// The rows of the tables.
    package let rows: SessionRows
    /// Sessions that were ended together.
    package let massEnds: MassEnds.Outcome

    /// The totals and rows of a session report.
    package init(totals: SessionTotals, rows: SessionRows, massEnds: MassEnds.Outcome = .init()) {
      self.totals = totals
      self.rows = rows
      self.massEnds = massEnds
    }
  }

  /// What came of a report's events.
  package struct Events {
    /// The totals.
    package let totals: EventTotals
    /// The rows of the tables.
    package let rows: EventRows

    /// The totals and rows of an event report.
    package init(totals: EventTotals, rows: EventRows) {
      self.totals = totals
      self.rows = rows
    }
  }

  /// How often a module logged at a level.
  package struct LogCount: Sendable {
    /// The module.
    package let module: String
    /// The level, in the source's words.
    package let level: String
    /// How often.
    package let count: Int

    /// A count from its parts.
    package init(module: String, level: String, count: Int) {
      self.module = module
      self.level = level
      self.count = count
    }
  }

  /// A raw word of the source that its mapping does not know.
  package struct UnmappedWord: Sendable {
    /// Where it stands.
    package let column: SourceColumn
    /// The word.
    package let word: String
    /// On how many rows.
    package let count: Int

    /// An unmapped word from its parts.
    package init(column: SourceColumn, word: String, count: Int) {
      self.column = column
      self.word = word
      self.count = count
    }
  }

  /// The report.
  package let definition: ReportDefinition
  /// The facts of the run.
  package let facts: IssueFacts
  /// The look, formats and words.
  package let template: Template
  /// The sessions, in reports that need them.
  package private(set) var sessions: Sessions?
  /// The events, in reports that need them.
  package private(set) var events: Events?
  /// Errors the application logged, by module and level; nil when the source has no log.
  package let logs: [LogCount]?
  /// What the rules observed, in reports that speak of it.
  package let findings: FindingRows?
  /// What the archive knows of the source's backups, in reports that speak of them.
  package let backups: BackupHistory?
  /// What the archive knows of what was sealed, in reports that speak of it.
  package let seals: SealHistory?
  /// What the archive's ledger says of documents, in reports that speak of them.
  package let trail: TrailHistory?
  /// What documents of all sources come to, in reports over all of them.
  package let management: ManagementSummary?
  /// What was found of accounts and their roles, in reports that speak of them.
  package let accounts: AccountRows?
  /// What was counted and drawn of accesses, in reports that audit them.
  package let accesses: AccessRows?
  /// The numbers of the period's daily documents, by day, in reports that audit accesses.
  let documentsByDay: [CivilDate: [String]]
  /// Findings of earlier documents that nobody has decided on, in reports that audit accesses.
  let openFindings: ArchiveHistory.OpenFindings
  /// Who ran the program in the period, in reports that speak of accounts.
  let programUses: [ProgramUse]
  /// How many accounts were privileged in earlier documents of the report, oldest first.
  let privilegedBefore: [ArchiveHistory.EarlierCount]
  /// How many accesses deviated from the matrix in earlier audits of the same schedule, oldest first.
  let deviationsBefore: [ArchiveHistory.EarlierCount]
  /// What the source holds against its rules of retention, in reports that speak of it.
  package let retention: RetentionStatus?
  /// The disposal, in a record of one.
  package let disposal: DisposalRecord?
  /// What was found to the question, in reports that answer one.
  package let answers: AnswerRows?
  /// From when on the source holds records, of sessions and of events; what is not named, it holds of all times.
  package let records: [ReportInput: RecordStart]
  /// Whether the source's records of sessions and of events reach into the period and up to its end, where that is known.
  package let flows: [ReportInput: RecordFlow]
  /// What rows of persons are written with.
  package let rowContext: RowContext
  /// Raw words the mapping does not know.
  package let unmapped: [UnmappedWord]
  /// How many events had a number of records that cannot be.
  let clearedCounts: Int
  /// The kinds of file the document is issued as.
  package let outputs: Set<Output>
  /// Where the rows of small tables lie.
  package let folder: String

  /// A context from its parts; of what was read for the reports of a run it takes what its definition asks for.
  package init(
    definition: ReportDefinition, facts: IssueFacts, template: Template, rowContext: RowContext,
    sessions: Sessions?, events: Events?, logs: [LogCount]?, findings: FindingRows?, unmapped: [UnmappedWord],
    outputs: Set<Output>, folder: String, records: [ReportInput: RecordStart] = [:],
    flows: [ReportInput: RecordFlow] = [:], archive: ArchiveHistory = ArchiveHistory(), answers: AnswerRows? = nil,
    accounts: AccountRows? = nil, accesses: AccessRows? = nil
  ) {
    self.definition = definition
    self.facts = facts
    self.template = template
    self.rowContext = rowContext
    let (listed, inputs) = (definition.readWhole, definition.inputs)
    self.sessions = listed.contains(.sessions) ? sessions : nil
    self.events = listed.contains(.events) ? events : nil
    self.logs = inputs.contains(.logs) ? logs : nil
    self.findings = inputs.contains(.findings) ? findings : nil
    backups = inputs.contains(.backups) ? archive.backups : nil
    seals = inputs.contains(.seals) ? archive.seals : nil
    trail = inputs.contains(.trail) ? archive.trail : nil
    management = inputs.contains(.management) ? archive.management : nil
    self.accounts = inputs.contains(.accounts) ? accounts : nil
    self.accesses = inputs.contains(.accesses) ? accesses : nil
    documentsByDay = archive.documentsByDay
    openFindings = archive.openFindings
    programUses = archive.programUses
    (privilegedBefore, deviationsBefore) = (archive.privilegedBefore, archive.deviationsBefore)
    retention = inputs.contains(.retention) ? archive.retention : nil
    disposal = inputs.contains(.disposal) ? archive.disposal : nil
    self.answers = inputs.contains(.answers) ? answers : nil
    // Words are counted over all rows that were read: an applicant is told nothing of other people's.
    self.unmapped = facts.isForSubject ? [] : unmapped.filter { definition.restsOn($0.column) }
    clearedCounts = definition.mayListObjects ? Self.cleared(unmapped) : 0
    self.outputs = outputs
    self.folder = folder
    self.records = records
    self.flows = flows
  }

  private static func cleared(_ words: [UnmappedWord]) -> Int {
    words.filter { $0.column == .event(.recordCount) }.reduce(0) { $0 + $1.count }
  }

  /// The words of the document's language.
  var words: TextCatalog { words(facts.language) }
  /// The words of a language; a template that was read holds both.
  func words(_ language: Language) -> TextCatalog { template.words(language) }
  /// The formats of the document's language.
  var formats: Formats { template.formats(facts.language) }

  /// What the document calls an event's type.
  func name(_ kind: EventKind) -> String { words.name(kind, in: facts.language) }

  /// How much is hidden.
  var mask: MaskLevel { rowContext.mask.level }

  /// Columns the source has not.
  var missing: Set<SourceColumn> { Set(facts.source.missingColumns) }

  /// Counted rows of all that the report lists.
  var countedRows: Int {
    let findings = definition.needs.contains(.findings) ? findings?.totals.count : nil
    return (sessions?.totals.counted ?? 0) + (events?.totals.counted ?? 0) + (findings ?? 0)
      + (backups?.copies.count ?? 0) + (seals?.sealed.count ?? 0) + (trail?.issued.count ?? 0)
      + Int(clamping: retention?.sum(\.rows) ?? 0) + Int(clamping: disposal?.counts.removed ?? 0)
  }

  /// Whether it tells of the archive: then a period with nothing to count is no quiet one.
  var tellsOfArchive: Bool { backups != nil || seals != nil || trail != nil || management != nil }

  /// Whether it has something to say where nothing is counted: of the archive, of accounts or accesses, or to a question.
  var tellsInAnyCase: Bool {
    tellsOfArchive || answers != nil || accounts != nil || accesses != nil || retention != nil
      || disposal != nil
  }

  /// The same with the sessions alone, or the events alone, for a section made from one of them.
  func limited(to input: ReportInput) -> SectionContext {
    var context = self
    if input != .sessions { context.sessions = nil }
    if input != .events { context.events = nil }
    return context
  }

  /// `08.10.2026 02:15:07 UTC+03:00`.
  func moment(_ instant: Instant) -> String {
    formats.moment(facts.zone.localTime(at: instant)) + " " + facts.zone.offsetLabel(at: instant)
  }

  /// A moment in the document's zone; nothing where there is none.
  func cell(_ instant: Instant?) -> Cell {
    instant.map { .moment($0, zoneOffset: facts.zone.offset(at: $0)) } ?? .empty
  }

  /// A table of a few rows.
  func table(_ id: String, title: String? = nil, _ columns: [Column], _ rows: [[Cell]], remark: String? = nil) throws
    -> Block
  {
    .table(
      Table(
        id: id, title: title, columns: columns, rows: try TableRows(rows, in: folder), remark: remark,
        emptyText: words[.noRows]))
  }

  /// A column of a table of a few rows.
  func column(_ name: ColumnName, _ kind: Column.Kind, _ width: Int, json: Bool = false, hasBar: Bool = false) -> Column
  {
    .named(
      name, words, kind, width: width, for: json ? .viewersAndPrograms : .viewers, hasBar: hasBar)
  }

  /// A section that is one long table of a report on accounts, on its own sheet of the workbook.
  func accountListing(
    _ choice: ReportDefinition.SectionChoice, _ title: AccountWordKey, _ id: String, _ columns: [Column],
    _ rows: TableRows, emptyText: AccountWordKey
  ) -> Section {
    Section(
      id: choice.id, title: words[title], sheet: .own(words[title]), isLandscape: rows.count > 0,
      blocks: [
        .table(
          Table(id: id, columns: columns, rows: rows, pagedRowLimit: choice.pagedRows, emptyText: words[emptyText]))
      ])
  }

  /// A section that is one long table, on its own sheet of the workbook.
  func listing(
    _ choice: ReportDefinition.SectionChoice, title: any TextKey, caption: WordKey? = nil, id: String,
    _ columns: [Column],
    _ rows: TableRows, foldedColumns: Set<ColumnName> = [], remark: String? = nil, emptyText: WordKey = .noRows
  ) -> Section {
    Section(
      id: choice.id, title: words[title], caption: caption.map { words[$0] }, sheet: .own(words[title]),
      isLandscape: rows.count > 0,
      blocks: [
        .table(
          Table(
            id: id, columns: columns, rows: rows, pagedRowLimit: choice.pagedRows,
            pageLimit: choice.kind.isRegister ? choice.pages : nil,
            foldedColumns: Set(foldedColumns.map(\.rawValue)), remark: remark,
            emptyText: words[emptyText]))
      ])
  }
}
