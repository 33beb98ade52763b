package import Documents
package import Model

/// One act in an archive, as one line of its ledger.
package struct LedgerEntry: Sendable, Equatable {
  /// What was done.
  package enum Act: String, Sendable, CaseIterable {
    /// A document was issued.
    case issue
    /// Another edition of a document was issued in its place.
    case reissue
    /// A document was issued with clear values (M0).
    case unmask
    /// A time stamp over a document's manifest was taken, or could not be.
    case stamp
    /// A key that seals came into use.
    case key
    /// A document or backup that is older than the seals was found, and the digest of its manifest written down.
    case adopt
    /// A run has ended that issued, or was to issue.
    case run
    /// What keeps the history of a source's tables was changed.
    case capture
    /// A backup was made, or failed.
    case backup
    /// A backup, a document or the whole archive was read to its end and held against its sums.
    case verify
    /// A backup was restored into a scratch database and compared.
    case drill
    /// A backup was restored for use.
    case restore
    /// A backup may not be removed.
    case hold
    /// A hold has ended.
    case release
    /// A backup was removed.
    case purge
    /// A backup was copied to a second place.
    case offsite
    /// A document was handed to a recipient, or could not be; without a document: from here on a recipient gets some.
    case deliver
    /// The end of the ledger that a power cut had torn was cut off.
    case recover
    /// A person asked for a document with clear values (M0), which another person has to approve of.
    case request
    /// Another person has approved of it.
    case approve
    /// A person planned to dispose of the due records of a rule, and the deletion was tried and rolled back.
    case planDisposal = "plan_disposal"
    /// Another person has approved of that plan.
    case approveDisposal = "approve_disposal"
    /// The records of a plan were deleted, or were not.
    case dispose
    /// A person asked for something that the configuration does not allow that person.
    case refuse
    /// What reviewers wrote into a copy of a document's workbook was taken into the archive.
    case review
  }

  /// What came of it.
  package enum Outcome: String, Sendable, CaseIterable {
    /// It is about to be done.
    case begun
    /// It was done.
    case done
    /// It was looked at, and everything was right.
    case passed
    /// It was not done, or something looked at was wrong; `facts` say which.
    case failed
    /// It could not be tried: nothing is known.
    case notRun = "not_run"
    /// The run ended before it was done.
    case abandoned
  }

  /// What is to be written down; number, time and chain come from the ledger.
  package struct Draft: Sendable, Equatable {
    /// What was done.
    package var act: Act
    /// What came of it.
    package var outcome: Outcome
    /// The source; nil where it is about none.
    package var source: String?
    /// The folder's name of the backup it is about.
    package var backup: String?
    /// The number of the document it is about, such as `2026/OTR-000001`.
    package var document: String?
    /// Why a person did it, in their words.
    package var reason: String?
    /// What else is worth knowing; never a row's value, a key or a password.
    package var facts: [JSONValue.Member]

    /// A draft from its parts.
    package init(
      _ act: Act, _ outcome: Outcome, source: String? = nil, backup: String? = nil, document: String? = nil,
      reason: String? = nil, facts: [JSONValue.Member] = []
    ) {
      (self.act, self.outcome, self.source, self.backup) = (act, outcome, source, backup)
      (self.document, self.reason, self.facts) = (document, reason, facts)
    }

    /// The same act, of which nothing came.
    var abandoned: Draft { Draft(act, .abandoned, source: source, backup: backup, document: document) }
  }

  /// The number, from 1 without gaps.
  package let sequence: Int
  /// When, by this machine's clock, in UTC.
  package let time: Instant
  /// The moment the run was told to take for now (`--as-of`); nil where it was told none.
  package let asOf: Instant?
  /// The operating system's name for who ran the program.
  package let user: String
  /// What was done and what came of it.
  package let draft: Draft
  /// SHA-256 of the line before, without its newline; 64 zeros for the first.
  package let previous: String

  /// What was done.
  package var act: Act { draft.act }
  /// What came of it.
  package var outcome: Outcome { draft.outcome }
  /// The source.
  package var source: String? { draft.source }
  /// The folder's name of the backup.
  package var backup: String? { draft.backup }
  /// The number of the document.
  package var document: String? { draft.document }
  /// Why a person did it.
  package var reason: String? { draft.reason }
  /// The moment by the run's clock.
  package var moment: Instant { asOf ?? time }

  /// One of the facts.
  package func fact(_ name: String) -> JSONValue? { draft.facts.first { $0.name == name }?.value }

  /// The entry as its line, without the newline.
  var line: String {
    func text(_ value: String?) -> JSONValue { value.map { .string($0) } ?? .null }
    return JSONValue.object([
      .init("sequence", .integer(Int64(sequence))), .init("time", .string(time.iso8601)),
      .init("as_of", text(asOf?.iso8601)), .init("act", .string(act.rawValue)),
      .init("outcome", .string(outcome.rawValue)), .init("by", .string(user)), .init("source", text(source)),
      .init("backup", text(backup)), .init("document", text(document)), .init("reason", text(reason)),
      .init("facts", .object(draft.facts)), .init("previous", .string(previous)),
    ]).line
  }

  init(sequence: Int, time: Instant, asOf: Instant?, user: String, _ draft: Draft, previous: String) {
    (self.sequence, self.time, self.asOf, self.user) = (sequence, time, asOf, user)
    (self.draft, self.previous) = (draft, previous)
  }

  /// Reads a line; nil where it is none that the program writes.
  init?(line: ArraySlice<UInt8>) {
    guard let value = JSONValue(reading: Array(line)), let sequence = value["sequence"]?.integerValue,
      let time = value["time"]?.instantValue, let act = value["act"]?.stringValue.flatMap(Act.init(rawValue:)),
      let outcome = value["outcome"]?.stringValue.flatMap(Outcome.init(rawValue:)), let user = value["by"]?.stringValue,
      case .object(let facts) = value["facts"], let previous = value["previous"]?.stringValue
    else { return nil }
    let draft = Draft(
      act, outcome, source: value["source"]?.stringValue, backup: value["backup"]?.stringValue,
      document: value["document"]?.stringValue, reason: value["reason"]?.stringValue, facts: facts)
    self.init(
      sequence: Int(sequence), time: time, asOf: value["as_of"]?.instantValue, user: user, draft, previous: previous)
  }
}
