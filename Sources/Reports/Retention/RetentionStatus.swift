package import Messages
package import Model

/// What a source holds against what its rules of retention say, as of one day.
package struct RetentionStatus: Sendable {
  /// What a relation holds of a rule's records.
  package struct Counts: Sendable {
    /// All of them.
    package var rows: Int64 = 0
    /// Those without the moment that is counted from.
    package var undated: Int64 = 0
    /// The oldest such moment.
    package var oldest: Instant?
    /// Those whose time has ended.
    package var due: Int64 = 0
    /// Those whose time ended longer ago than the interval of disposal.
    package var overdue: Int64 = 0
    /// Those whose time ends within the horizon.
    package var soon: Int64 = 0
    /// Those older than they may be.
    package var beyond: Int64 = 0
    /// Those with a moment by age, youngest first, as ``RetentionStatus/ages`` parts them.
    package var ages: [Int64] = []

    /// Nothing.
    package init() {}
  }

  /// What came of counting.
  package enum Reading: Sendable {
    /// It was counted.
    case counted(Counts)
    /// It was not, and why.
    case unread(Message)
  }

  /// A hold that keeps a rule's records; its reason is in the ledger alone.
  package struct Hold: Sendable, Equatable {
    /// Since when.
    package var since: Instant
    /// Until when; nil until it is released.
    package var until: Instant?

    /// A hold from its parts.
    package init(since: Instant, until: Instant?) { (self.since, self.until) = (since, until) }
  }

  /// What a relation holds of one rule, or of none.
  package struct Line: Sendable {
    /// The rule; nil for records of which no rule says how long they are kept.
    package var rule: RetentionRule?
    /// The relation.
    package var relation: String
    /// What is there.
    package var reading: Reading
    /// The first local day whose records are not due yet; nil without a rule.
    package var cutOff: CivilDate?
    /// For how many days the oldest record has been due; 0 where none is.
    package var daysLate: Int64 = 0
    /// The last day of the cycle of disposal that the oldest due record belongs to; nil where none is due.
    package var planned: CivilDate?
    /// The hold that lasts longest; nil where nothing holds them.
    package var hold: Hold?

    /// A line from its parts.
    package init(rule: RetentionRule?, relation: String, reading: Reading) {
      (self.rule, self.relation, self.reading) = (rule, relation, reading)
    }

    /// What was counted.
    package var counts: Counts? { if case .counted(let counts) = reading { counts } else { nil } }
  }

  /// A backup that still holds what is disposed of in the source.
  package struct Backup: Sendable {
    /// Until when it is kept.
    package enum Expiry: Sendable, Equatable {
      /// Through about this day, by the policy and as long as backups are made.
      case about(CivilDate)
      /// Held through a day, or until it is released.
      case held(CivilDate?)
      /// Something else keeps it, such as being the last that was proven.
      case unknown
      /// No policy lets it go.
      case never
    }

    /// The folder's name.
    package var name: String
    /// When its snapshot was taken.
    package var moment: Instant
    /// Until when it is kept.
    package var expiry: Expiry

    /// A backup from its parts.
    package init(name: String, moment: Instant, expiry: Expiry) {
      (self.name, self.moment, self.expiry) = (name, moment, expiry)
    }
  }

  /// The boundaries of the ages, youngest first: 0 to 6 months, to one year, two, five, and older.
  package static let ages = [6, 12, 24, 60].map { RetentionPeriod($0, .months) }

  /// What the policy is called that the rules come from; nil where nothing is said.
  package var policy: String?
  /// Days between two disposals, at most.
  package var interval: Int
  /// Days that are looked ahead.
  package var horizon: Int
  /// The day it speaks from.
  package var date: CivilDate
  /// What there is, rule by rule, then what has none.
  package var lines: [Line] = []
  /// Holds of rules that the configuration does not have any more.
  package var strayHolds: [(rule: String, hold: Hold)] = []
  /// What is wrong with backups in the archive whose manifests cannot be read: nobody knows what they hold.
  package var unreadableBackups: [Message] = []
  /// The backups of the source that lie in the archive, oldest first.
  package var backups: [Backup] = []
  /// Backups that may lie at a second place, with the place; until when nobody knows.
  package var offsite: [String] = []

  /// A status without a line.
  package init(policy: String?, interval: Int, horizon: Int, date: CivilDate) {
    (self.policy, self.interval, self.horizon, self.date) = (policy, interval, horizon, date)
  }

  /// The sum of a count over all lines that were counted.
  package func sum(_ count: (Counts) -> Int64) -> Int64 { lines.compactMap(\.counts).map(count).reduce(0, +) }
  /// Lines that were not counted.
  package var unread: [Line] { lines.filter { $0.counts == nil } }
  /// Lines with records and without a rule, or of which nobody knows whether there are any.
  package var withoutRule: [Line] { lines.filter { $0.rule == nil && $0.counts?.rows != 0 } }
}
