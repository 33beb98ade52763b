import Analysis
import Archive
import Intake
import Model
import Reports

extension SourceReading {
  /// What came of reading a source.
  struct Observations {
    var sessions: SectionContext.Sessions?
    var events: SectionContext.Events?
    /// Errors the application logged; nil when the source has no log, or no report speaks of it.
    var logs: [SectionContext.LogCount]?
    var findings: FindingRows?
    /// What the source holds against its rules of retention; nil where no report speaks of it.
    var retention: RetentionStatus?
    /// What was found to the question; nil where nobody asked one.
    var answers: AnswerRows?
    /// What was found of accounts; nil where no report speaks of them.
    var accounts: AccountRows?
    /// What was counted and drawn of accesses; nil where no report audits them.
    var accesses: AccessRows?
    /// Whose application is answered; nil where nobody applied.
    var person: Identifier?
    /// What is kept of rows the application deletes; nil where no history is read.
    var history: IssueFacts.Source.KeptHistory?
    /// From when on the source holds records.
    var records: [ReportInput: RecordStart] = [:]
    /// Whether the source's records reach into the period and up to its end.
    var flows: [ReportInput: RecordFlow] = [:]
    var unmapped: [SectionContext.UnmappedWord] = []
    var missingColumns: [SourceColumn] = []
    var queries: [(relation: String, file: String, digest: String)] = []
    var filteredRows = 0
    /// How many rows of a relation the server expected, where it has said so.
    var expectedRows: [Relation: Double] = [:]
    /// Tables that were read whole because it was allowed.
    var allowedScans: [String] = []
    /// The tables that users, sessions and events are read from, as far as the plans of the source's own server show them.
    var tables: Set<QueryPlan.Table> = []
    /// Servers that rows came from through the source's own.
    var otherServers = OtherServers()
    /// What the other server showed that events and logs were read from; nil where they are of the source's own snapshot.
    var eventsSnapshot: SourceSnapshot?
    /// What the source holds of the period, for the nights after to compare with.
    var rows: [Relation: IssuedRows] = [:]
    var rowContext: RowContext
    /// What could not be read, and why; reports that do without are issued all the same.
    var failures: [ReportInput: Failure] = [:]

    /// Whether sessions and events were read: a log or rules that were not take nothing from what these say.
    var hasWholeRows: Bool { failures[.sessions] == nil && failures[.events] == nil }

    /// The failures no ordered report is lost to: a rule's rows could not be read beside those of a report.
    func failuresBeside(_ definitions: [ReportDefinition]) -> [Failure] {
      let unread = [ReportInput.sessions, .events, .logs].filter { failures[$0] != nil }
      let beside = unread.isEmpty ? [.findings] : unread
      return beside.filter { input in !definitions.contains { $0.readWhole.contains(input) } }
        .compactMap { failures[$0] }
    }
  }
}
