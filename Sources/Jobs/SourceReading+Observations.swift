import Analysis
import Model
import Reports

extension SourceReading {
  /// What came of reading a source.
  struct Observations {
    var sessions: SectionContext.Sessions?
    var events: SectionContext.Events?
    var findings: FindingRows?
    var unmapped: [SectionContext.UnmappedWord] = []
    var missingColumns: [String] = []
    var queries: [(relation: String, file: String, digest: String)] = []
    var filteredRows = 0
    var rowContext: RowContext
    /// What could not be read, and why; the reports about the other are issued all the same.
    var failures: [ReportDefinition.Subject: Failure] = [:]

    /// The failures no ordered report is lost to: a rule's rows could not be read beside another subject's.
    func failuresBeside(_ definitions: [ReportDefinition]) -> [Failure] {
      let unread = [ReportDefinition.Subject.sessions, .events].filter { failures[$0] != nil }
      let beside = unread.isEmpty ? [.findings] : unread
      return beside.filter { subject in !definitions.contains { $0.subject == subject } }.compactMap { failures[$0] }
    }
  }
}
