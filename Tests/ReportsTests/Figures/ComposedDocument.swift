import Analysis
import Documents
import Records
import Files
import Messages
import Model
import Reports
import Settings
import Support

/// A document composed from rows of a test, as a run composes it from those of a source.
///
/// The one place here that knows what the rooms ask for: a test asks for a document and looks at what it says.
struct ComposedDocument {
  let document: Document
  let words: TextCatalog
  let formats: Formats

  private static let template = Result {
    try Template(folder: Repository.path + "/templates/official", words: Repository.path + "/words")
  }
  private static let definitions = Result {
    try ["OTR", "GOR", "ANM"].map { code in
      try ReportDefinition(SettingsNode(file: Repository.path + "/reports/\(code).yaml"))
    }
  }

  private init(_ period: SteppedPeriod, _ language: Language, _ code: String, folder: String, fill: Fill) throws {
    let template = try Self.template.get()
    words = template.words(language)
    formats = template.formats(language)
    let rowContext = RowContext(
      zone: period.zone, words: words, language: language, mask: Mask(level: .M0), users: [:], hasNamesAsKeys: false)
    let rows = try fill(rowContext)
    guard let definition = try Self.definitions.get().first(where: { $0.code == code }) else {
      throw SettingsError(file: code, problem: Message(verbatim: "no such report"))
    }
    document = try Composer.compose(
      SectionContext(
        definition: definition, facts: Self.facts(period, language), template: template, rowContext: rowContext,
        sessions: rows.sessions, events: rows.events, logs: nil, findings: rows.findings, unmapped: [],
        outputs: Set(Output.allCases),
        folder: folder))
  }

  private typealias Rows = (
    sessions: SectionContext.Sessions?, events: SectionContext.Events?, findings: FindingRows?
  )
  private typealias Fill = (RowContext) throws -> Rows

  /// The session register of a log.
  static func sessions(
    _ log: [LoggedSession], _ period: SteppedPeriod, _ language: Language, in folder: String
  ) throws -> ComposedDocument {
    try ComposedDocument(period, language, "OTR", folder: folder) { context in
      let asOf = Instant(microseconds: period.asOf)
      var analysis = SessionAnalysis(period: period.period, asOf: asOf, zone: period.zone, lengths: NumberList())
      let recorder = try SessionRecorder(context, asOf: asOf, folder: folder)
      for session in log {
        let row = session.row
        let verdict = try analysis.observe(row) { try recorder.record($0) }
        try recorder.record(row, verdict)
      }
      let totals = try analysis.finish { try recorder.record($0) }
      return (SectionContext.Sessions(totals: totals, rows: try recorder.finish()), nil, nil)
    }
  }

  /// The security events report of a log; the rows may begin as long before the period as it is.
  static func events(
    _ log: [LoggedEvent], _ period: SteppedPeriod, _ language: Language, in folder: String
  ) throws -> ComposedDocument {
    try ComposedDocument(period, language, "GOR", folder: folder) { context in
      var analysis = try EventAnalysis(
        period: period.period, asOf: Instant(microseconds: period.asOf), zone: period.zone,
        lookback: period.period.length
      ) { RecordList() }
      let recorder = try EventRecorder(context, folder: folder)
      for event in log {
        let row = event.row
        try recorder.record(row, try analysis.observe(row))
      }
      let totals = analysis.finish()
      let rows = try recorder.finish(&analysis)
      return (nil, SectionContext.Events(totals: totals, rows: rows), nil)
    }
  }

