import Archive
import Messages
package import Model
package import Reports
import Schedules

/// What a run is to do for one source.
struct SourceWork: Sendable {
  /// The source.
  let source: SourceSettings
  /// The reports that are due of the period of this run; they share the backup's snapshot.
  var newest: PeriodReports?
  /// Those of the same period that hide more or less, read in the same snapshot.
  var beside: [PeriodReports] = []
  /// Those of periods that were missed, oldest first.
  var late: [PeriodReports] = []
  /// The backup that is due.
  var backup: BackupRequest?
  /// What was issued and is looked at again.
  var watched: [WatchedDocument] = []
  /// Those of missed periods that are not made up for in this run, oldest first.
  var leftOver: [PeriodReports] = []

  /// The reports of the period of this run.
  var ofNewestPeriod: [PeriodReports] { (newest.map { [$0] } ?? []) + beside }

  /// Every period's reports, oldest first.
  var reports: [PeriodReports] { late + ofNewestPeriod }

  /// Whether nothing is to be done.
  var isEmpty: Bool { reports.isEmpty && backup == nil }

  /// The steps of work that could not even begin.
  func steps(failed failure: Failure) -> [RunStep] {
    reports.flatMap { $0.steps(of: source.name, failed: failure) }
      + (backup.map { [RunStep(.backUp, source: source.name, period: $0.period, .failed(failure))] } ?? [])
  }

  /// What a dry run says of it.
  func plans(_ invocation: Invocation) -> [Message] {
    let lines = late.map { plan(of: $0, with: nil) }
    let newest = newest == nil && backup == nil ? [] : [plan(of: newest, with: backup)]
    return lines + newest + beside.map { plan(of: $0, with: nil) }
  }

  private func plan(of reports: PeriodReports?, with backup: BackupRequest?) -> Message {
    let issue = reports.map { reports in
      let codes = reports.codes.joined(separator: ", ")
      let period = "\(reports.period.from.iso8601) – \(reports.period.to.iso8601)"
      if let replaced = reports.replaces?.number.text {
        return Message(
          tr: "\(replaced) yerine \(codes) düzenlenecekti (\(period))",
          en: "issue \(codes) in the place of \(replaced) (\(period))")
      }
      return Message(tr: "\(codes) düzenlenecekti (\(period))", en: "issue \(codes) (\(period))")
    }
    let parts = [issue, backup.map { _ in Message(tr: "yedek alınacaktı", en: "make a backup") }].compactMap { $0 }
    return Message(
      tr: "\(source.title.tr): " + parts.map(\.tr).joined(separator: ", ") + ".",
      en: "\(source.title.en): would " + parts.map(\.en).joined(separator: " and ") + ".")
  }
}

/// The reports of one period, named only: their definitions are read when they are made.
struct PeriodReports: Sendable {
  /// The codes, in the order they are issued.
  let codes: [String]
  /// The period they are of.
  let period: Period
  /// Who asked.
  var requester: IssueFacts.Requester
  /// The schedule they are due by, if one asked.
  var schedule: Schedule?
  /// Users the reports are limited to, by key or sign-in name; empty means all.
  var users: [String] = []
  /// How much is hidden.
  var mask: MaskLevel
  /// Whether the night it was due has passed without it.
  var isLate = false
  /// The document that the one report replaces, if it does.
  var replaces: ReplacedDocument?
  /// What the one report is to answer, if somebody asked.
  var question: Question?
  /// The number of the approval of clear values, if one was needed.
  var approval: String?
  /// Whether a twin with pseudonyms is issued with each.
  var hasTwin = false
  /// To whose keys the clear list of a breach's persons is encrypted; nil where none is made.
  var annex: RecipientEncryption?
  /// Whether that list could have been made, and is not.
  var leavesOutAnnex = false
  /// The disposal that the one report records, if it does.
  var disposal: DisposalRecord?

  /// The steps of reports that all failed for one reason.
  func steps(of source: String, failed failure: Failure) -> [RunStep] {
    codes.map { RunStep(.issue(report: $0), source: source, period: period, .failed(failure)) }
  }
}

/// A backup that is to be made; nothing about reports is read for it.
struct BackupRequest: Sendable {
  /// The source.
  let source: SourceSettings
  /// Other sources whose rows lie in the same database, by name.
  var covers: [String] = []
  /// The schedule it is made for; nil when a person asked.
  var schedule: String?
  /// The night it is of; nil when a person asked.
  var period: Period?
}

/// The reports to be made of one period of one source, with their definitions.
package struct ReportRequest: Sendable {
  /// The source.
  package let source: SourceSettings
  /// The reports to issue, all of which have a usable definition.
  package let definitions: [ReportDefinition]
  /// The period they are of.
  package let period: Period
  /// Who asked.
  package let requester: IssueFacts.Requester
  /// Users the reports are limited to, by key or sign-in name; empty means all.
  package let users: [String]
  /// How much is hidden.
  package let mask: MaskLevel
  /// Whether the night it was due has passed without it.
  package let isLate: Bool
  /// The document that the one report replaces, if it does.
  let replaces: ReplacedDocument?
  /// What the one report is to answer, if somebody asked.
  let question: Question?
  /// The number of the approval of clear values, if one was needed.
  let approval: String?
  /// To whose keys the clear list of a breach's persons is encrypted; nil where none is made.
  let annex: RecipientEncryption?
  /// Whether that list could have been made, and is not.
  let leavesOutAnnex: Bool
  /// The disposal that the one report records, if it does.
  let disposal: DisposalRecord?
  /// The recipients who alone may get the documents; nil where the schedule names none.
  let recipients: [String]?

  /// Whether rows are left out that do not match what was asked for.
  var isLimited: Bool { !users.isEmpty || question?.isLimited == true }

  /// The schedule that asked, if one did; that of the document that is replaced.
  var schedule: String? {
    if let replaces { return replaces.schedule }
    return if case .schedule(let name, _) = requester { name } else { nil }
  }

  /// The edition of its documents.
  var edition: Int { replaces.map { $0.edition + 1 } ?? 1 }
}
