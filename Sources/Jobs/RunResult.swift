package import Documents
package import Messages

/// What a command did: for a person in words, for a script as JSON.
package struct RunResult: Sendable {
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
  }

  /// One backup that was made.
  package struct FinishedBackup: Sendable {
    /// The source.
    package let source: String
    /// The backup's folder.
    package let folder: String
    /// How a person restores it.
    package let restoreHint: String
  }

  /// Documents, in the order they were issued.
  package var documents: [IssuedDocument] = []
  /// Backups.
  package var backups: [FinishedBackup] = []
  /// What was not done because it was done before, and what commands that only look have found.
  package var remarks: [Message] = []
  /// What must be said even where nobody looks on, such as a period without records.
  package var notices: [Message] = []
  /// A text of several lines that was asked for.
  package var manual: String?
  /// Whether warnings or failures could not be said.
  package var isUntold = false
  /// Required rules that could not be evaluated.
  package var missingRules: Set<String> = []
  /// Reports that failed.
  package var reportFailures: [Failure] = []
  /// Backups that failed.
  package var backupFailures: [Failure] = []

  /// Files of what was issued before that were changed, are missing, or were added.
  package var damages: [Failure] = []

  /// Nothing done yet.
  package init() {}

  /// Every failure once, though one may have kept several things from being done.
  package var failures: [Failure] {
    var said: Set<String> = []
    return (reportFailures + backupFailures + damages).filter { said.insert($0.message.en).inserted }
  }

  /// What the program exits with: a failure of everything speaks for itself, a partial one has a status of its own.
  ///
  /// Damage to what was issued before outweighs a partial failure, which the next run makes up for.
  package var status: ExitStatus {
    let hasDone = !documents.isEmpty || !backups.isEmpty
    if !damages.isEmpty, hasDone || reportFailures.isEmpty && backupFailures.isEmpty { return .verificationFailed }
    if let failure = reportFailures.first {
      return backups.isEmpty ? ExitStatus(of: failure.failureKind) : .reportFailed
    }
    if let failure = backupFailures.first {
      return documents.isEmpty && remarks.isEmpty && notices.isEmpty
        ? ExitStatus(of: failure.failureKind) : .backupFailed
    }
    if !missingRules.isEmpty { return .incomplete }
    return isUntold ? .inputOutput : .done
  }

  /// The result as one JSON object.
  package func json(_ language: Language) -> JSONValue {
    .object([
      .init("status", .string(status == .done ? "done" : "failed")),
      .init("exit_code", .integer(Int64(status.rawValue))),
      .init(
        "documents",
        .array(
          documents.map {
            .object([
              .init("number", .string($0.number)), .init("report", .string($0.report)),
              .init("source", .string($0.source)), .init("folder", .string($0.folder)),
              .init("rows", .integer(Int64($0.rows))), .init("late", .bool($0.isLate)),
            ])
          })),
      .init(
        "backups",
        .array(
          backups.map {
            .object([
              .init("source", .string($0.source)), .init("folder", .string($0.folder)),
              .init("restore", .string($0.restoreHint)),
            ])
          })),
      .init(
        "remarks", .array(((notices + remarks).map { $0[language] } + (manual.map { [$0] } ?? [])).map { .string($0) })),
      .init("missing_rules", .array(missingRules.sorted().map { .string($0) })),
      .init("errors", .array(failures.map { .string($0.message[language]) })),
    ])
  }
}
