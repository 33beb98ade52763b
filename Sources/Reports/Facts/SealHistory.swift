package import Messages
package import Model

/// What an archive's ledger and folders say of the sealed documents and backups of a source, for the record of sealing and integrity.
package struct SealHistory: Sendable {
  /// What became of what was sealed.
  package enum State: String, Sendable, CaseIterable {
    /// It is there, and is what was sealed.
    case valid
    /// It is there, and is not what was sealed.
    case invalid
    /// It is not there.
    case missing
    /// It was removed for good by the archive's policy, and the ledger says so.
    case purged
  }

  /// What the state of something sealed rests on.
  package enum Depth: Sendable {
    /// Every file was read to its end.
    case whole
    /// The manifest's digest, and the presence and sizes of the files.
    case listed
    /// It was sealed in the run that made the record.
    case made
  }

  /// A time stamp (RFC 3161).
  package struct Stamp: Sendable, Equatable {
    /// The moment it states.
    package var moment: Instant
    /// Its serial number; nil where the ledger does not say.
    package var serial: String?
    /// The authority that issued it; nil where the ledger does not say.
    package var authority: String?

    /// A stamp from its parts.
    package init(moment: Instant, serial: String?, authority: String?) {
      (self.moment, self.serial, self.authority) = (moment, serial, authority)
    }
  }

  /// A document or a backup that was sealed.
  package struct Sealed: Sendable {
    /// The number of the document, or the name of the backup.
    package var name: String
    /// The report's code; nil for a backup.
    package var report: String?
    /// The period; nil for a backup that a person asked for.
    package var period: Period?
    /// The rows it counts; nil where the ledger does not say.
    package var rows: Int64?
    /// The bytes of its files; nil where the ledger does not say.
    package var bytes: Int64?
    /// SHA-256 of its manifest; nil where the ledger does not say.
    package var digest: String?
    /// When it was entered in the ledger.
    package var moment: Instant
    /// The number of its line in the ledger.
    package var sequence: Int
    /// SHA-256 of the line before.
    package var previous: String
    /// Its time stamp; nil where it has none yet.
    package var stamp: Stamp?
    /// What became of it.
    package var state = State.valid
    /// What the state rests on.
    package var depth = Depth.made
    /// Whether it is to have a time stamp.
    package var expectsStamp = false
    /// The last day it is kept; nil where the report that it is of is not defined any more, and for backups.
    package var keptUntil: CivilDate?

    /// A sealed document or backup, of which nothing but its line in the ledger is known.
    package init(_ name: String, report: String?, period: Period?, moment: Instant, sequence: Int, previous: String) {
      (self.name, self.report, self.period, self.moment) = (name, report, period, moment)
      (self.sequence, self.previous) = (sequence, previous)
    }
  }

  /// A time stamp that was not obtained.
  package struct FailedStamp: Sendable {
    /// When it was tried.
    package var moment: Instant
    /// What was to be stamped.
    package var name: String
    /// Why there is none.
    package var reason: Message

    /// A failure from its parts.
    package init(at moment: Instant, of name: String, because reason: Message) {
      (self.moment, self.name, self.reason) = (moment, name, reason)
    }
  }

  /// A day of the calendar.
  package struct Day: Sendable {
    /// What is known of it.
    package enum State: String, Sendable, CaseIterable {
      /// It has a document, and all of them are what was sealed.
      case valid
      /// It has none.
      case missing
      /// One of them is not there, or not what was sealed.
      case broken
      /// Nothing was recorded in it, and the configuration wants no document then.
      case empty
      /// Nothing was sealed of the source yet.
      case before
    }

    /// The local day.
    package var date: CivilDate
    /// What is known of it.
    package var state: State
    /// Its documents.
    package var documents = 0
    /// Those of them with a time stamp.
    package var stamped = 0
    /// The rows they count, by report.
    package var rows: [String: Int64] = [:]

    /// A day of which nothing is known.
    package init(_ date: CivilDate, _ state: State) { (self.date, self.state) = (date, state) }
  }

  /// A line of the ledger, by its number and the digest of what it holds.
  package struct Link: Sendable, Equatable {
    /// The number, from 1; 0 before the first line.
    package var sequence: Int
    /// SHA-256 of the line; 64 zeros before the first.
    package var digest: String

    /// A link from its parts.
    package init(sequence: Int, digest: String) { (self.sequence, self.digest) = (sequence, digest) }
  }

  /// What was sealed of the period, in the order of the ledger.
  package var sealed: [Sealed] = []
  /// The time stamps that could not be obtained in the period, oldest first.
  package var failedStamps: [FailedStamp] = []
  /// The year up to the period's last day.
  package var days: [Day] = []
  /// What was found changed, missing or added when the archive was last looked at, of whatever period.
  package var damages: [Message] = []
  /// The last line before the first that is listed; nil where nothing is.
  package var chainBegin: Link?
  /// The last line when the record was made.
  package var chainEnd = Link(sequence: 0, digest: String(repeating: "0", count: 64))
  /// How many lines follow from each other without a gap.
  package var links = 0
  /// Whether documents are stamped by an authority at all.
  package var stamps = false
  /// How many days back every file is read again each night.
  package var readAgainDays = 7

  /// Nothing known yet.
  package init() {}

  /// How many are as they were sealed, and how many are not.
  package func count(_ state: State) -> Int { sealed.count { $0.state == state } }
  /// How many days of the calendar are in a state.
  package func days(_ state: Day.State) -> Int { days.count { $0.state == state } }
  /// The names of what is changed or gone, of the period.
  package var brokenNames: [String] { sealed.filter { $0.state == .invalid || $0.state == .missing }.map(\.name) }
  /// How many they are.
  package var broken: Int { count(.invalid) + count(.missing) }
  /// What has no time stamp, of what is to have one.
  package var unstamped: [Sealed] { sealed.filter { $0.expectsStamp && $0.stamp == nil } }
}
