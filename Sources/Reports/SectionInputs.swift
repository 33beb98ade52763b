/// Rows a report is made from, besides the facts of the run: what a reading prepares.
package enum ReportInput: String, Sendable, CaseIterable {
  /// Sessions of the period, with what they come to.
  case sessions
  /// Security events of the period, with what they come to.
  case events
  /// How often each module of the application logged an error.
  case logs
  /// What the rules observed in sessions and events.
  case findings
  /// What the archive knows of the source's backups; no row of the source.
  case backups
  /// What the archive knows of what was sealed of the source; no row of the source.
  case seals
  /// What the archive's ledger says of documents and of who asked for them; no row of the source.
  case trail
  /// What issued documents of all sources come to; no row, and no one source.
  case management
  /// What users, sessions and events say of accounts and their roles.
  case accounts
  /// Accesses of the period, of which some are drawn for an auditor: sessions and events together.
  case accesses
  /// How many records the source holds of each rule of retention, by age.
  case retention
  /// A disposal that was carried out, as the archive's ledger has it; no row of the source.
  case disposal
  /// What was found to a question that somebody asked: rows of sessions and events that match what was chosen.
  case answers

  /// What the archive is read for, not the source.
  package static let ofArchive: Set<ReportInput> = [.backups, .seals, .trail, .management, .disposal]
}

/// What a section is made from; what is read for a report, and what its source must be able to supply, follow from it.
package enum SectionInputs: Sendable, Equatable {
  /// The facts of the run, and whatever the other sections have had read.
  case none
  /// These rows: a source that cannot supply them cannot have the report.
  case needs(ReportInput)
  /// Sessions or events: those of the report's subject unless the definition says `of`.
  case needsSessionsOrEvents
  /// These rows where the source has them; where it has not, the section says so.
  case uses(ReportInput)
  /// These rows where they could be read; where another failure kept them from it, the section says so.
  case mentions(ReportInput)

  /// The rows without which there is no report.
  package var needed: ReportInput? { if case .needs(let input) = self { input } else { nil } }

  /// The rows of which a part would be a wrong report: if they are there and cannot be read, it fails.
  package var readWhole: ReportInput? {
    switch self {
    case .needs(let input), .uses(let input): input
    case .none, .needsSessionsOrEvents, .mentions: nil
    }
  }

  /// The rows that are read for the section.
  package var read: ReportInput? { if case .mentions(let input) = self { input } else { readWhole } }
}
