package import Messages
package import Model

/// A disposal that was carried out: what was deleted, by whom, on which plan, and what was measured.
///
/// It holds counts and keyed digests; no value of a row ever comes here.
package struct DisposalRecord: Sendable {
  /// What was counted in the transaction of the deletion.
  package struct Counts: Sendable, Equatable {
    /// The rule's records right before it.
    package var before: Int64
    /// Those that were deleted.
    package var removed: Int64
    /// The rule's records right after it.
    package var after: Int64
    /// Those among them without the moment that is counted from.
    package var undated: Int64

    /// Counts from their parts.
    package init(before: Int64, removed: Int64, after: Int64, undated: Int64) {
      (self.before, self.removed, self.after, self.undated) = (before, removed, after, undated)
    }
  }

  /// Somebody who had a part in it, by the operating system's name, and when.
  package struct Person: Sendable, Equatable {
    /// The name.
    package var name: String
    /// When, by the machine's clock.
    package var moment: Instant

    /// A person and a moment.
    package init(_ name: String, at moment: Instant) { (self.name, self.moment) = (name, moment) }
  }

  /// By what it can be found and checked again.
  package struct Evidence: Sendable, Equatable {
    /// The name of the file with the statement.
    package var statement = ""
    /// Its SHA-256.
    package var statementDigest = ""
    /// The name of the source's query.
    package var query = ""
    /// Its SHA-256.
    package var queryDigest = ""
    /// A keyed digest of the rule.
    package var ruleDigest = ""
    /// A keyed digest of the deleted records.
    package var rowsDigest = ""
    /// A keyed digest of the plan.
    package var planDigest = ""
    /// The server's number of the transaction.
    package var transaction = ""
    /// The role that deleted.
    package var role = ""
    /// The database it deleted from.
    package var database = ""

    /// Nothing yet.
    package init() {}
  }

  /// The plan's number, such as `IMP-12`.
  package var plan: String
  /// The rule, as it stood when the plan was made.
  package var rule: RetentionRule
  /// The table, with its schema.
  package var table: String
  /// The first local day whose records were not due.
  package var cutOff: CivilDate
  /// The first moment of that day.
  package var cutOffMoment: Instant
  /// The local day of the oldest deleted record; nil where none had a day.
  package var oldest: CivilDate?
  /// The local day of the newest deleted record.
  package var newest: CivilDate?
  /// Who planned it.
  package var planned: Person
  /// Why, in the planner's words.
  package var reason: String
  /// Who approved of the plan.
  package var approved: Person
  /// Who had it carried out, and when that began.
  package var begun: Person
  /// When the program knew that it was done.
  package var ended: Instant
  /// Whether that was learned from the server afterwards, and not from its answer.
  package var isSettled: Bool
  /// What was counted.
  package var counts: Counts
  /// What it can be checked by.
  package var evidence: Evidence
  /// The answers to authorities that rest on records of the source, of which the planner said that none was due.
  package var answers: [String] = []
  /// The holds of other rules of the source at that time.
  package var otherHolds: [(rule: String, hold: RetentionStatus.Hold)] = []
  /// The backups made before it that still lie in the archive, oldest first.
  package var backups: [RetentionStatus.Backup] = []
  /// Backups that may still lie at a second place, with the place; until when nobody knows.
  package var offsite: [String] = []
  /// How many records were due by the same day when somebody looked after the deletion.
  package var dueSince: Int64 = 0
  /// What is wrong with backups whose manifests cannot be read.
  package var unreadableBackups: [Message] = []

  /// A record from its parts; what else is known of backups and holds comes after.
  package init(
    plan: String, rule: RetentionRule, table: String, cutOff: CivilDate, cutOffMoment: Instant,
    range: (oldest: CivilDate?, newest: CivilDate?),
    planned: Person, reason: String, approved: Person, begun: Person, ended: Instant, isSettled: Bool, counts: Counts,
    evidence: Evidence
  ) {
    (self.plan, self.rule, self.table, self.cutOff) = (plan, rule, table, cutOff)
    (self.cutOffMoment, oldest, self.planned, self.reason) = (cutOffMoment, range.oldest, planned, reason)
    newest = range.newest
    (self.approved, self.begun, self.ended, self.isSettled) = (approved, begun, ended, isSettled)
    (self.counts, self.evidence) = (counts, evidence)
  }
}
