package import Model

/// What the archive was read for, as far as the reports of a period speak of it.
package struct ArchiveHistory: Sendable {
  /// What it knows of the source's backups.
  package var backups: BackupHistory?
  /// What it knows of what was sealed.
  package var seals: SealHistory?
  /// What its ledger says of documents.
  package var trail: TrailHistory?

  /// Who ran the program on the source in the period.
  package var programUses: [ProgramUse] = []
  /// How many accounts were privileged in earlier documents of the report, oldest first.
  package var privilegedBefore: [EarlierCount] = []

  /// Nothing read.
  package init() {}

  /// A number that an earlier document states.
  package struct EarlierCount: Sendable, Equatable {
    /// The document's number.
    package var number: String
    /// The period it is of.
    package var period: Period
    /// The number it states.
    package var count: Int64

    /// A number from its parts.
    package init(number: String, period: Period, count: Int64) {
      (self.number, self.period, self.count) = (number, period, count)
    }
  }
}
