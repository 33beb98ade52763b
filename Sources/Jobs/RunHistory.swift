import Archive
import Documents
import Model

/// What the runs of schedules came to, by the ledger.
struct RunHistory: Sendable {
  /// One run.
  struct Run: Sendable {
    /// When it ended.
    let at: Instant
    /// What it exited with; nil for one that ended without a word.
    let exitCode: Int?

    /// Whether it did all it was to do.
    var isGood: Bool { exitCode == 0 }
    /// Whether what it was to issue may be lacking for its sake: it ended early, or something could not be done.
    var hasFailed: Bool { exitCode.map { ![0, 4, 5, 6, 7].contains($0) } ?? true }
  }

  /// The runs of each schedule, oldest first.
  private(set) var runs: [String: [Run]] = [:]
  /// The documents of which another edition is due, by number, with that edition.
  private(set) var editionsDue: [String: Int] = [:]
  /// The documents that were issued and count no row.
  private(set) var withoutRows: Set<String> = []

  /// Reads the entries, which are in their order; `lateRows` is for how many microseconds after its end a period is
  /// compared.
  init(_ entries: [LedgerEntry], lateRows: Int64?) {
    var periods: [String: Period] = [:]
    for entry in entries {
      switch entry.act {
      case .issue, .reissue:
        guard entry.outcome == .done, let number = entry.document else { continue }
        periods[number] = entry.period
        if entry.fact("rows")?.integerValue == 0 { withoutRows.insert(number) }
        if let replaced = entry.fact("replaces")?.stringValue { editionsDue[replaced] = nil }
      case .run:
        guard let command = entry.fact("command")?.stringValue, command.hasPrefix("run ") else { continue }
        let run = Run(at: entry.moment, exitCode: entry.fact("exit_code")?.integerValue.map { Int($0) })
        runs[String(command.dropFirst(4)), default: []].append(run)
        if case .array(let settled) = entry.fact("editions_settled") {
          for case let number? in settled.map(\.stringValue) { editionsDue[number] = nil }
          editionsDue.merge(Self.editionsDue(entry)) { $1 }
        } else if let code = run.exitCode, code < 64 {
          settle(entry, within: lateRows, periods)
        }
      default: continue
      }
    }
  }

  /// The editions that a run found due.
  private static func editionsDue(_ entry: LedgerEntry) -> [String: Int] {
    guard case .array(let documents) = entry.fact("editions_due") else { return [:] }
    return documents.reduce(into: [:]) { due, document in
      guard let number = document["document"]?.stringValue else { return }
      due[number] = document["edition"]?.integerValue.map { Int($0) } ?? 2
    }
  }

  /// What a run of before comes to, which did not say what it compared: what it found due no more was as it had been.
  private mutating func settle(_ entry: LedgerEntry, within lateRows: Int64?, _ periods: [String: Period]) {
    let due = Self.editionsDue(entry)
    if let lateRows {
      let begin = entry.moment.advanced(by: -lateRows)
      for number in editionsDue.keys where due[number] == nil {
        if let period = periods[number], period.to > begin { editionsDue[number] = nil }
      }
    }
    editionsDue.merge(due) { $1 }
  }
}
