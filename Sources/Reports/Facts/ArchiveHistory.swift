/// What the archive was read for, as far as the reports of a period speak of it.
package struct ArchiveHistory: Sendable {
  /// What it knows of the source's backups.
  package var backups: BackupHistory?
  /// What it knows of what was sealed.
  package var seals: SealHistory?
  /// What its ledger says of documents.
  package var trail: TrailHistory?

  /// Nothing read.
  package init() {}
}
