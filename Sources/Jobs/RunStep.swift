package import Backups
import Documents
import Messages
package import Model

/// One thing a run was to do, and what came of it.
package struct RunStep: Sendable {
  /// What was to be done.
  package enum Action: Sendable, Equatable {
    /// Getting ready: the configuration, the archive and its lock.
    case prepare
    /// Holding what was issued before against its sums.
    case inspect
    /// Issuing a report, by its code; nil where rows of several reports could not be read.
    case issue(report: String?)
    /// Backing the database up.
    case backUp
    /// Copying a backup to its second place.
    case deliver
    /// Taking the time stamp of a document.
    case stamp
    /// Handing a document to a recipient.
    case handOver
    /// Looking at what keeps the history of a source's tables.
    case capture
    /// Comparing the rows of periods that were issued with those of then.
    case compare
    /// Reading a backup to its end.
    case verify
    /// Restoring a backup into a scratch database, to compare what comes back.
    case drill
    /// Restoring a backup for use.
    case restore
    /// Purging the backups that the policy lets go.
    case purge
    /// Looking at how old the backups are.
    case status
    /// Writing the index of the archive.
    case index
  }

  /// What came of it.
  package enum Outcome: Sendable {
    /// A document was issued; a required rule may be missing from it.
    case issued(IssuedDocument)
    /// A backup was made.
    case backedUp(FinishedBackup)
    /// A backup lies at its second place as well.
    case delivered(DeliveredBackup)
    /// A document has got its time stamp.
    case stamped(StampedDocument)
    /// A document is with a recipient.
    case handedOver(HandedOverDocument)
    /// There was nothing to do: it had been done before, or the period is empty and the configuration wants no document.
    case nothingDue
    /// The period is empty, the configuration wants no document then, and the schedule expects rows.
    case unexpectedlyEmpty
    /// It was looked at, and is as the configuration wants it.
    case inOrder
    /// It was looked at, and something of it is missing.
    case lacking
    /// The source holds other rows of an issued period than then.
    case editionDue(DueEdition)
    /// A period that was missed is left to the next run, since this one was to make up for so many only.
    case leftOver
    /// It was not done.
    case failed(Failure)
  }

  /// What was to be done.
  package let action: Action
  /// The source; nil where it is about none.
  package let source: String?
  /// The period; nil where it is about none, as with a backup that a person asked for.
  package let period: Period?
  /// What came of it.
  package var outcome: Outcome
  /// Whether the period is empty, none of its rows was expected, and the configuration wants no document then.
  package var isEmptyPeriod = false

  /// A step from its parts.
  package init(_ action: Action, source: String? = nil, period: Period? = nil, _ outcome: Outcome) {
    self.action = action
    self.source = source
    self.period = period
    self.outcome = outcome
  }

  /// Why it was not done, if it was not.
  package var failure: Failure? { if case .failed(let failure) = outcome { failure } else { nil } }

  /// The same step, whose failure says which of several things it is of.
  func told(of subject: String) -> RunStep {
    guard let failure else { return self }
    return RunStep(action, source: source, period: period, .failed(failure.told(of: subject)))
  }

  /// The step as JSON.
  func json(_ language: Language) -> JSONValue {
    func text(_ value: String?) -> JSONValue { value.map { .string($0) } ?? .null }
    var members: [JSONValue.Member] = [.init("step", .string(action.name)), .init("source", text(source))]
    if case .issue(let report) = action { members.append(.init("report", text(report))) }
    let times = period.map { ["from": $0.from.iso8601, "to": $0.to.iso8601] }
    members.append(
      .init("period", times.map { .object([.init("from", text($0["from"])), .init("to", text($0["to"]))]) } ?? .null))
    members.append(.init("outcome", .string(outcome.name)))
    if case .editionDue(let edition) = outcome { members.append(.init("due", edition.json)) }
    if let failure { members.append(.init("error", .string(failure.message[language]))) }
    return .object(members)
  }
}

extension RunStep.Action {
  /// Whether it is about issuing a report.
  var isIssue: Bool { if case .issue = self { true } else { false } }

