package import Messages
package import Model

/// What an archive's ledger says of documents that were made, who asked for them, and what else was done with the archive.
package struct TrailHistory: Sendable {
  /// Who or what asked for a document.
  package enum Requester: Sendable, Equatable {
    /// A schedule.
    case schedule(String)
    /// A person, by the operating system's name.
    case person(String)
  }

  /// How a run ended.
  package enum Ending: Sendable, Equatable {
    /// With an exit status.
    case status(Int64)
    /// It was ended before it could say anything.
    case abandoned
  }

  /// A document that was issued.
  package struct Issued: Sendable {
    /// The run's identifier; nil where the ledger does not say.
    package var runID: String?
    /// When.
    package var moment: Instant
    /// Who ran the program.
    package var user: String
    /// Who asked.
    package var requester: Requester?
    /// The report's code.
    package var report: String
    /// The period.
    package var period: Period?
    /// What the data was processed for; nil where the report is not defined any more.
    package var purpose: Message?
    /// The statutes it rests on; nil where the report is not defined any more.
    package var legalGround: Message?
    /// How much is hidden.
    package var mask: String?
    /// Whether an encrypted annex beside it has clear values.
    package var hasClearAnnex = false
    /// How many users it is limited to; 0 is all.
    package var users: Int64 = 0
    /// The rows it counts.
    package var rows: Int64?
    /// The number.
    package var number: String
    /// The edition, from 1.
    package var edition: Int64 = 1
    /// The number of the document it replaces.
    package var replaces: String?
    /// Why a person asked.
    package var reason: String?
    /// SHA-256 of its manifest.
    package var digest: String?
    /// The number of the approval of clear values; nil where none was asked for.
    package var approval: String?
    /// How its run ended; nil while it goes on.
    package var ending: Ending?

    /// A document of which nothing but its number is known.
    package init(_ number: String, report: String, at moment: Instant, by user: String) {
      (self.number, self.report, self.moment, self.user) = (number, report, moment, user)
    }

    /// Whether it, or an annex of it, shows clear values.
    package var isUnmasked: Bool { mask == MaskLevel.M0.rawValue || hasClearAnnex }
  }

  /// A run that did not end well.
  package struct FailedRun: Sendable {
    /// When it ended, or when its end was noticed.
    package var moment: Instant
    /// The command.
    package var command: String
    /// Who ran the program that wrote it down.
    package var user: String
    /// How it ended.
    package var ending: Ending

    /// A run from its parts.
    package init(_ command: String, at moment: Instant, by user: String, _ ending: Ending) {
      (self.command, self.moment, self.user, self.ending) = (command, moment, user, ending)
    }
  }

  /// Something that was changed in how documents are made.
  package struct Change: Sendable {
    /// What was changed.
    package enum Kind: String, Sendable, CaseIterable {
      /// The configuration.
      case configuration
      /// The key that seals.
      case key
      /// What keeps the history of a source's tables.
      case capture
    }

    /// When it was seen.
    package var moment: Instant
    /// What was changed.
    package var kind: Kind
    /// The digest before; nil where there was none.
    package var before: String?
    /// The digest after.
    package var after: String?
    /// Who ran the program.
    package var user: String
    /// The first document made with it.
    package var document: String?

    /// A change from its parts.
    package init(_ kind: Kind, at moment: Instant, by user: String, before: String?, after: String?, document: String?)
    {
      (self.kind, self.moment, self.user) = (kind, moment, user)
      (self.before, self.after, self.document) = (before, after, document)
    }
  }

  /// An act on what was issued or backed up.
  package struct Deed: Sendable {
    /// When.
    package var moment: Instant
    /// What, in the ledger's word.
    package var act: String
    /// What came of it.
    package var outcome: BackupHistory.LedgerWord
    /// The document or backup; nil where it is about none.
    package var object: String?
    /// Who ran the program.
    package var user: String
    /// Why, in their words.
    package var reason: String?

    /// A deed from its parts.
    package init(
      _ act: String, _ outcome: BackupHistory.LedgerWord, at moment: Instant, of object: String?, by user: String,
      because reason: String?
    ) {
      (self.act, self.outcome, self.moment) = (act, outcome, moment)
      (self.object, self.user, self.reason) = (object, user, reason)
    }
  }

  /// The ledger's words for what may be done, as documents say them.
  package enum Act: String, Sendable, CaseIterable {
    case issue, reissue, unmask, stamp, key, adopt, run, capture
    case backup, verify, drill, restore, hold, release, purge, offsite, deliver, recover, request, approve, refuse
    case planDisposal = "plan_disposal"
    case approveDisposal = "approve_disposal"
    case dispose
    case review
  }

  /// The documents of the period, in the order of the ledger.
  package var issued: [Issued] = []
  /// The runs of the period that failed or were broken off.
  package var failedRuns: [FailedRun] = []
  /// How many runs of the period ended at all.
  package var runs = 0
  /// What was changed in the period.
  package var changes: [Change] = []
  /// What else was done in the period.
  package var deeds: [Deed] = []
  /// The twelve local months up to the period's last one, from the first with a document on.
  package var months: [Month] = []

  /// What a month had.
  package struct Month: Sendable {
    /// The month's first day.
    package var first: CivilDate
    /// Documents.
    package var documents = 0
    /// Those with clear values.
    package var unmasked = 0

    /// A month without a document.
    package init(_ first: CivilDate) { self.first = first }
  }

  /// Nothing known yet.
  package init() {}

  /// Documents with clear values.
  package var unmasked: [Issued] { issued.filter(\.isUnmasked) }
  /// Documents that replace others.
  package var reissued: [Issued] { issued.filter { $0.replaces != nil } }
}
