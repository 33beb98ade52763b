package import Messages
package import Model

/// What an archive knows of a source's backups, for the record of backups and restore tests.
///
/// It comes from the manifests of the backups and from the archive's ledger; nothing of it is a row of the source.
package struct BackupHistory: Sendable {
  /// A backup.
  package struct Copy: Sendable {
    /// The folder's name.
    package var name: String
    /// The database.
    package var database: String
    /// `custom`, `directory` or `plain`, and how it is compressed.
    package var format: String
    /// What pg_dump says of its version.
    package var tool: String
    /// Marks of the public keys it is encrypted to, never a key; none where it is not encrypted.
    package var keys: [String]
    /// When its snapshot was taken, by the server's clock.
    package var begun: Instant
    /// When it was written down as made, by this machine's clock; nil where the ledger does not know it.
    package var ended: Instant?
    /// The bytes of its files.
    package var bytes: Int64
    /// The rows of its tables; nil where they were not counted.
    package var rows: Int64?
    /// Foreign tables of the database, of which it has no row; nil where nobody knows.
    package var foreignTables: Int64?
    /// SHA-256 of its manifest.
    package var digest: String
    /// Whether a copy of it lies in a second place: what came of the last try; nil where none was made.
    package var offsite: LedgerWord?
    /// The last restore test.
    package var test: Test?
    /// Until when it may not be removed, in words; nil where nothing holds it.
    package var hold: Hold?
  }

  /// A hold.
  package struct Hold: Sendable, Equatable {
    /// Why.
    package var reason: String
    /// Until when; nil until it is released.
    package var until: Instant?
  }

  /// How an act ended, in the ledger's words.
  package enum LedgerWord: String, Sendable, CaseIterable {
    case begun, done, passed, failed, abandoned
    case notRun = "not_run"
  }

  /// A kind of act, in the ledger's words.
  package enum Act: String, Sendable, CaseIterable {
    case backup, verify, drill, restore, hold, release, purge, offsite, recover
  }

  /// A restore test.
  package struct Test: Sendable {
    /// When.
    package var moment: Instant
    /// The backup.
    package var backup: String
    /// What came of it.
    package var outcome: LedgerWord
    /// How long the restore took, in microseconds: the measured time to recover.
    package var duration: Int64?
    /// How many tables were compared.
    package var tables: Int64?
    /// How many rows they hold.
    package var rows: Int64?
    /// How many of them differed, or what else did.
    package var differences: Int64?
    /// Of how many erased persons it was seen that they do not come back; nil where no list of them is kept.
    package var erased: Int64?
  }

  /// A backup that was not made.
  package struct Failure: Sendable {
    /// When.
    package var moment: Instant
    /// The night it was of.
    package var night: CivilDate?
    /// Why.
    package var reason: Message
  }

  /// Anything else that was done to a backup.
  package struct Deed: Sendable {
    /// When.
    package var moment: Instant
    /// What.
    package var act: Act
    /// What came of it.
    package var outcome: LedgerWord
    /// The backup.
    package var backup: String?
    /// Who ran the program.
    package var user: String
    /// Why, in their words.
    package var reason: String?
  }

  /// A night of the calendar.
  package struct Night: Sendable {
    /// What is known of it.
    package enum State: String, Sendable, CaseIterable {
      /// A backup was made.
      case backedUp = "backed_up"
      /// One was tried, and none made.
      case failed
      /// None was made, and nobody says why.
      case none
      /// Nothing was recorded of the source's backups yet.
      case before
    }

    /// The local day.
    package var date: CivilDate
    /// What is known of it.
    package var state: State
    /// The bytes of the last backup.
    package var bytes: Int64?
    /// How long it took, in microseconds.
    package var duration: Int64?
    /// Whether a backup of the night passed a restore test.
    package var isProven: Bool
  }

  /// The backups of the period, oldest first.
  package var copies: [Copy] = []
  /// Those that failed, oldest first.
  package var failures: [Failure] = []
  /// The restore tests of the period, oldest first.
  package var tests: [Test] = []
  /// What else was done in the period, oldest first.
  package var deeds: [Deed] = []
  /// The thirty local days up to the period's last one, or all of the period's where they are more.
  package var nights: [Night] = []
  /// The moment of the newest backup up to the document's moment; nil where there is none.
  package var newest: Instant?
  /// The moment of the newest backup of which a restore test passed.
  package var newestProven: Instant?

  /// Nothing known yet.
  package init() {}

  /// Nights of the period's calendar without a backup.
  package var openNights: Int { nights.count { $0.state == .failed || $0.state == .none } }
  /// Tests that did not pass; those that could not be made prove nothing either way.
  package var failedTests: Int { tests.count { $0.outcome == .failed } }
}

extension BackupHistory.Copy {
  /// A backup from its parts.
  package init(
    name: String, database: String, format: String, tool: String, keys: [String], begun: Instant, bytes: Int64,
    rows: Int64?, digest: String
  ) {
    (self.name, self.database, self.format, self.tool, self.keys) = (name, database, format, tool, keys)
    (self.begun, self.bytes, self.rows, self.digest) = (begun, bytes, rows, digest)
  }
}

extension BackupHistory.Hold {
  /// A hold from its parts.
  package init(for reason: String, until: Instant?) { (self.reason, self.until) = (reason, until) }
}

extension BackupHistory.Test {
  /// A test of a backup, of which nothing was measured yet.
  package init(of backup: String, at moment: Instant, _ outcome: BackupHistory.LedgerWord) {
    (self.backup, self.moment, self.outcome) = (backup, moment, outcome)
  }
}

extension BackupHistory.Failure {
  /// A failure from its parts.
  package init(at moment: Instant, of night: CivilDate?, because reason: Message) {
    (self.moment, self.night, self.reason) = (moment, night, reason)
  }
}

extension BackupHistory.Deed {
  /// A deed from its parts.
  package init(
    _ act: BackupHistory.Act, _ outcome: BackupHistory.LedgerWord, at moment: Instant, of backup: String?,
    by user: String, because reason: String?
  ) {
    (self.act, self.outcome, self.moment) = (act, outcome, moment)
    (self.backup, self.user, self.reason) = (backup, user, reason)
  }
}

extension BackupHistory.Night {
  /// A night from its parts.
  package init(_ date: CivilDate, _ state: State, bytes: Int64? = nil, duration: Int64? = nil, isProven: Bool = false) {
    (self.date, self.state, self.bytes, self.duration, self.isProven) = (date, state, bytes, duration, isProven)
  }
}
