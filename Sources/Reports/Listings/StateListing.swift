import Analysis
import Documents
import Model
import Records

/// What a rule's findings of a state about one person come to, as the table lists it.
struct ListedState {
  let line: RecurringStates.Line
  let context: RowContext
  let title: String

  fileprivate var rule: String {
    line.branch.isEmpty ? line.rule : "\(line.rule) \(line.branch)"
  }
}

/// The table of states, folded.
enum StateListing {
  static let table = TableColumns<ListedState>([
    .init(.rule, .text, 8, for: .readers) { .text($0.rule) },
    .init(.ruleName, .text, 34, for: .readers) { .text($0.title) },
    .init(.key, .text, 26, for: .readers) { FindingText.subject($0.line.key, $0.context) },
    .init(.severity, .severity, 10) { .severity($0.line.severity) },
    .init(.findings, .integer, 9, for: .readers) { .integer($0.line.count) },
    .init(.since, .moment, 19, for: .readers) { $0.context.moment($0.line.since) },
    .init(.first, .moment, 19) { $0.context.moment($0.line.first) },
    .init(.last, .moment, 19) { $0.context.moment($0.line.last) },
    .init(machine: "rule", .text) { .text($0.line.rule) },
    .init(machine: "branch", .text) { $0.line.branch.isEmpty ? .empty : .text($0.line.branch) },
    .init(machine: "key", .text) { FindingText.key($0.line.key, $0.context) },
    .init(machine: "key_kind", .text) { .text($0.line.key.kind.rawValue) },
    .init(machine: "findings", .integer) { .integer($0.line.count) },
    .init(machine: "continues_since", .text) { row in row.line.since.map { .text($0.iso8601) } ?? .empty },
  ])
}
