import Archive
import Documents
import Model

/// What the ledger's line of a schedule's run says of periods that were empty, so that no document was wanted: the register
/// alone could be written anew.
struct EmptyPeriodNote: Hashable {
  /// The name of the fact.
  static let fact = "empty_periods"

  /// The report's code.
  let report: String
  /// The source.
  let source: String
  /// The period.
  let period: Period

  /// The empty periods of a run's steps, as the ledger has them; none where there are none.
  static func facts(_ steps: [RunStep]) -> [JSONValue.Member] {
    let notes = steps.compactMap { step -> JSONValue? in
      guard step.isEmptyPeriod, case .issue(let report?) = step.action, let source = step.source,
        let period = step.period
      else { return nil }
      return .object([
        .init("report", .string(report)), .init("source", .string(source)),
        .init("from", .string(period.from.iso8601)), .init("to", .string(period.to.iso8601)),
      ])
    }
    return notes.isEmpty ? [] : [.init(fact, .array(notes))]
  }

  /// All that the ledger's lines of runs say.
  static func all(in ledger: [LedgerEntry]) -> Set<EmptyPeriodNote> {
    var notes: Set<EmptyPeriodNote> = []
    for entry in ledger where entry.act == .run {
      for note in entry.fact(fact)?.elements ?? [] {
        guard let report = note["report"]?.stringValue, let source = note["source"]?.stringValue,
          let from = note["from"]?.instantValue, let to = note["to"]?.instantValue, from <= to
        else { continue }
        notes.insert(EmptyPeriodNote(report: report, source: source, period: Period(from: from, to: to)))
      }
    }
    return notes
  }
}