  /// The report of findings.
  static func findings(
    _ findings: [LoggedFinding], _ period: SteppedPeriod, _ language: Language, in folder: String
  ) throws -> ComposedDocument {
    let template = try template.get()
    let context = RuleContext(
      period: period.period, asOf: Instant(microseconds: period.asOf), lookback: 0, zone: period.zone, values: [:],
      lists: RuleLists(), columns: [], makeDigest: { IdentifierList() }, makeSorter: { RecordList() })
    return try ComposedDocument(period, language, "ANM", folder: folder) { rowContext in
      let recorder = FindingRecorder(rowContext, words: { template.words($0) }, folder: folder) { _ in "digest" }
      for finding in findings {
        try recorder.record(finding.rule, [:], finding.finding(context.evidence([EvidenceRow(identifier("1"))])))
      }
      let incidents = try IncidentRecorder(
        rowContext, judged: period.period.from..<period.period.to, isTrusted: { _ in false }, folder: folder
      ).finish(sessions: SessionHistory(folder: folder, BrowserFamilies()), isBeforeKnown: true) { $0 }
      let provenance = RuleProvenance(settings: RuleSettings(), calendar: nil, geoIP: nil)
      return (
        nil, nil, try recorder.finish([], incidents: incidents, provenance: provenance, sessions: nil, events: nil)
      )
    }
  }

  private static func facts(_ period: SteppedPeriod, _ language: Language) -> IssueFacts {
    let source = IssueFacts.Source(
      name: "s", system: "s", title: Message(verbatim: "s"), serverVersion: "15", systemIdentifier: nil,
      database: "d", role: "r", missingColumns: [], queryDigests: [])
    return IssueFacts(
      number: "2026/OTR-000001", edition: 1, language: language, zone: period.zone, tzdataVersion: nil,
      period: period.period, asOf: Instant(microseconds: period.asOf), times: nil,
      days: .init(issued: CivilDate(year: 2026, month: 10, day: 8), snapshot: CivilDate(year: 2026, month: 10, day: 8)),
      clock: .given,
      requester: .schedule("nightly"), users: [], filteredRows: 0, runID: "r", software: "s",
      controller: Controller(), source: source)
  }
}

extension ComposedDocument {
  /// A chart, if the document has it.
  func figure(_ id: String) -> Figure? {
    document.sections.flatMap(\.blocks).lazy.compactMap { block in
      if case .figure(let figure) = block, figure.id == id { figure } else { nil }
    }.first
  }

  /// Whether it has no row, and therefore one page without large numbers.
  var isOnePage: Bool { document.sections.last?.id == "closing" }

  /// The large numbers of the first page, with their remarks.
  var tiles: [[String]] {
    document.cover.tiles.map { [$0.label, text($0.value), $0.remark] }
  }

  private func text(_ value: Cell) -> String {
    switch value {
    case .text(let text): text
    case .integer(let number): document.formats.integer(number)
    case .duration(let microseconds): document.formats.duration(microseconds)
    default: "–"
    }
  }

  /// The paragraphs of a section, in one text.
  func paragraphs(_ section: String) -> String {
    document.sections.filter { $0.id == section }.flatMap(\.blocks).compactMap { block in
      if case .paragraph(let text) = block { text } else { nil }
    }.joined(separator: "\n")
  }

  /// The rows of the tables of a name, one after the other.
  func rows(_ id: String) throws -> [TableReading] {
    try document.tables.filter { $0.id == id }.map { table in
      var reading = TableReading(columns: table.columns.map(\.id))
      try table.rows.forEach { row in reading.rows.append((0..<row.count).map { row.cell(at: $0) }) }
      return reading
    }
  }

  /// What the JSON copy says of the document, by the names of its members.
  func summary(_ names: String...) -> JSONValue? {
    names.reduce(document.summary) { value, name in
      guard case .object(let members) = value else { return nil }
      return members.first { $0.name == name }?.value
    }
  }
}

/// A table's rows as they are shown.
struct TableReading {
  let columns: [String]
  var rows: [[Cell]] = []

  /// The cells of the columns of some names, row by row.
  func cells(_ names: String...) -> [[Cell]] {
    let places = names.compactMap { columns.firstIndex(of: $0) }
    return rows.map { row in places.map { row[$0] } }
  }
}
