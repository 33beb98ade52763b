import Archive
import Documents
import Files
import Messages

/// What the ledger says of a run itself: that it ended, and with which exit status.
struct RunNote {
  private let run: RunContext
  private let command: String

  init(_ command: String, in run: RunContext) { (self.command, self.run) = (command, run) }

  /// Writes down that the run before this one ended without a word of its own.
  func writeAbandoned(_ last: RunState?) throws {
    guard let last, last.remark != nil, let command = last.command, Self.isTold(command) else { return }
    try run.record.ledger?.append(
      .init(
        .run, .abandoned,
        facts: [
          .init("command", .string(command)), .init("began", last.began.map { .string($0) } ?? .null),
          .init("cause", last.reason.map { .string($0) } ?? .null),
        ]))
  }

  /// Writes down what the run came to, and tells the system's journal where the ledger stands then.
  func write(_ result: inout RunResult) {
    guard !run.invocation.isDryRun, let ledger = run.record.ledger else { return }
    do {
      if Self.isTold(command) { try ledger.append(try note(result)) }
      let head = try ledger.head()
      guard head != run.ledgerHead else { return }
      SystemJournal.write("tutanak: ledger head \(head.text) of \(run.record.archive.path)")
    } catch {
      result.steps.append(RunStep(.prepare, .failed(Failure(error))))
    }
  }

  private func note(_ result: RunResult) throws -> LedgerEntry.Draft {
    let due = result.editionsDue.map(\.note)
    return .init(
      .run, result.status == .done ? .done : .failed,
      facts: [
        .init("command", .string(command)), .init("exit_code", .integer(Int64(result.status.rawValue))),
      ] + (try settled(result)) + emptyPeriods(result) + (due.isEmpty ? [] : [.init("editions_due", .array(due))]))
  }

  /// Periods of which the run of a schedule wanted no document, since they were empty.
  private func emptyPeriods(_ result: RunResult) -> [JSONValue.Member] {
    command.hasPrefix("run ") ? EmptyPeriodNote.facts(result.steps) : []
  }

  /// Which editions are due no more, by the run of a schedule: only those it compared and found as they were.
  private func settled(_ result: RunResult) throws -> [JSONValue.Member] {
    guard command.hasPrefix("run ") else { return [] }
    let unchanged = Set(result.unchangedDocuments)
    let numbers = try StandingEditions(in: run).due.keys.filter(unchanged.contains).sorted()
    return [.init("editions_settled", .array(numbers.map { .string($0) }))]
  }

  /// Whether a command has no other act in the ledger where it comes to nothing.
  private static func isTold(_ command: String) -> Bool { command.hasPrefix("run ") || command.hasPrefix("report ") }
}
