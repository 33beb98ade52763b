package import Documents
package import Messages

/// What a command did: for a person in words, for a script as JSON.
package struct RunResult: Sendable {
  /// What was to be done, in the order it was done, with what came of it.
  package var steps: [RunStep] = []
  /// The backups that were looked at, restored for a drill or for use.
  package var examined: [ExaminedBackup] = []
  /// What was not done because it was done before, and what commands that only look have found.
  package var remarks: [Message] = []
  /// What must be said even where nobody looks on, such as a period without records.
  package var notices: [Message] = []
  /// What a command that only looks has found, where it has members of its own in the JSON object.
  package var listing: Listing?
  /// A text of several lines that was asked for.
  package var manual: String?
  /// The documents that were looked at again and whose source holds what it held: no edition of them is due.
  var unchangedDocuments: [String] = []
  /// Whether warnings or failures could not be said.
  package var isUntold = false

  /// Nothing done yet.
  package init() {}

  /// The result of a command that could not begin.
  package init(failed error: any Error) { steps = [RunStep(.prepare, .failed(Failure(error)))] }

  /// The documents that were issued.
  package var documents: [IssuedDocument] {
    steps.compactMap { if case .issued(let document) = $0.outcome { document } else { nil } }
  }

  /// The backups that were made.
  package var backups: [FinishedBackup] {
    steps.compactMap { if case .backedUp(let backup) = $0.outcome { backup } else { nil } }
  }

  /// The backups that lie at their second place as well.
  package var delivered: [DeliveredBackup] {
    steps.compactMap { if case .delivered(let backup) = $0.outcome { backup } else { nil } }
  }

  /// The documents that have got their time stamps.
  package var stamped: [StampedDocument] {
    steps.compactMap { if case .stamped(let document) = $0.outcome { document } else { nil } }
  }

  /// The documents that are with recipients.
  package var handedOver: [HandedOverDocument] {
    steps.compactMap { if case .handedOver(let document) = $0.outcome { document } else { nil } }
  }

  /// The documents of which another edition is due.
  package var editionsDue: [DueEdition] {
    steps.compactMap { if case .editionDue(let edition) = $0.outcome { edition } else { nil } }
  }

  /// Every failure once, though one may have kept several things from being done; what was found changed comes last.
  package var failures: [Failure] {
    let failed = steps.filter { $0.failure != nil }
    let ordered = failed.filter { $0.action != .inspect } + failed.filter { $0.action == .inspect }
    var said: Set<String> = []
    return ordered.compactMap(\.failure).filter { said.insert($0.message.en).inserted }
  }

  /// What the program exits with.
  package var status: ExitStatus {
    let status = ExitStatus(of: steps)
    return status == .done && isUntold ? .inputOutput : status
  }

  /// The result as one JSON object.
  package func json(_ language: Language) -> JSONValue {
    .object(members(language) + (listing?.members ?? []))
  }

  private func members(_ language: Language) -> [JSONValue.Member] {
    [
      .init("status", .string(status == .done ? "done" : "failed")),
      .init("exit_code", .integer(Int64(status.rawValue))),
      .init("steps", .array(steps.map { $0.json(language) })),
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
              .init("restore", .string($0.restoreHint)), .init("shrunk", .array($0.shrinkages.map(\.json))),
            ])
          })),
      .init("offsite", .array(delivered.map(\.json))),
      .init("stamped", .array(stamped.map(\.json))),
      .init("delivered", .array(handedOver.map(\.json))),
      .init("examined", .array(examined.map(\.json))),
      .init(
        "remarks", .array(((notices + remarks).map { $0[language] } + (manual.map { [$0] } ?? [])).map { .string($0) })),
      .init("editions_due", .array(editionsDue.map(\.json))),
      .init("missing_rules", .array(Set(documents.flatMap(\.missingRules)).sorted().map { .string($0) })),
      .init("errors", .array(failures.map { .string($0.message[language]) })),
    ]
  }
}
