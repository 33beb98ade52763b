import Documents
import Messages

/// A backup that was looked at, and what came of it.
package struct ExaminedBackup: Sendable {
  /// What came of it; a backup that could not be looked at is neither good nor bad.
  package enum Verdict: String, Sendable {
    case passed, failed
    case notRun = "not_run"
  }

  /// How it was looked at: `verify`, `drill` or `restore`.
  let act: String
  /// The source.
  let source: String
  /// The folder's name.
  let backup: String
  /// What came of it.
  let verdict: Verdict
  /// What a person is told of it.
  let summary: Message
  /// What else is known, for scripts and the ledger.
  let facts: [JSONValue.Member]

  /// As JSON.
  var json: JSONValue {
    .object(
      [
        .init("act", .string(act)), .init("source", .string(source)), .init("backup", .string(backup)),
        .init("verdict", .string(verdict.rawValue)),
      ] + facts)
  }
}

extension Message {
  /// Both languages, for whoever reads the ledger later.
  var json: JSONValue { .object([.init("tr", .string(tr)), .init("en", .string(en))]) }
}