  /// Whether it is about a backup that was made before.
  var isExamination: Bool { self == .verify || self == .drill || self == .restore }

  /// How scripts read it.
  var name: String {
    switch self {
    case .prepare: "prepare"
    case .inspect: "inspect"
    case .issue: "issue"
    case .backUp: "backup"
    case .deliver: "offsite"
    case .stamp: "stamp"
    case .handOver: "deliver"
    case .capture: "capture"
    case .compare: "compare"
    case .verify: "verify"
    case .drill: "drill"
    case .restore: "restore"
    case .purge: "purge"
    case .status: "status"
    case .index: "index"
    }
  }
}

extension RunStep.Outcome {
  /// Whether something lies in the archive that did not before.
  var isDone: Bool {
    switch self {
    case .issued, .backedUp: true
    case .delivered, .stamped, .handedOver, .nothingDue, .unexpectedlyEmpty, .editionDue, .inOrder, .lacking, .leftOver,
      .failed:
      false
    }
  }

  /// Whether a document was issued without a rule the configuration requires, without records that are expected, or
  /// without the live store, or a backup was made that is much smaller than usual.
  var isIncomplete: Bool {
    switch self {
    case .issued(let document):
      !document.missingRules.isEmpty || document.lacksRows || document.hasBrokenHistory
        || document.lacksLiveStore
    case .backedUp(let backup): !backup.shrinkages.isEmpty
    case .unexpectedlyEmpty, .editionDue, .lacking, .leftOver: true
    case .delivered, .stamped, .handedOver, .nothingDue, .inOrder, .failed: false
    }
  }

  /// How scripts read it.
  var name: String {
    switch self {
    case .issued, .backedUp: isIncomplete ? "incomplete" : "done"
    case .nothingDue: "nothing_due"
    case .inOrder, .delivered, .stamped, .handedOver: "done"
    case .unexpectedlyEmpty, .lacking: "incomplete"
    case .editionDue: "edition_due"
    case .leftOver: "left_over"
    case .failed: "failed"
    }
  }
}

/// One document that was issued.
package struct IssuedDocument: Sendable {
  /// The number.
  package let number: String
  /// The report's code.
  package let report: String
  /// The source.
  package let source: String
  /// The package's folder.
  package let folder: String
  /// The rows the document counts.
  package let rows: Int
  /// Whether the night it was due had passed without it.
  package let isLate: Bool
  /// Required rules that could not be evaluated.
  package let missingRules: [String]
  /// Whether its source has no records, none of the period or none as new as usual, and its schedule expects some.
  package let lacksRows: Bool
  /// Whether something is missing from the history of rows that the application deletes.
  package let hasBrokenHistory: Bool
  /// Whether a live store that should have been compared could not be read, or not wholly.
  package let lacksLiveStore: Bool

  /// A document from its parts.
  package init(
    number: String, report: String, source: String, folder: String, rows: Int, isLate: Bool, missingRules: [String],
    lacksRows: Bool = false, hasBrokenHistory: Bool = false, lacksLiveStore: Bool = false
  ) {
    self.number = number
    self.report = report
    self.source = source
    self.folder = folder
    self.rows = rows
    self.isLate = isLate
    self.missingRules = missingRules
    self.lacksRows = lacksRows
    self.hasBrokenHistory = hasBrokenHistory
    self.lacksLiveStore = lacksLiveStore
  }
}

/// One backup that was made.
package struct FinishedBackup: Sendable {
  /// The source.
  package let source: String
  /// The backup's folder.
  package let folder: String
  /// How a person restores it.
  package let restoreHint: String
  /// What of it is much smaller than usual.
  package let shrinkages: [ShrinkAlarm.Shrinkage]

  /// A backup from its parts.
  package init(source: String, folder: String, restoreHint: String, shrinkages: [ShrinkAlarm.Shrinkage] = []) {
    self.source = source
    self.folder = folder
    self.restoreHint = restoreHint
    self.shrinkages = shrinkages
  }
}
